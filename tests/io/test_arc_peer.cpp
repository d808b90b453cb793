// SPDX-License-Identifier: GPL-3.0-or-later
// ARC beside an implementation that is not ours (dkimpy): its chains hold here, ours hold there, and of changed mails
// both say the same.
#include "arc_signer.h"

#include "tlsrpt/arc.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/pem.h>

using namespace tlsrpt;
using arc_signer::Mail;

namespace {

constexpr int isMissing = 77;

struct Answer
{
    int status = -1;
    QByteArray out, messages;
};

Answer peer(const QStringList &arguments, const QByteArray &mail)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 QStringList{QStringLiteral("-B"), QStringLiteral(SOURCE_DIR "/tests/io/arc_peer.py")} + arguments);
    python.write(mail);
    python.closeWriteChannel();
    if (!python.waitForFinished(60'000) || python.exitStatus() != QProcess::NormalExit)
        return {};
    return {python.exitCode(), python.readAllStandardOutput(), python.readAllStandardError()};
}

/// A report mail that the provider took in; `results` is what it found.
Mail received(const QByteArray &results)
{
    return {{"Authentication-Results: mx.provider.example; " + results, "From: Reports <reports@sender.example>",
             "To: tlsrpt@acme.example", "Subject: Report Domain: acme.example  Submitter: sender.example",
             "Date: Tue, 20 Aug 2024 03:00:11 -0700", "Message-ID: <1@sender.example>",
             "TLS-Report-Submitter: sender.example"},
            "A  report \r\n\r\nof one day\r\n\r\n"};
}

} // namespace

class TestArcPeer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (peer({QStringLiteral("verify"), QString()}, "From: a@b.example\r\n\r\n").status == isMissing)
            QSKIP("python3-dkim and python3-authres are not installed.");
        m_key = dkim_signer::rsaKey(2048);
        std::unique_ptr<BIO, decltype(&BIO_free)> pem(BIO_new_file(qPrintable(keyFile()), "w"), &BIO_free);
        QCOMPARE(PEM_write_bio_PrivateKey_traditional(pem.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr),
                 1);
    }

    void theirChainsHoldHere_data() { changes(); }
    void theirChainsHoldHere()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        Mail mail = received("dkim=pass header.i=@sender.example header.s=s1");
        for (int hops = 1; hops <= 3; ++hops) {
            if (hops > 1)
                mail.fields.replace(mail.fields.size() - 7, "Authentication-Results: mx.provider.example; arc=pass");
            const Answer sealed = peer({QStringLiteral("seal"), keyFile(), QStringLiteral("provider.example"),
                                        QStringLiteral("arc1"), QStringLiteral("mx.provider.example")},
                                       mail.bytes());
            QVERIFY2(sealed.status == 0, sealed.messages.constData());
            mail.fields.prepend(sealed.out.left(sealed.out.size() - mail.bytes().size()).trimmed());
            compare(mail.bytes(), "ARC-Seal: i=" + QByteArray::number(hops), from, to);
        }
        const std::vector<ArcSet> sets = arcChain(mail.bytes()).sets;
        QCOMPARE(sets.size(), 3U);
        QVERIFY(sets[0].results.find("dkim=pass header.i=@sender.example") != std::string::npos);
    }

    void ourChainsHoldThere_data() { changes(); }
    void ourChainsHoldThere()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        Mail mail = received("dkim=pass header.i=@sender.example header.s=s1");
        for (int hops = 1; hops <= 3; ++hops) {
            arc_signer::Hop hop;
            hop.key = m_key;
            hop.results = hops == 1 ? "mx.provider.example;\r\n\tdkim=pass header.i=@sender.example"
                                    : "mx.provider.example; arc=pass";
            hop.signedFields = {"From", "To", "Subject", "TLS-Report-Submitter"};
            arc_signer::seal(mail, hop);
            compare(mail.bytes(), "ARC-Seal: i=" + QByteArray::number(hops), from, to);
        }
    }

private:
    QString keyFile() const { return m_folder.filePath(QStringLiteral("key.pem")); }

    static void changes()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char *name, const char *from, const char *to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("nothing", "", "");
        row("body", "of one day", "of two days");
        row("blanks in the body", "A  report ", "A report");
        row("From", "From: Reports", "From: Report");
        row("refolded Subject", "acme.example  Submitter", "acme.example\r\n\tSubmitter");
        row("the oldest results", "header.i=@sender", "header.i=@evil");
        row("the oldest seal", "cv=none", "cv=pass");
        row("the oldest signature", "ARC-Message-Signature: i=1; a=rsa-sha256", "ARC-Message-Signature: i=1; a=rsa");
        row("a set is gone", "ARC-Authentication-Results: i=1", "X-Authentication-Results: i=1");
    }

    /// Both say the same of the mail, and of it with `from` changed: a pass where nothing is changed.
    void compare(const QByteArray &mail, const QByteArray &has, const QByteArray &from, const QByteArray &to)
    {
        QVERIFY(mail.contains(has));
        QVERIFY(mail.contains(from));
        const QByteArray changed = from.isEmpty() ? mail : QByteArray(mail).replace(from, to);
        const QByteArray record = dkim_signer::keyRecord(m_key);
        DkimCircumstances c;
        c.key = [&record](const std::string &) { return DkimKeyAnswer::found(record.toStdString()); };
        const QByteArray ours = wordOf(arcVerdict(arcChain(changed), c).verdict);
        const Answer theirs = peer({QStringLiteral("verify"), QString::fromLatin1(record)}, changed);
        QVERIFY2(theirs.status == 0, theirs.messages.constData());
        QCOMPARE(ours, theirs.out.trimmed());
        if (from.isEmpty())
            QCOMPARE(ours, QByteArray("pass"));
    }

    dkim_signer::Key m_key;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestArcPeer)
#include "test_arc_peer.moc"
