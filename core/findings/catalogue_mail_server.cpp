// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

#include <array>

namespace findings {

std::span<const CatalogueEntry> mailServerCatalogue()
{
    using enum FindingId;
    using enum Severity;
    constexpr Effect none = Effect::None;
    constexpr Basis must = Basis::Must;
    static constexpr std::array entries{
        CatalogueEntry{MxPortBlocked, Error, none, {}, Basis::Inference},
        CatalogueEntry{MxRefused, Error, none, {5321, "5.1"}},
        CatalogueEntry{MxTimeout, Error, none, {5321, "5.1"}},
        CatalogueEntry{MxUnreachable, Error, none, {5321, "5.1"}},
        CatalogueEntry{MxConnectionFailed, Error, none, {5321, "3.1"}},
        CatalogueEntry{MxNoIpv6Here, Info, none, {}, Basis::Inference},
        CatalogueEntry{MxIpv6OnlyHost, Info, none, {5321, "5.2"}, Basis::Field},
        CatalogueEntry{MxDeadIpv6, Warning, none, {5321, "5.1"}, Basis::Field},
        CatalogueEntry{MxNoBanner, Error, none, {5321, "3.1"}},
        CatalogueEntry{MxBannerRejected, Error, none, {5321, "3.1"}},
        CatalogueEntry{MxSlowBanner, Warning, none, {5321, "4.5.3.2.1"}, Basis::Field},
        CatalogueEntry{MxProtocolError, Error, none, {5321, "4.2"}},
        CatalogueEntry{MxEhloRejected, Error, none, {5321, "4.1.1.1"}},
        CatalogueEntry{MxStartTlsNotOffered, Error, none, {8461, "4.2"}, must, "starttls-not-supported"},
        CatalogueEntry{MxStartTlsRejected, Error, none, {8461, "4.2"}, must, "starttls-not-supported"},
        CatalogueEntry{MxTlsFailed, Error, none, {8461, "4.2"}, must, "validation-failure"},
        CatalogueEntry{MxTlsTooOld, Error, none, {8461, "4.2"}, must, "validation-failure"},
        CatalogueEntry{MxCertificateExpired, Error, none, {8461, "4.2"}, must, "certificate-expired"},
        CatalogueEntry{MxCertificateNotYetValid, Error, none, {8461, "4.2"}, must, "certificate-not-trusted"},
        CatalogueEntry{MxCertificateNameMismatch, Error, none, {8461, "4.2"}, must, "certificate-host-mismatch"},
        CatalogueEntry{MxCertificateSelfSigned, Error, none, {8461, "4.2"}, must, "certificate-not-trusted"},
        CatalogueEntry{MxCertificateUntrusted, Error, none, {8461, "4.2"}, must, "certificate-not-trusted"},
        CatalogueEntry{MxCertificateIncompleteChain, Error, none, {8461, "4.2"}, must, "certificate-not-trusted"},
        CatalogueEntry{MxCertificateUnsuitable, Error, none, {8461, "4.2"}, must, "certificate-not-trusted"},
        CatalogueEntry{MxCertificateExpiresSoon, Warning, none, {8461, "4.2"}, Basis::Inference},
        CatalogueEntry{MxCertificateWeak, Warning, none, {8461, "4.2"}, Basis::Inference},
        CatalogueEntry{MxResponseInjection, Warning, none, {3207, "4.2"}},
        CatalogueEntry{MxClosesAfterTls, Warning, none, {3207, "4.2"}, Basis::Field},
        CatalogueEntry{MxOldProtocolAccepted, Info, none, {8996, ""}},
        CatalogueEntry{MxPrivateAddress, Error, none, {1918, "5"}, Basis::Field},
        CatalogueEntry{MxNotProbed, Warning, none, {8461, "4.2"}},
    };
    return entries;
}

} // namespace findings
