// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/report_explanations.h"

#include <QCoreApplication>

namespace text {

namespace {

const char *sentenceOf(tlsrpt::DeviationCode code)
{
    using enum tlsrpt::DeviationCode;
    switch (code) {
    case ByteOrderMark: return QT_TRANSLATE_NOOP("text", "The report begins with a byte order mark.");
    case NotUtf8:
        return QT_TRANSLATE_NOOP("text", "The report has bytes that are no UTF-8. They were read as Latin-1.");
    case Utf16: return QT_TRANSLATE_NOOP("text", "The report is written in UTF-16 instead of UTF-8.");
    case TrailingBytes: return QT_TRANSLATE_NOOP("text", "There are bytes behind the report. They were not read.");
    case DuplicateKey: return QT_TRANSLATE_NOOP("text", "A member occurs twice. The first counts.");
    case NotAnArray: return QT_TRANSLATE_NOOP("text", "A single value stands where a list belongs.");
    case NullValue: return QT_TRANSLATE_NOOP("text", "A null stands where a value belongs.");
    case EmptyValue: return QT_TRANSLATE_NOOP("text", "An empty text stands where a value belongs.");
    case MissingMember: return QT_TRANSLATE_NOOP("text", "A member is missing.");
    case WrongType: return QT_TRANSLATE_NOOP("text", "A value has the wrong type. It was kept as it stood.");
    case JsonInString: return QT_TRANSLATE_NOOP("text", "A list is written as JSON inside a text.");
    case MxPrefix: return QT_TRANSLATE_NOOP("text", "An MX host is written with \"mx: \" in front.");
    case CountAsString: return QT_TRANSLATE_NOOP("text", "A count is written as text.");
    case CountAsFraction: return QT_TRANSLATE_NOOP("text", "A count is written as a fraction.");
    case CountNegative: return QT_TRANSLATE_NOOP("text", "A count is negative. It was not used.");
    case CountTooLarge: return QT_TRANSLATE_NOOP("text", "A count does not fit into 32 bits.");
    case DateWithoutZone: return QT_TRANSLATE_NOOP("text", "A time has no zone. It was taken as UTC.");
    case DateWithOffset: return QT_TRANSLATE_NOOP("text", "A time is given with an offset. It was converted to UTC.");
    case DateWithBlank: return QT_TRANSLATE_NOOP("text", "A time has a blank in place of the T.");
    case DateWithFraction: return QT_TRANSLATE_NOOP("text", "A time has fractions of a second. They were cut off.");
    case DateUnreadable: return QT_TRANSLATE_NOOP("text", "A time could not be read.");
    case EndAtMidnight: return QT_TRANSLATE_NOOP("text", "The range ends with the next midnight.");
    case NotOneDay: return QT_TRANSLATE_NOOP("text", "The range is not one full day of UTC.");
    case UnknownResultType: return QT_TRANSLATE_NOOP("text", "The result type is not a registered one.");
    case UnknownPolicyType: return QT_TRANSLATE_NOOP("text", "The policy type is not one of the standard.");
    case UnknownMember: return QT_TRANSLATE_NOOP("text", "The standard does not name this member. It was kept.");
    case DraftMember: return QT_TRANSLATE_NOOP("text", "The member has the name that a draft of the standard used.");
    case DetailsWithoutFailures:
        return QT_TRANSLATE_NOOP("text", "There are failure details, but the summary counts no failure.");
    case FailuresWithoutDetails: return QT_TRANSLATE_NOOP("text", "Failures are counted, but not described.");
    case SumDiffers:
        return QT_TRANSLATE_NOOP("text", "The failure details do not add up to the total. They may overlap.");
    case BadIpAddress: return QT_TRANSLATE_NOOP("text", "A text stands where an IP address belongs.");
    case BadDomain: return QT_TRANSLATE_NOOP("text", "The policy domain is not a host name in A-labels.");
    case NoPolicies: return QT_TRANSLATE_NOOP("text", "The list of policies is empty.");
    case Unterminated: return QT_TRANSLATE_NOOP("text", "The mail ends before its last boundary.");
    case MediaType: return QT_TRANSLATE_NOOP("text", "The media type is not one of a TLS report. The content decided.");
    case FilenameDiffers:
        return QT_TRANSLATE_NOOP("text", "The file name or the header disagrees with the report. The report counts.");
    case NotCompressed: return QT_TRANSLATE_NOOP("text", "The report was sent without compression.");
    case HeaderMissing: return QT_TRANSLATE_NOOP("text", "A header field that belongs to a report mail is missing.");
    }
    return "";
}

} // namespace

QString deviationWords(tlsrpt::DeviationCode code)
{
    return QCoreApplication::translate("text", sentenceOf(code));
}

} // namespace text
