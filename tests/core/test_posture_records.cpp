// SPDX-License-Identifier: GPL-3.0-or-later
// SPF, DKIM, DMARC and BIMI records, each as a row: what is published, and what it is worth.
#include "findings/posture_records.h"
#include "findings/tag_list.h"

#include <QTest>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

using namespace findings::posture;
Q_DECLARE_METATYPE(State)
Q_DECLARE_METATYPE(QByteArrayList)

namespace {

/// A fresh RSA key as DKIM publishes it.
QByteArray rsaKey(unsigned bits, bool bare = false)
{
    EVP_PKEY *key = EVP_RSA_gen(bits);
    unsigned char *der = nullptr;
    const int size = bare ? i2d_PublicKey(key, &der) : i2d_PUBKEY(key, &der);
    const QByteArray base64 = QByteArray(reinterpret_cast<const char *>(der), size).toBase64();
    OPENSSL_free(der);
    EVP_PKEY_free(key);
    return base64;
}

void columns()
{
    QTest::addColumn<QByteArrayList>("records");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("summary");
    QTest::addColumn<QStringList>("problems");
}
void row(const char *name, const QByteArrayList &records, State state, const char *summary = "",
         std::initializer_list<const char *> problems = {})
{
    QStringList list;
    for (const char *problem : problems)
        list.append(QString::fromUtf8(problem));
    QTest::newRow(name) << records << state << QString::fromUtf8(summary) << list;
}
void compare(const Judgement &judgement)
{
    QFETCH(State, state);
    QFETCH(QString, summary);
    QFETCH(QStringList, problems);
    QCOMPARE(judgement.state, state);
    QCOMPARE(judgement.summary, summary);
    QCOMPARE(judgement.problems, problems);
}

} // namespace

class TestPostureRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spf_data();
    void spf()
    {
        QFETCH(QByteArrayList, records);
        compare(judgeSpf(records));
    }
    void dkim_data();
    void dkim()
    {
        QFETCH(QByteArrayList, records);
        compare(judgeDkimKey(records));
    }
    void dmarc_data();
    void dmarc()
    {
        QFETCH(QByteArrayList, records);
        compare(judgeDmarc(records, false));
    }
    void inheritedDmarc_data();
    void inheritedDmarc()
    {
        QFETCH(QByteArrayList, records);
        compare(judgeDmarc(records, true));
    }
    void bimi_data();
    void bimi()
    {
        QFETCH(QByteArrayList, records);
        compare(judgeBimi(records));
    }
    void tagLists();
};

void TestPostureRecords::spf_data()
{
    using enum State;
    columns();
    row("none", {"google-site-verification=x"}, Absent);
    row("another version", {"v=spf10 -all", "v=spf2.0/pra -all"}, Absent);
    row("strict", {"v=spf1 include:_spf.google.com -all", "other"}, Strict, "-all");
    row("soft", {"v=spf1 include:_spf.google.com ~all"}, Strict, "~all");
    row("upper case", {"V=SPF1 MX -ALL"}, Strict, "-all");
    row("neutral", {"v=spf1 mx ?all"}, Lax, "?all");
    row("permissive", {"v=spf1 +all"}, Lax, "+all");
    row("permissive by default", {"v=spf1 all"}, Lax, "+all");
    row("no all", {"v=spf1 mx"}, Lax, "?all");
    row("only the version", {"v=spf1"}, Lax, "?all");
    row("redirect", {"v=spf1 redirect=_spf.example.net"}, Strict, "redirect=_spf.example.net");
    row("two redirects", {"v=spf1 redirect=a.example redirect=b.example"}, Broken, "redirect=b.example",
        {"redirect=b.example"});
    row("two records", {"v=spf1 -all", "v=spf1 mx -all"}, Broken, "2 × v=spf1");
    row("unknown mechanism", {"v=spf1 foo:bar -all"}, Broken, "-all", {"foo:bar"});
    row("unknown modifier", {"v=spf1 foo=bar -all"}, Strict, "-all");
    row("networks", {"v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"}, Strict, "-all");
    row("bad address", {"v=spf1 ip4:192.0.2.300 -all"}, Broken, "-all", {"ip4:192.0.2.300"});
    row("bad prefix", {"v=spf1 ip4:192.0.2.0/33 -all"}, Broken, "-all", {"ip4:192.0.2.0/33"});
    row("address of the other family", {"v=spf1 ip6:192.0.2.1 -all"}, Broken, "-all", {"ip6:192.0.2.1"});
    row("include without a domain", {"v=spf1 include: -all"}, Broken, "-all", {"include:"});
    row("a and mx with prefixes", {"v=spf1 a/24 mx:example.net/24//64 a//128 ptr -all"}, Strict, "-all");
    row("bad prefix of a", {"v=spf1 a/240 -all"}, Broken, "-all", {"a/240"});
    row("macro", {"v=spf1 exists:%{i}._spf.%{d2} -all"}, Strict, "-all");
    row("after all", {"v=spf1 -all mx"}, Lax, "-all", {"mx"});
    row("eleven lookups", {"v=spf1" + QByteArray(" include:a.example").repeated(11) + " -all"}, Broken, "-all",
        {"11 lookups, limit 10"});
    row("ten lookups", {"v=spf1" + QByteArray(" include:a.example").repeated(10) + " -all"}, Strict, "-all");
}

void TestPostureRecords::dkim_data()
{
    using enum State;
    columns();
    const QByteArray ed25519 = "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    row("none", {}, Absent);
    row("a wildcard's answer", {"v=spf1 -all"}, Absent);
    row("RSA 2048", {"v=DKIM1; k=rsa; p=" + rsaKey(2048)}, Strict, "RSA 2048");
    row("without v and k", {"p=" + rsaKey(2048)}, Strict, "RSA 2048");
    row("bare RSAPublicKey", {"v=DKIM1; p=" + rsaKey(2048, true)}, Strict, "RSA 2048");
    row("RSA 1024", {"v=DKIM1; p=" + rsaKey(1024)}, Lax, "RSA 1024", {"RSA 1024"});
    row("RSA 768", {"v=DKIM1; p=" + rsaKey(768)}, Broken, "RSA 768", {"RSA 768"});
    row("Ed25519", {"v=DKIM1; k=ed25519; " + ed25519}, Strict, "Ed25519");
    row("Ed25519 of another length", {"v=DKIM1; k=ed25519; p=AAAA"}, Broken, "p=", {"p="});
    row("blanks in the key", {"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7T yWQHOg7hcvPapiMl\trwIaaPcHURo=;"}, Strict,
        "Ed25519");
    row("revoked", {"v=DKIM1; p="}, Broken, "p= (revoked)", {"p= (revoked)"});
    row("no key", {"v=DKIM1; k=rsa"}, Broken, "no p=", {"no p="});
    row("not base64", {"v=DKIM1; p=@@@@"}, Broken, "p=", {"p="});
    row("not a key", {"v=DKIM1; p=AAAA"}, Broken, "p=", {"p="});
    row("unknown key type", {"v=DKIM1; k=dsa; p=AAAA"}, Broken, "k=dsa", {"k=dsa"});
    row("SHA-1 only", {"v=DKIM1; h=sha1; k=ed25519; " + ed25519}, Broken, "h=sha1", {"h=sha1"});
    row("both hashes", {"v=DKIM1; h=sha1:sha256; k=ed25519; " + ed25519}, Strict, "Ed25519");
    row("another service", {"v=DKIM1; s=other; k=ed25519; " + ed25519}, Broken, "s=other", {"s=other"});
    row("testing", {"v=DKIM1; t=y:s; k=ed25519; " + ed25519}, Lax, "Ed25519", {"t=y"});
    row("two keys", {"v=DKIM1; k=ed25519; " + ed25519, "v=DKIM1; p="}, Broken, "2 × p=", {"2 × p="});
    row("no tag list", {"v=DKIM1; nonsense; " + ed25519}, Broken, "nonsense", {"nonsense"});
    row("quotes", {"\"v=DKIM1; k=ed25519; " + ed25519 + "\""}, Broken, "p=", {"p="});
}

void TestPostureRecords::dmarc_data()
{
    using enum State;
    columns();
    row("none", {}, Absent);
    row("another record", {"v=spf1 -all"}, Absent);
    row("lower case version", {"v=dmarc1; p=reject"}, Absent);
    row("version not first", {"p=reject; v=DMARC1"}, Absent);
    row("reject", {"v=DMARC1; p=reject; rua=mailto:d@example.com"}, Strict, "p=reject");
    row("blanks", {"v = DMARC1 ;p= Reject; rua = mailto:d@example.com, mailto:e@example.net!10m;"}, Strict, "p=Reject");
    row("quarantine, all of it", {"v=DMARC1; p=quarantine; pct=100; rua=mailto:d@example.com"}, Strict,
        "p=quarantine; pct=100");
    row("none policy", {"v=DMARC1; p=none; rua=mailto:d@example.com"}, Lax, "p=none", {"p=none"});
    row("no policy", {"v=DMARC1; rua=mailto:d@example.com"}, Lax, "p=none", {"p=none"});
    row("sub-domains free", {"v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com"}, Lax, "p=reject; sp=none",
        {"sp=none"});
    row("percentage", {"v=DMARC1; p=reject; pct=20; rua=mailto:d@example.com"}, Lax, "p=reject; pct=20", {"pct=20"});
    row("testing", {"v=DMARC1; p=reject; t=y; rua=mailto:d@example.com"}, Lax, "p=reject; t=y", {"t=y"});
    row("no reports", {"v=DMARC1; p=reject"}, Lax, "p=reject", {"no rua="});
    row("bad policy", {"v=DMARC1; p=block; rua=mailto:d@example.com"}, Broken, "p=block", {"p=block"});
    row("bad report address", {"v=DMARC1; p=reject; rua=d@example.com"}, Broken, "p=reject", {"rua=d@example.com"});
    row("bad alignment", {"v=DMARC1; p=reject; adkim=x; rua=mailto:d@example.com"}, Broken, "p=reject", {"adkim=x"});
    row("tag twice", {"v=DMARC1; p=reject; p=none; rua=mailto:d@example.com"}, Broken, "p=reject", {"p=none"});
    row("two records", {"v=DMARC1; p=reject", "v=DMARC1; p=none"}, Broken, "2 × v=DMARC1");
}

void TestPostureRecords::inheritedDmarc_data()
{
    using enum State;
    columns();
    row("sp counts", {"v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com"}, Lax, "p=reject; sp=none", {"sp=none"});
    row("sp stricter", {"v=DMARC1; p=none; sp=reject; rua=mailto:d@example.com"}, Strict, "p=none; sp=reject");
    row("p without sp", {"v=DMARC1; p=reject; rua=mailto:d@example.com"}, Strict, "p=reject");
}

void TestPostureRecords::bimi_data()
{
    using enum State;
    columns();
    row("none", {"v=spf1 -all"}, Absent);
    row("logo", {"v=BIMI1; l=https://example.com/logo.svg"}, Strict, "l=https://example.com/logo.svg");
    row("declined", {"v=BIMI1; l=; a=;"}, Lax, "l=");
    row("no logo tag", {"v=BIMI1;"}, Broken, "", {"no l="});
    row("plain HTTP", {"v=BIMI1; l=http://example.com/l.svg"}, Broken, "l=http://example.com/l.svg",
        {"l=http://example.com/l.svg"});
    row("evidence over plain HTTP", {"v=BIMI1; l=https://e.com/l.svg; a=http://e.com/c.pem"}, Broken,
        "l=https://e.com/l.svg", {"a=http://e.com/c.pem"});
    row("two records", {"v=BIMI1; l=", "v=BIMI1; l="}, Broken, "2 × v=BIMI1");
}

void TestPostureRecords::tagLists()
{
    QVERIFY(TagList("a=1; b = 2 ;").isWellFormed());
    QCOMPARE(TagList("a=1; b = x=y").value("b"), QByteArray("x=y"));
    QCOMPARE(TagList("a=1;;b=2").problem(), QStringLiteral(";;"));
    QCOMPARE(TagList("a=1; a=2").problem(), QStringLiteral("a=2"));
    QVERIFY(!TagList("").isWellFormed());
    QVERIFY(!TagList("=x").isWellFormed());
    QVERIFY(!TagList("a=1").value("A"));
}

QTEST_GUILESS_MAIN(TestPostureRecords)
#include "test_posture_records.moc"
