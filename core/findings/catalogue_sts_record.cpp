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
    CatalogueEntry{F::StsRecordMissing, S::Warning, E::Absent, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordLookupFailed, S::Error, E::None, {8461, "3.1"}, B::Inference},
    CatalogueEntry{F::StsRecordBogus, S::Error, E::Absent, {4035, "5.5"}},
    CatalogueEntry{F::StsRecordOtherVersion, S::Error, E::Absent, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordMultiple, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordUnrelatedTxt, S::Info, E::Usable, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordWildcardAnswers, S::Error, E::Absent, {8461, "3.1"}, B::Inference},
    CatalogueEntry{F::StsRecordNotAscii, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordVersionNotDelimited, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordBlankBeforeDelimiter, S::Warning, E::Usable, {8461, "3.1"}, B::Erratum},
    CatalogueEntry{F::StsRecordEmptyField, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordTrailingBlank, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordMalformedField, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordBadFieldName, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordBadFieldValue, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordMissingId, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordBadId, S::Error, E::Invalid, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordDuplicateField, S::Warning, E::Usable, {8461, "3.2"}, B::Inference},
    CatalogueEntry{F::StsRecordUnknownField, S::Info, E::Usable, {8461, "3.1"}},
    CatalogueEntry{F::StsRecordQuoted, S::Error, E::Absent, {8461, "3.1"}, B::Field},
    CatalogueEntry{F::StsRecordAtApex, S::Error, E::None, {8461, "3.1"}, B::Inference},
    CatalogueEntry{F::StsRecordAtUnderscoreName, S::Error, E::None, {8461, "3.1"}, B::Inference},
    CatalogueEntry{F::StsRecordAlias, S::Info, E::None, {8461, "8.2"}},
    CatalogueEntry{F::StsRecordHalfDelegated, S::Error, E::Invalid, {8461, "8.2"}},
    CatalogueEntry{F::StsRecordTooLong, S::Warning, E::None, {8461, "3.1"}, B::Inference},
};

} // namespace

std::span<const CatalogueEntry> stsRecordCatalogue()
{
    return table;
}

} // namespace findings
