// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

#include <array>

namespace findings {

std::span<const CatalogueEntry> googleCatalogue()
{
    using enum FindingId;
    using enum Severity;
    static constexpr std::array entries{
        CatalogueEntry{GoogleMixedFamilies, Info, Effect::None, {}, Basis::Field},
        CatalogueEntry{GoogleVerificationMx, Warning, Effect::None, {}, Basis::Field},
        CatalogueEntry{GoogleConsumerMx, Warning, Effect::None, {}, Basis::Field},
        CatalogueEntry{GoogleFamilyNotCovered, Info, Effect::None, {8461, "4.1"}, Basis::Inference},
        CatalogueEntry{GoogleUselessWildcard, Warning, Effect::None, {8461, "4.1"}},
        CatalogueEntry{GoogleGatewayInFront, Info, Effect::None, {8461, "4.1"}, Basis::Inference},
        CatalogueEntry{GoogleDnssecMxAvailable, Info, Effect::None, {7672, "2.2.1"}, Basis::Field},
    };
    return entries;
}

} // namespace findings
