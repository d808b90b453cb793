// SPDX-License-Identifier: GPL-3.0-or-later
// What each deviation departs from, and who was seen to send it in published reports.
#include "tlsrpt/report.h"

namespace tlsrpt {

DeviationSource sourceOf(DeviationCode code)
{
    switch (code) {
    case DeviationCode::ByteOrderMark: return {"RFC 8259 §8.1", ""};
    case DeviationCode::NotUtf8: return {"RFC 7493 §2.1", ""};
    case DeviationCode::Utf16: return {"RFC 7493 §2.1", ""};
    case DeviationCode::TrailingBytes: return {"RFC 8259 §2", ""};
    case DeviationCode::DuplicateKey: return {"RFC 7493 §2.3", ""};
    case DeviationCode::NotAnArray: return {"RFC 8460 §4.4", "Halon, Mail::TLSRPT, copies of RFC 8460 Appendix B"};
    case DeviationCode::NullValue: return {"RFC 8460 §4.4", "Stalwart"};
    case DeviationCode::EmptyValue: return {"RFC 8460 §4.4", "mox"};
    case DeviationCode::MissingMember: return {"RFC 8460 §4.4", "Microsoft, Mail.ru, Halon, Postfix with libtlsrpt"};
    case DeviationCode::WrongType: return {"RFC 8460 §4.4", ""};
    case DeviationCode::JsonInString: return {"RFC 8460 §4.4", "Microsoft"};
    case DeviationCode::MxPrefix: return {"RFC 8460 §4.4", "Stalwart"};
    case DeviationCode::CountAsString: return {"RFC 8460 §4.4", ""};
    case DeviationCode::CountAsFraction: return {"RFC 8460 §4.4", ""};
    case DeviationCode::CountNegative: return {"RFC 8460 §4.4", ""};
    case DeviationCode::CountTooLarge: return {"RFC 8460 §4.4", ""};
    case DeviationCode::DateWithoutZone: return {"RFC 3339 §5.6", "Microsoft, until March 2024"};
    case DeviationCode::DateWithOffset: return {"RFC 3339 §5.6", ""};
    case DeviationCode::DateWithBlank: return {"RFC 3339 §5.6", ""};
    case DeviationCode::DateWithFraction: return {"RFC 3339 §5.6", ""};
    case DeviationCode::DateUnreadable: return {"RFC 3339 §5.6", ""};
    case DeviationCode::EndAtMidnight: return {"RFC 8460 §4.1", "Mail.ru, Stalwart"};
    case DeviationCode::NotOneDay: return {"RFC 8460 §4.1", "Halon, on hosts that do not run in UTC"};
    case DeviationCode::UnknownResultType: return {"RFC 8460 §4.3", ""};
    case DeviationCode::UnknownPolicyType: return {"RFC 8460 §4.4", ""};
    case DeviationCode::UnknownMember: return {"RFC 8460 §4.4", ""};
    case DeviationCode::DraftMember: return {"RFC 8460 §4.4", "examples of drafts before RFC 8460"};
    case DeviationCode::DetailsWithoutFailures: return {"RFC 8460 §4.4", ""};
    case DeviationCode::FailuresWithoutDetails: return {"RFC 8460 §4.4", "Microsoft"};
    case DeviationCode::SumDiffers: return {"RFC 8460 §4.4", "Mail.ru"};
    case DeviationCode::BadIpAddress: return {"RFC 8460 §4.4", ""};
    case DeviationCode::BadDomain: return {"RFC 8460 §4.4", ""};
    case DeviationCode::NoPolicies: return {"RFC 8460 §4.4", ""};
    case DeviationCode::Unterminated: return {"RFC 2046 §5.1.1", "Mail.ru, in 2023"};
    case DeviationCode::MediaType: return {"RFC 8460 §5.3", ""};
    case DeviationCode::FilenameDiffers: return {"RFC 8460 §5.6", "Mail.ru"};
    case DeviationCode::NotCompressed: return {"RFC 8460 §5.2", "Halon"};
    case DeviationCode::HeaderMissing: return {"RFC 8460 §5.3", ""};
    }
    return {"RFC 8460 §4", ""};
}

} // namespace tlsrpt
