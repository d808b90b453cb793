// SPDX-License-Identifier: GPL-3.0-or-later
// Mails as real senders write them: our own corpus with what is expected beside each, and public samples where they are
// at hand.
#include "tlsrpt/carrier.h"
#include "tlsrpt/container.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tlsrpt;

namespace {

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString text(const std::string &s)
{
    return QString::fromStdString(s);
}

QJsonObject mailJson(const MailEvidence &mail)
{
    QJsonObject o{{"from", text(mail.from)}, {"messageId", text(mail.messageId)}, {"dkim", mail.hasDkimSignature}};
    if (mail.reportDomain)
        o["reportDomain"] = text(*mail.reportDomain);
    if (mail.reportSubmitter)
        o["reportSubmitter"] = text(*mail.reportSubmitter);
    if (!mail.originalSender.empty())
        o["originalSender"] = text(mail.originalSender);
    if (const auto at = receivedAt(mail))
        o["receivedAt"] = qint64(*at);
    return o;
}

QJsonObject documentJson(const Document &d)
{
    QJsonArray deviations;
    for (const Deviation &deviation : d.deviations)
        deviations += QString::fromLatin1(QMetaEnum::fromType<DeviationCode>().valueToKey(int(deviation.code))) + " " +
                      text(deviation.where) + " " + text(deviation.value);
    return {{"place", text(d.place)},
            {"json", QJsonDocument::fromJson(d.json).object()},
            {"deviations", deviations},
            {"mail", mailJson(*d.mail)}};
}

QJsonObject outcome(const QByteArray &bytes)
{
    QJsonArray documents, rejected;
    readContainer(
        bytes, "in", Caps(), [&](Document &&d) { documents += documentJson(d); },
        [&](Rejected &&r) { rejected += text(r.place) + " " + wordOf(r.reason); });
    return {{"documents", documents}, {"rejected", rejected}};
}

} // namespace

class TestContainerCorpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void corpus_data();
    void corpus();
    void publicSamples_data();
    void publicSamples();
};

void TestContainerCorpus::corpus_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(SOURCE_DIR "/tests/corpus/reports/carriers"));
    const QStringList mails = folder.entryList({"*.eml"});
    QVERIFY(mails.size() >= 6);
    for (const QString &name : mails)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestContainerCorpus::corpus()
{
    QFETCH(QString, path);
    const QByteArray expected = fileBytes(QString(path).replace(".eml", ".expected.json"));
    QVERIFY(!expected.isEmpty());
    QCOMPARE(QJsonDocument(outcome(fileBytes(path))).toJson(),
             QJsonDocument(QJsonDocument::fromJson(expected).object()).toJson());
}

void TestContainerCorpus::publicSamples_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("submitter");
    QTest::addColumn<qint64>("received");
    QTest::addColumn<bool>("dkim");
    QTest::addColumn<QList<DeviationCode>>("deviations");
    const auto row = [](const char *path, int bytes, const char *name, const char *domain, const char *submitter,
                        qint64 received, bool dkim, const QList<DeviationCode> &deviations = {}) {
        QTest::newRow(path) << bytes << QString::fromLatin1(name) << QString::fromLatin1(domain)
                            << QString::fromLatin1(submitter) << received << dkim << deviations;
    };
    row("mail-auth/rpt01.eml", 2129, "mail.sender.example!example.com!1013662812!1013749130.json.gz", "example.net",
        "mail.sender.example.com", -1, false);
    row("mail-auth/rpt02.eml", 1166, "mail.sender.example!example.com!1013662812!1013749130.json", "example.net",
        "mail.sender.example.com", -1, false, {DeviationCode::MediaType, DeviationCode::NotCompressed});
    row("parsedmarc/google.com_smtp_tls_report.eml", 402,
        "google.com!cardinalhealth.ca!1725321600!1725407999!001.json.gz", "cardinalhealth.ca", "google.com", -1, true);
    row("mox/microsoft.eml", 478, "microsoft.com!test.xmox.nl!1673308800!1673395199!133198585438131172.json.gz",
        "test.xmox.nl", "microsoft.com", 1675400940, true);
    row("mox/example.eml", 507, "google.com!test.xmox.nl!1663200000!1663286399!001.json.gz", "test.xmox.nl",
        "google.com", 1663323000, true);
    row("mail-tls-rpt/email.eml", 403, "google.com!fastmaildmarc.com!1583107200!1583193599!001.json.gz",
        "fastmaildmarc.com", "google.com", 1583231081, true);
}

void TestContainerCorpus::publicSamples()
{
    QFETCH(int, bytes);
    QFETCH(QString, fileName);
    QFETCH(QString, domain);
    QFETCH(QString, submitter);
    QFETCH(qint64, received);
    QFETCH(bool, dkim);
    QFETCH(QList<DeviationCode>, deviations);
    const QString folder = qEnvironmentVariable("SIGILLO_SHARED", SOURCE_DIR "/../shared") + "/reports";
    const QByteArray mail = fileBytes(folder + "/" + QTest::currentDataTag());
    if (mail.isEmpty())
        QSKIP("the public sample is not here");
    std::vector<Document> documents;
    readContainer(
        mail, "in", Caps(), [&](Document &&d) { documents.push_back(std::move(d)); },
        [&](Rejected &&r) { QFAIL(wordOf(r.reason)); });
    QCOMPARE(documents.size(), 1U);
    const Document &d = documents[0];
    QList<DeviationCode> codes;
    for (const Deviation &deviation : d.deviations)
        codes += deviation.code;
    QCOMPARE(codes, deviations);
    QCOMPARE(d.json.size(), bytes);
    QVERIFY(QJsonDocument::fromJson(d.json).isObject());
    QCOMPARE(text(d.name), fileName);
    QVERIFY(reportFileName(d.name).has_value());
    QCOMPARE(text(d.mail->reportDomain.value_or("")), domain);
    QCOMPARE(text(d.mail->reportSubmitter.value_or("")), submitter);
    QCOMPARE(receivedAt(*d.mail).value_or(-1), received);
    QCOMPARE(d.mail->hasDkimSignature, dkim);
}

QTEST_GUILESS_MAIN(TestContainerCorpus)
#include "test_container_corpus.moc"
