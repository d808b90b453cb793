// SPDX-License-Identifier: GPL-3.0-or-later
// What is fixed about each finding: its subject, its usual severity and effect, the clause it enforces and on what that
// rests. One table a subject (catalogue_<subject>.cpp); together they hold every FindingId exactly once, which a test
// checks.
#pragma once

#include "findings/finding.h"

#include <span>

namespace findings {

struct CatalogueEntry
{
    FindingId id;
    Severity severity; ///< usual; a rule may lower or raise it with the circumstances
    Effect effect;     ///< usual
    base::RfcRef rfc;
    Basis basis = Basis::Must;
    const char *resultType = ""; ///< RFC 8460 §4.3
};

std::span<const CatalogueEntry> catalogue(Subject subject);
const CatalogueEntry &entryOf(FindingId id);
Subject subjectOf(FindingId id);

/// A finding of the catalogue's usual severity and effect.
Finding failed(FindingId id);
/// "Looked, all is well": Severity::Ok, Effect::None.
Finding passed(FindingId id);
/// "Could not look": the severity it would have if it failed.
Finding unknown(FindingId id);

// The tables, one a file; use catalogue() instead.
std::span<const CatalogueEntry> domainCatalogue();
std::span<const CatalogueEntry> stsRecordCatalogue();
std::span<const CatalogueEntry> policyHostCatalogue();
std::span<const CatalogueEntry> policyCatalogue();
std::span<const CatalogueEntry> mxCoverageCatalogue();
std::span<const CatalogueEntry> mailServerCatalogue();
std::span<const CatalogueEntry> daneCatalogue();
std::span<const CatalogueEntry> tlsrptRecordCatalogue();
std::span<const CatalogueEntry> googleCatalogue();
std::span<const CatalogueEntry> postureCatalogue();

} // namespace findings
