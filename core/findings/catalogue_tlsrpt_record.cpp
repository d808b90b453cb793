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
    CatalogueEntry{F::TlsrptMissing, S::Warning, E::Absent, {8460, "3"}, B::Field},
    CatalogueEntry{F::TlsrptLookupFailed, S::Warning, E::None, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptBogus, S::Error, E::Absent, {4035, "5.5"}},
    CatalogueEntry{F::TlsrptOtherVersion, S::Error, E::Absent, {8460, "3"}},
    CatalogueEntry{F::TlsrptMultiple, S::Error, E::Invalid, {8460, "3"}},
    CatalogueEntry{F::TlsrptUnrelatedTxt, S::Info, E::Usable, {8460, "3"}},
    CatalogueEntry{F::TlsrptWildcardAnswers, S::Error, E::Absent, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptNotAscii, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptVersionNotDelimited, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptBlankBeforeDelimiter, S::Warning, E::Usable, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptEmptyField, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptTrailingBlank, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptMalformedField, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptBadFieldName, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptBadFieldValue, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptMissingRua, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptBadRua, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptUnsupportedScheme, S::Warning, E::Usable, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptMailtoWithoutAddress, S::Error, E::Invalid, {8460, "3"}, B::Inference},
    CatalogueEntry{F::TlsrptUnescapedCharacter, S::Error, E::Invalid, {8460, "3"}},
    CatalogueEntry{F::TlsrptSeveralRua, S::Info, E::Usable, {8460, "3"}},
    CatalogueEntry{F::TlsrptUnknownField, S::Info, E::Usable, {8460, "3"}},
    CatalogueEntry{F::TlsrptQuoted, S::Error, E::Absent, {8460, "3"}, B::Field},
    CatalogueEntry{F::TlsrptDraftName, S::Error, E::None, {8460, "3"}, B::Field},
    CatalogueEntry{F::TlsrptMailboxInDomain, S::Info, E::None, {8460, "5.3"}, B::Inference},
    CatalogueEntry{F::TlsrptTooLong, S::Warning, E::None, {8460, "3"}, B::Inference},
};

} // namespace

std::span<const CatalogueEntry> tlsrptRecordCatalogue()
{
    return table;
}

} // namespace findings
