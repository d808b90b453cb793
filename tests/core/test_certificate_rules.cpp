// SPDX-License-Identifier: GPL-3.0-or-later
// The judging of certificate chains: one fault at a time over a healthy chain, and dates against the moment of the
// evaluation.
#include "facts_builder.h"
#include "findings/certificate_rules.h"

#include <functional>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

using facts::TlsFacts;
using findings::CertificateFault;
using findings::CertificateFaultKind;
using Kinds = QList<CertificateFaultKind>;

namespace {

const QString host = QStringLiteral("mx1.example.com");

Kinds kindsOf(const QList<CertificateFault> &faults)
{
    Kinds kinds;
    for (const CertificateFault &fault : faults)
        kinds.append(fault.kind);
    return kinds;
}
QList<CertificateFault> judge(const TlsFacts &tls, const QDateTime &now = support::observedAt())
{
    return findings::certificateFaults(tls, now, support::observedAt());
}
facts::VerifyError objection(int depth, int code)
{
    return {depth, code, QString::fromLatin1(X509_verify_cert_error_string(code))};
}
facts::CertificateFacts rootCertificate()
{
    facts::CertificateFacts root = support::intermediateCertificate();
    root.subject = root.issuer;
    root.selfIssued = true;
    return root;
}

/// A self-made certificate that says where its issuer's certificate is.
QByteArray certificateWithIssuerUrl(const char *url)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400);
    X509_set_pubkey(certificate, key);
    X509_EXTENSION *access =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_info_access, QByteArray("caIssuers;URI:").append(url).constData());
    X509_add_ext(certificate, access, -1);
    X509_sign(certificate, key, EVP_sha256());
    unsigned char *der = nullptr;
    const int size = i2d_X509(certificate, &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    X509_EXTENSION_free(access);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(Kinds)

class TestCertificateRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyChainHasNoFault() { QVERIFY(judge(support::trustedTls(host)).isEmpty()); }

    void oneFaultAtATime_data();
    void oneFaultAtATime();
    void withoutHandshakeThereIsNothingToJudge();
    void recordedChainExpiresLater();
    void recordedExpiryDoesNotHoldEarlier();
    void strayExpiredCertificateDoesNotCount();
    void expiredIntermediateIsNamed();
    void expiredRootOfTheStoreIsNamed();
    void daysLeft_data();
    void daysLeft();
    void argumentsNameWhatIsWrong();
    void missingIntermediateSaysWhereItIs();
    void findingsCarryTheIdsOfTheSubject();
    void daysAreRoundedDown();
};

using Change = std::function<void(TlsFacts &)>;
Q_DECLARE_METATYPE(Change)

void TestCertificateRules::oneFaultAtATime_data()
{
    using enum CertificateFaultKind;
    QTest::addColumn<Change>("change");
    QTest::addColumn<Kinds>("expected");
    const auto row = [](const char *name, const Change &change, const Kinds &expected) {
        QTest::newRow(name) << change << expected;
    };
    const auto errors = [](QList<facts::VerifyError> list) {
        return Change([list](TlsFacts &tls) { tls.verifyErrors = list; });
    };

    row("leaf expired", [](TlsFacts &tls) { tls.chain[0].notAfter = support::observedAt().addSecs(-1); }, {Expired});
    row("leaf not yet valid", [](TlsFacts &tls) { tls.chain[0].notBefore = support::observedAt().addDays(10); },
        {NotYetValid});
    row("name", [](TlsFacts &tls) { tls.nameMatches = false; }, {NameMismatch});
    row("self-signed",
        [](TlsFacts &tls) {
            tls.chain = {tls.chain[0]};
            tls.chain[0].issuer = tls.chain[0].subject;
            tls.chain[0].selfIssued = true;
            tls.verifyErrors = {objection(0, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)};
        },
        {SelfSigned});
    row("self-signed root sent",
        [](TlsFacts &tls) {
            tls.chain.append(rootCertificate());
            tls.verifyErrors = {objection(2, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN)};
        },
        {Untrusted});
    row("issuer of the intermediate unknown", errors({objection(1, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY)}),
        {Untrusted});
    row("only the leaf sent",
        [](TlsFacts &tls) {
            tls.chain = {tls.chain[0]};
            tls.verifyErrors = {objection(0, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY),
                                objection(0, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE)};
        },
        {IncompleteChain});
    row("wrong intermediate sent",
        [](TlsFacts &tls) {
            tls.chain[1].subject = QStringLiteral("CN=Another CA");
            tls.verifyErrors = {objection(0, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY)};
        },
        {IncompleteChain});
    row("purpose", errors({objection(0, X509_V_ERR_INVALID_PURPOSE)}), {Unsuitable});
    row("extended key usage", [](TlsFacts &tls) { tls.chain[0].serverAuth = false; }, {Unsuitable});
    row("intermediate is no CA", errors({objection(1, X509_V_ERR_INVALID_CA)}), {Unsuitable});
    row("name constraints", errors({objection(0, X509_V_ERR_PERMITTED_VIOLATION)}), {Unsuitable});
    row("an objection of the future", errors({{0, 4711, QStringLiteral("new")}}), {Unsuitable});
    row("no certificate", [](TlsFacts &tls) { tls.chain.clear(); }, {Unsuitable});
    row("RSA 1024",
        [](TlsFacts &tls) {
            tls.chain[0].keyType = QStringLiteral("RSA");
            tls.chain[0].keyBits = 1024;
        },
        {Weak});
    row("RSA 1024, refused by the library",
        [](TlsFacts &tls) {
            tls.chain[0].keyType = QStringLiteral("RSA");
            tls.chain[0].keyBits = 1024;
            tls.verifyErrors = {objection(0, X509_V_ERR_EE_KEY_TOO_SMALL)};
        },
        {Weak});
    row("RSA 2048",
        [](TlsFacts &tls) {
            tls.chain[0].keyType = QStringLiteral("RSA");
            tls.chain[0].keyBits = 2048;
        },
        {});
    row("EC 192",
        [](TlsFacts &tls) {
            tls.chain[0].keyType = QStringLiteral("EC P-192");
            tls.chain[0].keyBits = 192;
        },
        {Weak});
    row("SHA-1 leaf", [](TlsFacts &tls) { tls.chain[0].signatureAlgorithm = QStringLiteral("sha1WithRSAEncryption"); },
        {Weak});
    row("SHA-1 intermediate",
        [](TlsFacts &tls) { tls.chain[1].signatureAlgorithm = QStringLiteral("ecdsa-with-SHA1"); }, {Weak});
    row("SHA-1 root",
        [](TlsFacts &tls) {
            tls.chain.append(rootCertificate());
            tls.chain[2].signatureAlgorithm = QStringLiteral("sha1WithRSAEncryption");
        },
        {});
    row("two at once",
        [](TlsFacts &tls) {
            tls.nameMatches = false;
            tls.chain[0].notAfter = support::observedAt().addDays(-1);
            tls.verifyErrors = {objection(0, X509_V_ERR_CERT_HAS_EXPIRED)};
        },
        {Expired, NameMismatch});
    row("out of order",
        [](TlsFacts &tls) {
            tls.chain = {tls.chain[0], rootCertificate(), tls.chain[1]};
            tls.verifyErrors = {objection(2, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN)};
        },
        {Untrusted});
}

void TestCertificateRules::oneFaultAtATime()
{
    QFETCH(Change, change);
    QFETCH(Kinds, expected);
    TlsFacts tls = support::trustedTls(host);
    change(tls);
    QCOMPARE(kindsOf(judge(tls)), expected);
}

void TestCertificateRules::withoutHandshakeThereIsNothingToJudge()
{
    TlsFacts tls = support::trustedTls(host);
    tls.nameMatches = false;
    tls.outcome = facts::TlsOutcome::Failed;
    QVERIFY(judge(tls).isEmpty());
    QVERIFY(judge(TlsFacts{}).isEmpty());
}

void TestCertificateRules::recordedChainExpiresLater()
{
    const auto faults = judge(support::trustedTls(host), support::observedAt().addDays(61));
    QCOMPARE(kindsOf(faults), Kinds{CertificateFaultKind::Expired});
    QCOMPARE(faults.first().arguments.value(QStringLiteral("days")), QStringLiteral("1"));
    QCOMPARE(kindsOf(judge(support::trustedTls(host), support::observedAt().addYears(4))),
             (Kinds{CertificateFaultKind::Expired, CertificateFaultKind::Expired}));
}

void TestCertificateRules::recordedExpiryDoesNotHoldEarlier()
{
    TlsFacts tls = support::trustedTls(host);
    tls.chain[0].notAfter = support::observedAt().addDays(-1);
    tls.verifyErrors = {objection(0, X509_V_ERR_CERT_HAS_EXPIRED)};
    QVERIFY(judge(tls, support::observedAt().addDays(-25)).isEmpty());
    tls = support::trustedTls(host);
    tls.chain[0].notBefore = support::observedAt().addDays(1);
    tls.verifyErrors = {objection(0, X509_V_ERR_CERT_NOT_YET_VALID)};
    QVERIFY(judge(tls, support::observedAt().addDays(2)).isEmpty());
}

// Servers went on sending a cross-signed root whose issuer had run out; verification builds past it.
void TestCertificateRules::strayExpiredCertificateDoesNotCount()
{
    TlsFacts tls = support::trustedTls(host);
    tls.chain[1].notAfter = support::observedAt().addDays(-100);
    QVERIFY(judge(tls).isEmpty());
}

void TestCertificateRules::expiredIntermediateIsNamed()
{
    TlsFacts tls = support::trustedTls(host);
    tls.chain[1].notAfter = support::observedAt().addDays(-100);
    tls.verifyErrors = {objection(1, X509_V_ERR_CERT_HAS_EXPIRED)};
    const auto faults = judge(tls);
    QCOMPARE(kindsOf(faults), Kinds{CertificateFaultKind::Expired});
    QCOMPARE(faults.first().arguments.value(QStringLiteral("certificate")), tls.chain[1].subject);
    QCOMPARE(faults.first().arguments.value(QStringLiteral("days")), QStringLiteral("100"));
}

void TestCertificateRules::expiredRootOfTheStoreIsNamed()
{
    TlsFacts tls = support::trustedTls(host);
    tls.verifyErrors = {objection(2, X509_V_ERR_CERT_HAS_EXPIRED)};
    const auto faults = judge(tls);
    QCOMPARE(kindsOf(faults), Kinds{CertificateFaultKind::Expired});
    QCOMPARE(faults.first().arguments.value(QStringLiteral("certificate")), tls.chain[1].issuer);
}

void TestCertificateRules::daysLeft_data()
{
    QTest::addColumn<int>("lifetime");
    QTest::addColumn<int>("left");
    QTest::addColumn<bool>("soon");
    QTest::newRow("90 days, a third") << 90 << 30 << false;
    QTest::newRow("90 days, under a third") << 90 << 29 << true;
    QTest::newRow("6 days, 3 left") << 6 << 3 << false;
    QTest::newRow("6 days, 1 left") << 6 << 1 << true;
    QTest::newRow("398 days, 100 left") << 398 << 100 << true;
    QTest::newRow("398 days, 200 left") << 398 << 200 << false;
    QTest::newRow("the last moment") << 90 << 0 << true;
}

void TestCertificateRules::daysLeft()
{
    QFETCH(int, lifetime);
    QFETCH(int, left);
    QFETCH(bool, soon);
    TlsFacts tls = support::trustedTls(host);
    tls.chain[0].notBefore = support::observedAt().addDays(left - lifetime);
    tls.chain[0].notAfter = support::observedAt().addDays(left);
    const auto faults = judge(tls);
    QCOMPARE(kindsOf(faults), soon ? Kinds{CertificateFaultKind::ExpiresSoon} : Kinds{});
    if (soon) {
        QCOMPARE(faults.first().arguments.value(QStringLiteral("days")), QString::number(left));
        QCOMPARE(faults.first().arguments.value(QStringLiteral("lifetime")), QString::number(lifetime));
    }
}

void TestCertificateRules::argumentsNameWhatIsWrong()
{
    TlsFacts tls = support::trustedTls(host);
    tls.nameMatches = false;
    tls.chain[0].dnsNames = {QStringLiteral("a.example.net"), QStringLiteral("*.example.net")};
    tls.chain[0].keyType = QStringLiteral("RSA");
    tls.chain[0].keyBits = 1024;
    tls.chain[0].signatureAlgorithm = QStringLiteral("sha1WithRSAEncryption");
    const auto faults = judge(tls);
    QCOMPARE(faults.size(), 2);
    QCOMPARE(faults[0].arguments.value(QStringLiteral("names")), QStringLiteral("a.example.net, *.example.net"));
    QCOMPARE(faults[1].arguments.value(QStringLiteral("weakness")), QStringLiteral("RSA 1024, sha1WithRSAEncryption"));
    QCOMPARE(faults[1].disagreements.size(), 1);
    QVERIFY(faults[1].summary.contains(QStringLiteral("2026-06-01 12:00 UTC to 2026-08-30 12:00 UTC")));
}

void TestCertificateRules::missingIntermediateSaysWhereItIs()
{
    TlsFacts tls = support::trustedTls(host);
    tls.chain = {tls.chain[0]};
    tls.chain[0].der = certificateWithIssuerUrl("http://ca.example/1.crt");
    tls.verifyErrors = {objection(0, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE)};
    QVERIFY(judge(tls).first().summary.endsWith(QStringLiteral("caIssuers http://ca.example/1.crt")));
    tls.chain[0].der = QByteArrayLiteral("\x30\x82 not a certificate");
    QCOMPARE(kindsOf(judge(tls)), Kinds{CertificateFaultKind::IncompleteChain});
}

void TestCertificateRules::findingsCarryTheIdsOfTheSubject()
{
    using enum findings::FindingId;
    const findings::CertificateFindingIds ids{
        PolicyHostCertificateExpired,    PolicyHostCertificateNotYetValid, PolicyHostCertificateNameMismatch,
        PolicyHostCertificateSelfSigned, PolicyHostCertificateUntrusted,   PolicyHostCertificateIncompleteChain,
        PolicyHostCertificateUnsuitable, PolicyHostCertificateExpiresSoon, PolicyHostCertificateWeak};
    TlsFacts tls = support::trustedTls(host);
    tls.nameMatches = false;
    const auto list = findings::certificateFindings(tls, QStringLiteral("192.0.2.1"), support::observedAt(),
                                                    support::observedAt(), ids);
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0].id, PolicyHostCertificateNameMismatch);
    QCOMPARE(list[0].status, findings::Status::Fail);
    QCOMPARE(list[0].resultType, QStringLiteral("sts-webpki-invalid"));
    QCOMPARE(list[0].evidence.host, host);
    QCOMPARE(list[0].arguments.value(QStringLiteral("address")), QStringLiteral("192.0.2.1"));
}

void TestCertificateRules::daysAreRoundedDown()
{
    const QDateTime noon = support::observedAt();
    QCOMPARE(findings::wholeDays(noon, noon.addSecs(86'399)), 0);
    QCOMPARE(findings::wholeDays(noon, noon.addDays(2)), 2);
    QCOMPARE(findings::wholeDays(noon, noon.addSecs(-1)), -1);
    QCOMPARE(findings::utcText(noon), QStringLiteral("2026-07-01 12:00 UTC"));
}

QTEST_GUILESS_MAIN(TestCertificateRules)
#include "test_certificate_rules.moc"
