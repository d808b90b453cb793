// SPDX-License-Identifier: GPL-3.0-or-later
// `evaluate` as a program: recorded facts in, the output of `check` out, for good, hostile and unreadable files.
#include "cli_run.h"
#include "facts/json.h"
#include "facts_builder.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

QByteArray documentOf(const facts::DomainFacts &facts)
{
    return QJsonDocument(facts::toJson(facts)).toJson();
}

CliResult evaluate(const QByteArray &document, const QStringList &options = {QStringLiteral("--json")})
{
    return runCli(QStringList{QStringLiteral("evaluate"), QStringLiteral("-")} + options, {.input = document});
}

QStringList failedIds(const QJsonObject &report)
{
    QStringList ids;
    for (const QJsonValue &finding : report[u"findings"].toArray())
        if (finding[u"status"] == QLatin1String("fail"))
            ids += finding[u"id"].toString();
    return ids;
}

facts::DomainFacts withoutStartTls()
{
    facts::DomainFacts facts = healthyFacts();
    for (facts::SmtpProbe &probe : facts.mxHosts[0].probes) {
        probe.startTlsOffered = false;
        probe.tls = {};
        probe.reached = facts::SmtpStage::StartTls;
        probe.cause = facts::Cause::NotOffered;
    }
    return facts;
}

} // namespace

class TestEvaluateCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reportsAHealthyDomain()
    {
        const auto result = evaluate(documentOf(healthyFacts()));
        const QJsonObject report = result.json();
        QCOMPARE(result.err, QByteArray());
        QVERIFY2(result.status == 0, result.out.constData());
        QCOMPARE(report[u"domain"].toString(), QStringLiteral("example.com"));
        QCOMPARE(report[u"effect"].toString(), QStringLiteral("usable"));
        QCOMPARE(report[u"mode"].toString(), QStringLiteral("enforce"));
        QCOMPARE(report[u"policy_id"].toString(), QStringLiteral("20260601120000Z"));
        QCOMPARE(report[u"checked_at"].toString(), QStringLiteral("2026-07-01T12:00:00.000Z"));
        QCOMPARE(report[u"elapsed_ms"].toInt(), 300);
        QCOMPARE(report[u"exit_status"].toInt(), 0);
        QCOMPARE(report[u"unknown"].toBool(true), false);
        const QJsonArray mx = report[u"mx"].toArray();
        QCOMPARE(mx.size(), 2);
        QCOMPARE(mx[0][u"host"].toString(), QStringLiteral("mx1.example.com"));
        QCOMPARE(mx[0][u"preference"].toInt(), 10);
        QCOMPARE(mx[0][u"covered"].toBool(), true);
        QCOMPARE(mx[0][u"addresses"][0][u"address"].toString(), QStringLiteral("192.0.2.25"));
        QVERIFY(mx[0][u"addresses"][0][u"tls"].toString().startsWith(QLatin1String("TLSv1.")));
        QVERIFY(mx[0][u"addresses"][0][u"result_type"].isNull());
    }

    void reportsABrokenServer()
    {
        const auto result = evaluate(documentOf(withoutStartTls()));
        const QJsonObject report = result.json();
        QCOMPARE(result.status, 2);
        QCOMPARE(report[u"severity"].toString(), QStringLiteral("error"));
        QVERIFY(failedIds(report).contains(QStringLiteral("mx-start-tls-not-offered")));
        QCOMPARE(report[u"mx"][0][u"addresses"][0][u"result_type"].toString(),
                 QStringLiteral("starttls-not-supported"));
        QVERIFY(report[u"mx"][0][u"addresses"][0][u"tls"].isNull());
    }

    void reportsAPolicyThatNobodyReadsToItsEnd()
    {
        facts::DomainFacts facts = healthyFacts();
        for (facts::PolicyFetch &fetch : facts.policyHost.fetches) {
            fetch.reached = facts::FetchStage::Body;
            fetch.cause = facts::Cause::TooLong;
            fetch.bodyTooLong = true;
            fetch.body = fetch.body.repeated(1000).left(64 * 1024 + 1);
        }
        const auto result = evaluate(documentOf(facts));
        QCOMPARE(result.status, 2);
        QCOMPARE(result.json()[u"effect"].toString(), QStringLiteral("invalid"));
        QVERIFY(failedIds(result.json()).contains(QStringLiteral("policy-too-long")));
    }

    void statusFollowsTheVerdict()
    {
        facts::DomainFacts unknown = healthyFacts();
        unknown.stsTxt = noAnswer(unknown.stsTxt.name, facts::RecordType::Txt, facts::DnsStatus::Timeout);
        QCOMPARE(evaluate(documentOf(unknown)).status, 3);
        facts::DomainFacts warned = healthyFacts();
        warned.tlsrptTxt = noAnswer(warned.tlsrptTxt.name, facts::RecordType::Txt, facts::DnsStatus::NxDomain);
        QCOMPARE(evaluate(documentOf(warned)).status, 1);
    }

    void judgesAsOfTheGivenMoment()
    {
        const QByteArray document = documentOf(healthyFacts());
        const auto later = evaluate(
            document, {QStringLiteral("--json"), QStringLiteral("--now"), QStringLiteral("2030-01-01T00:00:00Z")});
        QVERIFY(failedIds(later.json()).contains(QStringLiteral("mx-certificate-expired")));
        QVERIFY(!failedIds(evaluate(document).json()).contains(QStringLiteral("mx-certificate-expired")));
        QCOMPARE(evaluate(document, {QStringLiteral("--now"), QStringLiteral("yesterday")}).status, 64);
    }

    void reportsSeveralDomains()
    {
        QTemporaryDir dir;
        const QString good = dir.filePath(QStringLiteral("good.json")), bad = dir.filePath(QStringLiteral("bad.json"));
        QVERIFY(writeFile(good, documentOf(healthyFacts())) && writeFile(bad, documentOf(withoutStartTls())));
        const auto result = runCli({QStringLiteral("evaluate"), QStringLiteral("--json"), good, bad});
        QCOMPARE(result.status, 2);
        QCOMPARE(result.json()[u"exit_status"].toInt(), 2);
        QCOMPARE(result.json()[u"domains"].toArray().size(), 2);
        QCOMPARE(result.json()[u"domains"][0][u"exit_status"].toInt(), 0);
    }

    void saysTheVerdictFirst()
    {
        const auto result = evaluate(documentOf(withoutStartTls()), {});
        const QByteArrayList lines = result.out.split('\n');
        QVERIFY(lines[0].startsWith("example.com: mode enforce"));
        QVERIFY2(result.out.contains("\xe2\x9c\x96 error "), result.out.constData());
        QVERIFY(result.out.indexOf("error ") < result.out.indexOf("checks passed (--verbose"));
        QVERIFY(result.out.indexOf("checks passed (") < result.out.indexOf("\nServers\n"));
        QVERIFY(!result.out.contains("\x1b["));
        QVERIFY(isHarmless(result.out));
        for (const QByteArray &line : lines)
            QVERIFY(QString::fromUtf8(line).size() <= 120);
        QVERIFY(evaluate(documentOf(healthyFacts()), {QStringLiteral("--verbose")}).out.contains("\xe2\x9c\x94 ok"));
    }

    void saysWhatTheErrorsMeanForMail_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("says");
        facts::DomainFacts gone = healthyFacts(), null = healthyFacts(), report = healthyFacts(), late = healthyFacts(),
                           crowded = healthyFacts();
        gone.mx = noAnswer(gone.domain, facts::RecordType::Mx, facts::DnsStatus::NxDomain);
        null.mx.rdata = {mxRdata(0, {})};
        report.tlsrptTxt = txtAnswer(report.tlsrptTxt.name, {"v=TLSRPTv1; rua=mailto:tls@example.net,"});
        late.stsTxt = noAnswer(late.stsTxt.name, facts::RecordType::Txt, facts::DnsStatus::NxDomain);
        crowded.mxHostsNotProbed = 3;
        const auto row = [](const char *name, const facts::DomainFacts &facts, const char *says) {
            QTest::newRow(name) << documentOf(facts) << QByteArray(says);
        };
        row("no such domain", gone, "This domain does not exist, so nobody can send mail to it.");
        row("null MX", null, "This domain says that it takes no mail (null MX)");
        // An error beside the policy keeps nobody from delivering.
        row("TLS reporting", report, "MTA-STS is enforced: senders that honour it deliver only over TLS");
        row("a comma too many", report,
            "The report address \xe2\x80\x9crua=mailto:tls@example.net,\xe2\x80\x9d is not");
        row("a broken server", withoutStartTls(), "senders that honour it may not deliver to this domain.");
        row("NXDOMAIN", late, "_mta-sts.example.com TXT: NXDOMAIN");
        row("not known", crowded, "Not known: how 3 more MX hosts behave, because one check probes 64 of them");
    }
    void saysWhatTheErrorsMeanForMail()
    {
        QFETCH(QByteArray, document);
        QFETCH(QByteArray, says);
        const QByteArray out = evaluate(document, {}).out.simplified();
        QVERIFY2(out.contains(says), out.constData());
    }

    void longTitlesStayAtTheirFinding()
    {
        facts::DomainFacts facts = healthyFacts();
        for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
            fetch.body += "mx: " + QByteArray("a-rather-long-label.").repeated(6) + "example.net\r\n";
        const QByteArray out = evaluate(documentOf(facts), {}).out;
        const qsizetype title = out.indexOf("The policy lists hosts that no MX record names");
        QVERIFY(title > 0);
        QVERIFY2(out.mid(out.indexOf('\n', title) + 1).startsWith("    a-rather-long-label."), out.constData());
    }

    void showsBothFormsOfAName()
    {
        facts::DomainFacts facts = healthyFacts(QStringLiteral("xn--bcher-kva.example"));
        const auto text = evaluate(documentOf(facts), {});
        QVERIFY2(text.out.startsWith("b\xc3\xbc"
                                     "cher.example (xn--bcher-kva.example)"),
                 text.out.constData());
        QCOMPARE(evaluate(documentOf(facts)).json()[u"unicode"].toString(), QStringLiteral("bücher.example"));
    }

    void showsHostileFactsHarmlessly()
    {
        facts::DomainFacts facts = withoutStartTls();
        const QString evil = QStringLiteral("\x1b]0;owned\x07\u202e\u2066\u0085");
        facts.mxHosts[0].name += evil;
        facts.mxHosts[0].probes[0].error = evil;
        facts.mxHosts[0].probes[0].banner.lines = {"\x1b[2J\xff"};
        facts.mxHosts[1].probes[0].tls.verifyErrors = {{0, 18, evil}};
        facts.mxHosts[1].probes[0].tls.protocol = evil;
        facts.stsTxt = txtAnswer(facts.stsTxt.name, {"v=STSv1; id=\x1b[31m\xff;"});
        facts.policyHost.fetches[0].body = "version: STSv1\r\nmode: \x1b[5m\r\n";
        facts.vantage.resolver = evil;
        facts.domain = QStringLiteral("example.com") + evil;
        for (const char *form : {"--json", "--verbose"}) {
            const auto result = evaluate(documentOf(facts), {QLatin1String(form)});
            QCOMPARE(result.status, 2);
            QVERIFY2(isHarmless(result.out), result.out.constData());
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("empty") << QByteArray() << QByteArray("not JSON");
        QTest::newRow("no JSON") << QByteArray("\x00\xff", 2) << QByteArray("not JSON");
        QTest::newRow("an array") << QByteArray("[]") << QByteArray("\"check --facts\" wrote");
        QTest::newRow("other JSON") << QByteArray("{}") << QByteArray("\"check --facts\" wrote");
        QJsonObject facts = facts::toJson(healthyFacts());
        facts[u"sigillo_facts"] = 99;
        QTest::newRow("newer") << QJsonDocument(facts).toJson() << QByteArray("version 99");
        facts = facts::toJson(healthyFacts());
        facts[u"mx"] = 5;
        QTest::newRow("damaged") << QJsonDocument(facts).toJson() << QByteArray("\"mx\"");
    }
    void refuses()
    {
        QFETCH(QByteArray, document);
        QFETCH(QByteArray, says);
        const auto result = evaluate(document);
        QCOMPARE(result.status, 64);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains(says), result.err.constData());
    }

    void refusesMissingFiles()
    {
        QCOMPARE(runCli({QStringLiteral("evaluate")}).status, 64);
        const auto result = runCli({QStringLiteral("evaluate"), QStringLiteral("/nonexistent/facts.json")});
        QCOMPARE(result.status, 64);
        QVERIFY(result.err.contains("/nonexistent/facts.json cannot be opened"));
    }
};

QTEST_GUILESS_MAIN(TestEvaluateCommand)
#include "test_evaluate_command.moc"
