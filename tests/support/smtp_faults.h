// SPDX-License-Identifier: GPL-3.0-or-later
// Ways in which an SMTP session goes wrong, each a change to the facts of a healthy one.
#pragma once

#include "facts_builder.h"

#include <functional>
#include <openssl/x509_vfy.h>

namespace support {

using facts::Cause;
using facts::SmtpProbe;
using facts::SmtpStage;
using facts::TlsOutcome;
using ProbeChange = std::function<void(SmtpProbe &)>;

/// Nothing after `stage` happened.
inline void stop(SmtpProbe &probe, SmtpStage stage, Cause cause)
{
    const QString name = probe.tls.referenceName;
    probe.reached = stage;
    probe.cause = cause;
    probe.ehloTls = {};
    if (stage <= SmtpStage::Handshake) {
        probe.tls = {};
        probe.tls.referenceName = name;
    }
    if (stage <= SmtpStage::StartTls)
        probe.startTls = {};
    if (stage <= SmtpStage::Ehlo)
        probe.ehlo = {};
    if (stage <= SmtpStage::Banner)
        probe.banner = {};
    probe.startTlsOffered = stage > SmtpStage::Ehlo;
}

inline ProbeChange stopped(SmtpStage stage, Cause cause)
{
    return [=](SmtpProbe &probe) { stop(probe, stage, cause); };
}

inline ProbeChange rejected(SmtpStage stage, int code, const QByteArray &text)
{
    return [=](SmtpProbe &probe) {
        stop(probe, stage, Cause::Rejected);
        const facts::SmtpReply reply{code, {text}};
        if (stage == SmtpStage::Banner)
            probe.banner = reply;
        if (stage == SmtpStage::Ehlo)
            probe.ehlo = reply;
        if (stage == SmtpStage::StartTls)
            probe.startTls = reply;
        if (stage == SmtpStage::EhloTls)
            probe.ehloTls = reply;
    };
}

inline ProbeChange handshake(TlsOutcome outcome, const QString &error, int alert = -1)
{
    return [=](SmtpProbe &probe) {
        stop(probe, SmtpStage::Handshake, Cause::TlsFailure);
        probe.tls.outcome = outcome;
        probe.tls.error = error;
        probe.tls.alert = alert;
    };
}

inline void closesAfterTls(SmtpProbe &probe)
{
    probe.reached = SmtpStage::EhloTls;
    probe.cause = Cause::ClosedByPeer;
    probe.ehloTls = {};
}

inline void expire(SmtpProbe &probe)
{
    probe.tls.chain[0].notAfter = observedAt().addDays(-2);
    probe.tls.verifyErrors = {{0, X509_V_ERR_CERT_HAS_EXPIRED, QStringLiteral("certificate has expired")}};
}

inline void postdate(SmtpProbe &probe)
{
    probe.tls.chain[0].notBefore = observedAt().addDays(2);
    probe.tls.verifyErrors = {{0, X509_V_ERR_CERT_NOT_YET_VALID, QStringLiteral("certificate is not yet valid")}};
}

inline void misname(SmtpProbe &probe)
{
    probe.tls.nameMatches = false;
    probe.tls.chain[0].dnsNames = {QStringLiteral("other.example.net")};
}

inline void selfSign(SmtpProbe &probe)
{
    probe.tls.chain = {probe.tls.chain[0]};
    probe.tls.chain[0].issuer = probe.tls.chain[0].subject;
    probe.tls.chain[0].selfIssued = true;
    probe.tls.verifyErrors = {{0, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, QStringLiteral("self-signed certificate")}};
}

inline void distrust(SmtpProbe &probe)
{
    probe.tls.verifyErrors = {
        {1, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, QStringLiteral("unable to get local issuer certificate")}};
}

inline void dropIntermediate(SmtpProbe &probe)
{
    probe.tls.chain = {probe.tls.chain[0]};
    probe.tls.verifyErrors = {
        {0, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, QStringLiteral("unable to get local issuer certificate")},
        {0, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, QStringLiteral("unable to verify the first certificate")}};
}

inline void forClientsOnly(SmtpProbe &probe)
{
    probe.tls.chain[0].serverAuth = false;
    probe.tls.verifyErrors = {{0, X509_V_ERR_INVALID_PURPOSE, QStringLiteral("unsuitable certificate purpose")}};
}

inline void weaken(SmtpProbe &probe)
{
    probe.tls.chain[0].keyType = QStringLiteral("RSA");
    probe.tls.chain[0].keyBits = 1024;
}

inline void ageALittle(SmtpProbe &probe)
{
    probe.tls.chain[0].notAfter = observedAt().addDays(10);
}

inline void forEachProbe(facts::DomainFacts &domain, const ProbeChange &change)
{
    for (facts::MxHostFacts &host : domain.mxHosts)
        for (SmtpProbe &probe : host.probes)
            change(probe);
}

} // namespace support

Q_DECLARE_METATYPE(support::ProbeChange)
