// SPDX-License-Identifier: GPL-3.0-or-later
// A TLS report (RFC 8460 §4): what one sender saw of one domain's TLS in one day, per policy. Texts are UTF-8 in
// std::string, because a report has dozens of short ones and archives have hundreds of thousands of reports. Real
// senders bend the schema in many small ways; every tolerated fault is kept beside the data as a Deviation with its
// clause, and nothing that was in the report is lost: unknown fields stay as raw JSON with their place. Reports are
// untrusted (§7): show and store accordingly.
#pragma once

#include <QMetaType>
#include <QObject>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tlsrpt {
Q_NAMESPACE

/// §4.4 policy-type. The raw word is kept beside it.
enum class PolicyType {
    Sts,
    Tlsa,
    NoPolicyFound,
    Other, ///< a word that the standard does not know, or none
};
Q_ENUM_NS(PolicyType)

/// §4.3 and the IANA registry "STARTTLS Validation Result Types". The raw word is kept beside it.
enum class ResultType {
    StarttlsNotSupported,
    CertificateHostMismatch,
    CertificateExpired,
    CertificateNotTrusted,
    ValidationFailure,
    TlsaInvalid,
    DnssecInvalid,
    DaneRequired,
    StsPolicyFetchError,
    StsPolicyInvalid,
    StsWebpkiInvalid,
    Other, ///< extensible by expert review: shown by its raw word
};
Q_ENUM_NS(ResultType)

/// A fault that was tolerated, or a remark that the reader should know. The kebab-case name is stable.
enum class DeviationCode {
    ByteOrderMark, ///< RFC 8259 §8.1
    NotUtf8,       ///< Latin-1 or other bytes; read as Latin-1
    Utf16,         ///< RFC 7493 §2.1
    TrailingBytes, ///< NUL or other bytes behind the document
    DuplicateKey,  ///< RFC 7493 §2.3; the first counts
    NotAnArray,    ///< one value where an array belongs (policies, failure-details, policy-string, mx-host)
    NullValue,     ///< null where a value belongs
    EmptyValue,    ///< an empty string where a value belongs
    MissingMember, ///< a required member is absent
    WrongType,     ///< another JSON type; the datum is kept raw
    JsonInString,  ///< Microsoft: a TLSA list as JSON text in a string
    MxPrefix,      ///< "mx: " in front of an mx-host
    CountAsString,
    CountAsFraction,  ///< 5.0, or 5.5 (unusable)
    CountNegative,    ///< unusable
    CountTooLarge,    ///< over 32 bits; kept up to 63
    DateWithoutZone,  ///< RFC 3339 §5.6; taken as UTC
    DateWithOffset,   ///< legal by RFC 3339; converted
    DateWithBlank,    ///< a blank for the T
    DateWithFraction, ///< legal by RFC 3339
    DateUnreadable,   ///< kept as text
    EndAtMidnight,    ///< the end is the next midnight (exclusive)
    NotOneDay,        ///< the range is not one full UTC day (§4.1 SHOULD)
    UnknownResultType,
    UnknownPolicyType,
    UnknownMember,          ///< named and kept
    DraftMember,            ///< failure-error-code, a draft's name
    DetailsWithoutFailures, ///< failure details although the summary counts none
    FailuresWithoutDetails, ///< failures counted, none described
    SumDiffers,             ///< sum of details below total-failure-session-count, or above (details may overlap, §4)
    BadIpAddress,
    BadDomain,  ///< U-labels or no host name
    NoPolicies, ///< an empty list of policies
    // of the container
    Unterminated,    ///< a multipart without its last boundary
    MediaType,       ///< not one of §5.3's types; the content decided
    FilenameDiffers, ///< §5.1 file name or §5.3 header fields disagree with the body; the body wins (§5.6)
    NotCompressed,   ///< §5.2 SHOULD
    HeaderMissing,   ///< TLS-Report-Domain or TLS-Report-Submitter missing (§5.3)
};
Q_ENUM_NS(DeviationCode)

struct Deviation
{
    DeviationCode code{};
    std::string where; ///< JSON path ("policies[0].summary"), header field, or empty for the whole
    std::string value; ///< what stood there, cut to 200 bytes, untrusted
    bool operator==(const Deviation &) const = default;
};

/// The clause that a deviation departs from ("RFC 8460 §4.4"), and who is known to send it ("Microsoft", empty when
/// nobody).
struct DeviationSource
{
    const char *clause;
    const char *knownSenders;
};
DeviationSource sourceOf(DeviationCode code);

/// A member that the standard does not name, as it stood.
struct UnknownMember
{
    std::string path; ///< "policies[0].policy.x-note"
    std::string json; ///< raw JSON of the value, cut to 4 KiB
    bool operator==(const UnknownMember &) const = default;
};

struct FailureDetails
{
    ResultType resultType = ResultType::Other;
    std::string resultTypeWord;
    std::string sendingMtaIp; ///< canonical text where it is an address, else as it stood; empty: absent
    std::string receivingMxHostname;
    std::string receivingMxHelo;
    std::string receivingIp;
    std::optional<std::int64_t> failedSessionCount; ///< details may overlap: never sum these for a rate (§4)
    std::string additionalInformation;
    std::string failureReasonCode;
    bool operator==(const FailureDetails &) const = default;
};

struct PolicyResult
{
    PolicyType policyType = PolicyType::Other;
    std::string policyTypeWord;
    std::vector<std::string> policyStrings; ///< lines of the policy, or TLSA records
    std::string policyDomain;               ///< lower case, no trailing dot; for tlsa the TLSA base domain (§1.1)
    std::vector<std::string> mxHosts;
    std::optional<std::int64_t> successfulSessions, failedSessions; ///< the summary: rates come from here
    std::vector<FailureDetails> failures;
    bool operator==(const PolicyResult &) const = default;
};

struct Report
{
    std::string organizationName;
    std::string contactInfo;
    std::string reportId;
    std::string startText, endText;         ///< as they stood
    std::optional<std::int64_t> start, end; ///< seconds since 1970 UTC; empty when unreadable
    std::vector<PolicyResult> policies;
    std::vector<UnknownMember> unknown;
    std::vector<Deviation> deviations;
    bool operator==(const Report &) const = default;
};

} // namespace tlsrpt
