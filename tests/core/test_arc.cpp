// SPDX-License-Identifier: GPL-3.0-or-later
// ARC chains: sound ones, ones that were changed at every place, chains of others, and what each proves of a report.
#include "arc_signer.h"

#include "tlsrpt/arc.h"

#include <QElapsedTimer>
#include <QTest>

using namespace tlsrpt;
using arc_signer::Hop;
using arc_signer::Mail;
using dkim_signer::ed25519;
using dkim_signer::rsa;

namespace {

const QByteArray goodResults = "mx.provider.example;\r\n       dkim=pass header.i=@sender.example header.s=s1";
const QByteArray groupBody = "A report\r\n\r\n-- \r\nYou get this because you are in the group.\r\n";

Hop hop(const dkim_signer::Key &key = ed25519(), const QByteArray &results = goodResults)
{
    Hop h;
    h.key = key;
    h.results = results;
    return h;
}

/// A report mail with the sender's signature, as it leaves the sender.
Mail sent()
{
    dkim_signer::Options o;
    o.key = ed25519();
    const QByteArrayList fields{"From: Reports <reports@sender.example>", "To: tlsrpt@acme.example",
                                "Subject: Report Domain: acme.example", "TLS-Report-Domain: acme.example",
                                "TLS-Report-Submitter: sender.example"};
    const QByteArray whole = dkim_signer::sign(fields, "A report\r\n", o);
    return {QByteArrayList{whole.left(whole.indexOf("\r\nFrom:"))} + fields, "A report\r\n"};
}

/// What a group does: another From and To, text below, X-Original-Sender.
void rewrite(Mail &mail)
{
    for (QByteArray &field : mail.fields)
        field.replace("Reports <reports@sender.example>", "'Reports' via tls <tls@acme.example>");
    mail.fields.prepend("X-Original-Sender: reports@sender.example");
    mail.body = groupBody;
}

/// Taken in by the provider, rewritten by a group there, delivered: `first` and the sets above it.
Mail delivered(const Hop &first = hop(), const Hop &second = hop(rsa(), "mx.provider.example; arc=pass (i=1)"))
{
    Mail mail = sent();
    arc_signer::seal(mail, first);
    rewrite(mail);
    arc_signer::seal(mail, second);
    return mail;
}

DkimCircumstances circumstances()
{
    DkimCircumstances c;
    c.key = [](const std::string &name) {
        if (name == "s1._domainkey.sender.example")
            return DkimKeyAnswer::found(dkim_signer::keyRecord(ed25519()).toStdString());
        return name.starts_with("arc-rsa.") ? DkimKeyAnswer::found(dkim_signer::keyRecord(rsa()).toStdString())
                                            : DkimKeyAnswer::found(dkim_signer::keyRecord(ed25519()).toStdString());
    };
    c.ownProviders = {"mx.provider.example"};
    return c;
}

Hop rsaHop(const QByteArray &results = "mx.provider.example; arc=pass (i=1)")
{
    Hop h = hop(rsa(), results);
    h.selector = "arc-rsa";
    return h;
}

QByteArray told(const QByteArray &mail, const DkimCircumstances &c = circumstances())
{
    const ArcResult r = arcVerdict(arcChain(mail), c);
    QByteArray text = wordOf(r.verdict);
    if (r.fault != ArcFault::None)
        text += QByteArray(" ") + wordOf(r.fault);
    if (r.cause != DkimFault::None)
        text += QByteArray(" ") + wordOf(r.cause);
    return r.instance > 0 ? text + " " + QByteArray::number(r.instance) : text;
}

DkimResult verdict(const QByteArray &bytes, const DkimCircumstances &c = circumstances())
{
    const QByteArrayView view(bytes);
    const MailEvidence mail = mailEvidence(std::string_view(view.data(), std::size_t(view.size())));
    return vouchedByArc(dkimVerdict(dkimSignatures(view), mail, c), view, mail, c);
}

QByteArray word(const DkimResult &result)
{
    return wordOf(result.verdict);
}

} // namespace

class TestArc : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void soundChains_data();
    void soundChains();
    void changedOnTheWay_data();
    void changedOnTheWay();
    void brokenForms_data();
    void brokenForms();
    void fieldsMissingOrTwice_data();
    void fieldsMissingOrTwice();
    void boundsItsWork();
    void keys();
    void provesAGroupsCopy();
    void provesNothing_data();
    void provesNothing();
    void leavesAGoodVerdictAlone();
};

void TestArc::soundChains_data()
{
    QTest::addColumn<int>("hops");
    QTest::addColumn<bool>("isRsa");
    QTest::addColumn<bool>("relaxed");
    for (const int hops : {1, 2, 3, 50})
        for (const bool isRsa : {false, true})
            for (const bool relaxed : {false, true})
                QTest::addRow("%d %s %s", hops, isRsa ? "rsa" : "ed25519", relaxed ? "relaxed" : "simple")
                    << hops << isRsa << relaxed;
}

void TestArc::soundChains()
{
    QFETCH(int, hops);
    QFETCH(bool, isRsa);
    QFETCH(bool, relaxed);
    Mail mail = sent();
    for (int i = 0; i < hops; ++i) {
        Hop h = isRsa ? rsaHop(goodResults) : hop();
        h.relaxed = relaxed;
        arc_signer::seal(mail, h);
    }
    const QByteArray last = " " + QByteArray::number(1); // the oldest seal is looked at last
    QCOMPARE(told(mail.bytes()), "pass" + last);
    QCOMPARE(told(mail.bytes().replace("\r\n", "\n")), "pass" + last);
    QCOMPARE(arcChain(mail.bytes()).sets.size(), std::size_t(hops));
    QCOMPARE(told(sent().bytes()), "none");
}

void TestArc::changedOnTheWay_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("verdict");
    const auto row = [](const char *name, const char *from, const char *to, const char *verdict) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(verdict);
    };
    row("nothing", "A report", "A report", "pass 1");
    row("body", "A report", "B report", "fail message-signature body-hash 2");
    row("text behind the body", "group.\r\n", "group.\r\nMore\r\n", "fail message-signature body-hash 2");
    row("From", "via tls", "via tlz", "fail message-signature signature 2");
    row("Subject", "Report Domain: acme", "Report Domain: other", "fail message-signature signature 2");
    row("the sender's signature", "d=sender.example; s=s1", "d=other.example; s=s1",
        "fail message-signature signature 2");
    row("a field that is not signed", "X-Original-Sender: reports", "X-Original-Sender: others", "pass 1");
    row("a new field on top", "ARC-Seal: i=2", "X-New: 1\r\nARC-Seal: i=2", "pass 1");
    row("blanks where none count", "ARC-Seal: i=2;", "ARC-Seal:  i=2; ", "pass 1");
    row("the newest results", "arc=pass (i=1)", "arc=pass (i=9)", "fail seal signature 2");
    row("the oldest results", "dkim=pass header.i=@sender", "dkim=pass header.i=@evil", "fail seal signature 2");
    row("the oldest verdict", "dkim=pass", "dkim=fail", "fail seal signature 2");
    row("folds of the results", "mx.provider.example;\r\n       dkim", "mx.provider.example; dkim", "pass 1");
    row("selector of a signature", "ARC-Message-Signature: i=2; a=rsa-sha256; d=provider.example;\r\n\ts=arc-rsa",
        "ARC-Message-Signature: i=2; a=rsa-sha256; d=provider.example;\r\n\ts=arc-rsa.x",
        "fail message-signature signature 2");
    row("selector of a seal", "ARC-Seal: i=2; a=rsa-sha256; d=provider.example;\r\n\ts=arc-rsa;",
        "ARC-Seal: i=2; a=rsa-sha256; d=provider.example;\r\n\ts=arc-rsa.x;", "fail seal signature 2");
    row("an older signature", "ARC-Message-Signature: i=1; a=ed25519", "ARC-Message-Signature: i=1;  a=rsa",
        "fail seal signature 2");
    row("time of the oldest seal", "ARC-Seal: i=1; a=ed25519-sha256; d=provider.example;\r\n\ts=arc1; t=1724148011",
        "ARC-Seal: i=1; a=ed25519-sha256; d=provider.example;\r\n\ts=arc1; t=1724148012", "fail seal signature 2");
    row("cv= of the newest seal", "cv=pass", "cv=fail", "fail chain-status 2");
    row("cv= of the oldest seal", "cv=none", "cv=pass", "fail chain-status 1");
    row("algorithm", "ARC-Seal: i=2; a=rsa-sha256", "ARC-Seal: i=2; a=rsa-sha1", "fail seal rsa-sha1 2");
    row("another algorithm", "ARC-Seal: i=2; a=rsa-sha256", "ARC-Seal: i=2; a=ed25519-sha256",
        "fail seal key-of-other-type 2");
}

void TestArc::changedOnTheWay()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, verdict);
    QByteArray mail = delivered(hop(), rsaHop()).bytes();
    QVERIFY(mail.contains(from));
    QCOMPARE(told(mail.replace(from, to)), verdict);
}

void TestArc::brokenForms_data()
{
    QTest::addColumn<Hop>("second");
    QTest::addColumn<QByteArray>("verdict");
    const auto row = [](const char *name, const char *verdict, auto change) {
        Hop h = rsaHop();
        change(h);
        QTest::newRow(name) << h << QByteArray(verdict);
    };
    row("a gap", "fail incomplete 2", [](Hop &h) { h.instance = "3"; });
    row("the same number again", "fail incomplete", [](Hop &h) { h.instance = "1"; });
    row("number 0", "fail malformed", [](Hop &h) { h.instance = "0"; });
    row("a negative number", "fail malformed", [](Hop &h) { h.instance = "-1"; });
    row("number 51", "fail too-large", [](Hop &h) { h.instance = "51"; });
    row("a number beyond all", "fail malformed", [](Hop &h) { h.instance = QByteArray(30, '9'); });
    row("a number of 64 bits", "fail too-large", [](Hop &h) { h.instance = "4294967298"; });
    row("no number", "fail malformed", [](Hop &h) { h.instance = "x"; });
    row("none again", "fail chain-status 2", [](Hop &h) { h.cv = "none"; });
    row("the chain failed before", "fail chain-status 2", [](Hop &h) { h.cv = "fail"; });
    row("a seal with h=", "fail malformed 2", [](Hop &h) { h.moreSealTags = " h=from;"; });
    row("a seal with a tag twice", "fail malformed", [](Hop &h) { h.moreSealTags = " cv=pass;"; });
    row("seals signed by the message", "fail message-signature malformed 2",
        [](Hop &h) { h.signedFields += "ARC-Seal"; });
    row("From not signed", "fail message-signature from-not-signed 2", [](Hop &h) { h.signedFields.removeFirst(); });
    row("expires before it was made", "fail message-signature malformed 2",
        [](Hop &h) { h.moreMessageTags = " x=1;"; });
}

void TestArc::brokenForms()
{
    QFETCH(Hop, second);
    QFETCH(QByteArray, verdict);
    QCOMPARE(told(delivered(hop(), second).bytes()), verdict);
}

void TestArc::fieldsMissingOrTwice_data()
{
    QTest::addColumn<QByteArray>("field");
    for (const char *i : {"1", "2"})
        for (const char *name : {"ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"})
            QTest::addRow("%s %s", name, i) << QByteArray(name) + ": i=" + i;
}

void TestArc::fieldsMissingOrTwice()
{
    QFETCH(QByteArray, field);
    const QByteArray mail = delivered(hop(), rsaHop()).bytes();
    QCOMPARE(mail.count(field), 1);
    const QByteArray without = told(QByteArray(mail).replace(field, "X-" + field));
    QVERIFY2(without == "fail incomplete " + field.right(1), without.constData());
    // An attacker's own beside the true one, above and below.
    QCOMPARE(told(QByteArray(mail).replace(field, field + "; x=y\r\n" + field)), "fail incomplete");
    QCOMPARE(told(QByteArray(mail).replace("TLS-Report-Domain", field + "; x=y\r\nTLS-Report-Domain")),
             "fail incomplete");
}

void TestArc::boundsItsWork()
{
    Mail mail = sent();
    for (int i = 0; i < 51; ++i)
        arc_signer::seal(mail, hop());
    QCOMPARE(told(mail.bytes()), "fail too-large");

    Mail large = sent();
    arc_signer::seal(large, hop(ed25519(), goodResults + "; x=" + QByteArray(600'000, 'x')));
    QCOMPARE(told(large.bytes()), "fail too-large");

    // 50 sets that fill the bound, each seal over all below it.
    Mail heavy = sent();
    for (int i = 0; i < 50; ++i)
        arc_signer::seal(heavy, hop(ed25519(), goodResults + "; x=" + QByteArray(9'000, 'x')));
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(told(heavy.bytes()), "pass 1");
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    const QByteArray fields = QByteArray("ARC-Seal: i=1; b=x\r\n").repeated(5'000);
    QCOMPARE(told(fields + sent().bytes()), "fail incomplete");
}

void TestArc::keys()
{
    const QByteArray mail = delivered(hop(), rsaHop()).bytes();
    DkimCircumstances c = circumstances();
    c.key = nullptr;
    QCOMPARE(told(mail, c), "key-not-looked-up 2");
    const auto usual = circumstances().key;
    const auto with = [&](const char *name, const DkimKeyAnswer &answer) {
        c.key = [=](const std::string &asked) { return asked == name ? answer : usual(asked); };
        return told(mail, c);
    };
    QCOMPARE(with("arc1._domainkey.provider.example", {DkimKeyAnswer::Gone, {}}), "key-gone 1");
    QCOMPARE(with("arc1._domainkey.provider.example", {}), "key-not-looked-up 1");
    QCOMPARE(with("arc-rsa._domainkey.provider.example", {DkimKeyAnswer::Gone, {}}), "key-gone 2");
    QCOMPARE(with("arc-rsa._domainkey.provider.example", DkimKeyAnswer::found("v=DKIM1; p=")),
             "key-gone key-revoked 2");
    QCOMPARE(with("arc-rsa._domainkey.provider.example",
                  DkimKeyAnswer::found(dkim_signer::keyRecord(dkim_signer::rsaKey(2048)).toStdString())),
             "fail message-signature signature 2");
    QCOMPARE(with("arc1._domainkey.provider.example",
                  DkimKeyAnswer::found(dkim_signer::keyRecord(dkim_signer::ed25519Key()).toStdString())),
             "fail seal signature 1");
}

void TestArc::provesAGroupsCopy()
{
    const QByteArray mail = delivered(hop(), rsaHop()).bytes();
    DkimCircumstances c = circumstances();
    c.ownProviders.clear();
    QCOMPARE(word(verdict(mail, c)), "rewritten");
    const DkimResult r = verdict(mail);
    QCOMPARE(word(r), "pass-by-provider");
    QVERIFY(r.byArc);
    QCOMPARE(r.provider, "mx.provider.example");
    QCOMPARE(r.domain, "sender.example");
    QCOMPARE(r.alignment, DkimAlignment::Equal);
    QCOMPARE(r.fault, DkimFault::None);

    // A group that takes the sender's signature off, and one that signs in its own name.
    Mail bare = sent();
    arc_signer::seal(bare, hop());
    rewrite(bare);
    bare.fields.removeIf([](const QByteArray &field) { return field.startsWith("DKIM-Signature"); });
    Hop last = rsaHop();
    last.signedFields.removeLast(); // so that a DKIM-Signature may come on top
    arc_signer::seal(bare, last);
    QCOMPARE(word(verdict(bare.bytes())), "pass-by-provider");
    dkim_signer::Options own;
    own.key = ed25519();
    own.domain = "groups.example";
    const QByteArray resigned = dkim_signer::sign(bare.fields, bare.body, own);
    QCOMPARE(word(verdict(resigned, c)), "pass");
    QCOMPARE(verdict(resigned, c).alignment, DkimAlignment::Unrelated);
    QVERIFY(verdict(resigned).byArc);

    // A sub-domain of the submitter signed, as Mail.ru does.
    const Hop below = hop(ed25519(), "mx.provider.example; dkim=pass header.d=corp.sender.example");
    QCOMPARE(verdict(delivered(below, rsaHop()).bytes()).alignment, DkimAlignment::SubDomain);
    QVERIFY(verdict(delivered(below, rsaHop()).bytes()).byArc);
}

void TestArc::provesNothing_data()
{
    QTest::addColumn<Hop>("first");
    QTest::addColumn<Hop>("second");
    const auto row = [](const char *name, auto change) {
        Hop first = hop(), second = rsaHop();
        change(first, second);
        QTest::newRow(name) << first << second;
    };
    row("no dkim in the oldest results", [](Hop &a, Hop &) { a.results = "mx.provider.example; spf=pass"; });
    row("dkim=fail in the oldest results",
        [](Hop &a, Hop &) { a.results = "mx.provider.example; dkim=fail header.d=sender.example"; });
    row("dkim=pass in the newest results only", [](Hop &a, Hop &b) {
        a.results = "mx.provider.example; dkim=none";
        b.results = goodResults;
    });
    row("another domain", [](Hop &a, Hop &) { a.results = "mx.provider.example; dkim=pass header.d=evil.example"; });
    row("a domain above", [](Hop &a, Hop &) { a.results = "mx.provider.example; dkim=pass header.d=example"; });
    row("a domain with the same end",
        [](Hop &a, Hop &) { a.results = "mx.provider.example; dkim=pass header.d=notsender.example"; });
    row("results in a comment",
        [](Hop &a, Hop &) { a.results = "mx.provider.example; spf=pass (; dkim=pass header.d=sender.example)"; });
    row("another server began the chain", [](Hop &a, Hop &) { a.domain = "evil.example"; });
    row("another server went on", [](Hop &, Hop &b) { b.domain = "evil.example"; });
    row("another server in its own name", [](Hop &a, Hop &) {
        a.domain = "evil.example";
        a.results.replace("mx.provider", "mx.evil");
    });
    row("another server wrote the first results", [](Hop &a, Hop &) { a.results.replace("mx.provider", "mx.evil"); });
    row("another server wrote the last results", [](Hop &, Hop &b) { b.results.replace("mx.provider", "mx.evil"); });
    row("a neighbour of the provider", [](Hop &a, Hop &) { a.domain = "notprovider.example"; });
    row("a top-level domain sealed", [](Hop &a, Hop &b) { a.domain = b.domain = "example"; });
    row("a domain below the server sealed", [](Hop &a, Hop &b) { a.domain = b.domain = "x.mx.provider.example"; });
    row("only a part of the body is signed", [](Hop &, Hop &b) { b.moreMessageTags = " l=80;"; });
    row("the chain is broken", [](Hop &, Hop &b) { b.cv = "fail"; });
    row("not its key", [](Hop &a, Hop &) { a.key = dkim_signer::ed25519Key(); });
}

void TestArc::provesNothing()
{
    QFETCH(Hop, first);
    QFETCH(Hop, second);
    const DkimResult r = verdict(delivered(first, second).bytes());
    QCOMPARE(word(r), "rewritten");
    QVERIFY(!r.byArc);
    QVERIFY(r.provider.empty());
}

void TestArc::leavesAGoodVerdictAlone()
{
    Mail mail = sent();
    arc_signer::seal(mail, hop());
    const DkimResult r = verdict(mail.bytes());
    QCOMPARE(word(r), "pass");
    QVERIFY(!r.byArc);
    // Nothing was looked up, so a chain proves nothing either.
    DkimCircumstances c = circumstances();
    c.key = nullptr;
    QCOMPARE(word(verdict(mail.bytes(), c)), "key-not-looked-up");
    // The sender's key is gone, and the provider wrote nothing down but its chain.
    c.key = [](const std::string &name) {
        return name.ends_with(".sender.example") ? DkimKeyAnswer{DkimKeyAnswer::Gone, {}} : circumstances().key(name);
    };
    QCOMPARE(word(verdict(mail.bytes(), c)), "pass-by-provider");
}

QTEST_GUILESS_MAIN(TestArc)
#include "test_arc.moc"
