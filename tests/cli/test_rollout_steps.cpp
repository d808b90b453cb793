// SPDX-License-Identifier: GPL-3.0-or-later
// The rollout as an administrator runs it: plan, advance, rollback and withdraw as separate runs of the program over
// one archive, with real checks of a domain on loopback in between. What the program makes is put live and looked at.
#include "archive/plan_store.h"
#include "cli_run.h"
#include "loopback_domain.h"

#include <QTest>

using namespace support;

namespace {

QStringList codesIn(const QJsonValue &reasons)
{
    QStringList codes;
    for (const QJsonValue &reason : reasons.toArray())
        codes += reason[u"code"].toString();
    return codes;
}

QString lintSeverity(const QStringList &arguments, const QByteArray &input = {})
{
    return runCli(QStringList{"lint"} + arguments + QStringList{"--json"}, {.input = input})
        .json()[u"severity"]
        .toString();
}

/// "ok" or "info" everywhere, else what is worse.
QString severityOf(const QJsonObject &publication)
{
    for (const QJsonValue &record : publication[u"records"].toArray()) {
        const QString name = record[u"name"].toString(), value = record[u"value"].toString();
        const char *kind = name.startsWith("_mta-sts.") ? "sts-record" : "tlsrpt-record";
        if (record[u"type"].toString() != "TXT")
            continue;
        if (const QString severity = lintSeverity({kind, value}); severity != "ok")
            return name + u' ' + severity;
    }
    if (!publication.contains(u"policy"))
        return "ok";
    const QString severity =
        lintSeverity({"policy", "-", "--http-status", "200", "--content-type", "text/plain", "--domain", "example.com"},
                     publication[u"policy"].toString().toUtf8());
    return severity == "info" ? QStringLiteral("ok") : severity;
}

} // namespace

class TestRolloutSteps : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_archive;

    CliResult run(const QStringList &words, const QStringList &more = {}) const
    {
        return runCli(QStringList{"rollout"} + words + QStringList{"example.com", "--archive", m_archive} + more);
    }
    QJsonObject json(const QStringList &words, const QStringList &more = {}) const
    {
        return run(words, QStringList{"--json"} + more).json();
    }
    QJsonObject plan() const { return json({"plan"}); }

private Q_SLOTS:
    void init() { m_archive = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

    void walksThroughARollout()
    {
        LoopbackDomain world;
        const QStringList check = QStringList{"--check"} + world.checkOptions();
        const auto live = [&](const QJsonObject &answer, const char *action) {
            QCOMPARE(answer[u"action"].toString(), QString(action));
            QVERIFY(answer[u"saved"].toBool());
            const QJsonObject publication = answer[u"publication"].toObject();
            QCOMPARE(severityOf(publication), QString("ok"));
            world.publish(publication);
        };

        // Nothing planned, nothing known.
        QCOMPARE(run({"plan"}).status, 70); // no archive yet
        QCOMPARE(
            run({"plan"}, {"--rua", "mailto:tls@reports.example.net", "--policy-host-address", "192.0.2.80"}).status,
            0);
        CliResult result = run({"advance"});
        QCOMPARE(result.status, 3);
        QCOMPARE(result.out, QByteArray()); // a refusal puts nothing into a pipe

        // Reporting, then testing.
        live(json({"advance"}, check), "start-reporting");
        const QJsonObject again = json({"advance"});
        QVERIFY(again[u"decided_before"].toBool() && !again[u"saved"].toBool());
        live(json({"advance"}, check), "start-testing");
        const QString testingId = plan()[u"id"].toString();
        QVERIFY(world.txt("_mta-sts.example.com").contains(testingId.toLatin1()));

        // Not ready: refused with every condition, and the plan stays.
        const QJsonObject before = plan();
        result = run({"advance"}, check);
        QCOMPARE(result.status, 2);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains("Days in testing, at the earliest on 20"), result.err.constData());
        const QJsonObject refused = json({"advance"});
        QVERIFY(refused[u"refused"].toBool());
        QCOMPARE(refused[u"exit_status"].toInt(), 2);
        QVERIFY(codesIn(refused[u"reasons"]).contains("days-too-few"));
        QVERIFY(refused[u"unmet"].toArray().size() >= 2);
        QVERIFY(refused[u"unmet"][0][u"met_at"].isString());
        QCOMPARE(plan(), before);
        QCOMPARE(run({"advance"}, {"--force"}).status, 64);

        // Forced, with the reason kept.
        live(json({"advance"}, {"--force", "--reason", "The auditor comes on Monday."}), "start-enforcing");
        const QJsonObject decision = plan()[u"decisions"].toArray().last().toObject();
        QCOMPARE(decision[u"action"].toString(), QString("start-enforcing"));
        QCOMPARE(decision[u"reason"].toString(), QString("The auditor comes on Monday."));
        QVERIFY(decision[u"forced"].toBool() && decision[u"at"].toString().startsWith("20"));
        result = run({"status"}, check);
        QVERIFY2(result.out.contains("example.com: Enforcing"), result.out.constData());
        QVERIFY2(result.out.contains("max_age: a day now; the ladder is a day, 7 days, 30 days; 7 days not before 20"),
                 result.out.constData());

        // The next rung is not earned yet; back to testing.
        QVERIFY(codesIn(json({"advance"})[u"reasons"]).contains("rung-not-over"));
        QCOMPARE(run({"rollback"}, {"--to", "rung"}).status, 2);
        live(json({"rollback"}), "roll-back");
        QCOMPARE(json({"status"}, check)[u"stage"].toString(), QString("testing"));
        QCOMPARE(run({"rollback"}).status, 2);

        // Out, with the countdown; the removal has its date.
        live(json({"withdraw"}), "withdraw");
        const QJsonObject withdrawing = json({"status"}, check);
        QCOMPARE(withdrawing[u"stage"].toString(), QString("withdrawing"));
        QVERIFY(!withdrawing[u"withdrawal"][u"may_remove"].toBool());
        result = run({"withdraw"});
        QCOMPARE(result.status, 0);
        QVERIFY2(result.err.contains("Not before 20"), result.err.constData());
        QCOMPARE(run({"withdraw"}, {"--remove"}).status, 2);
        const QString late = QDateTime::currentDateTimeUtc().addDays(40).toString(Qt::ISODate);
        live(json({"withdraw"}, {"--now", late}), "remove");
        QCOMPARE(world.txt("_mta-sts.example.com"), QByteArray());
        QVERIFY(!world.txt("_smtp._tls.example.com").isEmpty());

        // No id came twice.
        QStringList ids;
        for (const QJsonValue &one : plan()[u"decisions"].toArray())
            if (const QString id = one[u"id"].toString(); !id.isEmpty() && !ids.contains(id))
                ids += id;
        QCOMPARE(ids.size(), 4); // testing, enforce, testing, none
    }

    void adoptsWhatIsLive()
    {
        LoopbackDomain world;
        world.publish(runCli({"generate", "example.com", "--mx", "mx1.example.com", "--mode", "enforce", "--id", "old7",
                              "--max-age", "604800", "--json"})
                          .json());
        QCOMPARE(run({"plan"}, {"--adopt"}).status, 2); // never looked at
        QJsonObject adopted = json({"plan"}, QStringList{"--adopt", "--check"} + world.checkOptions());
        QCOMPARE(adopted[u"id"].toString(), QString("old7"));
        QCOMPARE(adopted[u"mode"].toString(), QString("enforce"));
        QCOMPARE(adopted[u"max_age"].toInt(), 604'800);
        QCOMPARE(adopted[u"rua"].toArray().first().toString(), QString("mailto:tls-reports@example.com"));

        // A first plan takes over what is live without being told to; mode none and nothing leave it alone.
        const QStringList check{"check", "example.com", "--archive", m_archive + "2"};
        QVERIFY(runCli(check + world.checkOptions()).status <= 2);
        const CliResult goal =
            runCli({"rollout", "plan", "example.com", "--goal", "enforce", "--archive", m_archive + "2", "--json"});
        QCOMPARE(goal.json()[u"id"].toString(), QString("old7"));
        QVERIFY2(goal.err.contains("takes it over"), goal.err.constData());

        const QJsonObject lower = json({"rollback"}, {"--to", "rung"});
        QCOMPARE(lower[u"action"].toString(), QString("lower-max-age"));
        QCOMPARE(lower[u"publication"][u"max_age"].toInt(), 86'400);
        QCOMPARE(lower[u"publication"][u"mode"].toString(), QString("enforce"));
        QCOMPARE(severityOf(lower[u"publication"].toObject()), QString("ok"));
        const QJsonObject renewed = json({"rollback"}, {"--to", "new-id", "--reason", "Somebody edited the file."});
        QCOMPARE(renewed[u"action"].toString(), QString("republish"));
        QVERIFY(renewed[u"id"].toString() != lower[u"id"].toString());
        QCOMPARE(plan()[u"decisions"].toArray().last()[u"reason"].toString(), QString("Somebody edited the file."));
    }

    // The plan as generate prints it, and ids that no policy gets again.
    void generatesFromThePlan()
    {
        LoopbackDomain world;
        QCOMPARE(run({"plan"}, {"--goal", "enforce", "--rua", "mailto:tls@reports.example.net"}).status, 0);
        const QStringList fromPlan{"generate", "example.com", "--plan", "--archive", m_archive, "--json"};
        const QJsonObject reporting = runCli(fromPlan).json();
        QCOMPARE(reporting[u"records"].toArray().size(), 1);
        QVERIFY(!reporting.contains(u"policy"));
        world.publish(json({"advance"}, QStringList{"--check"} + world.checkOptions())[u"publication"].toObject());
        QCOMPARE(json({"advance"}, QStringList{"--check"} + world.checkOptions())[u"action"].toString(),
                 QString("start-testing"));
        const QJsonObject whole = runCli(fromPlan).json();
        QCOMPARE(whole[u"records"].toArray().size(), 2);
        QCOMPARE(whole[u"mx"].toArray().first().toString(), QString("mx1.example.com"));
        QCOMPARE(severityOf(whole), QString("ok"));
        QCOMPARE(runCli(fromPlan + QStringList{"--mode", "enforce"}).status, 64);
        const QString id = plan()[u"id"].toString();
        const CliResult taken =
            runCli({"generate", "example.com", "--mx", "mx1.example.com", "--id", id, "--archive", m_archive});
        QCOMPARE(taken.status, 64);
        QVERIFY2(taken.err.contains("Choose another"), taken.err.constData());
    }

    void renewsTheLinesFromTheLiveHosts()
    {
        LoopbackDomain world;
        QCOMPARE(run({"plan"}, {"--live-mx"}).status, 2); // never looked at
        world.publish(runCli({"generate", "example.com", "--mx", "*.example.com", "--id", "old7", "--json"}).json());
        QCOMPARE(json({"plan"}, QStringList{"--adopt", "--check"} + world.checkOptions())[u"mx"].toArray(),
                 QJsonArray{"*.example.com"});
        const QJsonObject renewed = json({"plan"}, {"--live-mx"});
        QCOMPARE(renewed[u"mx"].toArray(), QJsonArray{"mx1.example.com"});
        QVERIFY(renewed[u"id"].toString() != "old7");
        const QJsonObject step = json({"advance"});
        QCOMPARE(step[u"action"].toString(), QString("change-mx"));
        QCOMPARE(severityOf(step[u"publication"].toObject()), QString("ok"));
    }

    void changesLinesAndMoves()
    {
        LoopbackDomain world;
        world.publish(runCli({"generate", "example.com", "--mx", "mx1.example.com", "--id", "old7", "--json"}).json());
        QCOMPARE(run({"plan"}, QStringList{"--adopt", "--check"} + world.checkOptions()).status, 0);
        const QJsonObject refused = json({"plan"}, {"--mx", "other.example.net"});
        QCOMPARE(refused[u"exit_status"].toInt(), 2);
        QCOMPARE(codesIn(refused[u"reasons"]), QStringList{"lines-miss-mx"});
        QCOMPARE(run({"plan"}, {"--mx", "other.example.net", "--force"}).status, 64);
        QCOMPARE(run({"plan"}, {"--move-mx", "smtp.google.com"}).status, 0);
        const QJsonObject first = json({"advance"});
        QCOMPARE(first[u"action"].toString(), QString("begin-mx-move"));
        QCOMPARE(first[u"publication"][u"mx"].toArray(), (QJsonArray{"mx1.example.com", "smtp.google.com"}));
        world.publish(first[u"publication"].toObject());
        const CliResult status = run({"status"}, QStringList{"--check"} + world.checkOptions());
        QVERIFY2(status.out.contains("Move of MX hosts to smtp.google.com: Wait for senders"), status.out.constData());
        QVERIFY(isHarmless(status.out));
        QCOMPARE(json({"status"})[u"mx_move"][u"phase"].toString(), QString("wait-refresh"));
        QCOMPARE(run({"advance"}).status, 2);
        QCOMPARE(json({"plan"}, {"--cancel-move"})[u"mx"].toArray(), QJsonArray{"mx1.example.com"});
        QCOMPARE(json({"advance"})[u"action"].toString(), QString("cancel-mx-move"));
    }

    void writesFilesOnce()
    {
        LoopbackDomain world;
        QCOMPARE(run({"plan"}, {"--goal", "enforce"}).status, 0);
        const QString folder = m_folder.filePath("out");
        QCOMPARE(run({"advance"}, QStringList{"--output", folder, "--check"} + world.checkOptions()).status, 0);
        QVERIFY(readFile(folder + "/example.com.zone").contains("v=TLSRPTv1"));
        const CliResult twice = run({"advance"}, {"--output", folder});
        QCOMPARE(twice.status, 64);
        QVERIFY2(twice.err.contains("--replace replaces it"), twice.err.constData());
        QCOMPARE(run({"advance"}, {"--output", folder, "--replace"}).status, 0);
    }

    // What nobody gets to publish is not decided either.
    void decidesNothingThatCannotBeWritten()
    {
        LoopbackDomain world;
        QCOMPARE(run({"plan"}, {"--goal", "enforce"}).status, 0);
        const QString folder = m_folder.filePath("taken"), zone = folder + "/example.com.zone";
        QVERIFY(QDir().mkpath(folder));
        QFile file(zone);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        const QJsonObject before = plan();
        const CliResult taken = run({"advance"}, QStringList{"--output", folder, "--check"} + world.checkOptions());
        QCOMPARE(taken.status, 64);
        QVERIFY2(taken.err.contains("--replace replaces it"), taken.err.constData());
        QVERIFY(taken.err.contains("The plan is as it was."));
        QCOMPARE(plan(), before);
        QCOMPARE(readFile(zone), "mine");
        // A file in the place of the directory.
        QCOMPARE(run({"advance"}, {"--output", zone + "/sub"}).status, 70);
        QCOMPARE(plan(), before);
        QCOMPARE(run({"advance"}, {"--output", folder, "--replace"}).status, 0);
        QVERIFY(plan() != before);
        QVERIFY(readFile(zone).contains("v=TLSRPTv1"));
    }

    void refusesWhatMeansNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *line, const char *says) {
            QTest::newRow(line) << QString::fromLatin1(line).split(u' ') << QByteArray(says);
        };
        row("advance", "Name one mail domain");
        row("advance a.example b.example", "Name one mail domain");
        row("advance example.com --force", "--force needs --reason");
        row("advance example.com --reason=", "empty");
        row("advance example.com --replace", "without --output");
        row("advance example.com --json --output x", "not both");
        row("advance example.com --format tablet", "There is no format");
        row("advance example.com --zone example.net", "does not lie in the zone");
        row("advance example.com --resolver 192.0.2.1", "without --check");
        row("advance example.com --check --now 2026-01-01", "not both");
        row("status example.com --no-smtp", "without --check");
        row("rollback example.com --to heaven", "--to takes");
        row("withdraw example.com --now tomorrow", "not a moment");
        row("plan example.com --goal fame", "--goal takes");
        row("plan example.com --mx mx.example.com --adopt", "Give only one");
        row("plan example.com --wait-for-expiry", "without --move-mx");
        row("plan example.com --force --reason x", "only shown");
        row("plan example.com --testing-days 1000", "--testing-days takes");
        row("plan example.com --count-files perhaps", "yes or no");
    }
    void refusesWhatMeansNothing()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const CliResult result = runCli(QStringList{"rollout"} + arguments + QStringList{"--archive", m_archive});
        QVERIFY2(result.status == 64, result.err.constData());
        QVERIFY2(result.err.contains(says), result.err.constData());
        QCOMPARE(result.out, QByteArray());
        QVERIFY(!QFile::exists(m_archive));
    }

    void keepsTheReasonHarmless()
    {
        LoopbackDomain world;
        QCOMPARE(run({"plan"}, {"--goal", "enforce", "--reason", "a\x1b[31mred \xe2\x80\xae\n two"}).status, 0);
        const CliResult shown = run({"plan"});
        QCOMPARE(shown.status, 0);
        QVERIFY(isHarmless(shown.out));
        QVERIFY2(shown.out.contains("\\x1b"), shown.out.constData());
        QCOMPARE(run({"plan"}, {"--goal", "testing", "--reason", QString(1001, u'x')}).status, 64);
    }
};

QTEST_GUILESS_MAIN(TestRolloutSteps)
#include "test_rollout_steps.moc"
