// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the grammar: a conforming sender has no policy after the first of them.
#include "base/enum_names.h"
#include "findings/catalogue.h"
#include "findings/policy_text_rules.h"
#include "findings/software.h"
#include "findings/txt_rules.h"

namespace findings {
namespace {

using Code = sts::PolicyFaultCode;

FindingId idOf(const sts::PolicyFault &fault)
{
    switch (fault.code) {
    case Code::Empty: return FindingId::PolicyEmpty;
    case Code::Utf16:
    case Code::ByteOrderMark: return FindingId::PolicyByteOrderMark;
    case Code::BareCarriageReturn: return FindingId::PolicyBareCarriageReturn;
    case Code::BlankLine: return FindingId::PolicyBlankLine;
    case Code::LeadingBlank: return FindingId::PolicyLeadingBlank;
    case Code::Comment: return FindingId::PolicyComment;
    case Code::NoColon: return FindingId::PolicyMalformedLine;
    case Code::NotUtf8: return FindingId::PolicyNotUtf8;
    case Code::BadKey: return FindingId::PolicyBadKey;
    case Code::BadExtensionValue: return FindingId::PolicyBadExtensionValue;
    case Code::MissingVersion: return FindingId::PolicyMissingVersion;
    case Code::BadVersion: return FindingId::PolicyBadVersion;
    case Code::MissingMode: return FindingId::PolicyMissingMode;
    case Code::BadMode: return fault.value == "report" ? FindingId::PolicyModeReport : FindingId::PolicyBadMode;
    case Code::MissingMaxAge: return FindingId::PolicyMissingMaxAge;
    case Code::BadMaxAge: return FindingId::PolicyBadMaxAge;
    case Code::MaxAgeTooLarge: return FindingId::PolicyMaxAgeTooLarge;
    case Code::MissingMx: return FindingId::PolicyMissingMx;
    case Code::BadMx:
        if (fault.mx == sts::MxFault::Unicode)
            return FindingId::PolicyMxUnicode;
        return fault.mx == sts::MxFault::AddressLiteral ? FindingId::PolicyMxIpAddress : FindingId::PolicyBadMx;
    }
    return FindingId::PolicyMalformedLine;
}

bool isNumberWithin(const QByteArray &value)
{
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    return isNumber && seconds >= 0 && seconds <= sts::ParsedPolicy::maxAgeLimit;
}

// Who reads a policy in spite of the fault, when it is the only one. From the sources of the programs.
QStringList laxReaders(const sts::PolicyFault &fault)
{
    using namespace software;
    switch (fault.code) {
    case Code::BlankLine:
        if (fault.place.length) // checkdmarc skips empty lines only
            return {postfixResolver(), mailauth()};
        return {postfixResolver(), mailauth(), checkdmarc()};
    case Code::BareCarriageReturn: return {postfixResolver()};
    case Code::LeadingBlank: return {mailauth(), checkdmarc()};
    case Code::ByteOrderMark: return {mailauth()};
    case Code::Comment:
    case Code::NoColon: return {postfixResolver(), mailauth()};
    case Code::BadKey:
    case Code::BadExtensionValue: return {postfixResolver(), mailauth()};
    case Code::BadMx:
        if (fault.mx == sts::MxFault::Unicode) // postfix-mta-sts-resolver reads ASCII unless told otherwise
            return {mailauth()};
        return {postfixResolver(), mailauth()};
    case Code::MissingMode: return {mailauth()}; // as mode none
    case Code::BadMaxAge:                        // a sign, or zeros beyond ten digits
        return isNumberWithin(fault.value) ? QStringList{postfixResolver(), mailauth()} : QStringList{};
    case Code::MaxAgeTooLarge: // mox bounds it by its integer type only
        return fault.value.toLongLong() < (1LL << 31) ? QStringList{mox()} : QStringList{};
    case Code::Empty:
    case Code::Utf16:
    case Code::NotUtf8:
    case Code::MissingVersion:
    case Code::BadVersion:
    case Code::BadMode:
    case Code::MissingMaxAge:
    case Code::MissingMx: return {};
    }
    return {};
}

// A known key with a blank before the colon is refused by those who compare the key as it is.
bool isKnownKey(const QByteArray &key)
{
    const QByteArray name = key.trimmed();
    return name == "version" || name == "mode" || name == "max_age" || name == "mx";
}

QString suggestion(const sts::PolicyFault &fault)
{
    if (fault.code != Code::BadMx)
        return {};
    const QString better = sts::suggestedMx(fault.value);
    return better.isEmpty() ? QStringLiteral("mail.example.com") : better;
}

} // namespace

void judgePolicyFault(const sts::ParsedPolicy &policy, const sts::PolicyFault &fault, Findings &out)
{
    Finding finding = markedIn(failed(idOf(fault)), policy.text, fault.place);
    finding.arguments[QStringLiteral("key")] = shown(fault.key);
    finding.arguments[QStringLiteral("count")] = QString::number(policy.faultCounts.value(fault.code));
    finding.arguments[QStringLiteral("suggestion")] = suggestion(fault);
    if (!fault.value.isEmpty() || !fault.key.isEmpty())
        finding.arguments[QStringLiteral("value")] = shown(fault.value);
    if (fault.code == Code::BadMx)
        finding.effect = Effect::Invalid; // unlike dotted numbers, an address in brackets is outside the grammar
    if (fault.code != Code::BadKey || !isKnownKey(fault.key))
        for (const QString &who : laxReaders(fault))
            finding.disagreements.append(software::accepts(who));
    out.append(finding);
}

} // namespace findings
