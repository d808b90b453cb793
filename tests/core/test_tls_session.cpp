// SPDX-License-Identifier: GPL-3.0-or-later
// The sans-I/O session against OpenSSL's server in memory: chains good and bad, protocols, alerts, garbage.
#include "memory_server.h"

#include <QTemporaryDir>
#include <QtTest>

using facts::TlsOutcome;
using fixture::Certificate;
using fixture::CertificateRecipe;

namespace {

const QString host = QStringLiteral("mx.example.test");

CertificateRecipe recipe()
{
    CertificateRecipe recipe;
    recipe.commonName = host;
    recipe.dnsNames = QStringList{host};
    recipe.extendedKeyUsage = "serverAuth";
    return recipe;
}

QList<int> codes(const facts::TlsFacts &facts)
{
    QList<int> codes;
    for (const facts::VerifyError &error : facts.verifyErrors)
        codes += error.code;
    std::sort(codes.begin(), codes.end());
    return codes;
}

QString words(const facts::TlsFacts &facts)
{
    QStringList words;
    for (const facts::VerifyError &error : facts.verifyErrors)
        words += QStringLiteral("%1 at %2: %3").arg(error.code).arg(error.depth).arg(error.text);
    return words.join(QStringLiteral(", "));
}

} // namespace

class TestTlsSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void chains_data();
    void chains();
    void names_data();
    void names();
    void faultsNameTheirPlace();
    void protocols_data();
    void protocols();
    void oldServerAnswersWithAnAlert();
    void describesTheHandshake();
    void stapleIsNoted();
    void chainIsCapped();
    void bytesOneByOne();
    void garbage_data();
    void garbage();
    void damagedFlight_data();
    void damagedFlight();
    void closeNotify();
    void abandoned();
    void plainTextBothWays();
    void withoutTrustStoreItFails();
    void trustStoreFromPem();
    void systemStore_data();
    void systemStore();
    void bundleOfTheDirectoryIsNotRead();

private:
    tls::ClientOptions options() const
    {
        tls::ClientOptions options;
        options.host = host;
        options.trust = m_trust;
        return options;
    }
    facts::TlsFacts handshake(const QList<Certificate> &chain) const
    {
        fixture::MemoryServer server({chain});
        tls::Session session(options());
        session.start();
        server.talk(session);
        return session.facts();
    }

    static QString linkName(const Certificate &ca)
    {
        const unsigned long hash = X509_NAME_hash_ex(X509_get_subject_name(ca.x509.get()), nullptr, nullptr, nullptr);
        return QStringLiteral("%1.0").arg(hash, 8, 16, QLatin1Char('0'));
    }
    /// Whether a store of these two trusts what the root signed.
    bool trustedBySystem(const QString &directory, const QString &bundle) const
    {
        qputenv("SSL_CERT_DIR", directory.toLocal8Bit());
        qputenv("SSL_CERT_FILE", bundle.toLocal8Bit());
        tls::ClientOptions o = options();
        o.trust = tls::TrustStore::system();
        qunsetenv("SSL_CERT_DIR");
        qunsetenv("SSL_CERT_FILE");
        fixture::MemoryServer server({{fixture::make(recipe(), m_root)}});
        tls::Session session(o);
        session.start();
        server.talk(session);
        return session.facts().trusted();
    }

    QTemporaryDir m_directory;
    Certificate m_root, m_intermediate, m_strangers;
    std::shared_ptr<const tls::TrustStore> m_trust;
};

void TestTlsSession::initTestCase()
{
    m_root = fixture::authority(QStringLiteral("Root"));
    m_intermediate = fixture::authority(QStringLiteral("Intermediate"), m_root);
    m_strangers = fixture::authority(QStringLiteral("Nobody's CA"));
    const QString path = m_directory.filePath(QStringLiteral("root.pem"));
    QVERIFY(m_root.writePem(path));
    m_trust = tls::TrustStore::fromPemFile(path).value();
}

void TestTlsSession::chains_data()
{
    QTest::addColumn<QList<Certificate>>("chain");
    QTest::addColumn<QList<int>>("expected");
    const auto now = QDateTime::currentDateTimeUtc();
    const auto with = [](auto change) {
        CertificateRecipe r = recipe();
        change(r);
        return r;
    };
    const CertificateRecipe expired = with([&](auto &r) {
        r.notBefore = now.addDays(-90);
        r.notAfter = now.addDays(-1);
    });
    const CertificateRecipe future = with([&](auto &r) { r.notBefore = now.addDays(1); });
    const CertificateRecipe mail = with([](auto &r) { r.extendedKeyUsage = "emailProtection"; });
    const CertificateRecipe sha1 = with([](auto &r) { r.digest = EVP_sha1(); });
    const CertificateRecipe rsa1024 = with([](auto &r) { r.key = "RSA-1024"; });
    const CertificateRecipe rsa768 = with([](auto &r) { r.key = "RSA-768"; });
    const auto add = [](const char *name, const QList<Certificate> &chain, QList<int> expected) {
        std::sort(expected.begin(), expected.end());
        QTest::newRow(name) << chain << expected;
    };
    using fixture::make;
    add("signed by the root", {make(recipe(), m_root)}, {});
    add("with an intermediate", {make(recipe(), m_intermediate), m_intermediate}, {});
    add("root sent too", {make(recipe(), m_intermediate), m_intermediate, m_root}, {});
    add("unrelated certificate in between", {make(recipe(), m_intermediate), m_strangers, m_intermediate}, {});
    add("no extended key usage", {make(with([](auto &r) { r.extendedKeyUsage.clear(); }), m_root)}, {});
    add("RSA 1024 is named, not refused", {make(rsa1024, m_root)}, {});
    add("incomplete chain", {make(recipe(), m_intermediate)},
        {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE});
    add("self-signed leaf", {make(recipe())}, {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT});
    add("unknown authority, root sent", {make(recipe(), m_strangers), m_strangers},
        {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN});
    add("expired", {make(expired, m_root)}, {X509_V_ERR_CERT_HAS_EXPIRED});
    add("not yet valid", {make(future, m_root)}, {X509_V_ERR_CERT_NOT_YET_VALID});
    add("expired and unknown authority", {make(expired, m_strangers)},
        {X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
         X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE});
    add("expired and self-signed", {make(expired)},
        {X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT});
    add("wrong extended key usage", {make(mail, m_root)}, {X509_V_ERR_INVALID_PURPOSE});
    add("SHA-1 signature", {make(sha1, m_intermediate), m_intermediate}, {X509_V_ERR_CA_MD_TOO_WEAK});
    add("RSA 768", {make(rsa768, m_root)}, {X509_V_ERR_EE_KEY_TOO_SMALL});
    CertificateRecipe narrow;
    narrow.commonName = QStringLiteral("Narrow CA");
    narrow.isCa = true;
    narrow.nameConstraints = "critical,permitted;DNS:example.org";
    const Certificate narrowCa = make(narrow, m_root);
    add("outside the name constraints", {make(recipe(), narrowCa), narrowCa}, {X509_V_ERR_PERMITTED_VIOLATION});
    narrow.nameConstraints = "critical,permitted;DNS:example.test";
    const Certificate fittingCa = make(narrow, m_root);
    add("inside the name constraints", {make(recipe(), fittingCa), fittingCa}, {});
    const Certificate noCa = make(with([](auto &r) { r.commonName = QStringLiteral("not a CA"); }), m_root);
    add("issued by a leaf", {make(recipe(), noCa), noCa}, {X509_V_ERR_INVALID_CA, X509_V_ERR_INVALID_PURPOSE});
}

void TestTlsSession::chains()
{
    QFETCH(QList<Certificate>, chain);
    QFETCH(QList<int>, expected);
    const facts::TlsFacts facts = handshake(chain);
    QCOMPARE(facts.outcome, TlsOutcome::Established);
    QVERIFY2(codes(facts) == expected, qPrintable(words(facts)));
    QCOMPARE(facts.trusted(), expected.isEmpty());
    QVERIFY(facts.nameMatches);
    QCOMPARE(facts.chain.size(), chain.size());
    for (qsizetype i = 0; i < chain.size(); ++i)
        QCOMPARE(facts.chain.at(i).der, chain.at(i).der());
    for (const facts::VerifyError &error : facts.verifyErrors)
        QVERIFY(!error.text.isEmpty());
}

void TestTlsSession::names_data()
{
    QTest::addColumn<QList<QByteArray>>("names");
    QTest::addColumn<QString>("commonName");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const QList<QByteArray> &names, bool matches,
                        const QString &commonName = QStringLiteral("something else")) {
        QTest::newRow(name) << names << commonName << matches;
    };
    row("exact", {"mx.example.test"}, true);
    row("upper case", {"MX.Example.TEST"}, true);
    row("second of two", {"www.example.test", "mx.example.test"}, true);
    row("wildcard as the whole label", {"*.example.test"}, true);
    row("partial wildcard", {"m*.example.test"}, false);
    row("wildcard for two labels", {"*.test"}, false);
    row("wildcard in the second label", {"mx.*.test"}, false);
    row("wildcard does not cover the base", {"*.mx.example.test"}, false);
    row("other name", {"mx2.example.test"}, false);
    row("common name only", {}, false, host);
    row("common name beside another SAN", {"www.example.test"}, false, host);
    row("embedded NUL", {QByteArray("mx.example.test\0.evil.test", 26)}, false);
    row("embedded NUL in front", {QByteArray("\0mx.example.test", 16)}, false);
    row("empty name", {""}, false);
    row("trailing dot", {"mx.example.test."}, false);
}

void TestTlsSession::names()
{
    QFETCH(QList<QByteArray>, names);
    QFETCH(QString, commonName);
    QFETCH(bool, matches);
    CertificateRecipe r = recipe();
    r.dnsNames.clear();
    r.rawDnsNames = names;
    r.commonName = commonName;
    const facts::TlsFacts facts = handshake({fixture::make(r, m_root)});
    QVERIFY(facts.established());
    QCOMPARE(facts.nameMatches, matches);
    QVERIFY2(facts.verifyErrors.isEmpty(), "the name is no part of the chain's verdict");
    QCOMPARE(facts.chain.value(0).dnsNames.size(), names.size());
}

void TestTlsSession::faultsNameTheirPlace()
{
    CertificateRecipe old;
    old.commonName = QStringLiteral("Old CA");
    old.isCa = true;
    old.notBefore = QDateTime::currentDateTimeUtc().addDays(-90);
    old.notAfter = QDateTime::currentDateTimeUtc().addDays(-1);
    const Certificate ca = fixture::make(old, m_root);
    const facts::TlsFacts facts = handshake({fixture::make(recipe(), ca), ca});
    QCOMPARE(facts.verifyErrors.size(), 1);
    QCOMPARE(facts.verifyErrors.first().depth, 1);
    QCOMPARE(facts.verifyErrors.first().code, int(X509_V_ERR_CERT_HAS_EXPIRED));
}

void TestTlsSession::protocols_data()
{
    QTest::addColumn<int>("server");
    QTest::addColumn<int>("client");
    QTest::addColumn<QString>("protocol");
    QTest::newRow("1.3") << 0x0304 << 0x0303 << QStringLiteral("TLSv1.3");
    QTest::newRow("1.2") << 0x0303 << 0x0303 << QStringLiteral("TLSv1.2");
    QTest::newRow("1.1 on request") << 0x0302 << 0x0302 << QStringLiteral("TLSv1.1");
    QTest::newRow("1.0 on request") << 0x0301 << 0x0301 << QStringLiteral("TLSv1");
}

void TestTlsSession::protocols()
{
    QFETCH(int, server);
    QFETCH(int, client);
    QFETCH(QString, protocol);
    fixture::MemoryServer peer({{fixture::make(recipe(), m_root)}, server, server});
    tls::ClientOptions o = options();
    o.minProtocol = client;
    tls::Session session(o);
    session.start();
    peer.talk(session);
    QVERIFY2(session.established(), qPrintable(session.facts().error));
    QCOMPARE(session.facts().protocol, protocol);
    QVERIFY(session.facts().trusted());
}

void TestTlsSession::oldServerAnswersWithAnAlert()
{
    fixture::MemoryServer server({{fixture::make(recipe(), m_root)}, 0x0302, 0x0302});
    tls::Session session(options());
    session.start();
    server.talk(session);
    QVERIFY(session.failed());
    QCOMPARE(session.facts().outcome, TlsOutcome::Failed);
    QCOMPARE(session.facts().alert, 70); // protocol_version
    QVERIFY2(session.facts().error.contains(QLatin1String("protocol version")), qPrintable(session.facts().error));
}

void TestTlsSession::describesTheHandshake()
{
    fixture::MemoryServer server({{fixture::make(recipe(), m_root)}});
    tls::ClientOptions o = options();
    o.alpn = "http/1.1";
    tls::Session session(o);
    session.start();
    server.talk(session);
    const facts::TlsFacts facts = session.facts();
    QCOMPARE(facts.referenceName, host);
    QCOMPARE(QByteArray(SSL_get_servername(server.ssl(), TLSEXT_NAMETYPE_host_name)), host.toLatin1());
    const unsigned char *alpn = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(server.ssl(), &alpn, &size);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(alpn), int(size)), QByteArray("http/1.1"));
    QVERIFY(facts.cipher.startsWith(QLatin1String("TLS_")));
    QCOMPARE(facts.keyExchange, QStringLiteral("x25519"));
    QCOMPARE(facts.peerSignature, QStringLiteral("ECDSA-SHA256"));
    QCOMPARE(facts.alert, -1);
    QVERIFY(facts.error.isEmpty());
    QVERIFY(!facts.ocspStapled);
    QVERIFY(facts.handshakeMs >= 0);
}

void TestTlsSession::stapleIsNoted()
{
    fixture::MemoryServer server({{fixture::make(recipe(), m_root)}, 0x0303, 0, "not judged here"});
    tls::Session session(options());
    session.start();
    server.talk(session);
    QVERIFY(session.established());
    QVERIFY(session.facts().ocspStapled);
}

void TestTlsSession::chainIsCapped()
{
    QList<Certificate> chain{fixture::make(recipe(), m_root)};
    for (int i = 0; i < 40; ++i)
        chain += m_strangers;
    const facts::TlsFacts facts = handshake(chain);
    QVERIFY(facts.trusted());
    QCOMPARE(facts.chain.size(), 16);
}

void TestTlsSession::bytesOneByOne()
{
    fixture::MemoryServer server({{fixture::make(recipe(), m_intermediate), m_intermediate}});
    tls::Session session(options());
    session.start();
    server.talk(session, 1);
    QVERIFY(session.facts().trusted());
    QCOMPARE(session.facts().chain.size(), 2);
}

void TestTlsSession::garbage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("554 5.7.1 go away\r\n");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("ones") << QByteArray(100'000, '\xff');
    QTest::newRow("SSL 3") << QByteArray("\x16\x03\x00\x00\x04\x0e\x00\x00\x00", 9);
    QTest::newRow("oversized record") << QByteArray("\x16\x03\x03\xff\xff", 5) + QByteArray(70'000, 'x');
    QTest::newRow("encrypted before keys") << QByteArray("\x17\x03\x03\x00\x01\x00", 6);
}

void TestTlsSession::garbage()
{
    QFETCH(QByteArray, bytes);
    tls::Session session(options());
    session.start();
    QVERIFY(session.takeOutgoing().startsWith('\x16'));
    session.receive(bytes);
    session.receive(bytes);
    QVERIFY(session.failed());
    QVERIFY(!session.established());
    QCOMPARE(session.facts().outcome, TlsOutcome::Failed);
    QVERIFY(!session.facts().error.isEmpty());
    QVERIFY(session.takePlain().isEmpty());
}

void TestTlsSession::damagedFlight_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("1.2, certificate in the clear") << 0x0303;
    QTest::newRow("1.3") << 0x0304;
}

void TestTlsSession::damagedFlight()
{
    QFETCH(int, protocol);
    const fixture::ServerOptions options{{fixture::make(recipe(), m_intermediate), m_intermediate}, protocol, protocol};
    qsizetype at = 0;
    for (bool damaged = true; damaged; at += 7) {
        fixture::MemoryServer server(options);
        damaged = false;
        server.tamper = [&](QByteArray &bytes) {
            if (damaged || at >= bytes.size())
                return;
            bytes[at] = char(bytes.at(at) ^ 0x41);
            damaged = true;
        };
        tls::Session session(this->options());
        session.start();
        server.talk(session);
        QVERIFY2(session.established() != damaged, qPrintable(QString::number(at)));
    }
    QVERIFY2(at > 700, "the whole first flight was tried");
}

void TestTlsSession::closeNotify()
{
    fixture::MemoryServer server({{fixture::make(recipe(), m_root)}});
    tls::Session session(options());
    session.start();
    server.talk(session);
    server.send("last words");
    SSL_shutdown(server.ssl());
    server.talk(session);
    QCOMPARE(session.takePlain(), QByteArray("last words"));
    QVERIFY(session.closedByPeer());
    QVERIFY(!session.failed());
    QCOMPARE(session.facts().outcome, TlsOutcome::Established);
    QCOMPARE(session.facts().alert, -1);
}

void TestTlsSession::abandoned()
{
    tls::Session session(options());
    session.start();
    session.abandon(TlsOutcome::TimedOut);
    session.abandon(TlsOutcome::Cancelled);
    QCOMPARE(session.facts().outcome, TlsOutcome::TimedOut);
    QVERIFY(!session.established());
}

void TestTlsSession::plainTextBothWays()
{
    fixture::MemoryServer server({{fixture::make(recipe(), m_root)}});
    tls::Session session(options());
    session.start();
    session.write("too early: there is no key yet");
    server.talk(session);
    session.write("EHLO probe.example\r\n");
    server.talk(session);
    QCOMPARE(server.received, QByteArray("EHLO probe.example\r\n"));
    const QByteArray answer(100'000, 'a');
    server.send(answer.left(10'000));
    server.talk(session);
    server.send(answer.mid(10'000));
    server.talk(session, 1000);
    QCOMPARE(session.takePlain(), answer);
    session.shutdown();
    server.talk(session);
    QVERIFY(SSL_get_shutdown(server.ssl()) & SSL_RECEIVED_SHUTDOWN);
}

void TestTlsSession::withoutTrustStoreItFails()
{
    tls::ClientOptions o = options();
    o.trust = nullptr;
    tls::Session session(o);
    session.start();
    session.receive("anything");
    QVERIFY(session.failed());
    QVERIFY(session.takeOutgoing().isEmpty());
    QCOMPARE(session.facts().outcome, TlsOutcome::Failed);
}

void TestTlsSession::trustStoreFromPem()
{
    const auto missing = tls::TrustStore::fromPemFile(m_directory.filePath(QStringLiteral("missing.pem")));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, QStringLiteral("unreadable"));
    const QString path = m_directory.filePath(QStringLiteral("empty.pem"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no certificate here\n");
    file.close();
    const auto empty = tls::TrustStore::fromPemFile(path);
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, QStringLiteral("no-certificate"));
    QVERIFY(m_trust->description().endsWith(QLatin1String("root.pem")));
}

void TestTlsSession::systemStore_data()
{
    QTest::addColumn<bool>("linked");
    QTest::addColumn<QString>("bundle");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("hashed directory") << true << QString() << true;
    QTest::newRow("directory without links") << false << QString() << false;
    QTest::newRow("no links, named bundle") << false << QStringLiteral("directory/all.pem") << true;
    QTest::newRow("no links, named bundle elsewhere") << false << QStringLiteral("elsewhere.pem") << true;
}

void TestTlsSession::systemStore()
{
    QFETCH(bool, linked);
    QFETCH(QString, bundle);
    QFETCH(bool, trusted);
    // A directory of our own in place of the system's, named as c_rehash names its links.
    QTemporaryDir place;
    const QString directory = place.filePath(QStringLiteral("directory"));
    QVERIFY(QDir().mkpath(directory));
    if (linked)
        QVERIFY(m_root.writePem(directory + u'/' + linkName(m_root)));
    if (!bundle.isEmpty())
        QVERIFY(m_root.writePem(place.filePath(bundle)));
    QCOMPARE(trustedBySystem(directory, bundle.isEmpty() ? QString() : place.filePath(bundle)), trusted);
}

void TestTlsSession::bundleOfTheDirectoryIsNotRead()
{
    // The links decide; a bundle beside them is taken for their concatenation, so what only it holds does not count.
    QTemporaryDir directory;
    QVERIFY(m_strangers.writePem(directory.filePath(linkName(m_strangers))));
    const QString bundle = directory.filePath(QStringLiteral("ca-certificates.crt"));
    QVERIFY(m_root.writePem(bundle));
    QVERIFY(!trustedBySystem(directory.path(), bundle));
    QTemporaryDir elsewhere;
    QVERIFY(m_root.writePem(elsewhere.filePath(QStringLiteral("own.pem"))));
    QVERIFY(trustedBySystem(directory.path(), elsewhere.filePath(QStringLiteral("own.pem"))));
}

QTEST_GUILESS_MAIN(TestTlsSession)
#include "test_tls_session.moc"
