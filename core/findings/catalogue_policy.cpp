// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

#include <array>

namespace findings {
namespace {

using F = FindingId;
using S = Severity;
using E = Effect;
using B = Basis;

constexpr std::array table{
    CatalogueEntry{F::PolicyHttpStatus, S::Error, E::Invalid, {8461, "3.3"}, B::Must, "sts-policy-fetch-error"},
    CatalogueEntry{F::PolicyRedirect, S::Error, E::Invalid, {8461, "3.3"}, B::Must, "sts-policy-fetch-error"},
    CatalogueEntry{F::PolicyBotProtection, S::Error, E::Invalid, {8461, "3.3"}, B::Field, "sts-policy-fetch-error"},
    CatalogueEntry{F::PolicyMediaType, S::Error, E::Invalid, {8461, "3.2"}, B::Field, "sts-policy-fetch-error"},
    CatalogueEntry{F::PolicyMediaTypeMissing, S::Error, E::Invalid, {8461, "3.2"}, B::Field, "sts-policy-fetch-error"},
    CatalogueEntry{F::PolicyContentEncoding, S::Warning, E::None, {9110, "12.5.3"}, B::Inference},
    CatalogueEntry{F::PolicyNotJudged, S::Error, E::None, {8461, "3.3"}, B::Inference},
    CatalogueEntry{F::PolicyTooLong, S::Error, E::Invalid, {8461, "3.3"}, B::Should, "sts-policy-fetch-error"},
    CatalogueEntry{F::PolicyNearlyTooLong, S::Warning, E::None, {8461, "3.3"}, B::Field},
    CatalogueEntry{F::PolicyEmpty, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyHtml, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyByteOrderMark, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyBareCarriageReturn, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyMixedLineEnds, S::Warning, E::Usable, {8461, "3.2"}, B::Erratum},
    CatalogueEntry{F::PolicyBlankLine, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyLeadingBlank, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyComment, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyMalformedLine, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyNotUtf8, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyBadKey, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyBadExtensionValue, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyMissingVersion, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyBadVersion, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyVersionNotFirst, S::Warning, E::Usable, {8461, "3.2"}, B::Field},
    CatalogueEntry{F::PolicyMissingMode, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyBadMode, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyModeReport, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyModeTesting, S::Info, E::Usable, {8461, "5"}},
    CatalogueEntry{F::PolicyModeNone, S::Info, E::Usable, {8461, "5"}},
    CatalogueEntry{F::PolicyMissingMaxAge, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyBadMaxAge, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyMaxAgeTooLarge, S::Error, E::Invalid, {8461, "3.2"}, B::Erratum, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyMaxAgeZero, S::Warning, E::Usable, {8461, "3.2"}, B::Erratum},
    CatalogueEntry{F::PolicyMaxAgeShort, S::Warning, E::Usable, {8461, "3.2"}, B::Field},
    CatalogueEntry{F::PolicyMaxAgeModest, S::Info, E::Usable, {8461, "3.2"}, B::Should},
    CatalogueEntry{F::PolicyMissingMx, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyNoneWithoutMx, S::Info, E::Usable, {8461, "3.2"}, B::Field},
    CatalogueEntry{F::PolicyBadMx, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyMxIpAddress, S::Error, E::Usable, {8461, "4.1"}, B::Must},
    CatalogueEntry{F::PolicyMxUnicode, S::Error, E::Invalid, {8461, "3.2"}, B::Must, "sts-policy-invalid"},
    CatalogueEntry{F::PolicyDuplicateKey, S::Warning, E::Usable, {8461, "3.2"}},
    CatalogueEntry{F::PolicyUnknownKey, S::Info, E::Usable, {8461, "3.2"}},
    CatalogueEntry{F::PolicyWildcardPublicSuffix, S::Warning, E::None, {8461, "10.4"}, B::Inference},
    CatalogueEntry{F::PolicyWildcardOwnDomain, S::Warning, E::None, {8461, "10.4"}, B::Inference},
    CatalogueEntry{F::PolicyWildcardTooWide, S::Warning, E::None, {8461, "10.4"}, B::Inference},
};

} // namespace

std::span<const CatalogueEntry> policyCatalogue()
{
    return table;
}

} // namespace findings
