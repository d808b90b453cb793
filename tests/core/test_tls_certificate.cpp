// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "certificates.h"
#include "tls/certificate.h"

#include <QCryptographicHash>
#include <QtTest>

using fixture::CertificateRecipe;

class TestTlsCertificate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void describesALeaf();
    void keys_data();
    void keys();
    void serverAuth_data();
    void serverAuth();
    void authority();
    void hostileNames();
    void dates_data();
    void dates();
    void hugeCertificate();
    void manyNames();
    void damagedBytes();
    void matchesOddHosts();
};

void TestTlsCertificate::describesALeaf()
{
    const auto ca = fixture::authority(QStringLiteral("Prüf-CA, Abteilung 1"));
    CertificateRecipe recipe;
    recipe.commonName = QStringLiteral("mx.example.test");
    recipe.dnsNames = QStringList{QStringLiteral("MX.Example.test"), QStringLiteral("*.example.test")};
    recipe.serial = 0x1234abcd;
    recipe.notBefore = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    recipe.notAfter = QDateTime(QDate(2051, 6, 7), QTime(8, 9, 10), Qt::UTC); // a GeneralizedTime
    const auto made = fixture::make(recipe, ca);
    const facts::CertificateFacts facts = tls::describeCertificate(made.der());
    QCOMPARE(facts.der, made.der());
    QCOMPARE(facts.subject, QStringLiteral("CN=mx.example.test"));
    QCOMPARE(facts.issuer, QStringLiteral("CN=Prüf-CA\\, Abteilung 1"));
    QCOMPARE(facts.serial, QStringLiteral("1234abcd"));
    QCOMPARE(facts.dnsNames, (QStringList{QStringLiteral("mx.example.test"), QStringLiteral("*.example.test")}));
    QCOMPARE(facts.notBefore, recipe.notBefore);
    QCOMPARE(facts.notAfter, recipe.notAfter);
    QCOMPARE(facts.signatureAlgorithm, QStringLiteral("ecdsa-with-SHA256"));
    QCOMPARE(facts.sha256, QCryptographicHash::hash(made.der(), QCryptographicHash::Sha256));
    QVERIFY(!facts.isCa);
    QVERIFY(!facts.selfIssued);
    unsigned char *spki = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(made.x509.get()), &spki);
    const QByteArrayView info(spki, size);
    QCOMPARE(facts.spkiSha256, QCryptographicHash::hash(info, QCryptographicHash::Sha256));
    OPENSSL_free(spki);
    QCOMPARE(tls::describeCertificate(made.x509.get()), facts);
}

void TestTlsCertificate::keys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("bits");
    QTest::newRow("P-256") << QByteArray("P-256") << QStringLiteral("EC P-256") << 256;
    QTest::newRow("P-384") << QByteArray("P-384") << QStringLiteral("EC P-384") << 384;
    QTest::newRow("secp256k1") << QByteArray("secp256k1") << QStringLiteral("EC secp256k1") << 256;
    QTest::newRow("RSA 1024") << QByteArray("RSA-1024") << QStringLiteral("RSA") << 1024;
    QTest::newRow("Ed25519") << QByteArray("ED25519") << QStringLiteral("ED25519") << 256;
}

void TestTlsCertificate::keys()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, type);
    QFETCH(int, bits);
    CertificateRecipe recipe;
    recipe.key = key;
    const facts::CertificateFacts facts = tls::describeCertificate(fixture::make(recipe).der());
    QCOMPARE(facts.keyType, type);
    QCOMPARE(facts.keyBits, bits);
    QVERIFY(facts.selfIssued);
    QCOMPARE(facts.spkiSha256.size(), 32);
}

void TestTlsCertificate::serverAuth_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("not limited") << QByteArray() << true;
    QTest::newRow("server") << QByteArray("serverAuth") << true;
    QTest::newRow("client and server") << QByteArray("clientAuth,serverAuth") << true;
    QTest::newRow("any") << QByteArray("anyExtendedKeyUsage") << true;
    QTest::newRow("client only") << QByteArray("clientAuth") << false;
    QTest::newRow("something private") << QByteArray("1.2.3.4.5") << false;
}

void TestTlsCertificate::serverAuth()
{
    QFETCH(QByteArray, usage);
    QFETCH(bool, allowed);
    CertificateRecipe recipe;
    recipe.extendedKeyUsage = usage;
    QCOMPARE(tls::describeCertificate(fixture::make(recipe).der()).serverAuth, allowed);
}

void TestTlsCertificate::authority()
{
    const auto facts = tls::describeCertificate(fixture::authority(QStringLiteral("CA")).der());
    QVERIFY(facts.isCa);
    QVERIFY(facts.selfIssued);
}

void TestTlsCertificate::hostileNames()
{
    CertificateRecipe recipe;
    recipe.commonName = QStringLiteral("line\nbreak\x1b[31m");
    recipe.rawDnsNames = {QByteArray("good.test\0.evil.test", 20), QByteArray("\xff\xfe"), "back\\slash", "", "a b"};
    const auto made = fixture::make(recipe);
    const facts::CertificateFacts facts = tls::describeCertificate(made.der());
    const QStringList expected = {QStringLiteral("good.test\\x00.evil.test"), QStringLiteral("\\xff\\xfe"),
                                  QStringLiteral("back\\x5cslash"), QString(), QStringLiteral("a\\x20b")};
    QCOMPARE(facts.dnsNames, expected);
    QVERIFY(!facts.subject.contains(QLatin1Char('\n')));
    QVERIFY(!facts.subject.contains(QChar(0x1b)));
    QVERIFY(!tls::matchesHost(made.der(), QStringLiteral("good.test")));
}

void TestTlsCertificate::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("as it should be") << QByteArray("20300102030405Z") << true;
    QTest::newRow("month 13") << QByteArray("20301302030405Z") << false;
    QTest::newRow("letters") << QByteArray("hello") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("end of time") << QByteArray("99991231235959Z") << true;
}

void TestTlsCertificate::dates()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const auto made = fixture::make({});
    ASN1_GENERALIZEDTIME *time = ASN1_GENERALIZEDTIME_new();
    ASN1_STRING_set(time, text.constData(), int(text.size()));
    X509_set1_notAfter(made.x509.get(), time);
    ASN1_GENERALIZEDTIME_free(time);
    X509_sign(made.x509.get(), made.key.get(), EVP_sha256()); // writes the changed part anew
    const facts::CertificateFacts facts = tls::describeCertificate(made.der());
    QCOMPARE(facts.notAfter.isValid(), valid);
    QVERIFY(facts.notBefore.isValid());
}

void TestTlsCertificate::hugeCertificate()
{
    CertificateRecipe recipe;
    recipe.rawDnsNames = {QByteArray(limits::certificateBytes, 'x')};
    const auto made = fixture::make(recipe);
    const facts::CertificateFacts facts = tls::describeCertificate(made.der());
    QVERIFY(facts.der.isEmpty());
    QVERIFY(facts.dnsNames.isEmpty());
    QCOMPARE(facts.sha256, QCryptographicHash::hash(made.der(), QCryptographicHash::Sha256));
    QCOMPARE(tls::describeCertificate(made.x509.get()), facts);
}

void TestTlsCertificate::manyNames()
{
    CertificateRecipe recipe;
    for (int i = 0; i < 3000; ++i)
        recipe.dnsNames += QStringLiteral("h%1.example.test").arg(i);
    const auto made = fixture::make(recipe);
    QCOMPARE(tls::describeCertificate(made.der()).dnsNames.size(), 3000);
    QVERIFY(tls::matchesHost(made.der(), QStringLiteral("h2999.example.test")));
}

void TestTlsCertificate::damagedBytes()
{
    CertificateRecipe recipe;
    recipe.commonName = QStringLiteral("mx.example.test");
    recipe.dnsNames = QStringList{QStringLiteral("mx.example.test")};
    recipe.extendedKeyUsage = "serverAuth";
    recipe.nameConstraints = "permitted;DNS:example.test";
    const QByteArray der = fixture::make(recipe).der();
    // Reads without a crash, whatever it makes of it; the sanitizer build watches.
    for (qsizetype i = 0; i < der.size(); ++i) {
        for (const char value : {'\x00', '\x7f', '\x80', '\xff'}) {
            QByteArray damaged = der;
            damaged[i] = value;
            QCOMPARE(tls::describeCertificate(damaged).der, damaged);
            tls::matchesHost(damaged, QStringLiteral("mx.example.test"));
        }
        const facts::CertificateFacts cut = tls::describeCertificate(der.left(i));
        QVERIFY(cut.subject.isEmpty());
        QVERIFY(!tls::matchesHost(der.left(i), QStringLiteral("mx.example.test")));
    }
    const facts::CertificateFacts nothing = tls::describeCertificate(QByteArray());
    QVERIFY(nothing.der.isEmpty());
    QVERIFY(nothing.keyType.isEmpty());
}

void TestTlsCertificate::matchesOddHosts()
{
    CertificateRecipe recipe;
    recipe.rawDnsNames = {"mx.example.test", "*.wild.test", "*.xn--bcher-kva.test"};
    const QByteArray der = fixture::make(recipe).der();
    QVERIFY(tls::matchesHost(der, QStringLiteral("mx.example.test")));
    QVERIFY(tls::matchesHost(der, QStringLiteral("xn--mnchen-3ya.wild.test")));
    QVERIFY(tls::matchesHost(der, QStringLiteral("mta-sts.xn--bcher-kva.test")));
    QVERIFY(!tls::matchesHost(der, QString()));
    QVERIFY(!tls::matchesHost(der, QStringLiteral(".example.test")));
    QVERIFY(!tls::matchesHost(der, QStringLiteral("wild.test")));
    QVERIFY(!tls::matchesHost(der, QStringLiteral("a.b.wild.test")));
    QVERIFY(!tls::matchesHost(der, QStringLiteral("mx.example.test") + QChar(0) + QStringLiteral("x")));
}

QTEST_GUILESS_MAIN(TestTlsCertificate)
#include "test_tls_certificate.moc"
