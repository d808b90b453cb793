// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of a domain where everything is as it should be, for tests that break one thing and look at what the rules say.
// A fresh value each time, so tests cannot disturb each other. Names: example.com has the MX hosts mx1 and mx2 (one
// IPv4 and one IPv6 address each), a policy host on both families, and a TLSRPT record; nothing is signed, so DANE has
// nothing to say.
#pragma once

#include "facts/domain_facts.h"

#include <QTest>

namespace support {

/// The moment of the healthy check; certificates are 30 of 90 days old then.
inline QDateTime observedAt()
{
    return QDateTime(QDate(2026, 7, 1), QTime(12, 0), Qt::UTC);
}

inline QByteArray wireName(const QString &name)
{
    QByteArray wire;
    for (const QString &label : name.split(u'.', Qt::SkipEmptyParts))
        wire += char(label.size()) + label.toLatin1();
    return wire + '\0';
}

inline facts::DnsAnswer answer(const QString &name, facts::RecordType type, const QByteArrayList &rdata)
{
    facts::DnsAnswer out;
    out.name = name;
    out.type = type;
    out.status = facts::DnsStatus::Answer;
    out.dnssec = facts::Dnssec::Insecure;
    out.rdata = rdata;
    out.ttl = 3600;
    out.elapsedMs = 12;
    return out;
}

/// An answer without records: NoData, NxDomain, ServFail, Timeout, …
inline facts::DnsAnswer noAnswer(const QString &name, facts::RecordType type, facts::DnsStatus status)
{
    facts::DnsAnswer out = answer(name, type, {});
    out.status = status;
    out.ttl = 0;
    out.dnssec = status == facts::DnsStatus::Bogus ? facts::Dnssec::Bogus : facts::Dnssec::Insecure;
    return out;
}

/// One TXT record's RDATA; texts over 255 bytes become several character-strings.
inline QByteArray txtRdata(const QByteArray &text)
{
    QByteArray rdata;
    for (qsizetype at = 0; at < text.size() || at == 0; at += 255) {
        const QByteArray part = text.mid(at, 255);
        rdata += char(part.size()) + part;
    }
    return rdata;
}
inline facts::DnsAnswer txtAnswer(const QString &name, const QByteArrayList &records)
{
    QByteArrayList rdata;
    for (const QByteArray &record : records)
        rdata.append(txtRdata(record));
    return answer(name, facts::RecordType::Txt, rdata);
}

inline QByteArray mxRdata(int preference, const QString &exchange)
{
    return QByteArray{} + char(preference >> 8) + char(preference & 0xff) + wireName(exchange);
}

inline base::IpAddress ip(const QString &text)
{
    const auto parsed = base::IpAddress::parse(text);
    Q_ASSERT(parsed);
    return *parsed;
}
inline facts::DnsAnswer addressAnswer(const QString &name, facts::RecordType type, const QStringList &texts)
{
    QByteArrayList rdata;
    for (const QString &text : texts)
        rdata.append(ip(text).bytes());
    return answer(name, type, rdata);
}

/// A certificate that "Example CA 1" issued 30 days before observedAt() for 90 days. Only the decoded fields: `der` is
/// empty.
inline facts::CertificateFacts leafCertificate(const QString &host)
{
    facts::CertificateFacts leaf;
    leaf.subject = QStringLiteral("CN=") + host;
    leaf.issuer = QStringLiteral("CN=Example CA 1,O=Example Trust,C=US");
    leaf.serial = QStringLiteral("0a1b2c3d4e5f");
    leaf.dnsNames = {host};
    leaf.notBefore = observedAt().addDays(-30);
    leaf.notAfter = observedAt().addDays(60);
    leaf.keyType = QStringLiteral("EC P-256");
    leaf.keyBits = 256;
    leaf.signatureAlgorithm = QStringLiteral("ecdsa-with-SHA256");
    leaf.sha256 = QByteArray(32, 'c');
    leaf.spkiSha256 = QByteArray(32, 'k');
    return leaf;
}
inline facts::CertificateFacts intermediateCertificate()
{
    facts::CertificateFacts ca;
    ca.subject = QStringLiteral("CN=Example CA 1,O=Example Trust,C=US");
    ca.issuer = QStringLiteral("CN=Example Root,O=Example Trust,C=US");
    ca.serial = QStringLiteral("01");
    ca.notBefore = observedAt().addYears(-2);
    ca.notAfter = observedAt().addYears(3);
    ca.keyType = QStringLiteral("EC P-384");
    ca.keyBits = 384;
    ca.signatureAlgorithm = QStringLiteral("ecdsa-with-SHA384");
    ca.sha256 = QByteArray(32, 'C');
    ca.spkiSha256 = QByteArray(32, 'K');
    ca.isCa = true;
    return ca;
}

/// An established handshake with a trusted chain of two certificates.
inline facts::TlsFacts trustedTls(const QString &host)
{
    facts::TlsFacts tls;
    tls.outcome = facts::TlsOutcome::Established;
    tls.referenceName = host;
    tls.protocol = QStringLiteral("TLSv1.3");
    tls.cipher = QStringLiteral("TLS_AES_256_GCM_SHA384");
    tls.keyExchange = QStringLiteral("X25519");
    tls.chain = {leafCertificate(host), intermediateCertificate()};
    tls.nameMatches = true;
    tls.handshakeMs = 30;
    return tls;
}

inline QByteArray policyText(const QString &domain, const QByteArray &mode = "enforce")
{
    const QByteArray name = domain.toLatin1();
    return "version: STSv1\r\nmode: " + mode + "\r\nmx: mx1." + name + "\r\nmx: mx2." + name +
           "\r\nmax_age: 2592000\r\n";
}

inline facts::PolicyFetch policyFetch(const QString &domain, const QString &address)
{
    facts::PolicyFetch fetch;
    fetch.address = ip(address);
    fetch.url = QStringLiteral("https://mta-sts.%1/.well-known/mta-sts.txt").arg(domain);
    fetch.reached = facts::FetchStage::Done;
    fetch.tls = trustedTls(QStringLiteral("mta-sts.") + domain);
    fetch.httpStatus = 200;
    fetch.body = policyText(domain);
    fetch.headers = {{QStringLiteral("Content-Type"), QStringLiteral("text/plain; charset=utf-8")},
                     {QStringLiteral("Content-Length"), QString::number(fetch.body.size())}};
    fetch.connectMs = 20;
    fetch.totalMs = 80;
    return fetch;
}

inline facts::SmtpProbe smtpProbe(const QString &host, const QString &address)
{
    facts::SmtpProbe probe;
    probe.address = ip(address);
    probe.reached = facts::SmtpStage::Done;
    probe.banner = {220, {host.toLatin1() + " ESMTP"}};
    probe.ehlo = {250, {host.toLatin1(), "PIPELINING", "STARTTLS", "8BITMIME"}};
    probe.startTls = {220, {"2.0.0 Ready to start TLS"}};
    probe.ehloTls = {250, {host.toLatin1(), "PIPELINING", "8BITMIME"}};
    probe.startTlsOffered = true;
    probe.tls = trustedTls(host);
    probe.connectMs = 20;
    probe.bannerMs = 30;
    probe.totalMs = 150;
    return probe;
}

inline facts::MxHostFacts mxHost(const QString &name, int preference, const QString &v4, const QString &v6)
{
    using enum facts::DnsStatus;
    facts::MxHostFacts host;
    host.name = name;
    host.preference = preference;
    host.a = addressAnswer(name, facts::RecordType::A, {v4});
    host.aaaa = addressAnswer(name, facts::RecordType::Aaaa, {v6});
    host.tlsa = noAnswer(QStringLiteral("_25._tcp.") + name, facts::RecordType::Tlsa, NxDomain);
    host.probes = {smtpProbe(name, v4), smtpProbe(name, v6)};
    return host;
}

inline facts::PostureFacts healthyPosture(const QString &domain)
{
    using enum facts::DnsStatus;
    facts::PostureFacts posture;
    posture.dmarc =
        txtAnswer(QStringLiteral("_dmarc.") + domain, {"v=DMARC1; p=reject; rua=mailto:dmarc@" + domain.toLatin1()});
    posture.bimi = txtAnswer(QStringLiteral("default._bimi.") + domain,
                             {"v=BIMI1; l=https://" + domain.toLatin1() + "/logo.svg; a="});
    // An Ed25519 key: 32 bytes.
    posture.dkim = {
        {QStringLiteral("google"), txtAnswer(QStringLiteral("google._domainkey.") + domain,
                                             {"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="})}};
    return posture;
}

/// Everything as it should be: see the head of this file. `domain` is any name of plain A-labels.
inline facts::DomainFacts healthyFacts(const QString &domain = QStringLiteral("example.com"))
{
    using enum facts::DnsStatus;
    const QString mx1 = QStringLiteral("mx1.") + domain, mx2 = QStringLiteral("mx2.") + domain;
    facts::DomainFacts facts;
    facts.domain = domain;
    facts.observedAt = observedAt();
    facts.elapsedMs = 300;
    facts.vantage.resolver = QStringLiteral("192.0.2.53@53");
    facts.vantage.validating = true;
    facts.vantage.tool = QStringLiteral("sigillo test");
    facts.mx = answer(domain, facts::RecordType::Mx, {mxRdata(10, mx1), mxRdata(20, mx2)});
    facts.ns = answer(domain, facts::RecordType::Ns, {wireName(QStringLiteral("ns1.example.net"))});
    facts.stsTxt = txtAnswer(QStringLiteral("_mta-sts.") + domain, {"v=STSv1; id=20260601120000Z;"});
    facts.tlsrptTxt =
        txtAnswer(QStringLiteral("_smtp._tls.") + domain, {"v=TLSRPTv1; rua=mailto:tls-report@example.net"});
    facts.hints.apexTxt = txtAnswer(domain, {"v=spf1 include:_spf.example.net -all"});
    facts.hints.underscoreSts = noAnswer(QStringLiteral("_mta_sts.") + domain, facts::RecordType::Txt, NxDomain);
    facts.hints.draftTlsrpt = noAnswer(QStringLiteral("_smtp-tlsrpt.") + domain, facts::RecordType::Txt, NxDomain);
    facts.hints.wildcardTxt =
        noAnswer(QStringLiteral("sigillo-wildcard-test.") + domain, facts::RecordType::Txt, NxDomain);
    facts.policyHost.name = QStringLiteral("mta-sts.") + domain;
    facts.policyHost.a = addressAnswer(facts.policyHost.name, facts::RecordType::A, {QStringLiteral("192.0.2.80")});
    facts.policyHost.aaaa =
        addressAnswer(facts.policyHost.name, facts::RecordType::Aaaa, {QStringLiteral("2001:db8::80")});
    facts.policyHost.fetches = {policyFetch(domain, QStringLiteral("192.0.2.80")),
                                policyFetch(domain, QStringLiteral("2001:db8::80"))};
    facts.mxHosts = {mxHost(mx1, 10, QStringLiteral("192.0.2.25"), QStringLiteral("2001:db8::25")),
                     mxHost(mx2, 20, QStringLiteral("192.0.2.26"), QStringLiteral("2001:db8::26"))};
    facts.posture = healthyPosture(domain);
    return facts;
}

/// For a domain without DNSSEC nothing else is Secure; this marks every answer of the facts as validated.
inline void sign(facts::DomainFacts &facts)
{
    QList<facts::DnsAnswer *> all = {&facts.mx,        &facts.ns,           &facts.stsTxt,
                                     &facts.tlsrptTxt, &facts.policyHost.a, &facts.policyHost.aaaa};
    for (facts::MxHostFacts &host : facts.mxHosts)
        all << &host.a << &host.aaaa << &host.tlsa;
    for (facts::DnsAnswer *each : all)
        each->dnssec = facts::Dnssec::Secure;
}

} // namespace support
