// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

#include <array>

namespace findings {

std::span<const CatalogueEntry> daneCatalogue()
{
    using enum FindingId;
    using enum Severity;
    constexpr Effect none = Effect::None;
    constexpr Basis must = Basis::Must;
    static constexpr std::array entries{
        CatalogueEntry{DaneTlsaMissing, Info, none, {7672, "1.3"}, Basis::May},
        CatalogueEntry{DaneTlsaUnsigned, Warning, none, {7672, "2.2"}},
        CatalogueEntry{DaneTlsaLookupFailed, Error, none, {7672, "2.1.2"}, must, "dnssec-invalid"},
        CatalogueEntry{DaneTlsaBogus, Error, none, {7672, "2.1.2"}, must, "dnssec-invalid"},
        CatalogueEntry{DaneTlsaMismatch, Error, none, {7672, "2.2"}, must, "tlsa-invalid"},
        CatalogueEntry{DaneTlsaUsage, Warning, none, {7672, "3.1.3"}, Basis::Should},
        CatalogueEntry{DaneTlsaUnusable, Warning, none, {7672, "2.2"}, must, "tlsa-invalid"},
        CatalogueEntry{DaneTlsaMalformed, Warning, none, {7671, "4"}, must},
        CatalogueEntry{DaneInsecureMx, Info, none, {7672, "2.2.1"}, Basis::May},
        CatalogueEntry{DaneNotValidated, Warning, none, {7672, "2.2"}},
        CatalogueEntry{DaneAliasTlsa, Info, none, {7672, "2.2.2"}},
    };
    return entries;
}

} // namespace findings
