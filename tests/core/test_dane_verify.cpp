// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificates.h"
#include "dane/verify.h"

#include <QCryptographicHash>
#include <QTest>

using dane::Outcome;
using facts::TlsaRecord;

namespace {

const QString mx = QStringLiteral("mx.example.test");
const QString elsewhere = QStringLiteral("mx.example.net");

QByteArray publicKeyDer(const fixture::Certificate &certificate)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.x509.get()), &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

TlsaRecord tlsa(int usage, int selector, int matchingType, const fixture::Certificate &certificate)
{
    QByteArray data = selector == 0 ? certificate.der() : publicKeyDer(certificate);
    if (matchingType == 1)
        data = QCryptographicHash::hash(data, QCryptographicHash::Sha256);
    else if (matchingType == 2)
        data = QCryptographicHash::hash(data, QCryptographicHash::Sha512);
    return {usage, selector, matchingType, data};
}

QList<facts::CertificateFacts> chainOf(const QList<fixture::Certificate> &certificates)
{
    QList<facts::CertificateFacts> chain;
    for (const fixture::Certificate &certificate : certificates) {
        facts::CertificateFacts facts;
        facts.der = certificate.der();
        chain += facts;
    }
    return chain;
}

/// One family of certificates for the whole program: making keys is slow.
struct Family
{
    fixture::Certificate root = fixture::authority(QStringLiteral("Root"));
    fixture::Certificate intermediate = fixture::authority(QStringLiteral("Intermediate"), root);
    fixture::Certificate leaf = fixture::leaf({mx}, intermediate);
    fixture::Certificate wildcardLeaf = fixture::leaf({QStringLiteral("*.example.test")}, intermediate);
    fixture::Certificate partialWildcardLeaf = fixture::leaf({QStringLiteral("m*.example.test")}, intermediate);
    fixture::Certificate otherLeaf = fixture::leaf({elsewhere}, intermediate);
    fixture::Certificate expiredLeaf, futureLeaf, commonNameLeaf, clientLeaf, selfSigned;
    fixture::Certificate expiredIntermediate, underExpired;
    fixture::Certificate foreignRoot = fixture::authority(QStringLiteral("Foreign"));
    fixture::Certificate nextLeaf = fixture::leaf({mx}, intermediate);

    Family()
    {
        const QDateTime today = QDateTime::currentDateTimeUtc();
        fixture::CertificateRecipe recipe;
        recipe.dnsNames = {mx};
        recipe.notBefore = today.addDays(-90);
        recipe.notAfter = today.addDays(-1);
        expiredLeaf = fixture::make(recipe, intermediate);
        recipe.notBefore = today.addDays(2);
        recipe.notAfter = today.addDays(90);
        futureLeaf = fixture::make(recipe, intermediate);
        fixture::CertificateRecipe commonName;
        commonName.commonName = mx;
        commonNameLeaf = fixture::make(commonName, intermediate);
        selfSigned = fixture::make(commonName);
        fixture::CertificateRecipe client;
        client.dnsNames = {mx};
        client.extendedKeyUsage = "clientAuth";
        clientLeaf = fixture::make(client, intermediate);
        fixture::CertificateRecipe old;
        old.commonName = QStringLiteral("Old intermediate");
        old.isCa = true;
        old.notBefore = today.addDays(-90);
        old.notAfter = today.addDays(-1);
        expiredIntermediate = fixture::make(old, root);
        underExpired = fixture::leaf({mx}, expiredIntermediate);
    }
};

const Family &family()
{
    static const Family certificates;
    return certificates;
}

} // namespace

class TestDaneVerify : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verdict_data();
    void verdict();
    void unusable_data();
    void unusable();
    void datesOfUsage2FollowTheGivenTime();
    void garbageInTheChain_data();
    void garbageInTheChain();
    void names_data();
    void names();
    void mismatchHasAReason();
    void everyTruncationIsSafe();
};

using Chain = QList<fixture::Certificate>;
using Records = QList<TlsaRecord>;
Q_DECLARE_METATYPE(fixture::Certificate)
Q_DECLARE_METATYPE(facts::TlsaRecord)

void TestDaneVerify::verdict_data()
{
    QTest::addColumn<Chain>("chain");
    QTest::addColumn<Records>("records");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<int>("record");
    QTest::addColumn<int>("depth");
    const Family &f = family();
    const Chain sent{f.leaf, f.intermediate};
    const Chain sentWithRoot{f.leaf, f.intermediate, f.root};
    const auto match = [](const char *name, const Chain &chain, const Records &records, int record, int depth) {
        QTest::newRow(name) << chain << records << Outcome::Match << record << depth;
    };
    const auto no = [](const char *name, const Chain &chain, const Records &records,
                       Outcome outcome = Outcome::Mismatch) {
        QTest::newRow(name) << chain << records << outcome << -1 << -1;
    };

    match("3 0 0", sent, {tlsa(3, 0, 0, f.leaf)}, 0, 0);
    match("3 0 1", sent, {tlsa(3, 0, 1, f.leaf)}, 0, 0);
    match("3 0 2", sent, {tlsa(3, 0, 2, f.leaf)}, 0, 0);
    match("3 1 0", sent, {tlsa(3, 1, 0, f.leaf)}, 0, 0);
    match("3 1 1", sent, {tlsa(3, 1, 1, f.leaf)}, 0, 0);
    match("3 1 2", sent, {tlsa(3, 1, 2, f.leaf)}, 0, 0);
    match("3 1 1, leaf alone", {f.leaf}, {tlsa(3, 1, 1, f.leaf)}, 0, 0);
    match("3 1 1, self-signed", {f.selfSigned}, {tlsa(3, 1, 1, f.selfSigned)}, 0, 0);
    match("3 1 1, wrong name", {f.otherLeaf, f.intermediate}, {tlsa(3, 1, 1, f.otherLeaf)}, 0, 0);
    match("3 1 1, expired", {f.expiredLeaf, f.intermediate}, {tlsa(3, 1, 1, f.expiredLeaf)}, 0, 0);
    match("3 0 1, not yet valid", {f.futureLeaf, f.intermediate}, {tlsa(3, 0, 1, f.futureLeaf)}, 0, 0);
    no("3 1 1 of another", sent, {tlsa(3, 1, 1, f.otherLeaf)});
    no("3 0 1 of the intermediate", sent, {tlsa(3, 0, 1, f.intermediate)});
    no("3 0 1 with the digest of the key", sent, {{3, 0, 1, tlsa(3, 1, 1, f.leaf).data}});
    no("3 1 1 with the digest of the certificate", sent, {{3, 1, 1, tlsa(3, 0, 1, f.leaf).data}});

    match("2 0 0, intermediate", sent, {tlsa(2, 0, 0, f.intermediate)}, 0, 1);
    match("2 0 1, intermediate", sent, {tlsa(2, 0, 1, f.intermediate)}, 0, 1);
    match("2 0 2, intermediate", sent, {tlsa(2, 0, 2, f.intermediate)}, 0, 1);
    match("2 1 1, intermediate", sent, {tlsa(2, 1, 1, f.intermediate)}, 0, 1);
    match("2 1 2, intermediate", sent, {tlsa(2, 1, 2, f.intermediate)}, 0, 1);
    match("2 1 0, intermediate", sent, {tlsa(2, 1, 0, f.intermediate)}, 0, 1);
    match("2 0 1, root sent", sentWithRoot, {tlsa(2, 0, 1, f.root)}, 0, 2);
    match("2 1 1, root sent", sentWithRoot, {tlsa(2, 1, 1, f.root)}, 0, 2);
    match("2 0 0, root not sent", sent, {tlsa(2, 0, 0, f.root)}, 0, 2);
    no("2 0 1, root not sent", sent, {tlsa(2, 0, 1, f.root)});
    no("2 1 1, root not sent", sent, {tlsa(2, 1, 1, f.root)});
    no("2 0 1, intermediate not sent", {f.leaf}, {tlsa(2, 0, 1, f.intermediate)});
    match("2 0 0, intermediate not sent", {f.leaf}, {tlsa(2, 0, 0, f.intermediate)}, 0, 1);
    match("2 0 1, wrong order", {f.leaf, f.root, f.intermediate}, {tlsa(2, 0, 1, f.root)}, 0, 2);
    no("2 0 1, another authority", sentWithRoot, {tlsa(2, 0, 1, f.foreignRoot)});
    no("2 0 1, unrelated authority in the chain", {f.leaf, f.intermediate, f.foreignRoot},
       {tlsa(2, 0, 1, f.foreignRoot)});
    no("2 0 1, expired leaf", {f.expiredLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)});
    no("2 0 1, leaf not yet valid", {f.futureLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)});
    no("2 0 1, expired intermediate", {f.underExpired, f.expiredIntermediate, f.root}, {tlsa(2, 0, 1, f.root)});
    no("2 0 1, wrong name", {f.otherLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)});
    no("2 0 1, not for servers", {f.clientLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)});
    match("2 0 1, wildcard", {f.wildcardLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)}, 0, 1);
    no("2 0 1, partial wildcard", {f.partialWildcardLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)});
    match("2 0 1, common name only", {f.commonNameLeaf, f.intermediate}, {tlsa(2, 0, 1, f.intermediate)}, 0, 1);

    match("3 of another, then 3", sent, {tlsa(3, 1, 1, f.otherLeaf), tlsa(3, 1, 1, f.leaf)}, 1, 0);
    match("rollover, old certificate", sent, {tlsa(3, 1, 1, f.leaf), tlsa(3, 1, 1, f.nextLeaf)}, 0, 0);
    match("rollover, new certificate", {f.nextLeaf, f.intermediate}, {tlsa(3, 1, 1, f.leaf), tlsa(3, 1, 1, f.nextLeaf)},
          1, 0);
    no("rollover missed", sent, {tlsa(3, 1, 1, f.nextLeaf), tlsa(3, 1, 1, f.otherLeaf)});
    match("3 wrong, 2 right", sent, {tlsa(3, 1, 1, f.nextLeaf), tlsa(2, 1, 1, f.intermediate)}, 1, 1);
    match("2 wrong, 3 right", sent, {tlsa(2, 0, 1, f.foreignRoot), tlsa(3, 1, 1, f.leaf)}, 1, 0);
    match("0 beside 3", sent, {tlsa(0, 0, 1, f.root), tlsa(3, 1, 1, f.leaf)}, 1, 0);
    no("0 that fits beside 3 that does not", sentWithRoot, {tlsa(0, 0, 1, f.root), tlsa(3, 1, 1, f.nextLeaf)});
    match("twice the same", sent, {tlsa(3, 1, 1, f.leaf), tlsa(3, 1, 1, f.leaf)}, 0, 0);
    // RFC 7671 §9: of one usage and selector, only the strongest digest counts; full data has no digest to be weak.
    no("weak digest right, strong one wrong", sent, {tlsa(3, 1, 1, f.leaf), tlsa(3, 1, 2, f.nextLeaf)});
    match("weak digest wrong, strong one right", sent, {tlsa(3, 1, 1, f.nextLeaf), tlsa(3, 1, 2, f.leaf)}, 1, 0);
    match("full data beside a strong digest", sent, {tlsa(3, 1, 2, f.nextLeaf), tlsa(3, 1, 0, f.leaf)}, 1, 0);
    match("digests of different selectors", sent, {tlsa(3, 0, 2, f.nextLeaf), tlsa(3, 1, 1, f.leaf)}, 1, 0);

    no("no records", sent, {}, Outcome::NoRecords);
    no("only 0", sentWithRoot, {tlsa(0, 0, 1, f.root)}, Outcome::AllUnusable);
    no("only 1", sent, {tlsa(1, 1, 1, f.leaf)}, Outcome::AllUnusable);
    no("0 and 1", sentWithRoot, {tlsa(0, 0, 1, f.root), tlsa(1, 0, 1, f.leaf)}, Outcome::AllUnusable);
    no("no chain", {}, {tlsa(3, 1, 1, f.leaf)});
    no("no chain, nothing usable", {}, {tlsa(1, 1, 1, f.leaf)}, Outcome::AllUnusable);
}

void TestDaneVerify::verdict()
{
    QFETCH(const Chain, chain);
    QFETCH(const Records, records);
    const dane::Verdict verdict = dane::verify(chainOf(chain), records, {mx}, QDateTime::currentDateTimeUtc());
    QTEST(verdict.outcome, "outcome");
    QTEST(verdict.matchedRecord, "record");
    QTEST(verdict.matchedDepth, "depth");
    QCOMPARE(verdict.error.isEmpty(), verdict.outcome != Outcome::Mismatch);
    QCOMPARE(verdict.outcome == Outcome::AllUnusable, !records.isEmpty() && verdict.unusable.size() == records.size());
}

void TestDaneVerify::unusable_data()
{
    QTest::addColumn<TlsaRecord>("record");
    const QByteArray sha256 = tlsa(3, 1, 1, family().leaf).data;
    const QByteArray der = family().leaf.der();
    QTest::newRow("usage 0") << TlsaRecord{0, 1, 1, sha256};
    QTest::newRow("usage 1") << TlsaRecord{1, 1, 1, sha256};
    QTest::newRow("usage 4") << TlsaRecord{4, 1, 1, sha256};
    QTest::newRow("usage 255") << TlsaRecord{255, 1, 1, sha256};
    QTest::newRow("usage 259, which is no byte") << TlsaRecord{259, 1, 1, sha256};
    QTest::newRow("selector 2") << TlsaRecord{3, 2, 1, sha256};
    QTest::newRow("selector 255") << TlsaRecord{3, 255, 1, sha256};
    QTest::newRow("selector 257, which is no byte") << TlsaRecord{3, 257, 1, sha256};
    QTest::newRow("matching type 3") << TlsaRecord{3, 1, 3, sha256};
    QTest::newRow("matching type 255") << TlsaRecord{3, 1, 255, sha256};
    QTest::newRow("matching type 257, which is no byte") << TlsaRecord{3, 1, 257, sha256};
    QTest::newRow("negative") << TlsaRecord{3, -1, 1, sha256};
    QTest::newRow("digest too short") << TlsaRecord{3, 1, 1, sha256.left(31)};
    QTest::newRow("digest too long") << TlsaRecord{3, 1, 1, sha256 + 'x'};
    QTest::newRow("SHA-256 called SHA-512") << TlsaRecord{3, 1, 2, sha256};
    QTest::newRow("empty") << TlsaRecord{3, 1, 1, {}};
    QTest::newRow("empty full data") << TlsaRecord{3, 0, 0, {}};
    QTest::newRow("full data is no certificate") << TlsaRecord{3, 0, 0, "not a certificate"};
    QTest::newRow("full data is cut") << TlsaRecord{2, 0, 0, der.chopped(1)};
    QTest::newRow("full data goes on") << TlsaRecord{2, 0, 0, der + 'x'};
    QTest::newRow("full data is no key") << TlsaRecord{3, 1, 0, der};
    QTest::newRow("full data is a digest") << TlsaRecord{3, 1, 0, sha256};
}

void TestDaneVerify::unusable()
{
    QFETCH(const TlsaRecord, record);
    const auto chain = chainOf({family().leaf, family().intermediate});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const dane::Verdict alone = dane::verify(chain, {record}, {mx}, now);
    QCOMPARE(alone.outcome, Outcome::AllUnusable);
    QCOMPARE(alone.unusable, QList<int>{0});
    const dane::Verdict beside = dane::verify(chain, {tlsa(3, 1, 1, family().leaf), record}, {mx}, now);
    QCOMPARE(beside.outcome, Outcome::Match);
    QCOMPARE(beside.matchedRecord, 0);
    QCOMPARE(beside.unusable, QList<int>{1});
}

void TestDaneVerify::datesOfUsage2FollowTheGivenTime()
{
    const auto chain = chainOf({family().leaf, family().intermediate});
    const Records records{tlsa(2, 0, 0, family().intermediate)};
    const auto outcomeIn = [&](int days) {
        return dane::verify(chain, records, {mx}, QDateTime::currentDateTimeUtc().addDays(days)).outcome;
    };
    QCOMPARE(outcomeIn(0), Outcome::Match);
    QCOMPARE(outcomeIn(60), Outcome::Mismatch);
    QCOMPARE(outcomeIn(-60), Outcome::Mismatch);
}

void TestDaneVerify::garbageInTheChain_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray der = family().leaf.der();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("certificate");
    QTest::newRow("cut") << der.chopped(5);
    QTest::newRow("goes on") << der + "more";
    QTest::newRow("giant length") << QByteArray("\x30\x84\xff\xff\xff\xff", 6);
    QTest::newRow("zeros") << QByteArray(2000, '\0');
}

void TestDaneVerify::garbageInTheChain()
{
    QFETCH(const QByteArray, bytes);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    auto chain = chainOf({family().leaf, family().intermediate});
    chain[0].der = bytes;
    QCOMPARE(dane::verify(chain, {tlsa(3, 1, 1, family().leaf)}, {mx}, now).outcome, Outcome::Mismatch);
    chain = chainOf({family().leaf, family().intermediate, family().root});
    chain[1].der = bytes;
    QCOMPARE(dane::verify(chain, {tlsa(3, 1, 1, family().leaf)}, {mx}, now).outcome, Outcome::Match);
    QCOMPARE(dane::verify(chain, {tlsa(2, 0, 1, family().root)}, {mx}, now).outcome, Outcome::Mismatch);
}

void TestDaneVerify::names_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("the name") << QStringList{mx} << Outcome::Match;
    QTest::newRow("upper case, final dot") << QStringList{QStringLiteral("MX.Example.Test.")} << Outcome::Match;
    QTest::newRow("the CNAME target fits") << QStringList{elsewhere, mx} << Outcome::Match;
    QTest::newRow("none fits") << QStringList{elsewhere, QStringLiteral("x.test")} << Outcome::Mismatch;
    QTest::newRow("parent") << QStringList{QStringLiteral("example.test")} << Outcome::Mismatch;
    QTest::newRow("no names") << QStringList{} << Outcome::Mismatch;
    QTest::newRow("empty name") << QStringList{QString()} << Outcome::Mismatch;
    QTest::newRow("empty name beside another") << QStringList{QString(), elsewhere} << Outcome::Mismatch;
    QTest::newRow("leading dot") << QStringList{QStringLiteral(".example.test")} << Outcome::Mismatch;
    QTest::newRow("NUL inside") << QStringList{mx + QChar(u'\0') + QStringLiteral("x")} << Outcome::Mismatch;
}

void TestDaneVerify::names()
{
    QFETCH(const QStringList, names);
    const auto chain = chainOf({family().leaf, family().intermediate});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QTEST(dane::verify(chain, {tlsa(2, 0, 1, family().intermediate)}, names, now).outcome, "outcome");
    QVERIFY2(dane::verify(chain, {tlsa(3, 1, 1, family().leaf)}, names, now).outcome == Outcome::Match,
             "usage 3 looks at no name");
}

void TestDaneVerify::mismatchHasAReason()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Records records{tlsa(2, 0, 1, family().intermediate)};
    const auto reason = [&](const fixture::Certificate &leaf) {
        return dane::verify(chainOf({leaf, family().intermediate}), records, {mx}, now).error;
    };
    QVERIFY2(reason(family().expiredLeaf).contains(QStringLiteral("expired")),
             qPrintable(reason(family().expiredLeaf)));
    QVERIFY2(reason(family().otherLeaf).contains(QStringLiteral("ostname")), qPrintable(reason(family().otherLeaf)));
}

void TestDaneVerify::everyTruncationIsSafe()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray der = family().leaf.der();
    facts::CertificateFacts leaf;
    for (qsizetype size = 0; size < der.size(); size += 7) {
        leaf.der = der.left(size);
        QCOMPARE(dane::verify({leaf}, {tlsa(3, 1, 1, family().leaf)}, {mx}, now).outcome, Outcome::Mismatch);
        QCOMPARE(dane::verify(chainOf({family().leaf}), {{3, 0, 0, der.left(size)}}, {mx}, now).outcome,
                 Outcome::AllUnusable);
    }
}

QTEST_GUILESS_MAIN(TestDaneVerify)
#include "test_dane_verify.moc"
