// SPDX-License-Identifier: GPL-3.0-or-later
#include "sts/policy_parser.h"

namespace sts {
namespace {

using Code = PolicyFaultCode;

const char *codeWord(Code code)
{
    switch (code) {
    case Code::Empty: return "empty";
    case Code::Utf16: return "utf16";
    case Code::ByteOrderMark: return "byte-order-mark";
    case Code::BareCarriageReturn: return "bare-carriage-return";
    case Code::BlankLine: return "blank-line";
    case Code::LeadingBlank: return "leading-blank";
    case Code::Comment: return "comment";
    case Code::NoColon: return "no-colon";
    case Code::NotUtf8: return "not-utf8";
    case Code::BadKey: return "bad-key";
    case Code::BadExtensionValue: return "bad-extension-value";
    case Code::MissingVersion: return "missing-version";
    case Code::BadVersion: return "bad-version";
    case Code::MissingMode: return "missing-mode";
    case Code::BadMode: return "bad-mode";
    case Code::MissingMaxAge: return "missing-max-age";
    case Code::BadMaxAge: return "bad-max-age";
    case Code::MaxAgeTooLarge: return "max-age-too-large";
    case Code::MissingMx: return "missing-mx";
    case Code::BadMx: return "bad-mx";
    }
    return "";
}

} // namespace

base::Result<Policy> policyOf(const ParsedPolicy &parsed)
{
    if (!parsed.isWellFormed()) {
        const PolicyFault &first = parsed.faults.first();
        return base::failure(codeWord(first.code), first.place.offset, parsed.text);
    }
    Policy policy;
    policy.mode = *parsed.modeValue;
    policy.maxAge = *parsed.maxAgeValue;
    policy.mx = parsed.mxPatterns();
    for (const PolicyField &field : parsed.extensions)
        policy.extensions.append({field.key, field.value});
    return policy;
}

} // namespace sts
