// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/smtp_session_rules.h"

#include "base/limits.h"
#include "findings/catalogue.h"
#include "findings/certificate_rules.h"
#include "findings/mx_set.h"
#include "findings/smtp_evidence.h"

namespace findings {

using facts::Cause;
using facts::SmtpProbe;
using facts::SmtpStage;

namespace {

constexpr int alertProtocolVersion = 70; // RFC 8446 §6.2

constexpr CertificateFindingIds certificateIds{
    FindingId::MxCertificateExpired,    FindingId::MxCertificateNotYetValid, FindingId::MxCertificateNameMismatch,
    FindingId::MxCertificateSelfSigned, FindingId::MxCertificateUntrusted,   FindingId::MxCertificateIncompleteChain,
    FindingId::MxCertificateUnsuitable, FindingId::MxCertificateExpiresSoon, FindingId::MxCertificateWeak};

bool isOldProtocol(const QString &protocol)
{
    return protocol == QLatin1String("TLSv1.1") || protocol == QLatin1String("TLSv1") ||
           protocol.startsWith(QLatin1String("SSL"));
}

// A server that knows nothing newer answers with an alert, or picks an old version that OpenSSL then declines.
bool isTooOld(const facts::TlsFacts &tls)
{
    if (tls.established())
        return isOldProtocol(tls.protocol);
    return tls.alert == alertProtocolVersion || tls.error.contains(QLatin1String("unsupported protocol"));
}

bool endedBySilence(Cause cause)
{
    return cause == Cause::TimedOut || cause == Cause::ClosedByPeer || cause == Cause::Reset;
}

FindingId brokenOff(Cause cause)
{
    return cause == Cause::ProtocolViolation || cause == Cause::TooLong ? FindingId::MxProtocolError
                                                                        : FindingId::MxConnectionFailed;
}

FindingId bannerFault(const SmtpProbe &probe)
{
    if (probe.cause == Cause::Rejected)
        return FindingId::MxBannerRejected;
    return endedBySilence(probe.cause) ? FindingId::MxNoBanner : brokenOff(probe.cause);
}

FindingId afterTlsFault(const SmtpProbe &probe)
{
    switch (probe.cause) {
    case Cause::ClosedByPeer:
    case Cause::Reset: return FindingId::MxClosesAfterTls;
    case Cause::TlsFailure: return FindingId::MxTlsFailed; // TLS 1.3: the server may object after our side is done
    case Cause::Rejected: return FindingId::MxEhloRejected;
    case Cause::None:
    case Cause::Refused:
    case Cause::TimedOut:
    case Cause::Unreachable:
    case Cause::NetworkError:
    case Cause::ProtocolViolation:
    case Cause::TooLong:
    case Cause::NotOffered:
    case Cause::PrivateAddress:
    case Cause::Cancelled:
    case Cause::Skipped: break;
    }
    return brokenOff(probe.cause);
}

FindingId faultOf(const SmtpProbe &probe)
{
    if (probe.cause == Cause::NotOffered)
        return FindingId::MxStartTlsNotOffered;
    switch (probe.reached) {
    case SmtpStage::Banner: return bannerFault(probe);
    case SmtpStage::Ehlo: return probe.cause == Cause::Rejected ? FindingId::MxEhloRejected : brokenOff(probe.cause);
    case SmtpStage::StartTls:
        return probe.cause == Cause::Rejected ? FindingId::MxStartTlsRejected : brokenOff(probe.cause);
    case SmtpStage::Handshake: return isTooOld(probe.tls) ? FindingId::MxTlsTooOld : FindingId::MxTlsFailed;
    case SmtpStage::EhloTls: return afterTlsFault(probe);
    case SmtpStage::NotStarted:
    case SmtpStage::Connect:
    case SmtpStage::Done: break;
    }
    return FindingId::MxConnectionFailed;
}

// A sender without a policy goes on in plain text, or with old TLS; one that a policy or DANE binds does not.
bool bitesUnderEnforcementOnly(FindingId id)
{
    return id == FindingId::MxStartTlsNotOffered || id == FindingId::MxStartTlsRejected || id == FindingId::MxTlsTooOld;
}

void boundBySenders(const SessionContext &context, Finding &finding)
{
    if (!context.daneRequiresTls) {
        finding.severity = severityUnderEnforcement(context.deployment);
        return;
    }
    // Not a word about MTA-STS: such senders require TLS (and report dane-required) whatever the policy says.
    finding.severity = Severity::Error;
    finding.disagreements << Disagreement{QStringLiteral("DANE (RFC 7672 §2.2)"), true, false};
}

void judgeEnd(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    if (probe.cause == Cause::Cancelled || probe.cause == Cause::Skipped) {
        out << aboutSession(unknown(FindingId::MxNotProbed), context.host, probe);
        return;
    }
    if (probe.reached == SmtpStage::Done || (probe.cause == Cause::None && probe.reached != SmtpStage::Handshake))
        return;
    Finding finding = aboutSession(failed(faultOf(probe)), context.host, probe);
    if (bitesUnderEnforcementOnly(finding.id))
        boundBySenders(context, finding);
    out << finding;
}

void judgeOldTls(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    if (!probe.tls.established() || !isTooOld(probe.tls))
        return;
    Finding finding = aboutSession(failed(FindingId::MxTlsTooOld), context.host, probe);
    finding.arguments.insert(QStringLiteral("reason"), protocolWords(probe.tls.protocol));
    boundBySenders(context, finding);
    out << finding;
}

void judgeCertificate(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    const Findings faults =
        certificateFindings(probe.tls, probe.address.toString(), context.now, context.facts.observedAt, certificateIds);
    for (Finding finding : faults) {
        if (finding.severity == Severity::Error)
            finding.severity = severityUnderEnforcement(context.deployment);
        // The certificate was compared with the name that was asked for; the host is named as the MX record has it.
        finding.arguments.insert(QStringLiteral("host"), context.host.name);
        finding.arguments.insert(QStringLiteral("port"), QString::number(probe.port));
        finding.evidence.host = context.host.name;
        finding.evidence.summary =
            QStringLiteral("%1 %2 → %3").arg(context.host.name, endpoint(probe), finding.evidence.summary);
        out << finding;
    }
}

void judgeBannerDelay(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    if (!probe.banner.code || probe.bannerMs <= limits::smtpSlowBannerMs)
        return;
    Finding finding = aboutSession(failed(FindingId::MxSlowBanner), context.host, probe);
    finding.arguments.insert(QStringLiteral("seconds"), QString::number(probe.bannerMs / 1000.0, 'f', 1));
    finding.evidence.summary =
        QStringLiteral("%1 %2 banner → %3 ms").arg(context.host.name, endpoint(probe)).arg(probe.bannerMs);
    finding.evidence.text = {}; // the conversation went on, and its last word is not the point
    out << finding;
}

void judgeInjection(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    if (probe.injected.isEmpty())
        return;
    Finding finding = aboutSession(failed(FindingId::MxResponseInjection), context.host, probe);
    finding.arguments.insert(QStringLiteral("count"), QString::number(probe.injected.size()));
    finding.evidence.summary =
        QStringLiteral("%1 %2 STARTTLS → 220 + %3")
            .arg(context.host.name, endpoint(probe), QString::fromLatin1(probe.injected.left(80)));
    finding.evidence.text = {probe.injected, 0, probe.injected.size(), 0, 0};
    out << finding;
}

void judgeOffers(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    QStringList accepted;
    for (const facts::ProtocolOffer &offer : probe.offers)
        if (offer.tested && offer.accepted && isOldProtocol(offer.protocol))
            accepted << protocolWords(offer.protocol);
    if (accepted.isEmpty())
        return;
    Finding finding = aboutSession(failed(FindingId::MxOldProtocolAccepted), context.host, probe);
    finding.arguments.insert(QStringLiteral("protocols"), accepted.join(QLatin1String(", ")));
    finding.evidence.summary =
        QStringLiteral("%1 %2 → %3").arg(context.host.name, endpoint(probe), accepted.join(QLatin1String(", ")));
    out << finding;
}

} // namespace

bool hasModernTls(const SmtpProbe &probe)
{
    return probe.tls.established() && !isOldProtocol(probe.tls.protocol);
}

void judgeSession(const SessionContext &context, const SmtpProbe &probe, Findings &out)
{
    judgeEnd(context, probe, out);
    judgeOldTls(context, probe, out);
    judgeCertificate(context, probe, out);
    judgeBannerDelay(context, probe, out);
    judgeInjection(context, probe, out);
    judgeOffers(context, probe, out);
}

} // namespace findings
