// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/policy_fetch_fault.h"

#include "base/enum_names.h"
#include "findings/catalogue.h"

namespace findings {

namespace {

using facts::Cause;
using facts::FetchStage;
using facts::PolicyFetch;
using facts::TlsFacts;

constexpr qsizetype reasonShown = 300;
constexpr int alertProtocolVersion = 70; // RFC 8446 §6.2

bool isTooOld(const TlsFacts &tls)
{
    // Plain HTTP on the port makes OpenSSL say "wrong version number", which is another matter.
    return tls.alert == alertProtocolVersion || tls.error.contains(u"unsupported protocol") ||
           tls.protocol == u"TLSv1" || tls.protocol == u"TLSv1.1" || tls.protocol.startsWith(u"SSL");
}

QString reasonOf(const PolicyFetch &fetch)
{
    QString reason = fetch.tls.error.isEmpty() ? fetch.error : fetch.tls.error;
    if (fetch.tls.alert >= 0)
        reason += QStringLiteral(" (TLS alert %1)").arg(fetch.tls.alert);
    return reason.isEmpty() ? base::enumName(fetch.cause) : reason.left(reasonShown).trimmed();
}

Finding about(Finding finding, const PolicyFetch &fetch)
{
    const QString address = fetch.address.toString();
    finding.arguments = {{QStringLiteral("host"), fetch.tls.referenceName},
                         {QStringLiteral("address"), address},
                         {QStringLiteral("port"), QString::number(fetch.port)},
                         {QStringLiteral("reason"), reasonOf(fetch)}};
    finding.evidence.address = address;
    finding.evidence.summary = QStringLiteral("%1 port %2: %3").arg(address).arg(fetch.port).arg(reasonOf(fetch));
    return finding;
}

/// This machine has no network of the address's family, so the failure says nothing about the host.
bool cannotReach(const PolicyFetch &fetch, const facts::Vantage &vantage)
{
    const bool family = fetch.address.isV6() ? vantage.ipv6 : vantage.ipv4;
    return !family &&
           (fetch.cause == Cause::Unreachable || fetch.cause == Cause::NetworkError || fetch.cause == Cause::TimedOut);
}

Finding connectFault(const PolicyFetch &fetch, const facts::Vantage &vantage)
{
    if (cannotReach(fetch, vantage))
        return unknown(fetch.address.isV6() ? FindingId::PolicyHostNoIpv6Here : FindingId::PolicyHostNotTried);
    if (fetch.cause == Cause::Refused)
        return failed(FindingId::PolicyHostRefused);
    if (fetch.cause == Cause::TimedOut)
        return failed(FindingId::PolicyHostTimeout);
    return failed(fetch.cause == Cause::Unreachable ? FindingId::PolicyHostUnreachable
                                                    : FindingId::PolicyHostConnectionFailed);
}

Finding httpFault(const PolicyFetch &fetch)
{
    if (fetch.cause == Cause::TimedOut)
        return failed(FindingId::PolicyHostHttpTimeout);
    if (fetch.cause == Cause::TlsFailure)
        return failed(FindingId::PolicyHostTlsFailed);
    const bool invalid =
        fetch.cause == Cause::ProtocolViolation || fetch.cause == Cause::TooLong || fetch.cause == Cause::Rejected;
    return failed(invalid ? FindingId::PolicyHostHttpInvalid : FindingId::PolicyHostIncompleteResponse);
}

// Of a body over the limit the rules of the text tell; a chunk header or a trailer without end is no policy at all.
bool isNoMatterOfTheHost(const PolicyFetch &fetch)
{
    return fetch.cause == Cause::Cancelled || fetch.cause == Cause::Skipped || fetch.cause == Cause::PrivateAddress ||
           (fetch.cause == Cause::TooLong && fetch.bodyTooLong);
}

} // namespace

std::optional<Finding> fetchFault(const PolicyFetch &fetch, const facts::Vantage &vantage)
{
    if (isNoMatterOfTheHost(fetch))
        return std::nullopt;
    if (fetch.tls.established() && isTooOld(fetch.tls))
        return about(failed(FindingId::PolicyHostTlsTooOld), fetch);
    switch (fetch.reached) {
    case FetchStage::NotStarted:
    case FetchStage::Connect: return about(connectFault(fetch, vantage), fetch);
    case FetchStage::Handshake:
        return about(failed(isTooOld(fetch.tls) ? FindingId::PolicyHostTlsTooOld : FindingId::PolicyHostTlsFailed),
                     fetch);
    case FetchStage::Request:
    case FetchStage::Body: return about(httpFault(fetch), fetch);
    case FetchStage::Done: break;
    }
    if (fetch.cause != Cause::None)
        return about(httpFault(fetch), fetch);
    if (fetch.bodyIncomplete)
        return about(failed(FindingId::PolicyHostIncompleteResponse), fetch);
    return std::nullopt;
}

} // namespace findings
