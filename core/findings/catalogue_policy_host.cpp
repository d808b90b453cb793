// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

namespace findings {

namespace {

using enum FindingId;

constexpr const char *fetchError = "sts-policy-fetch-error";
constexpr const char *webpkiInvalid = "sts-webpki-invalid";

constexpr CatalogueEntry entries[] = {
    {PolicyHostMissing, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostDanglingAlias, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Field, fetchError},
    {PolicyHostLookupFailed, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostBogus, Severity::Error, Effect::Absent, {4035, "5.5"}, Basis::Must, fetchError},
    {PolicyHostPrivateAddress, Severity::Error, Effect::Absent, {6890, ""}, Basis::Field, fetchError},
    {PolicyHostRefused, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostTimeout, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Should, fetchError},
    {PolicyHostUnreachable, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostConnectionFailed, Severity::Error, Effect::Absent, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostNoIpv6Here, Severity::Info, Effect::None, {}, Basis::Inference},
    {PolicyHostNotTried, Severity::Error, Effect::None, {8461, "3.3"}, Basis::Inference},
    {PolicyHostTlsFailed, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostTlsTooOld, Severity::Error, Effect::Invalid, {8996, ""}, Basis::Must, fetchError},
    {PolicyHostCertificateExpired, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, webpkiInvalid},
    {PolicyHostCertificateNotYetValid, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, webpkiInvalid},
    {PolicyHostCertificateNameMismatch, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, webpkiInvalid},
    {PolicyHostCertificateSelfSigned, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, webpkiInvalid},
    {PolicyHostCertificateUntrusted, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, webpkiInvalid},
    {PolicyHostCertificateIncompleteChain,
     Severity::Error,
     Effect::Invalid,
     {8446, "4.4.2"},
     Basis::Must,
     webpkiInvalid},
    {PolicyHostCertificateUnsuitable, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, webpkiInvalid},
    {PolicyHostCertificateExpiresSoon, Severity::Warning, Effect::Usable, {}, Basis::Field},
    {PolicyHostCertificateWeak, Severity::Warning, Effect::Usable, {}, Basis::Field},
    {PolicyHostRevocationNotChecked, Severity::Info, Effect::None, {8461, "3.3"}, Basis::May},
    {PolicyHostHttpInvalid, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Must, fetchError},
    {PolicyHostHttpTimeout, Severity::Error, Effect::Invalid, {8461, "3.3"}, Basis::Should, fetchError},
    {PolicyHostIncompleteResponse, Severity::Error, Effect::Invalid, {9112, "8"}, Basis::Must, fetchError},
    {PolicyHostAddressesDiffer, Severity::Warning, Effect::Usable, {8461, "3.3"}, Basis::Inference},
    {PolicyHostAlias, Severity::Info, Effect::Usable, {8461, "8.2"}, Basis::May},
};

} // namespace

std::span<const CatalogueEntry> policyHostCatalogue()
{
    return entries;
}

} // namespace findings
