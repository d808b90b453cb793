// SPDX-License-Identifier: GPL-3.0-or-later
// The phases of an MX move and their dates, the countdown of a withdrawal, and what holders of old policies would do:
// from histories that are written look by look.
#include "rollout/holding.h"
#include "rollout/mx_move.h"
#include "rollout/policy_lines.h"
#include "rollout/what_if.h"
#include "rollout/withdrawal.h"
#include "sts/policy_parser.h"

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
        // It may be fetched until now, and binds for its week.
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
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QCOMPARE(world.move().waitUntil, std::optional(hour(37 + 25).addSecs(300)));
        world.sees(look(38, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().waitUntil, std::optional(hour(38 + 25).addSecs(300)));
    }

    void anOutageAfterTheWaitChangesNothing()
    {
        World world;
        const QStringList both = unionPatterns(oldMx, newMx);
        for (qint64 at = 25; at <= 61; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        world.sees(look(63, oldMx, both, sts::Mode::Enforce, "2"));
        Observation outage = look(70, oldMx, both, sts::Mode::Enforce, "2");
        outage.policy = Seen::NotKnown;
        world.sees(outage);
        QCOMPARE(world.move().phase, MovePhase::MoveMx);
        world.sees(look(71, oldMx, oldMx, sts::Mode::Enforce, "3"));
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
    }

    // Senders that hold the old policy compare ids, and would never fetch the union (RFC 8461 §3.3).
    void theUnionNeedsANewId()
    {
        World world;
        const QStringList both = unionPatterns(oldMx, newMx);
        for (qint64 at = 25; at <= 97; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "1"));
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        world.sees(look(98, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QCOMPARE(world.move().waitUntil, std::optional(hour(98 + 25).addSecs(300)));
        // A further id of the same text reaches every sender as well.
        for (qint64 at = 100; at <= 124; at += 2)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, at < 110 ? "2" : "4"));
        QCOMPARE(world.move().waitUntil, std::optional(hour(98 + 25 + 2).addSecs(300)));
        world.sees(look(126, oldMx, both, sts::Mode::Enforce, "4"));
        QCOMPARE(world.move().phase, MovePhase::MoveMx);
    }

    void aTrimThatCameTooEarlyIsUndone()
    {
        World world;
        const QStringList both = unionPatterns(oldMx, newMx);
        for (qint64 at = 25; at <= 73; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        world.sees(look(80, newMx, newMx, sts::Mode::Enforce, "3"));
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        QCOMPARE(world.move().policyPatterns, both);
        world.sees(look(81, newMx, both, sts::Mode::Enforce, "4"));
        QCOMPARE(world.move().phase, MovePhase::WaitQueues);
    }

    // Old MX data and queued mail still name a host that left the set within its TTL and five days.
    void hostsThatLeftShortlyBeforeBelongToTheUnion()
    {
        World world;
        const QStringList before{"mx.before.example"};
        world.history.observations.prepend(look(-6, before, before, sts::Mode::Testing, "0"));
        QCOMPARE(world.move().oldHosts, before + oldMx);
        QCOMPARE(world.move().policyPatterns, unionPatterns(before + oldMx, newMx));
        world.history.observations.first().at = hour(24 - 2 - 120 - 1);
        QCOMPARE(world.move().oldHosts, oldMx);
    }

    void hostsThatAppearDuringTheMoveWidenIt()
    {
        World world;
        const QStringList both = unionPatterns(oldMx, newMx);
        world.plan.mx = both;
        for (qint64 at = 25; at <= 37; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QVERIFY(world.move().found.isEmpty());
        const QStringList strange = oldMx + QStringList{"mx.strange.example"};
        world.sees(look(49, strange, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        QCOMPARE(world.move().found, QStringList{"mx.strange.example"});
        world.plan.mx = world.move().policyPatterns;
        QVERIFY(world.move().found.isEmpty());
        world.sees(look(50, strange, world.plan.mx, sts::Mode::Enforce, "3"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QCOMPARE(world.move().waitUntil, std::optional(hour(50 + 25).addSecs(300)));
    }

    // The family is listed whole, whichever of its hosts the move names.
    void hostsOfTheFamilyAreNoOldHosts()
    {
        World world;
        world.plan.mxMove->to = QStringList{"aspmx.l.google.com"};
        const QStringList both = unionPatterns(oldMx, world.plan.mxMove->to);
        world.plan.mx = both;
        for (qint64 at = 25; at <= 73; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        world.sees(look(80, hostNamesOf(GoogleFamily::AspmxFive), both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitQueues);
        QCOMPARE(world.move().oldHosts, oldMx);
    }

    void canWaitForExpiry()
    {
        World world;
        world.plan.mxMove->waitForExpiry = true;
        const QStringList both = unionPatterns(oldMx, newMx);
        for (qint64 at = 25; at < 192; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
        QCOMPARE(world.move().waitUntil, std::optional(hour(25 + 168)));
        world.sees(look(193, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::MoveMx);
    }

    // Published and replaced between two checks, a policy was live all the same.
    void whatWasHandedOutIsHeldUnseen()
    {
        World world;
        const auto handOut = [&world](qint64 at, sts::Mode mode, const char *id) {
            const sts::Policy policy{mode, oldMx, 604'800, {}};
            world.history.issued += Served{policy, sts::format(policy), id, hour(at), hour(at)};
        };
        handOut(26, sts::Mode::Enforce, "2");
        world.sees(look(27, oldMx, oldMx, sts::Mode::Enforce, "1")); // not published yet
        QVERIFY(everythingHeld(world.history, hour(27)).last().pending);
        QCOMPARE(withdrawalOf(world.history, hour(27)).heldUntil, std::optional(hour(27 + 168)));
        world.sees(look(48, oldMx, oldMx, sts::Mode::None, "3"));
        QCOMPARE(everythingHeld(world.history, hour(60)).last().until, hour(48 + 168));
        QVERIFY(!everythingHeld(world.history, hour(60)).last().pending);
        // Seen, it is in the ledger, and counts once.
        const qsizetype before = everythingHeld(world.history, hour(60)).size();
        handOut(40, sts::Mode::None, "3");
        QCOMPARE(everythingHeld(world.history, hour(60)).size(), before);
    }

    void aUnionFromBeforeSomethingUnseenCountsAnew()
    {
        World world;
        const QStringList both = unionPatterns(oldMx, newMx);
        for (qint64 at = 25; at <= 73; at += 12)
            world.sees(look(at, oldMx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::MoveMx);
        const sts::Policy trimmed{sts::Mode::Enforce, oldMx, 604'800, {}};
        world.history.issued += Served{trimmed, sts::format(trimmed), "3", hour(74), hour(74)};
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        world.sees(look(75, oldMx, both, sts::Mode::Enforce, "2")); // perhaps not published yet
        QCOMPARE(world.move().phase, MovePhase::PublishUnion);
        world.sees(look(76, oldMx, both, sts::Mode::Enforce, "4"));
        QCOMPARE(world.move().phase, MovePhase::WaitRefresh);
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
        // As long as nobody has seen it replaced, it may be fetched.
        QCOMPARE(holdersOf(world.history, hour(25 + 168)).first().until, hour(25 + 168 + 168));
        world.sees(look(26, newMx, newMx, sts::Mode::Enforce, "2"));
        QCOMPARE(holdersOf(world.history, hour(26 + 167)).size(), 2);
        const QList<HolderView> rest = holdersOf(world.history, hour(26 + 168));
        QCOMPARE(rest.size(), 1);
        QVERIFY(!rest.first().refuses());
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
        // A sender may have fetched the old policy until just before the look that found mode none.
        QCOMPARE(withdrawal.heldUntil, std::optional(hour(30 + 168)));
        QVERIFY(!withdrawal.mayRemove);
        QVERIFY(!withdrawalOf(world.history, hour(197)).mayRemove);
        QVERIFY(withdrawalOf(world.history, hour(198)).mayRemove);
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

    // MX names come from the DNS of whoever runs the domain: each that no policy can list stays out of it.
    void takesOnlyHostNamesAsLines()
    {
        const QStringList bad{
            "mx_1.example.com", "mx.example.com\r\nmode: none", "192.0.2.1", "*.example.com", "", "mx"};
        const PolicyLines lines = policyLinesFor(bad + QStringList{"GW.Example.com."});
        QCOMPARE(lines.patterns, QStringList{"gw.example.com"});
        QCOMPARE(lines.noHostNames, bad);
        QVERIFY(sts::parse(sts::format({sts::Mode::Enforce, lines.patterns, 86'400, {}})));
    }

    // Neither a leftover nor a name that no policy can list holds up a move for ever.
    void whatNoPolicyCanListDoesNotHoldUpAMove()
    {
        World world;
        const QStringList mx = oldMx + QStringList{"mx_2.old.example", "abc.mx-verification.google.com"};
        const QStringList both = unionPatterns(mx, newMx);
        for (qint64 at = 25; at <= 73; at += 12)
            world.sees(look(at, mx, both, sts::Mode::Enforce, "2"));
        QCOMPARE(world.move().phase, MovePhase::MoveMx);
    }

    void mayBeFetchedUntil_data()
    {
        QTest::addColumn<Observation>("next");
        QTest::addColumn<QDateTime>("until"); // seen from hour 40; the policy was last seen at 24
        const Observation same = look(30, oldMx, oldMx, sts::Mode::Enforce, "1");
        const auto with = [&same](auto change) {
            Observation seen = same;
            change(seen);
            return seen;
        };
        QTest::newRow("still there") << same << hour(40);
        QTest::newRow("the same under another id") << look(30, oldMx, oldMx, sts::Mode::Enforce, "2") << hour(40);
        QTest::newRow("another") << look(30, oldMx, newMx, sts::Mode::Enforce, "2") << hour(30);
        QTest::newRow("none there") << with([](Observation &seen) { seen.policy = Seen::Absent; }) << hour(30);
        QTest::newRow("cannot tell") << with([](Observation &seen) { seen.policy = Seen::NotKnown; }) << hour(40);
        QTest::newRow("not usable from here")
            << with([](Observation &seen) { seen.policy = Seen::Invalid; }) << hour(40);
        QTest::newRow("no record: as long as it may be cached")
            << with([](Observation &seen) { seen.record = Seen::Absent; }) << hour(30).addSecs(300);
        QTest::newRow("record not known") << with([](Observation &seen) { seen.record = Seen::NotKnown; }) << hour(40);
    }
    void mayBeFetchedUntil()
    {
        QFETCH(Observation, next);
        World world;
        world.sees(next);
        QTEST(fetchableUntil(world.history, world.history.served.first(), hour(40)), "until");
        QFETCH(QDateTime, until);
        QCOMPARE(everythingHeld(world.history, hour(40)).first().until, until.addSecs(604'800));
    }
};

QTEST_GUILESS_MAIN(TestMxMove)
#include "test_mx_move.moc"
