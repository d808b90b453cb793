// SPDX-License-Identifier: GPL-3.0-or-later
#include "dkim_signer.h"

#include "tlsrpt/authentication_results.h"
#include "tlsrpt/dkim.h"

#include <QTest>

using namespace tlsrpt;
using dkim_signer::ed25519;
using dkim_signer::Options;
using dkim_signer::rsa;

namespace {

const QByteArrayList fields = {
    "Received: from a by b; Tue, 20 Aug 2024 03:00:12 -0700",
    "From: Reports  <reports@sender.example>",
    "To: tlsrpt@acme.example",
    "Subject: Report Domain:\tacme.example\r\n\tSubmitter: sender.example \r\n  Report-ID: <1>",
    "TLS-Report-Domain: acme.example",
    "TLS-Report-Submitter: sender.example",
    "X-Other:  left alone"};
const QByteArray body = "A  report\t of \r\n\r\none day. \r\n";

Options with(const dkim_signer::Key &key)
{
    Options o;
    o.key = key;
    return o;
}

DkimResult judge(const QByteArray &mail, DkimCircumstances c)
{
    const QByteArrayView view(mail);
    return dkimVerdict(dkimSignatures(view), mailEvidence(std::string_view(view.data(), std::size_t(view.size()))), c);
}

DkimResult judge(const QByteArray &mail, const QByteArray &record, std::optional<std::int64_t> receivedAt = {})
{
    DkimCircumstances c;
    c.key = [&](const std::string &) { return DkimKeyAnswer::found(record.toStdString()); };
    c.receivedAt = receivedAt;
    return judge(mail, c);
}

QByteArray told(const DkimResult &r)
{
    return QByteArray(wordOf(r.verdict)) + (r.fault == DkimFault::None ? "" : QByteArray(" ") + wordOf(r.fault));
}

} // namespace

class TestDkim : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passes_data();
    void passes();
    void changedOnTheWay_data();
    void changedOnTheWay();
    void signatureFaults_data();
    void signatureFaults();
    void keyRecords_data();
    void keyRecords();
    void expiry();
    void bestSignatureWins();
    void alignment_data();
    void alignment();
    void reportFields();
    void unsignedMail();
    void group();
    void provider();
    void authenticationResults_data();
    void authenticationResults();
    void rfc8463Example();
};

void TestDkim::passes_data()
{
    QTest::addColumn<Options>("options");
    QTest::addColumn<QByteArray>("text");
    for (const auto &key : {rsa(), ed25519()}) {
        const char *name = key == rsa() ? "rsa" : "ed25519";
        for (const bool header : {false, true}) {
            for (const bool relaxed : {false, true}) {
                Options o = with(key);
                o.relaxedHeader = header;
                o.relaxedBody = relaxed;
                const QByteArray row =
                    QByteArray(name) + (header ? " relaxed/" : " simple/") + (relaxed ? "relaxed" : "simple");
                QTest::newRow(qPrintable(QString::fromLatin1(row + " usual"))) << o << body;
                QTest::newRow(qPrintable(QString::fromLatin1(row + " empty body"))) << o << QByteArray();
                QTest::newRow(qPrintable(QString::fromLatin1(row + " only empty lines")))
                    << o << QByteArray("\r\n\r\n\r\n");
                QTest::newRow(qPrintable(QString::fromLatin1(row + " empty lines behind"))) << o << body + "\r\n\r\n";
                QTest::newRow(qPrintable(QString::fromLatin1(row + " no last line end"))) << o << body + "end";
                QTest::newRow(qPrintable(QString::fromLatin1(row + " blank lines behind")))
                    << o << body + " \t\r\n  \r\n";
            }
        }
    }
}

void TestDkim::passes()
{
    QFETCH(Options, options);
    QFETCH(QByteArray, text);
    const QByteArray mail = dkim_signer::sign(fields, text, options);
    const DkimResult r = judge(mail, dkim_signer::keyRecord(options.key));
    QCOMPARE(told(r), "pass");
    QCOMPARE(r.domain, "sender.example");
    QCOMPARE(r.selector, "s1");
    QCOMPARE(r.keyBits, options.key == rsa() ? 2048 : 256);
    QVERIFY(!r.lengthLimited);
    QCOMPARE(told(judge(QByteArray(mail).replace("\r\n", "\n"), dkim_signer::keyRecord(options.key))), "pass");
}

void TestDkim::changedOnTheWay_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("relaxed");
    QTest::addColumn<QByteArray>("simple");
    const auto row = [](const char *name, const char *from, const char *to, const char *relaxed, const char *simple) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(relaxed) << QByteArray(simple);
    };
    row("another word in the body", "one day", "two days", "fail body-hash", "fail body-hash");
    row("text behind the body", "one day. \r\n", "one day. \r\nMore\r\n", "fail body-hash", "fail body-hash");
    row("blanks in the body", "A  report\t of ", "A report of", "pass", "fail body-hash");
    row("empty lines behind the body", "one day. \r\n", "one day. \r\n\r\n\r\n", "pass", "pass");
    row("another From", "Reports  <", "Report <", "fail signature", "fail signature");
    row("blanks in From", "Reports  <", "Reports \t<", "pass", "fail signature");
    row("refolded Subject", "\tacme.example\r\n\tSubmitter", " acme.example Submitter", "pass", "fail signature");
    row("case of a field name", "\r\nSubject:", "\r\nSUBJECT:", "pass", "fail signature");
    row("case of a value", "tlsrpt@acme", "TLSRPT@acme", "fail signature", "fail signature");
    row("a field that is not signed", "left alone", "touched", "pass", "pass");
    row("a new field on top", "DKIM-Signature", "X-New: 1\r\nDKIM-Signature", "pass", "pass");
    row("a second From below", "X-Other", "From: evil@other.example\r\nX-Other", "fail signature", "fail signature");
    row("a second From on top", "Received:", "From: evil@other.example\r\nReceived:", "pass", "pass");
    row("report domain", "TLS-Report-Domain: acme", "TLS-Report-Domain: other", "fail signature", "fail signature");
    row("selector", "s=s1", "s=s2", "fail signature", "fail signature");
    row("no such signed field left", "To: tlsrpt", "X-To: tlsrpt", "fail signature", "fail signature");
}

void TestDkim::changedOnTheWay()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, relaxed);
    QFETCH(QByteArray, simple);
    for (const bool isRelaxed : {true, false}) {
        Options o = with(ed25519());
        o.relaxedHeader = o.relaxedBody = isRelaxed;
        QByteArray mail = dkim_signer::sign(fields, body, o);
        QVERIFY(mail.contains(from));
        mail.replace(from, to);
        QCOMPARE(told(judge(mail, dkim_signer::keyRecord(o.key))), isRelaxed ? relaxed : simple);
    }
}

void TestDkim::signatureFaults_data()
{
    QTest::addColumn<Options>("options");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("verdict");
    const auto row = [](const char *name, const char *from, const char *to, const char *verdict,
                        const Options &options = with(ed25519())) {
        QTest::newRow(name) << options << QByteArray(from) << QByteArray(to) << QByteArray(verdict);
    };
    row("version", "v=1;", "v=2;", "fail malformed");
    row("no version", "v=1;", "", "fail malformed");
    row("no domain", "d=sender.example;", "", "fail malformed");
    row("no selector", "s=s1;", "", "fail malformed");
    row("a tag twice", "s=s1;", "s=s1; s=s1;", "fail malformed");
    row("no tag list", "v=1; a=", "v=1; nonsense; a=", "fail malformed");
    row("unknown tags", "v=1;", "v=1;", "pass", [] {
        Options o = with(ed25519());
        o.moreTags = " darn=acme.example; q=dns/txt;";
        return o;
    }());
    row("canonicalisation", "c=relaxed/relaxed", "c=tight/relaxed", "fail malformed");
    row("sha-1", "a=ed25519-sha256", "a=rsa-sha1", "fail rsa-sha1");
    row("algorithm", "a=ed25519-sha256", "a=dilithium-sha256", "fail other-algorithm");
    row("body hash", "bh=", "bh=AAAA", "fail body-hash");
    row("identity elsewhere", "s=s1;", "s=s1; i=@other.example;", "fail malformed");
    const auto more = [](const char *tags) {
        Options o = with(ed25519());
        o.moreTags = tags;
        return o;
    };
    row("identity below", "v=1", "v=1", "pass", more(" i=x@mail.sender.example;"));
    row("expires before it was made", "v=1", "v=1", "fail malformed", more(" t=20; x=10;"));
    row("time unreadable", "v=1", "v=1", "fail malformed", more(" t=yesterday;"));
    Options o = with(ed25519());
    o.signedFields = {"To", "Subject"};
    row("From not signed", "v=1", "v=1", "fail from-not-signed", o);
    o.signedFields = {"From", "From", "To", "Cc", "Subject", "Subject"};
    row("oversigned", "v=1", "v=1", "pass", o);
    row("oversigned, From added", "Received:", "From: evil@other.example\r\nReceived:", "fail signature", o);
    row("oversigned, Cc added", "Received:", "Cc: evil@other.example\r\nReceived:", "fail signature", o);
    o = with(ed25519());
    o.length = 20;
    row("length", "v=1", "v=1", "pass", o);
    row("length, text behind", "one day. \r\n", "one day. \r\nMore\r\n", "pass", o);
    row("length, text before", "A  report", "My  report", "fail body-hash", o);
    row("length beyond the body", "l=20", "l=99999", "fail body-hash", o);
}

void TestDkim::signatureFaults()
{
    QFETCH(Options, options);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, verdict);
    QByteArray mail = dkim_signer::sign(fields, body, options);
    QVERIFY(mail.contains(from));
    const DkimResult r = judge(mail.replace(from, to), dkim_signer::keyRecord(options.key));
    QCOMPARE(told(r), verdict);
    if (!verdict.contains("malformed"))
        QCOMPARE(r.lengthLimited, options.length >= 0);
}

void TestDkim::keyRecords_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("verdict");
    const QByteArray p = "p=" + dkim_signer::publicPart(rsa());
    const auto row = [](const char *name, const QByteArray &record, const char *verdict) {
        QTest::newRow(name) << record << QByteArray(verdict);
    };
    row("full", "v=DKIM1; k=rsa; h=sha256; s=email; t=s; n=note; " + p + ";", "pass");
    row("only the key", p, "pass");
    row("blanks in the key", QByteArray(p).insert(50, " ").insert(90, "\t"), "pass");
    row("every service", "s=*; " + p, "pass");
    row("for reports", "s=tlsrpt; " + p, "pass");
    row("for something else", "s=other; " + p, "fail key-refused");
    row("other hash", "h=sha1; " + p, "fail key-of-other-type");
    row("other type", "k=ed25519; " + p, "fail key-of-other-type");
    row("revoked", "v=DKIM1; p=", "key-gone key-revoked");
    row("no key", "v=DKIM1; k=rsa", "fail key-malformed");
    row("other version", "v=DKIM2; " + p, "fail key-malformed");
    row("not a list", "v=spf1 -all", "fail key-malformed");
    row("garbage for a key", "p=AAAA", "fail key-malformed");
    row("another key", dkim_signer::keyRecord(dkim_signer::rsaKey(1024)), "fail signature");
    row("a short key", dkim_signer::keyRecord(dkim_signer::rsaKey(512)), "fail key-too-short");
}

void TestDkim::keyRecords()
{
    QFETCH(QByteArray, record);
    QFETCH(QByteArray, verdict);
    const QByteArray mail = dkim_signer::sign(fields, body, with(rsa()));
    const DkimResult r = judge(mail, record);
    QCOMPARE(told(r), verdict);
    QCOMPARE(r.keyNamesTlsrpt, record.contains("s=tlsrpt"));
    QVERIFY(!r.testing);
    if (verdict == "pass" && !record.contains("t=s"))
        QVERIFY(judge(mail, "t=y; " + record).testing);
}

void TestDkim::expiry()
{
    Options o = with(ed25519());
    o.moreTags = " t=1000; x=2000;";
    const QByteArray mail = dkim_signer::sign(fields, body, o), record = dkim_signer::keyRecord(o.key);
    QCOMPARE(told(judge(mail, record, 2000)), "pass");
    QCOMPARE(told(judge(mail, record, 2001)), "fail expired");
    QVERIFY(!judge(mail, record, 2000).expiryUnknown);
    QCOMPARE(told(judge(mail, record)), "pass");
    QVERIFY(judge(mail, record).expiryUnknown);
}

void TestDkim::bestSignatureWins()
{
    Options other = with(rsa());
    other.domain = "other.example";
    const auto signedTwice = [&](const Options &first, const Options &second) {
        const QByteArray once = dkim_signer::sign(fields, body, first);
        const QByteArray twice = dkim_signer::sign(fields, body, second);
        return twice.left(twice.indexOf("\r\nReceived:") + 2) + once;
    };
    DkimCircumstances c;
    c.key = [](const std::string &name) {
        return DkimKeyAnswer::found(
            dkim_signer::keyRecord(name.ends_with(".other.example") ? rsa() : ed25519()).toStdString());
    };
    for (const QByteArray &mail : {signedTwice(with(ed25519()), other), signedTwice(other, with(ed25519()))}) {
        QCOMPARE(dkimSignatures(mail).size(), 2U);
        QCOMPARE(judge(mail, c).domain, "sender.example");
    }
    c.key = [](const std::string &name) {
        return name.ends_with(".other.example") ? DkimKeyAnswer::found(dkim_signer::keyRecord(rsa()).toStdString())
                                                : DkimKeyAnswer{DkimKeyAnswer::Gone, {}};
    };
    const DkimResult r = judge(signedTwice(with(ed25519()), other), c);
    QCOMPARE(told(r), "pass");
    QCOMPARE(r.domain, "other.example");
    QCOMPARE(r.alignment, DkimAlignment::Unrelated);
}

void TestDkim::alignment_data()
{
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("equal") << QByteArray("sender.example") << QByteArray("equal");
    QTest::newRow("in capitals") << QByteArray("SENDER.Example") << QByteArray("equal");
    QTest::newRow("below") << QByteArray("corp.sender.example") << QByteArray("sub-domain");
    QTest::newRow("above") << QByteArray("example") << QByteArray("parent-domain");
    QTest::newRow("same end") << QByteArray("notsender.example") << QByteArray("unrelated");
}

void TestDkim::alignment()
{
    QFETCH(QByteArray, domain);
    QFETCH(QByteArray, word);
    Options o = with(ed25519());
    o.domain = domain;
    const DkimResult r = judge(dkim_signer::sign(fields, body, o), dkim_signer::keyRecord(o.key));
    QCOMPARE(told(r), "pass");
    QCOMPARE(QByteArray(wordOf(r.alignment)), word);
    QByteArrayList anonymous = fields;
    anonymous.removeAt(5);
    const DkimResult unknown = judge(dkim_signer::sign(anonymous, body, o), dkim_signer::keyRecord(o.key));
    QCOMPARE(unknown.alignment, DkimAlignment::Unknown);
}

void TestDkim::reportFields()
{
    Options o = with(ed25519());
    QVERIFY(judge(dkim_signer::sign(fields, body, o), dkim_signer::keyRecord(o.key)).reportFieldsSigned);
    o.signedFields = {"From", "TLS-Report-Domain"};
    QVERIFY(!judge(dkim_signer::sign(fields, body, o), dkim_signer::keyRecord(o.key)).reportFieldsSigned);
}

void TestDkim::unsignedMail()
{
    QCOMPARE(told(judge(fields.join("\r\n") + "\r\n\r\n" + body, "p=")), "none");
    const QByteArray mail = dkim_signer::sign(fields, body, with(ed25519()));
    QCOMPARE(told(judge(mail, DkimCircumstances{})), "key-not-looked-up");
    DkimCircumstances gone;
    gone.key = [](const std::string &name) {
        return DkimKeyAnswer{name == "s1._domainkey.sender.example" ? DkimKeyAnswer::Gone : DkimKeyAnswer::NotLookedUp,
                             {}};
    };
    QCOMPARE(told(judge(mail, gone)), "key-gone");
}

void TestDkim::group()
{
    const QByteArray mail = dkim_signer::sign(fields, body, with(ed25519()));
    const QByteArray record = dkim_signer::keyRecord(ed25519());
    const QByteArray changed = QByteArray(mail).replace("one day", "one day [list]");
    QCOMPARE(told(judge(changed, record)), "fail body-hash");
    QCOMPARE(told(judge("X-Original-Sender: a@sender.example\r\n" + changed, record)), "rewritten body-hash");
    QCOMPARE(told(judge("X-Original-Sender: a@sender.example\r\n" + mail, record)), "pass");
}

void TestDkim::provider()
{
    const QByteArray mail =
        "Authentication-Results: mx.mine.example;\r\n       dkim=pass header.i=@sender.example header.s=s1\r\n"
        "Authentication-Results: mx.other.example; dkim=pass header.d=evil.example\r\n" +
        dkim_signer::sign(fields, body, with(ed25519()));
    DkimCircumstances c;
    c.key = [](const std::string &) { return DkimKeyAnswer{DkimKeyAnswer::Gone, {}}; };
    QCOMPARE(told(judge(mail, c)), "key-gone");
    c.ownProviders = {"mx.other.example"};
    QCOMPARE(told(judge(mail, c)), "key-gone");
    c.ownProviders = {"mx.mine.example"};
    const DkimResult r = judge(mail, c);
    QCOMPARE(told(r), "pass-by-provider");
    QCOMPARE(r.provider, "mx.mine.example");
    QCOMPARE(r.alignment, DkimAlignment::Equal);
    QCOMPARE(told(judge(QByteArray(mail).replace("dkim=pass", "dkim=fail"), c)), "key-gone");
    c.key = [](const std::string &) { return DkimKeyAnswer::found(dkim_signer::keyRecord(ed25519()).toStdString()); };
    QCOMPARE(told(judge(mail, c)), "pass");
    QCOMPARE(told(judge(QByteArray(mail).replace("one day", "two days"), c)), "fail body-hash");
}

void TestDkim::authenticationResults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArrayList>("dkim");
    const auto row = [](const char *name, const char *text, const char *id, const QByteArrayList &dkim) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(id) << dkim;
    };
    row("usual", "mx.google.com; dkim=pass header.i=@google.com header.s=20230601 header.b=abc; spf=pass",
        "mx.google.com", {"pass google.com"});
    row("domain before identity", "a.example 1; dkim=pass (2048-bit) header.i=@x.b.example header.d=B.example",
        "a.example", {"pass b.example"});
    row("several", "a.example; dkim=fail header.d=b.example; dkim=pass header.d=c.example", "a.example",
        {"fail b.example", "pass c.example"});
    row("in a comment", "a.example; spf=pass (x; dkim=pass header.d=evil.example)", "a.example", {});
    row("in quotes", R"(a.example; spf=fail reason="; dkim=pass header.d=evil.example")", "a.example", {});
    row("nested comment", R"(a.example; dkim=pass (a (b) \) ; c) header.d=b.example)", "a.example", {"pass b.example"});
    row("none", "a.example; none", "a.example", {});
    row("empty", "", "", {});
}

void TestDkim::authenticationResults()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, id);
    QFETCH(QByteArrayList, dkim);
    const AuthenticationResults results = tlsrpt::authenticationResults(text.toStdString());
    QByteArrayList found;
    for (const AuthenticationResults::Dkim &d : results.dkim)
        found += QByteArray::fromStdString(d.result + " " + d.domain);
    QCOMPARE(QByteArray::fromStdString(results.authservId), id);
    QCOMPARE(found, dkim);
}

/// The signed mail of RFC 8463 appendix A.3: made by others, so it proves more than our own signatures do.
void TestDkim::rfc8463Example()
{
    const QByteArray mail = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
                            " d=football.example.com; i=@football.example.com;\r\n"
                            " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
                            " subject : date : message-id : from : subject : date;\r\n"
                            " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
                            " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
                            " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
                            "From: Joe SixPack <joe@football.example.com>\r\n"
                            "To: Suzie Q <suzie@shopping.example.net>\r\n"
                            "Subject: Is dinner ready?\r\n"
                            "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
                            "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
                            "\r\n"
                            "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    const QByteArray record = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    QCOMPARE(told(judge(mail, record)), "pass");
    QCOMPARE(told(judge(QByteArray(mail).replace("dinner", "lunch"), record)), "fail signature");
}

QTEST_GUILESS_MAIN(TestDkim)
#include "test_dkim.moc"
