// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/alarm_store.h"
#include "archive/facts_store.h"
#include "archive/forget.h"
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "facts_builder.h"
#include "findings/evaluate.h"
#include "rollout/observation.h"

#include <QTemporaryDir>
#include <QTest>

namespace {

void keep(archive::Archive &archive, const QString &domain)
{
    const facts::DomainFacts facts = support::healthyFacts(domain);
    const auto look = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
    QVERIFY(archive::keepFacts(archive, facts, look));
    rollout::Plan plan;
    plan.domain = domain;
    QVERIFY(archive::PlanStore(archive).save(domain, rollout::toJson(plan), 1));
    QVERIFY(archive::AlarmStore(archive).update(domain, [](const QList<rollout::Alarm> &) {
        rollout::Alarm alarm;
        alarm.firstSeen = alarm.lastSeen = alarm.lastLook = support::observedAt();
        alarm.raisedAt = support::observedAt();
        rollout::AlarmUpdate update;
        update.raised = {alarm};
        return update;
    }));
}

qsizetype servedBy(archive::Archive &archive, const QString &domain)
{
    const archive::HistoryRange all{support::observedAt().addDays(-1), support::observedAt().addDays(1)};
    const auto history = archive::historyOf(archive, domain, all);
    return history ? history->served.size() : -1;
}

} // namespace

class TestForget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesOneDomainOut();
    void ofAnUnknownOneIsNoError();
};

void TestForget::takesOneDomainOut()
{
    const QTemporaryDir folder;
    auto archive = archive::Archive::open(folder.filePath(QStringLiteral("archive.db")));
    QVERIFY(archive);
    const QString gone = QStringLiteral("gone.example"), stays = QStringLiteral("stays.example");
    keep(*archive, gone);
    keep(*archive, stays);
    QCOMPARE(servedBy(*archive, gone), 1);
    QVERIFY(archive::forgetDomain(*archive, gone));
    QCOMPARE(archive::knownDomains(*archive).value_or(QStringList()), QStringList{stays});
    QCOMPARE(servedBy(*archive, gone), 0);
    QCOMPARE(servedBy(*archive, stays), 1);
    QCOMPARE(archive::AlarmStore(*archive).open(gone)->size(), 0);
    QCOMPARE(archive::AlarmStore(*archive).open(stays)->size(), 1);
    QVERIFY(!*archive::PlanStore(*archive).plan(gone));
    // The one that stays still knows the text of its policy.
    const archive::HistoryRange all{support::observedAt().addDays(-1), support::observedAt().addDays(1)};
    QVERIFY(!archive::historyOf(*archive, stays, all)->served.first().policy.mx.isEmpty());
}

void TestForget::ofAnUnknownOneIsNoError()
{
    const QTemporaryDir folder;
    auto archive = archive::Archive::open(folder.filePath(QStringLiteral("archive.db")));
    QVERIFY(archive);
    QVERIFY(archive::forgetDomain(*archive, QStringLiteral("nobody.example")));
}

QTEST_GUILESS_MAIN(TestForget)
#include "test_forget.moc"
