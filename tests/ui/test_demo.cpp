// SPDX-License-Identifier: GPL-3.0-or-later
// The demo that is shipped: everything in it is read, and it shows something of each kind.
#include "archive/report_queries.h"
#include "ui/demo/demo_workspace.h"
#include "ui/domain_standing.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

class TestDemo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsSomethingOfEachKind();
};

void TestDemo::showsSomethingOfEachKind()
{
    const QTemporaryDir folder;
    auto archive = archive::Archive::open(folder.filePath(QStringLiteral("demo.db")));
    QVERIFY(archive);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(ui::fillDemo(*archive, now));
    const auto standings = ui::allStandings(*archive, now);
    QVERIFY(standings);
    QCOMPARE(standings->size(), QDir(QStringLiteral(":/demo")).entryList({QStringLiteral("*.json")}).size());
    QSet<int> stages;
    for (const ui::DomainStanding &standing : *standings) {
        QVERIFY(standing.domain.endsWith(QStringLiteral(".test")));
        QVERIFY(standing.facts() && standing.checkedAt <= now);
        QVERIFY(standing.checkedAt->secsTo(now) < 600);
        stages += int(standing.stage.stage);
    }
    QVERIFY(stages.contains(int(rollout::Stage::Broken)));
    QVERIFY(stages.contains(int(rollout::Stage::Enforcing)));
    QVERIFY(stages.contains(int(rollout::Stage::Testing)) || stages.contains(int(rollout::Stage::ReadyToEnforce)));
    const auto totals = archive::ReportQueries(*archive).totals({});
    QVERIFY(totals);
    QCOMPARE(totals->reports, std::int64_t(3 * ui::demoDays));
    QVERIFY(totals->sessions.failed > 0);
    QCOMPARE(totals->conflicting, 0);
}

QTEST_GUILESS_MAIN(TestDemo)
#include "test_demo.moc"
