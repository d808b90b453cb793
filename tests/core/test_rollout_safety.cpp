// SPDX-License-Identifier: GPL-3.0-or-later
// No sender that holds any policy ever served refuses mail because of an action that the rollout allowed: thousands of
// random histories, each against senders that behave as RFC 8461 says. SIGILLO_HISTORIES sets how many.
#include "rollout_world.h"

#include <QTest>

using namespace safety;

namespace {

constexpr int days = 120;

#ifdef __SANITIZE_ADDRESS__
constexpr int usualHistories = 100; // ten times as slow
constexpr bool isSanitized = true;
#else
constexpr int usualHistories = 3'000;
constexpr bool isSanitized = false;
#endif

int historiesWanted()
{
    bool isNumber = false;
    const int wanted = qEnvironmentVariableIntValue("SIGILLO_HISTORIES", &isNumber);
    return isNumber ? wanted : usualHistories;
}

} // namespace

class TestRolloutSafety : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noSenderEverRefuses()
    {
        QHash<Action, int> taken;
        qint64 sent = 0;
        for (int seed = 1; seed <= historiesWanted(); ++seed) {
            World world(unsigned(seed), Mistake::None);
            world.run(days);
            QVERIFY2(world.refused() == 0,
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(world.deeds().join("; "))));
            sent += world.sent();
            for (const Action action : world.actions())
                ++taken[action];
        }
        // A run in which nothing happened would prove nothing.
        for (const Action action : {Action::StartTesting, Action::StartEnforcing, Action::RaiseMaxAge,
                                    Action::BeginMxMove, Action::WidenMxMove, Action::FinishMxMove,
                                    Action::CancelMxMove, Action::RollBack, Action::Withdraw, Action::Remove})
            QVERIFY2(taken[action] * 200 >= historiesWanted(), qPrintable(base::enumName(action)));
        qInfo("%lld mails in %d histories of %d days", static_cast<long long>(sent), historiesWanted(), days);
    }

    void theSendersNoticeMistakes_data()
    {
        QTest::addColumn<Mistake>("mistake");
        QTest::newRow("removed before expiry") << Mistake::RemovesEarly;
        QTest::newRow("id unchanged") << Mistake::KeepsId;
        QTest::newRow("MX moved before senders had the union") << Mistake::DoesNotWait;
        QTest::newRow("old hosts trimmed with the move") << Mistake::TrimsEarly;
        QTest::newRow("what no check saw forgotten") << Mistake::ForgetsUnseen;
        QTest::newRow("MX moved without a union") << Mistake::MovesWithoutUnion;
        QTest::newRow("MX moved at once to a host that was found") << Mistake::TakesInAtOnce;
    }
    void theSendersNoticeMistakes()
    {
        QFETCH(Mistake, mistake);
        if (isSanitized && (mistake == Mistake::RemovesEarly || mistake == Mistake::ForgetsUnseen))
            QSKIP("takes a thousand histories, too long under the sanitizers; the plain build runs it");
        int seed = 1;
        for (; seed <= 4'000; ++seed) {
            World world(unsigned(seed), mistake);
            world.run(days);
            if (world.refused() > 0)
                break;
        }
        QVERIFY2(seed <= 4'000, "no sender noticed");
        qInfo("noticed in history %d", seed);
    }
};

QTEST_GUILESS_MAIN(TestRolloutSafety)
#include "test_rollout_safety.moc"
