// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

namespace findings {

namespace {

using enum FindingId;

// Context: none of these bears on MTA-STS, so none is more than a remark.
constexpr CatalogueEntry entries[] = {
    {PostureSpf, Severity::Info, Effect::None, {7208, ""}},
    {PostureDkim, Severity::Info, Effect::None, {6376, ""}},
    {PostureDmarc, Severity::Info, Effect::None, {9989, ""}},
    {PostureBimi, Severity::Info, Effect::None, {}, Basis::Field},
};

} // namespace

std::span<const CatalogueEntry> postureCatalogue()
{
    return entries;
}

} // namespace findings
