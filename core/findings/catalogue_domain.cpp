// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

namespace findings {

namespace {

using enum FindingId;

constexpr CatalogueEntry entries[] = {
    {DomainNotFound, Severity::Error, Effect::None, {5321, "5.1"}},
    {DomainLookupFailed, Severity::Error, Effect::None, {5321, "5.1"}},
    {DomainBogus, Severity::Error, Effect::None, {4035, "5.5"}, Basis::Must, "dnssec-invalid"},
    {DomainWithoutMail, Severity::Warning, Effect::None, {7505, "3"}, Basis::Inference},
    {ResolverUnreachable, Severity::Error, Effect::None, {}, Basis::Inference},
    {DnssecNotValidated, Severity::Info, Effect::None, {4035, "4.9.3"}, Basis::Inference},
    {CheckCancelled, Severity::Warning, Effect::None, {}, Basis::Inference},
};

} // namespace

std::span<const CatalogueEntry> domainCatalogue()
{
    return entries;
}

} // namespace findings
