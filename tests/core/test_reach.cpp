// SPDX-License-Identifier: GPL-3.0-or-later
// When a history that was cut tells as much as the whole one.
#include "rollout/reach.h"

#include "rollout/mx_move.h"
#include "rollout/next_step.h"
#include "rollout_histories.h"

#include <QTest>

using namespace histories;
using sts::Mode;

namespace {

/// As an archive gives it: the looks from a day on, the ledger whole.
History cutAt(const History &whole, int day)
{
    History cut = whole;
    cut.observations.removeIf([day](const Observation &look) { return look.at < noon(day); });
    return cut;
}

Writer longRollout()
{
    Writer writer;
    writer.state().reporting = Seen::Absent;
    writer.checks(0, 9);
    writer.state().reporting = Seen::Usable;
    writer.checks(10, 19);
    writer.serve(Mode::Testing);
    writer.checks(20, 59);
    writer.serve(Mode::Enforce, 86'400, "e1");
    writer.checks(60, 199);
    return writer;
}

} // namespace

class TestReach : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsWhatWasCut_data()
    {
        QTest::addColumn<int>("day");
        QTest::addColumn<bool>("enough");
        QTest::newRow("nothing cut") << 0 << true;
        QTest::newRow("before testing") << 15 << true;
        QTest::newRow("testing began here") << 20 << true;
        QTest::newRow("within the testing period") << 40 << false;
        QTest::newRow("within enforce") << 100 << false;
    }
    void knowsWhatWasCut()
    {
        QFETCH(int, day);
        QFETCH(bool, enough);
        const Writer writer = longRollout();
        const History cut = cutAt(writer.history(), day);
        QCOMPARE(reachesBackEnough(cut, nullptr, writer.now()), enough);
        if (enough)
            QCOMPARE(stageOf(cut, nullptr, writer.now()), stageOf(writer.history(), nullptr, writer.now()));
    }

    void asksSinceWhenReportingLasts()
    {
        Writer writer;
        writer.serve(Mode::None, 86'400, "n1");
        writer.checks(0, 9);
        writer.removeRecord();
        writer.state().reporting = Seen::Absent;
        writer.checks(10, 19);
        writer.state().reporting = Seen::Usable;
        writer.checks(20, 40);
        QVERIFY(!reachesBackEnough(cutAt(writer.history(), 25), nullptr, writer.now()));
        QVERIFY(!reachesBackEnough(cutAt(writer.history(), 12), nullptr, writer.now()));
        QVERIFY(reachesBackEnough(cutAt(writer.history(), 8), nullptr, writer.now()));
    }

    // What a move started from is the look before it; without that one the new hosts look like the old ones.
    void asksForTheLookBeforeAMove()
    {
        const Writer writer = longRollout();
        Plan plan;
        plan.domain = QStringLiteral("example.com");
        plan.mxMove = MxMove{{QStringLiteral("new.example.net")}, noon(18), false};
        QVERIFY(!reachesBackEnough(cutAt(writer.history(), 19), &plan, writer.now()));
        QVERIFY(reachesBackEnough(cutAt(writer.history(), 18), &plan, writer.now()));
    }

    void asksForEverythingWhenThereIsNothing() { QVERIFY(!reachesBackEnough(History(), nullptr, noon(0))); }
};

QTEST_APPLESS_MAIN(TestReach)
#include "test_reach.moc"
