// SPDX-License-Identifier: GPL-3.0-or-later
// `reports parse --dkim` against real name servers: the keys of signed report mails, there, gone, replaced, and in
// several character-strings.
#include "dkim_signer.h"
#include "good_report.h"
#include "living_domain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

/// A report mail of living.test about acme.example, signed by `key` under `selector`.
QByteArray reportMail(const dkim_signer::Key &key, const QByteArray &selector)
{
    const QByteArrayList fields{
        "From: tls@living.test",
        "To: tls@acme.example",
        "Subject: Report Domain: acme.example Submitter: living.test Report-ID: <42@living.test>",
        "TLS-Report-Domain: acme.example",
        "TLS-Report-Submitter: living.test",
        "MIME-Version: 1.0",
        "Content-Type: application/tlsrpt+json",
        "Content-Transfer-Encoding: base64"};
    const QByteArray report = QByteArray(good).replace("company-x.example", "living.test");
    QByteArray body;
    const QByteArray encoded = report.toBase64();
    for (qsizetype at = 0; at < encoded.size(); at += 76)
        body += encoded.mid(at, 76) + "\r\n";
    dkim_signer::Options options;
    options.key = key;
    options.domain = "living.test";
    options.selector = selector;
    return dkim_signer::sign(fields, body, options);
}

/// The line of a zone; a character-string holds 255 bytes.
QString keyLine(const QString &selector, const QByteArray &record)
{
    QString line = selector + QStringLiteral("._domainkey.living.test. TXT");
    for (qsizetype at = 0; at < record.size(); at += 255)
        line += QStringLiteral(" \"") + QString::fromLatin1(record.mid(at, 255)) + u'"';
    return line;
}

} // namespace

class TestReportKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("LAB_STATE"))
            QSKIP("needs a lab: tests/lab/lab.sh run test_report_keys");
        m_live = std::make_unique<lab::LivingDomain>(QStringLiteral("living.test"));
        m_live->mx = {QStringLiteral("mx1.living.test")};
        m_live->moreLines = {keyLine(QStringLiteral("rsa"), dkim_signer::keyRecord(dkim_signer::rsa())),
                             keyLine(QStringLiteral("ed"), dkim_signer::keyRecord(dkim_signer::ed25519())),
                             keyLine(QStringLiteral("other"), dkim_signer::keyRecord(dkim_signer::rsaKey(2048))),
                             keyLine(QStringLiteral("revoked"), "v=DKIM1; p="),
                             keyLine(QStringLiteral("noise"), "not a key")};
        QCOMPARE(m_live->publish(), QString());
    }

    void judges_data()
    {
        QTest::addColumn<bool>("ed25519");
        QTest::addColumn<QByteArray>("selector");
        QTest::addColumn<bool>("changed");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("RSA, two character-strings") << false << QByteArray("rsa") << false << QStringLiteral("pass");
        QTest::newRow("Ed25519") << true << QByteArray("ed") << false << QStringLiteral("pass");
        QTest::newRow("changed on the way") << false << QByteArray("rsa") << true << QStringLiteral("fail");
        QTest::newRow("another key there") << false << QByteArray("other") << false << QStringLiteral("fail");
        QTest::newRow("no such selector") << false << QByteArray("gone") << false << QStringLiteral("key-gone");
        QTest::newRow("revoked") << false << QByteArray("revoked") << false << QStringLiteral("key-gone");
        QTest::newRow("no key record there") << false << QByteArray("noise") << false << QStringLiteral("fail");
    }
    void judges()
    {
        QFETCH(bool, ed25519);
        QFETCH(QByteArray, selector);
        QFETCH(bool, changed);
        QByteArray mail = reportMail(ed25519 ? dkim_signer::ed25519() : dkim_signer::rsa(), selector);
        if (changed)
            mail.replace("Subject: Report", "Subject: report");
        QTEST(verdictOf(mail, {QStringLiteral("--dkim")}), "verdict");
    }

    void asksNobodyUnlessTold()
    {
        const QByteArray mail = reportMail(dkim_signer::rsa(), "rsa");
        QCOMPARE(verdictOf(mail, {}), QStringLiteral("key-not-looked-up"));
    }

private:
    QString verdictOf(const QByteArray &mail, QStringList options)
    {
        const QString path = m_folder.filePath(QStringLiteral("report.eml"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(mail) != mail.size())
            return QStringLiteral("not written");
        file.close();
        if (!options.isEmpty())
            options += {QStringLiteral("--resolver"), QStringLiteral("198.51.100.53"), QStringLiteral("--trust-anchor"),
                        qEnvironmentVariable("LAB_STATE") + QStringLiteral("/trust-anchor.ds")};
        QProcess parse;
        parse.start(QStringLiteral(CLI_PROGRAM),
                    QStringList{QStringLiteral("reports"), QStringLiteral("parse"), QStringLiteral("--json"), path} +
                        options);
        parse.waitForFinished(60'000);
        const QJsonObject answer = QJsonDocument::fromJson(parse.readAllStandardOutput()).object();
        const QJsonValue report = answer[u"reports"].toArray().at(0);
        return report[u"dkim"][u"verdict"].toString(QString::fromUtf8(parse.readAllStandardError()));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<lab::LivingDomain> m_live;
};

QTEST_GUILESS_MAIN(TestReportKeys)
#include "test_report_keys.moc"
