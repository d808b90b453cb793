// SPDX-License-Identifier: GPL-3.0-or-later
// The small reader and GMime must agree on every mail that the small one takes on.
#include "tlsrpt/mail_fields.h"
#include "tlsrpt/mail_parts.h"
#include "tlsrpt/mime_value.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QTest>

using namespace tlsrpt;

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

QByteArray told(const MailParts &parts)
{
    QByteArray all = QByteArray::fromStdString(parts.mediaType + " " + parts.reportType);
    for (const MailPart &part : parts.parts) {
        QByteArray content = part.content();
        if (part.mediaType == "message/rfc822") // GMime writes inner mails anew, with its own line ends
            content.replace("\r\n", "\n");
        all += "\n" + QByteArray::fromStdString(part.mediaType + " [" + part.name + "] ") + content.toBase64();
    }
    return all;
}

bool readPlain(const QByteArray &mail, MailParts &parts)
{
    return plainMailParts(viewOf(mail), mailHeader(viewOf(mail)), parts);
}

QByteArray multipart(const QByteArray &parts,
                     const QByteArray &type = "multipart/report; report-type=tlsrpt; boundary=b")
{
    return "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: " + type + "\r\n\r\n" + parts;
}

} // namespace

class TestMailParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readersAgree_data();
    void readersAgree();
    void readersAgreeOnSamples();
    void leftToGmime_data();
    void leftToGmime();
    void deepNesting();
    void survivesDamage();
    void mimeValues_data();
    void mimeValues();
};

void TestMailParts::readersAgree_data()
{
    QTest::addColumn<QByteArray>("mail");
    const auto row = [](const char *name, const QByteArray &mail) { QTest::newRow(name) << mail; };
    const QByteArray gzip = "--b\r\nContent-Type: application/tlsrpt+gzip;\r\n\tname=\"n.json.gz\"\r\n"
                            "Content-Disposition: attachment;\r\n filename=\"d.json.gz\"\r\n"
                            "Content-Transfer-Encoding: base64\r\n\r\nSGVs\r\nbG8s\r\nIFdv cmxk\r\n";
    const QByteArray text = "--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nHello\r\n\r\n";
    row("usual", multipart(text + gzip + "--b--\r\n"));
    row("without an end line", multipart(text + gzip + "--b--"));
    row("prologue and epilogue", multipart("Words.\r\n" + text + gzip + "--b--\r\nMore words.\r\n--b\r\n\r\nx\r\n"));
    row("line feeds", QByteArray(multipart(text + gzip + "--b--\r\n")).replace("\r\n", "\n"));
    row("blanks behind delimiters", multipart(QByteArray(text + gzip).replace("--b\r\n", "--b \t\r\n") + "--b-- \r\n"));
    row("delimiter inside a line", multipart("--b\r\n\r\nx --b\r\n --b\r\n--bc\r\n" + gzip + "--b--\r\n"));
    row("empty part", multipart("--b\r\n\r\n\r\n" + gzip + "--b--\r\n"));
    row("quoted-printable", multipart("--b\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n"
                                      "a=3Db =\r\nc=20\r\n=e2=82=ac\r\n--b--\r\n"));
    row("quoted boundary",
        multipart(QByteArray(gzip + "--b--\r\n").replace("--b", "--=_b; 1"), "multipart/mixed; boundary=\"=_b; 1\""));
    row("multipart in multipart", multipart("--b\r\nContent-Type: multipart/alternative; boundary=\"i\"\r\n\r\n"
                                            "--i\r\n\r\none\r\n--i\r\nContent-Type: text/html\r\n\r\ntwo\r\n--i--\r\n"
                                            "\r\n" +
                                            gzip + "--b--\r\n"));
    row("single part", "From: a@b.example\r\nContent-Type: application/gzip; name=x.gz\r\n"
                       "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n");
    row("no MIME", "From: a@b.example\r\nSubject: x\r\n\r\nHello\r\nthere\r\n");
    row("no body", "From: a@b.example\r\nSubject: x\r\n\r\n");
    row("capitals",
        QByteArray(multipart(text + gzip + "--b--\r\n")).replace("Content-", "CONTENT-").replace("base64", "BASE64"));
    row("escaped quotes", multipart("--b\r\nContent-Type: text/plain; name=\"a\\\"b\\\\c\"\r\n\r\nx\r\n--b--\r\n"));
}

void TestMailParts::readersAgree()
{
    QFETCH(QByteArray, mail);
    MailParts small;
    QVERIFY(readPlain(mail, small));
    QCOMPARE(told(small), told(gmimeMailParts(viewOf(mail))));
    QVERIFY(!gmimeMailParts(viewOf(mail)).unterminated);
}

void TestMailParts::readersAgreeOnSamples()
{
    int compared = 0;
    const QString shared = qEnvironmentVariable("SIGILLO_SHARED", SOURCE_DIR "/../shared");
    for (const QString &folder : {QString(SOURCE_DIR "/tests/corpus/reports"), shared + "/reports"}) {
        QDirIterator it(folder, {"*.eml"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray mail = file.readAll();
            MailParts small;
            if (!readPlain(mail, small))
                continue;
            QVERIFY2(told(small) == told(gmimeMailParts(viewOf(mail))), qPrintable(file.fileName()));
            ++compared;
        }
    }
    QVERIFY(compared >= 3);
}

void TestMailParts::leftToGmime_data()
{
    QTest::addColumn<QByteArray>("mail");
    QTest::addColumn<QByteArray>("parts");
    QTest::addColumn<bool>("unterminated");
    const auto row = [](const char *name, const QByteArray &mail, const char *parts, bool unterminated = false) {
        QTest::newRow(name) << mail << "multipart/report tlsrpt\n" + QByteArray(parts) << unterminated;
    };
    const QByteArray type = "--b\r\nContent-Type: application/gzip";
    row("never closed", multipart(type + "\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n"),
        "application/gzip [] SGVsbG8=", true);
    row("name in pieces", multipart(type + "; name*0=\"a.\"; name*1=\"gz\"\r\n\r\nHello\r\n--b--\r\n"),
        "application/gzip [a.gz] SGVsbG8=");
    row("name with a charset", multipart(type + "; name*=utf-8''%C3%A9.gz\r\n\r\nHello\r\n--b--\r\n"),
        "application/gzip [\xC3\xA9.gz] SGVsbG8=");
    row("comment", multipart(type + " (packed); name=a.gz\r\n\r\nHello\r\n--b--\r\n"),
        "application/gzip [a.gz] SGVsbG8=");
    row("uuencode",
        multipart(type + "\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n"
                         "begin 644 a\r\n%2&5L;&\\\r\n`\r\nend\r\n--b--\r\n"),
        "application/gzip [] SGVsbG8=");
}

void TestMailParts::leftToGmime()
{
    QFETCH(QByteArray, mail);
    QFETCH(QByteArray, parts);
    QFETCH(bool, unterminated);
    MailParts small;
    QVERIFY(!readPlain(mail, small));
    const MailParts all = gmimeMailParts(viewOf(mail));
    QCOMPARE(told(all), parts);
    QCOMPARE(all.unterminated, unterminated);
}

void TestMailParts::deepNesting()
{
    QByteArray mail = "From: a@b.example\r\n";
    for (int i = 0; i < 100'000; ++i)
        mail += "Content-Type: multipart/mixed; boundary=" + QByteArray::number(i) + "\r\n\r\n--" +
                QByteArray::number(i) + "\r\n";
    MailParts small;
    QVERIFY(!readPlain(mail, small));
    QVERIFY(gmimeMailParts(viewOf(mail)).parts.size() <= 1);
    QByteArray inner = "From: a@b.example\r\n";
    for (int i = 0; i < 50'000; ++i)
        inner += "Content-Type: message/rfc822\r\n\r\n";
    QVERIFY(readPlain(inner, small));
    QVERIFY(gmimeMailParts(viewOf(inner)).parts.size() <= 1);
}

/// Bytes changed, lost and doubled at random, always the same way: any result is right, a crash is not.
void TestMailParts::survivesDamage()
{
    QRandomGenerator random(8460);
    const QByteArray whole = multipart("--b\r\nContent-Type: text/plain; name=\"x\"\r\n\r\nHello\r\n--b\r\n"
                                       "Content-Type: application/gzip; name*0=a\r\n"
                                       "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n--b--\r\n");
    for (int round = 0; round < 3000; ++round) {
        QByteArray mail = whole;
        for (int i = random.bounded(6); i >= 0; --i) {
            const int at = random.bounded(int(mail.size()));
            const int kind = random.bounded(3);
            if (kind == 0)
                mail[at] = char(random.bounded(256));
            else if (kind == 1)
                mail.remove(at, random.bounded(20));
            else
                mail.insert(at, mail.mid(random.bounded(int(mail.size())), random.bounded(40)));
            if (mail.isEmpty())
                mail = "x";
        }
        MailParts small;
        if (readPlain(mail, small))
            QVERIFY(told(small).size() > 0);
        QVERIFY(gmimeMailParts(viewOf(mail)).parts.size() < 1000);
    }
}

void TestMailParts::mimeValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char *text, const char *read) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(read);
    };
    row(" Multipart/Report; Boundary=a;report-type=\"x y\"", "multipart/report boundary:a report-type:x y");
    row("text/plain;", "text/plain");
    row("text/plain ;\r\n\tname = \"a;b\" ; x=1", "text/plain name:a;b x:1");
    row("text/plain; name=\"a\r\n b\"", "text/plain name:a b");
    row("text/plain; name=\"a\\\"b\\\\\"; x=\"\"", "text/plain name:a\"b\\ x:");
    row("text/plain; a=1; b=2; c=3; d=4; e=5; f=6; g=7; h=8", "text/plain a:1 b:2 c:3 d:4 e:5 f:6 g:7 h:8");
    row("text/plain; a=1; b=2; c=3; d=4; e=5; f=6; g=7; h=8; i=9", "?");
    row("text/plain; name=\"a\\", "?");
    row("", "");
    row("text/plain; name", "?");
    row("text/plain name=a", "?");
    row("text/plain; name=\"a", "?");
    row("text/plain; name*=a", "?");
    row("text/plain; name==?utf-8?q?a?=", "?");
    row("text/plain (plain)", "?");
}

void TestMailParts::mimeValues()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, read);
    const auto value = plainMimeValue(viewOf(text));
    QByteArray all = value ? QByteArray::fromStdString(lowerCase(value->word)) : QByteArray("?");
    for (std::size_t i = 0; value && i < value->count; ++i)
        all +=
            " " + QByteArray::fromStdString(lowerCase(value->parameters[i].name) + ":" + value->parameters[i].value());
    QCOMPARE(all, read);
}

QTEST_GUILESS_MAIN(TestMailParts)
#include "test_mail_parts.moc"
