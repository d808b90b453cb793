// SPDX-License-Identifier: GPL-3.0-or-later
// The names of all judgements, grouped by subject. A name is the fault, also when the finding says that it is absent
// (Status::Pass). Names are stable: scripts and the history rely on their kebab-case form (base/enum_names.h).
#pragma once

#include <QMetaType>
#include <QObject>

namespace findings {
Q_NAMESPACE

enum class Status {
    Pass,    ///< looked, and all is well
    Fail,    ///< looked, and the fault (or the remark) is there
    Unknown, ///< could not look: neither passed nor failed
};
Q_ENUM_NS(Status)

enum class Severity { Ok, Info, Warning, Error };
Q_ENUM_NS(Severity)

/// What a conforming sender concludes about the thing judged.
enum class Effect {
    None, ///< does not bear on whether it can be used
    Usable,
    Absent,  ///< as if it were not there
    Invalid, ///< there, and must not be used
};
Q_ENUM_NS(Effect)

/// On what a rule rests; everything that is not a plain MUST says so.
enum class Basis {
    Must,
    Should,
    May,
    Erratum,     ///< reported, not verified
    Inference,   ///< ours
    Field,       ///< what real senders and providers do
    Unconfirmed, ///< hearsay
};
Q_ENUM_NS(Basis)

enum class Subject {
    Domain,       ///< existence, mail at all, DNS and DNSSEC
    StsRecord,    ///< TXT at _mta-sts
    PolicyHost,   ///< the HTTPS host of the policy
    Policy,       ///< the text of the policy
    MxCoverage,   ///< MX records, and MX against policy
    MailServer,   ///< SMTP, STARTTLS, certificate of each MX address
    Dane,         ///< TLSA
    TlsrptRecord, ///< TXT at _smtp._tls
    Google,       ///< Google Workspace specifics
    Posture,      ///< SPF, DKIM, DMARC, BIMI
};
Q_ENUM_NS(Subject)

enum class FindingId {
    // Domain
    DomainNotFound,
    DomainLookupFailed,
    DomainBogus,
    DomainWithoutMail, // null MX, or neither MX nor address
    ResolverUnreachable,
    DnssecNotValidated,
    CheckCancelled,

    // StsRecord
    StsRecordMissing,
    StsRecordLookupFailed,
    StsRecordBogus,
    StsRecordOtherVersion,
    StsRecordMultiple,
    StsRecordUnrelatedTxt,
    StsRecordWildcardAnswers,
    StsRecordNotAscii,
    StsRecordVersionNotDelimited,
    StsRecordBlankBeforeDelimiter,
    StsRecordEmptyField,
    StsRecordTrailingBlank,
    StsRecordMalformedField,
    StsRecordBadFieldName,
    StsRecordBadFieldValue,
    StsRecordMissingId,
    StsRecordBadId,
    StsRecordDuplicateField,
    StsRecordUnknownField,
    StsRecordQuoted,
    StsRecordAtApex,
    StsRecordAtUnderscoreName,
    StsRecordAlias,
    StsRecordHalfDelegated,
    StsRecordTooLong,

    // PolicyHost
    PolicyHostMissing,
    PolicyHostDanglingAlias,
    PolicyHostLookupFailed,
    PolicyHostBogus,
    PolicyHostPrivateAddress,
    PolicyHostRefused,
    PolicyHostTimeout,
    PolicyHostUnreachable,
    PolicyHostConnectionFailed,
    PolicyHostNoIpv6Here,
    PolicyHostNotTried, // an address known and not contacted, or no IPv4 here
    PolicyHostTlsFailed,
    PolicyHostTlsTooOld,
    PolicyHostCertificateExpired,
    PolicyHostCertificateNotYetValid,
    PolicyHostCertificateNameMismatch,
    PolicyHostCertificateSelfSigned,
    PolicyHostCertificateUntrusted,
    PolicyHostCertificateIncompleteChain,
    PolicyHostCertificateUnsuitable, // EKU, name constraints, other verification errors
    PolicyHostCertificateExpiresSoon,
    PolicyHostCertificateWeak,
    PolicyHostRevocationNotChecked,
    PolicyHostHttpInvalid,
    PolicyHostHttpTimeout,
    PolicyHostIncompleteResponse,
    PolicyHostAddressesDiffer, // addresses of the host serve different policies
    PolicyHostAlias,

    // Policy (the response and its text)
    PolicyHttpStatus,
    PolicyRedirect,
    PolicyBotProtection,
    PolicyMediaType,
    PolicyMediaTypeMissing,
    PolicyContentEncoding,
    PolicyTooLong,
    PolicyNearlyTooLong,
    PolicyEmpty,
    PolicyHtml,
    PolicyByteOrderMark,
    PolicyBareCarriageReturn,
    PolicyMixedLineEnds,
    PolicyBlankLine,
    PolicyLeadingBlank,
    PolicyComment,
    PolicyMalformedLine,
    PolicyNotUtf8,
    PolicyBadKey,
    PolicyBadExtensionValue,
    PolicyMissingVersion,
    PolicyBadVersion,
    PolicyVersionNotFirst,
    PolicyMissingMode,
    PolicyBadMode,
    PolicyModeReport,
    PolicyModeTesting,
    PolicyModeNone,
    PolicyMissingMaxAge,
    PolicyBadMaxAge,
    PolicyMaxAgeTooLarge,
    PolicyMaxAgeZero,
    PolicyMaxAgeShort,
    PolicyMaxAgeModest, // enforce, under two weeks
    PolicyMissingMx,
    PolicyNoneWithoutMx,
    PolicyBadMx,
    PolicyMxIpAddress,
    PolicyMxUnicode,
    PolicyDuplicateKey,
    PolicyUnknownKey,
    PolicyWildcardPublicSuffix,
    PolicyWildcardOwnDomain,
    PolicyWildcardTooWide,
    PolicyNotJudged, // nothing was found wrong, and yet no sender could have used it

    // MxCoverage
    MxNotCovered,
    MxNotFound,
    MxLookupFailed,
    MxBogus,
    MxIsAddress,
    MxIsAlias,
    MxImplicit,
    MxNull,
    MxNullNotAlone,
    MxBadName,
    PolicyMxNotInDns,
    MxWildcardMissesBase, // *.example.com does not cover example.com
    MxWildcardOneLabel,   // *.example.com does not cover a.b.example.com
    MxTooMany,

    // MailServer
    MxPortBlocked,
    MxRefused,
    MxTimeout,
    MxUnreachable,
    MxConnectionFailed,
    MxNoIpv6Here,
    MxIpv6OnlyHost,
    MxDeadIpv6,
    MxNoBanner,
    MxBannerRejected,
    MxSlowBanner,
    MxProtocolError,
    MxEhloRejected,
    MxStartTlsNotOffered,
    MxStartTlsRejected,
    MxTlsFailed,
    MxTlsTooOld,
    MxCertificateExpired,
    MxCertificateNotYetValid,
    MxCertificateNameMismatch,
    MxCertificateSelfSigned,
    MxCertificateUntrusted,
    MxCertificateIncompleteChain,
    MxCertificateUnsuitable,
    MxCertificateExpiresSoon,
    MxCertificateWeak,
    MxResponseInjection,
    MxClosesAfterTls,
    MxOldProtocolAccepted,
    MxPrivateAddress,
    MxNotProbed,

    // Dane
    DaneTlsaMissing, // signed zone without TLSA: a remark
    DaneTlsaUnsigned,
    DaneTlsaLookupFailed,
    DaneTlsaBogus,
    DaneTlsaMismatch,
    DaneTlsaUsage,    // PKIX-TA(0) or PKIX-EE(1)
    DaneTlsaUnusable, // none of the records can be used
    DaneTlsaMalformed,
    DaneInsecureMx, // TLSA secure, MX record set not
    DaneNotValidated,
    DaneAliasTlsa, // TLSA at the alias, senders look at the target first

    // TlsrptRecord
    TlsrptMissing,
    TlsrptLookupFailed,
    TlsrptBogus,
    TlsrptOtherVersion,
    TlsrptMultiple,
    TlsrptUnrelatedTxt,
    TlsrptWildcardAnswers,
    TlsrptNotAscii,
    TlsrptVersionNotDelimited,
    TlsrptBlankBeforeDelimiter,
    TlsrptEmptyField,
    TlsrptTrailingBlank,
    TlsrptMalformedField,
    TlsrptBadFieldName,
    TlsrptBadFieldValue,
    TlsrptMissingRua,
    TlsrptBadRua,
    TlsrptUnsupportedScheme,
    TlsrptMailtoWithoutAddress,
    TlsrptUnescapedCharacter,
    TlsrptSeveralRua,
    TlsrptUnknownField,
    TlsrptQuoted,
    TlsrptDraftName,
    TlsrptMailboxInDomain,
    TlsrptTooLong,

    // Google
    GoogleMixedFamilies,
    GoogleVerificationMx,
    GoogleConsumerMx,
    GoogleFamilyNotCovered, // policy lacks hosts of the family in use
    GoogleUselessWildcard,
    GoogleGatewayInFront,
    GoogleDnssecMxAvailable,

    // Posture
    PostureSpf,
    PostureDkim,
    PostureDmarc,
    PostureBimi,
};
Q_ENUM_NS(FindingId)

} // namespace findings
