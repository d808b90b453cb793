// SPDX-License-Identifier: GPL-3.0-or-later
// TLSA records and what senders that use DANE make of them, one circumstance at a time over healthy, signed facts.
#include "facts_builder.h"
#include "finding_lists.h"
#include "findings/dane_tlsa.h"
#include "findings/evaluate.h"

#include <QCryptographicHash>
#include <functional>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

using namespace findings;
using enum findings::FindingId;
using facts::Dnssec;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::MxHostFacts;
using facts::RecordType;
using facts::SmtpStage;
using Change = std::function<void(DomainFacts &)>;
Q_DECLARE_METATYPE(Change)

namespace {

/// A self-signed certificate with a fresh key: DANE-EE wants nothing more.
facts::CertificateFacts selfSigned(const QString &host)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate), support::observedAt().addDays(-30).toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(certificate), support::observedAt().addDays(60).toSecsSinceEpoch());
    const QByteArray name = host.toLatin1();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(name.constData()), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());
    facts::CertificateFacts out = support::leafCertificate(host);
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    out.der = QByteArray(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    bytes = nullptr;
    const int keySize = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
    out.spkiSha256 = QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char *>(bytes), keySize),
                                              QCryptographicHash::Sha256);
    OPENSSL_free(bytes);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return out;
}

QByteArray tlsa(int usage, int selector, int matchingType, const QByteArray &data)
{
    return QByteArray{} + char(usage) + char(selector) + char(matchingType) + data;
}

void publish(MxHostFacts &host, const QByteArrayList &rdata)
{
    host.tlsa = support::answer(QStringLiteral("_25._tcp.") + host.name, RecordType::Tlsa, rdata);
    host.tlsa.dnssec = Dnssec::Secure;
}

QByteArray keyOf(const MxHostFacts &host)
{
    return host.probes.value(0).tls.chain.value(0).spkiSha256;
}

void absent(MxHostFacts &host, DnsStatus status)
{
    host.tlsa = support::noAnswer(QStringLiteral("_25._tcp.") + host.name, RecordType::Tlsa, status);
    host.tlsa.dnssec = status == DnsStatus::Bogus ? Dnssec::Bogus : Dnssec::Secure;
}

void makeAlias(MxHostFacts &host)
{
    const QString target = QStringLiteral("srv.example.net");
    host.a.cnames = host.aaaa.cnames = {{host.name, target, 300}};
    host.tlsaExpanded = support::noAnswer(QStringLiteral("_25._tcp.") + target, RecordType::Tlsa, DnsStatus::NxDomain);
    host.tlsaExpanded.dnssec = Dnssec::Secure;
}

void setSecurity(MxHostFacts &host, Dnssec security)
{
    host.a.dnssec = host.aaaa.dnssec = host.tlsa.dnssec = security;
}

/// Both hosts signed, each with a TLSA record 3 1 1 that fits its certificate.
DomainFacts daneFacts()
{
    static const facts::CertificateFacts first = selfSigned(QStringLiteral("mx1.example.com")),
                                         second = selfSigned(QStringLiteral("mx2.example.com"));
    DomainFacts facts = support::healthyFacts();
    support::sign(facts);
    for (MxHostFacts &host : facts.mxHosts) {
        for (facts::SmtpProbe &probe : host.probes)
            probe.tls.chain[0] = host.name.startsWith(QLatin1String("mx1")) ? first : second;
        publish(host, {tlsa(3, 1, 1, keyOf(host))});
    }
    return facts;
}

Findings rulesOn(const DomainFacts &facts)
{
    Findings out;
    daneRules(facts, facts.observedAt, out);
    return out;
}

} // namespace

class TestDaneRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unsignedIsSilent();
    void healthyPasses();
    void oneChange_data();
    void oneChange();
    void secondFaultNeverHelps();
    void mismatchNamesTheRecord();
    void mismatchIsToldFromEachAddress();
    void aliasLooksAtTheTargetFirst();
    void resultTypes();
    void webPkiFaultStaysBesideMatch();
};

void TestDaneRules::unsignedIsSilent()
{
    QCOMPARE(rulesOn(support::healthyFacts()), Findings{});
}

void TestDaneRules::healthyPasses()
{
    const Findings found = rulesOn(daneFacts());
    QCOMPARE(support::notPassed(found, Subject::Dane), QStringList{});
    QCOMPARE(found.size(), 2);
    support::verifySentences(found);
}

void TestDaneRules::oneChange_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Change &change, const QStringList &expected) {
        QTest::newRow(name) << change << expected;
    };
    const auto first = [](const std::function<void(MxHostFacts &)> &change) {
        return Change([=](DomainFacts &facts) { change(facts.mxHosts[0]); });
    };
    const QByteArray other(32, 'o');
    const QString mismatch = QStringLiteral("fail dane-tlsa-mismatch error");
    row("mismatch", first([=](MxHostFacts &host) { publish(host, {tlsa(3, 1, 1, other)}); }), {mismatch});
    row("rollover", first([=](MxHostFacts &host) {
            publish(host, {tlsa(3, 1, 1, other), tlsa(3, 1, 1, keyOf(host))});
        }),
        {});
    row("mismatch, MX unsigned",
        [=](DomainFacts &facts) {
            publish(facts.mxHosts[0], {tlsa(3, 1, 1, other)});
            facts.mx.dnssec = Dnssec::Insecure;
        },
        {QStringLiteral("fail dane-insecure-mx info"), QStringLiteral("fail dane-insecure-mx info"), mismatch});
    row("usage 1 alone", first([](MxHostFacts &host) { publish(host, {tlsa(1, 1, 1, keyOf(host))}); }),
        {QStringLiteral("fail dane-tlsa-unusable warning"), QStringLiteral("fail dane-tlsa-usage warning")});
    row("usage 0 beside 3", first([=](MxHostFacts &host) {
            publish(host, {tlsa(0, 1, 1, other), tlsa(3, 1, 1, keyOf(host))});
        }),
        {QStringLiteral("fail dane-tlsa-usage warning")});
    row("short digest beside a good one", first([](MxHostFacts &host) {
            publish(host, {tlsa(3, 1, 1, "short"), tlsa(3, 1, 1, keyOf(host))});
        }),
        {QStringLiteral("fail dane-tlsa-malformed warning")});
    row("short digest alone", first([](MxHostFacts &host) { publish(host, {tlsa(3, 1, 1, "short")}); }),
        {QStringLiteral("fail dane-tlsa-malformed warning"), QStringLiteral("fail dane-tlsa-unusable warning")});
    row("RDATA cut off", first([](MxHostFacts &host) { publish(host, {QByteArray("\x03", 1)}); }),
        {QStringLiteral("fail dane-tlsa-malformed warning"), QStringLiteral("fail dane-tlsa-unusable warning")});
    row("unsigned TLSA", first([](MxHostFacts &host) { setSecurity(host, Dnssec::Insecure); }),
        {QStringLiteral("fail dane-tlsa-unsigned warning")});
    row("unsigned addresses", first([](MxHostFacts &host) { host.a.dnssec = Dnssec::Insecure; }),
        {QStringLiteral("fail dane-tlsa-unsigned warning")});
    row("not validated, and every chain fits",
        first([](MxHostFacts &host) { setSecurity(host, Dnssec::Indeterminate); }),
        {QStringLiteral("unknown dane-not-validated info")});
    row("not validated, and no chain fits", first([](MxHostFacts &host) {
            publish(host, {tlsa(3, 1, 1, QByteArray(32, 'x'))});
            setSecurity(host, Dnssec::Indeterminate);
        }),
        {QStringLiteral("unknown dane-not-validated warning")});
    row("bogus", first([](MxHostFacts &host) { absent(host, DnsStatus::Bogus); }),
        {QStringLiteral("fail dane-tlsa-bogus error")});
    row("SERVFAIL", first([](MxHostFacts &host) { absent(host, DnsStatus::ServFail); }),
        {QStringLiteral("fail dane-tlsa-lookup-failed error")});
    row("time-out", first([](MxHostFacts &host) { absent(host, DnsStatus::Timeout); }),
        {QStringLiteral("unknown dane-tlsa-lookup-failed warning")});
    row("SERVFAIL, unsigned host", first([](MxHostFacts &host) {
            absent(host, DnsStatus::ServFail);
            setSecurity(host, Dnssec::Insecure);
        }),
        {});
    row("SERVFAIL, not validated", first([](MxHostFacts &host) {
            absent(host, DnsStatus::ServFail);
            setSecurity(host, Dnssec::Indeterminate);
        }),
        {QStringLiteral("unknown dane-tlsa-lookup-failed info")});
    row("none in a signed zone", first([](MxHostFacts &host) { absent(host, DnsStatus::NxDomain); }),
        {QStringLiteral("fail dane-tlsa-missing info")});
    row("none in an unsigned zone", first([](MxHostFacts &host) {
            absent(host, DnsStatus::NxDomain);
            setSecurity(host, Dnssec::Insecure);
        }),
        {});
    row("no certificate seen", first([](MxHostFacts &host) {
            for (facts::SmtpProbe &probe : host.probes) {
                probe.reached = SmtpStage::Connect;
                probe.cause = facts::Cause::TimedOut;
                probe.tls = {};
            }
        }),
        {QStringLiteral("unknown dane-tlsa-mismatch info")});
    row("alias with TLSA of its own", first(makeAlias), {QStringLiteral("fail dane-alias-tlsa info")});
    row("alias into an unsigned zone", first([](MxHostFacts &host) {
            makeAlias(host);
            host.a.dnssec = host.aaaa.dnssec = host.tlsaExpanded.dnssec = Dnssec::Insecure;
        }),
        {QStringLiteral("fail dane-alias-tlsa info")});
}

void TestDaneRules::oneChange()
{
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    DomainFacts facts = daneFacts();
    change(facts);
    const Findings found = rulesOn(facts);
    QCOMPARE(support::notPassed(found, Subject::Dane), expected);
    support::verifySentences(found);
}

void TestDaneRules::secondFaultNeverHelps()
{
    using HostChange = std::function<void(MxHostFacts &)>;
    const QList<HostChange> faults{
        [](MxHostFacts &host) { publish(host, {tlsa(3, 1, 1, QByteArray(32, 'o'))}); },
        [](MxHostFacts &host) { publish(host, {tlsa(1, 1, 1, keyOf(host))}); },
        [](MxHostFacts &host) { setSecurity(host, Dnssec::Insecure); },
        [](MxHostFacts &host) { absent(host, DnsStatus::ServFail); },
        [](MxHostFacts &host) { absent(host, DnsStatus::Bogus); },
    };
    for (const HostChange &first : faults)
        for (const HostChange &second : faults) {
            DomainFacts facts = daneFacts();
            first(facts.mxHosts[0]);
            const QStringList alone = support::notPassed(rulesOn(facts), Subject::Dane);
            QVERIFY(!alone.isEmpty());
            second(facts.mxHosts[1]);
            const QStringList both = support::notPassed(rulesOn(facts), Subject::Dane);
            for (const QString &line : alone)
                QVERIFY2(both.contains(line), qPrintable(line));
        }
}

void TestDaneRules::mismatchNamesTheRecord()
{
    DomainFacts facts = daneFacts();
    publish(facts.mxHosts[0], {tlsa(3, 1, 1, QByteArray(32, 'o'))});
    const Findings found = rulesOn(facts);
    const Finding *finding = support::find(found, DaneTlsaMismatch);
    QVERIFY(finding);
    const QString wanted = facts::TlsaRecord{3, 1, 1, keyOf(facts.mxHosts[0])}.toString();
    QVERIFY(text::guidance(*finding).contains(QStringLiteral("_25._tcp.mx1.example.com. TLSA ") + wanted));
    QCOMPARE(finding->evidence.address, QStringLiteral("192.0.2.25, 2001:db8::25"));
}

void TestDaneRules::mismatchIsToldFromEachAddress()
{
    DomainFacts facts = daneFacts();
    facts.mxHosts[0].probes[1].tls.chain[0] = selfSigned(QStringLiteral("mx1.example.com"));
    const Findings found = rulesOn(facts);
    const Finding *finding = support::find(found, DaneTlsaMismatch);
    QVERIFY(finding);
    QCOMPARE(finding->status, Status::Fail);
    QCOMPARE(finding->evidence.address, QStringLiteral("2001:db8::25"));
}

void TestDaneRules::aliasLooksAtTheTargetFirst()
{
    DomainFacts facts = daneFacts();
    MxHostFacts &host = facts.mxHosts[0];
    makeAlias(host);
    host.tlsaExpanded = host.tlsa;
    host.tlsaExpanded.name = QStringLiteral("_25._tcp.srv.example.net");
    publish(host, {tlsa(3, 1, 1, QByteArray(32, 'o'))}); // would not fit, and is not asked
    QCOMPARE(&decisiveTlsa(host), &host.tlsaExpanded);
    QCOMPARE(support::notPassed(rulesOn(facts), Subject::Dane), QStringList{});
    host.tlsaExpanded.status = DnsStatus::ServFail;
    host.tlsaExpanded.rdata.clear();
    QCOMPARE(support::notPassed(rulesOn(facts), Subject::Dane),
             QStringList{QStringLiteral("fail dane-tlsa-lookup-failed error")});
}

void TestDaneRules::resultTypes()
{
    DomainFacts facts = daneFacts();
    publish(facts.mxHosts[0], {tlsa(3, 1, 1, QByteArray(32, 'o'))});
    absent(facts.mxHosts[1], DnsStatus::Bogus);
    const Findings found = rulesOn(facts);
    QCOMPARE(support::find(found, DaneTlsaMismatch)->resultType, QStringLiteral("tlsa-invalid"));
    QCOMPARE(support::find(found, DaneTlsaBogus)->resultType, QStringLiteral("dnssec-invalid"));
}

void TestDaneRules::webPkiFaultStaysBesideMatch()
{
    DomainFacts facts = daneFacts();
    for (facts::SmtpProbe &probe : facts.mxHosts[0].probes)
        probe.tls.nameMatches = false;
    Findings found = rulesOn(facts);
    mailServerRules(facts, facts.observedAt, found);
    QCOMPARE(support::find(found, DaneTlsaMismatch)->status, Status::Pass);
    const Finding *name = support::find(found, MxCertificateNameMismatch);
    QVERIFY(name);
    QCOMPARE(name->severity, Severity::Error);
}

QTEST_GUILESS_MAIN(TestDaneRules)
#include "test_dane_rules.moc"
