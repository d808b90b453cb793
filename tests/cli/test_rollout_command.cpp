// SPDX-License-Identifier: GPL-3.0-or-later
// `rollout status` as a program, over archives that are made here: offline, for several domains, in words and in JSON.
#include "archive/rollout_history.h"
#include "archive_reports.h"
#include "base/enum_names.h"
#include "cli_run.h"
#include "facts_builder.h"
#include "findings/evaluate.h"
#include "text/rollout_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

/// One check a day, `days` of them, the last at observedAt().
bool keepDays(const QString &dsn, const QByteArray &mode, int days)
{
    auto archive = archive::Archive::open(dsn);
    if (!archive)
        return false;
    for (int day = days - 1; day >= 0; --day) {
        facts::DomainFacts facts = healthyFacts();
        facts.observedAt = observedAt().addDays(-day);
        for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
            fetch.body = policyText(facts.domain, mode);
        const auto observation = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
        if (!archive::keepFacts(*archive, facts, observation))
            return false;
    }
    return true;
}

/// A clean, verified report of each large sender about each day before observedAt().
bool keepReports(const QString &dsn, int days)
{
    auto archive = archive::Archive::open(dsn);
    if (!archive)
        return false;
    for (int day = 1; day <= days; ++day)
        for (const char *sender : {"google.com", "microsoft.com"}) {
            tlsrpt::Report report;
            report.organizationName = sender;
            report.contactInfo = std::string("tlsrpt@") + sender;
            report.reportId = std::string(sender) + std::to_string(day);
            report.start = observedAt().date().addDays(-day).startOfDay(Qt::UTC).toSecsSinceEpoch();
            report.end = *report.start + 86'399;
            report.startText = std::to_string(*report.start);
            tlsrpt::PolicyResult policy;
            policy.policyType = tlsrpt::PolicyType::Sts;
            policy.policyTypeWord = "sts";
            policy.policyDomain = "example.com";
            for (const QByteArray &line : policyText("example.com", "testing").split('\n'))
                if (!line.trimmed().isEmpty())
                    policy.policyStrings.push_back(line.trimmed().toStdString());
            policy.successfulSessions = 100;
            policy.failedSessions = 0;
            report.policies.push_back(policy);
            archive::StoredReport stored = archive_reports::stored(std::move(report));
            stored.trust = archive::Trust::Verified;
            if (!archive::ReportStore(*archive).add({&stored, 1}))
                return false;
        }
    return true;
}

} // namespace

class TestRolloutCommand : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString dsn(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    CliResult status(const QString &dsn, const QStringList &more) const
    {
        return runCli(QStringList{"rollout", "status", "example.com", "--archive", dsn, "--now",
                                  observedAt().toString(Qt::ISODate)} +
                      more);
    }

private Q_SLOTS:
    void derivesTheStage_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QString>("stage");
        QTest::newRow("enforce") << QByteArray("enforce") << "enforcing";
        QTest::newRow("testing") << QByteArray("testing") << "testing";
    }
    void derivesTheStage()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QString, stage);
        const QString archive = dsn(mode.constData());
        QVERIFY(keepDays(archive, mode, 5));
        const CliResult result = status(archive, {"--json"});
        QCOMPARE(result.status, mode == "testing" ? 1 : 0); // in testing, somebody should have reported by now
        const QJsonObject object = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(object["stage"].toString(), stage);
        QCOMPARE(object["since"].toString(), observedAt().addDays(-4).toString(Qt::ISODate));
        QCOMPARE(object["holders"].toArray().size(), 1);
        QVERIFY(!object["ready"].toBool()); // nobody has reported
        const CliResult words = status(archive, {});
        QVERIFY(isHarmless(words.out));
        QVERIFY2(words.out.contains("Next: "), words.out.constData());
        QCOMPARE(words.out.contains("Ready for enforce: "), mode == "testing");
        // The score never stands alone: every condition with its evidence is beside it, and scripts get these only.
        if (mode == "testing")
            for (const QJsonValue &each : object[u"readiness"].toArray()) {
                const auto condition = base::enumFromName<rollout::Condition>(each[u"condition"].toString());
                QVERIFY(condition);
                QVERIFY2(words.out.contains(text::title(*condition).toUtf8()), words.out.constData());
                QVERIFY(!each[u"reason"][u"sentence"].toString().isEmpty());
            }
        QVERIFY(!result.out.contains("score"));
    }

    // A domain that sits in testing for longer than its evidence needs is reminded of, in words and by the status.
    void remindsOfWhatIsReadyForLong()
    {
        for (const auto &[days, overdue] : {std::pair{20, false}, std::pair{40, true}}) {
            const QString archive = dsn(overdue ? "overdue" : "ready");
            QVERIFY(keepDays(archive, "testing", days));
            QVERIFY(keepReports(archive, days));
            const CliResult result = status(archive, {"--json"});
            QVERIFY2(result.json()[u"ready"].toBool(), result.out.constData());
            QCOMPARE(result.json()[u"stage"].toString(), "ready-to-enforce");
            QCOMPARE(result.json()[u"next_step"].toString(), "enforce");
            QCOMPARE(result.json()[u"overdue"].toBool(), overdue);
            QCOMPARE(result.json()[u"why"][u"code"].toString(), overdue ? "ready-overdue" : "ready");
            QCOMPARE(result.status, overdue ? 1 : 0);
            const QString reminder = result.json()[u"why"][u"sentence"].toString();
            QVERIFY(status(archive, {}).out.simplified().contains(reminder.toUtf8()));
        }
    }

    void saysThatThereIsNoSuchDomain()
    {
        const QString archive = dsn("gone");
        {
            auto opened = archive::Archive::open(archive);
            QVERIFY(opened);
            facts::DomainFacts facts;
            facts.domain = QStringLiteral("example.com");
            facts.observedAt = observedAt();
            for (facts::DnsAnswer *answer :
                 {&facts.mx, &facts.stsTxt, &facts.tlsrptTxt, &facts.policyHost.a, &facts.policyHost.aaaa})
                answer->status = facts::DnsStatus::NxDomain;
            const auto seen = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
            QVERIFY(archive::keepFacts(*opened, facts, seen));
        }
        const CliResult told = status(archive, {"--json"});
        QCOMPARE(told.status, 2);
        QCOMPARE(told.json()[u"stage"].toString(), "no-domain");
        const CliResult words = status(archive, {});
        QVERIFY2(words.out.startsWith("example.com: No such domain"), words.out.constData());
        QVERIFY(!words.out.contains("Publish"));
        const QStringList where{"--archive", archive, "--now", observedAt().toString(Qt::ISODate)};
        const CliResult plan = runCli(QStringList{"rollout", "plan", "example.com", "--goal", "enforce"} + where);
        QCOMPARE(plan.status, 2);
        QVERIFY2(plan.err.contains("does not exist"), plan.err.constData());
        QCOMPARE(runCli(QStringList{"rollout", "plan", "example.com"} + where).status, 64);
    }

    void knowsNothingOfAStranger()
    {
        const QString archive = dsn("stranger");
        QVERIFY(keepDays(archive, "testing", 1));
        const CliResult result = runCli({"rollout", "status", "other.example", "example.com", "--archive", archive,
                                         "--now", observedAt().toString(Qt::ISODate), "--json"});
        QCOMPARE(result.status, 3);
        const QJsonObject object = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(object["domains"].toArray().size(), 2);
        QCOMPARE(object["domains"].toArray().first().toObject()["stage"].toString(), QString("unknown"));
    }

    void refusesWhatItCannotUse()
    {
        QCOMPARE(runCli({"rollout", "status"}).status, 64);
        QCOMPARE(runCli({"rollout", "status", "a_b"}).status, 64);
        const CliResult missing = status(dsn("missing"), {});
        QVERIFY(missing.status == 64 || missing.status == 70);
        QVERIFY(!missing.err.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRolloutCommand)
#include "test_rollout_command.moc"
