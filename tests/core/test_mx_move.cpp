// SPDX-License-Identifier: GPL-3.0-or-later
// The phases of an MX move and their dates, the countdown of a withdrawal, and what holders of old policies would do:
// from histories that are written look by look.
#include "rollout/google_workspace.h"
#include "rollout/mx_move.h"
#include "rollout/what_if.h"
#include "rollout/withdrawal.h"

#include <QTest>

using namespace rollout;

namespace {

const QDateTime start(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
const QStringList oldMx{"mx.old.example"};
const QStringList newMx{"smtp.google.com"};

QDateTime hour(qint64 hours)
{
    return start.addSecs(hours * 3600);
}

Observation look(qint64 hours, const QStringList &mx, const QStringList &patterns, sts::Mode mode, const char *id)
{
    Observation seen;
    seen.at = hour(hours);
    seen.record = seen.policy = Seen::Usable;
    seen.recordId = id;
    seen.recordTtl = 300;
    seen.policyRead = {mode, patterns, 604'800, {}};
    seen.policyText = sts::format(seen.policyRead);
    seen.policyHash = seen.policyText;
    seen.mxKnown = true;
    seen.mx = mx;
    seen.mxTtl = 7200;
    return seen;
}

struct World
{
    History history;
    Plan plan;

    World()
    {
        plan.mxMove = MxMove{newMx, hour(24), false};
        sees(look(0, oldMx, oldMx, sts::Mode::Enforce, "1"));
        sees(look(24, oldMx, oldMx, sts::Mode::Enforce, "1"));
    }
    void sees(const Observation &seen)
    {
        history.observations += seen;
        recordServed(history.served, seen);
    }
    MoveVerdict move() const { return moveOf(history, plan, history.observations.last().at); }
};

} // namespace

class TestMxMove : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void movesPhaseByPhase()
    {
        World world;
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        QCOMPARE(world.move().oldHosts, oldMx);
        const QStringList both = unionPatterns(oldMx, newMx);
        QCOMPARE(world.move().policyPatterns, both);
        // The last look at the old policy plus its week.
        QCOMPARE(world.move().safeWhateverHappens, std::optional(hour(24 + 168)));

        world.sees(look(25, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QCOMPARE(world.move().waitUntil, std::optional(hour(25 + 24 + 1).addSecs(300)));
        world.sees(look(37, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().waitUntil, std::optional(hour(25 + 24 + 12 + 1).addSecs(300)));
        for (qint64 at = 49; at <= 61; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        world.sees(look(63, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::MoveMx);

        world.sees(look(70, newMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitQueues);
        QCOMPARE(world.move().waitUntil, std::optional(hour(70 + 2 + 120)));
        world.sees(look(191, newMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitQueues);
        world.sees(look(192, newMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::Trim);
        QCOMPARE(world.move().policyPatterns, newMx);
        world.sees(look(193, newMx, newMx, sts::Mode::Enforce, "3"));
        QCOMPARE(world.move().phase, MovePhase::Done);
    }

    void anOutageBeginsTheWaitAnew()
    {
        World world;
        const QStringList both = unionPatterns(oldMx, newMx);
        world.sees(look(25, oldMx, both, sts::Mode::Enforce, "2"));
        Observation outage = look(37, oldMx, both, sts::Mode::Enforce, "2");
        outage.policy = Seen::NotKnown;
        world.sees(outage);
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        world.sees(look(38, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().waitUntil, std::optional(hour(38 + 25).addSecs(300)));
    }

    void canWaitForExpiry()
    {
        World world;
        world.plan.mxMove->waitForExpiry = true;
        const QStringList both = unionPatterns(oldMx, newMx);
        for (qint64 at = 25; at < 192; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QCOMPARE(world.move().waitUntil, std::optional(hour(192)));
        world.sees(look(193, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::MoveMx);
    }

    void recordsThatMovedFirstAreSaid()
    {
        World world;
        world.sees(look(25, newMx, oldMx, sts::Mode::Enforce, "1"));
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        const QList<HolderView> holders = holdersOf(world.history, hour(25));
        QCOMPARE(holders.size(), 1);
        QVERIFY(holders.first().refuses());
        QCOMPARE(holders.first().notMatched, newMx);
        QVERIFY(holdersOf(world.history, hour(25 + 168)).isEmpty());
    }

    void aHostThatFailsIsNotUsable()
    {
        World world;
        Observation seen = look(25, oldMx, oldMx, sts::Mode::Enforce, "1");
        seen.serverProblems = {
            {findings::FindingId::MxCertificateExpired, findings::Severity::Error, oldMx.first(), {}}};
        world.sees(seen);
        QCOMPARE(holdersOf(world.history, hour(25)).first().failing, oldMx);
    }

    void aWithdrawalCountsDown()
    {
        World world;
        QVERIFY(!withdrawalOf(world.history, hour(24)).noneServed);
        world.sees(look(30, oldMx, oldMx, sts::Mode::None, "2"));
        Withdrawal withdrawal = withdrawalOf(world.history, hour(30));
        QVERIFY(withdrawal.noneServed);
        QCOMPARE(withdrawal.noneSince, std::optional(hour(30)));
        QCOMPARE(withdrawal.heldUntil, std::optional(hour(24 + 168)));
        QVERIFY(!withdrawal.mayRemove);
        QVERIFY(!withdrawalOf(world.history, hour(191)).mayRemove);
        QVERIFY(withdrawalOf(world.history, hour(192)).mayRemove);
        // A record that vanishes is no opt-out: removing is only offered while mode none is served.
        Observation gone = look(31, oldMx, oldMx, sts::Mode::None, "2");
        gone.record = gone.policy = Seen::Absent;
        world.sees(gone);
        withdrawal = withdrawalOf(world.history, hour(200));
        QVERIFY(withdrawal.removed);
        QVERIFY(!withdrawal.mayRemove);
    }

    void coversWholeFamilies()
    {
        for (const GoogleFamily family :
             {GoogleFamily::SmtpGoogle, GoogleFamily::AspmxFive, GoogleFamily::AspmxSeven, GoogleFamily::SmtpGoog}) {
            const QStringList hosts = hostNamesOf(family);
            const QStringList patterns = unionPatterns(hosts.mid(0, 2) + QStringList{"gw.example.com"}, newMx);
            for (const QString &host : hosts + newMx + QStringList{"gw.example.com"})
                QVERIFY2(family == GoogleFamily::AspmxSeven || sts::matchesAny(patterns, host), qPrintable(host));
            for (const QString &host : hosts)
                QVERIFY2(sts::matchesAny(patternsFor(hosts), host), qPrintable(host));
        }
        QVERIFY(patternsFor({"abc.mx-verification.google.com"}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMxMove)
#include "test_mx_move.moc"
