// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/txt_rules.h"

namespace findings {

const TxtKind &stsKind()
{
    using F = FindingId;
    static const TxtKind kind{"v=STSv1",
                              F::StsRecordMissing,
                              F::StsRecordLookupFailed,
                              F::StsRecordBogus,
                              F::StsRecordOtherVersion,
                              F::StsRecordMultiple,
                              F::StsRecordUnrelatedTxt,
                              F::StsRecordWildcardAnswers,
                              F::StsRecordNotAscii,
                              F::StsRecordVersionNotDelimited,
                              F::StsRecordBlankBeforeDelimiter,
                              F::StsRecordEmptyField,
                              F::StsRecordTrailingBlank,
                              F::StsRecordMalformedField,
                              F::StsRecordBadFieldName,
                              F::StsRecordBadFieldValue,
                              F::StsRecordUnknownField,
                              F::StsRecordQuoted,
                              F::StsRecordTooLong};
    return kind;
}

const TxtKind &tlsrptKind()
{
    using F = FindingId;
    static const TxtKind kind{"v=TLSRPTv1",
                              F::TlsrptMissing,
                              F::TlsrptLookupFailed,
                              F::TlsrptBogus,
                              F::TlsrptOtherVersion,
                              F::TlsrptMultiple,
                              F::TlsrptUnrelatedTxt,
                              F::TlsrptWildcardAnswers,
                              F::TlsrptNotAscii,
                              F::TlsrptVersionNotDelimited,
                              F::TlsrptBlankBeforeDelimiter,
                              F::TlsrptEmptyField,
                              F::TlsrptTrailingBlank,
                              F::TlsrptMalformedField,
                              F::TlsrptBadFieldName,
                              F::TlsrptBadFieldValue,
                              F::TlsrptUnknownField,
                              F::TlsrptQuoted,
                              F::TlsrptTooLong};
    return kind;
}

} // namespace findings
