// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

#include <array>

namespace findings {

std::span<const CatalogueEntry> mxCoverageCatalogue()
{
    using enum FindingId;
    using enum Severity;
    static constexpr std::array entries{
        CatalogueEntry{MxNotCovered, Error, Effect::None, {8461, "4.1"}, Basis::Must, "validation-failure"},
        CatalogueEntry{MxNotFound, Error, Effect::None, {5321, "5.1"}},
        CatalogueEntry{MxLookupFailed, Error, Effect::None, {5321, "5.1"}},
        CatalogueEntry{MxBogus, Error, Effect::None, {4035, "5.5"}, Basis::Must, "dnssec-invalid"},
        CatalogueEntry{MxIsAddress, Error, Effect::None, {5321, "5.1"}},
        CatalogueEntry{MxIsAlias, Warning, Effect::None, {5321, "5.1"}},
        CatalogueEntry{MxImplicit, Warning, Effect::None, {5321, "5.1"}, Basis::Inference},
        CatalogueEntry{MxNull, Warning, Effect::None, {7505, "3"}, Basis::Inference},
        CatalogueEntry{MxNullNotAlone, Error, Effect::None, {7505, "3"}},
        CatalogueEntry{MxBadName, Error, Effect::None, {5321, "2.3.5"}},
        CatalogueEntry{PolicyMxNotInDns, Info, Effect::None, {8461, "8.1"}, Basis::Inference},
        CatalogueEntry{MxWildcardMissesBase, Info, Effect::None, {8461, "4.1"}},
        CatalogueEntry{MxWildcardOneLabel, Info, Effect::None, {8461, "4.1"}},
        CatalogueEntry{MxTooMany, Warning, Effect::None, {}, Basis::Inference},
    };
    return entries;
}

} // namespace findings
