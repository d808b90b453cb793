// SPDX-License-Identifier: GPL-3.0-or-later
// A quarter of a domain's life on the lab's servers: nothing, reporting, testing with a broken backup MX midway, ready,
// enforced and up the ladder, over to other MX hosts, withdrawn, gone. Every day the real program looks at the real
// servers, at noon of an injected calendar; what is kept goes through a real archive; every action is one that the
// rollout allows that day, and refused the day before.
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "base/enum_names.h"
#include "findings/evaluate.h"
#include "living_domain.h"
#include "rollout/mx_move.h"
#include "rollout/next_step.h"
#include "rollout/withdrawal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace rollout;

namespace {

const QString domain = QStringLiteral("living.test");
const QStringList oldMx{QStringLiteral("mx1.living.test"), QStringLiteral("mx2.living.test")};
const QString backupMx = QStringLiteral("mx3.living.test"); // its certificate has expired
const QStringList newMx{QStringLiteral("smtp.google.com")};

// The lab's certificates are valid from 30 days ago until 60 days ahead.
const QDateTime dayZero(QDate(QDateTime::currentDateTimeUtc().date().addDays(-29)), QTime(12, 0), Qt::UTC);

QByteArray nameOf(Stage stage)
{
    return base::enumName(stage).toLatin1();
}

} // namespace

class TestQuarter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void livesThroughAQuarter();
    void cleanup();

private:
    QDateTime noon() const { return dayZero.addDays(m_day); }
    void begins();
    void asksForReports();
    void tests();
    void enforces();
    void climbs();
    void moves();
    void withdraws();

    void passDays(int days);
    void lookAndKeep();
    void reportYesterday();
    void publish();
    void act(Action action);
    Permission may(Action action) { return mayDo(action, m_history, m_plan, noon()); }
    Stage stage() { return stageOf(m_history, &m_plan, noon()).stage; }
    Step step() { return nextStepOf(m_history, &m_plan, noon()).step; }

    QTemporaryDir m_folder;
    std::optional<archive::Archive> m_archive;
    lab::LivingDomain m_live{domain};
    History m_history;
    Plan m_plan;
    int m_day = 0;
    bool m_isLive = false; ///< a policy was live all day yesterday
};

#define DAY_IS(expected) QVERIFY2(m_day == (expected), qPrintable(QStringLiteral("day %1").arg(m_day)))
#define STAGE_IS(expected) QCOMPARE(nameOf(stage()), nameOf(expected))

void TestQuarter::initTestCase()
{
    if (qEnvironmentVariableIsEmpty("LAB_STATE"))
        QSKIP("needs a lab: tests/lab/lab.sh run test_quarter");
    auto opened = archive::Archive::open(m_folder.filePath(QStringLiteral("archive.db")));
    QVERIFY(opened);
    m_archive = std::move(*opened);
    m_plan.domain = domain;
    m_plan.rua = {QStringLiteral("mailto:tls@reports.test")};
    m_plan.maxAgeGoal = 604'800;
    m_plan.ttl = 3'600;
    m_live.mx = oldMx;
}

void TestQuarter::cleanup()
{
    if (QTest::currentTestFailed())
        qWarning("on day %d, in stage %s, next step %s", m_day, nameOf(stage()).constData(),
                 qPrintable(base::enumName(step())));
}

void TestQuarter::livesThroughAQuarter()
{
    for (const auto chapter :
         {&TestQuarter::begins, &TestQuarter::asksForReports, &TestQuarter::tests, &TestQuarter::enforces,
          &TestQuarter::climbs, &TestQuarter::moves, &TestQuarter::withdraws}) {
        (this->*chapter)();
        if (QTest::currentTestFailed())
            return;
    }
}

void TestQuarter::begins()
{
    QCOMPARE(m_live.publish(), QString());
    lookAndKeep();
    STAGE_IS(Stage::NotStarted);
    QCOMPARE(step(), Step::PublishReporting);
    QVERIFY(!may(Action::StartTesting).allowed);
    QCOMPARE(may(Action::StartTesting).reasons.first().code, QByteArray("reporting-first"));
}

void TestQuarter::asksForReports()
{
    act(Action::StartReporting);
    passDays(1);
    STAGE_IS(Stage::Reporting);
    QCOMPARE(step(), Step::PublishTesting);
}

// Testing is first seen on day 2. On day 9 somebody adds a backup MX that the policy does not list, with an expired
// certificate, and takes it away on day 10: the fortnight of testing is over on day 16, the week to settle after the MX
// change on day 17.
void TestQuarter::tests()
{
    act(Action::StartTesting);
    passDays(1);
    STAGE_IS(Stage::Testing);
    QVERIFY(!may(Action::StartEnforcing).allowed);
    passDays(7);
    DAY_IS(9);
    QCOMPARE(step(), Step::WaitForReports);

    m_live.mx += backupMx;
    publish();
    passDays(1);
    STAGE_IS(Stage::Testing);
    QCOMPARE(step(), Step::MendFault);
    m_live.mx = oldMx;
    publish();
    passDays(1);
    QCOMPARE(step(), Step::WaitForReports);
    const std::optional<QDateTime> notBefore = nextStepOf(m_history, &m_plan, noon()).notBefore;
    QVERIFY(notBefore);

    while (m_day < 40 && stage() == Stage::Testing) {
        QVERIFY(!may(Action::StartEnforcing).allowed);
        passDays(1);
    }
    STAGE_IS(Stage::ReadyToEnforce);
    QCOMPARE(noon().date(), notBefore->date());
    QCOMPARE(step(), Step::Enforce);
}

void TestQuarter::enforces()
{
    DAY_IS(17);
    QVERIFY(may(Action::StartEnforcing).allowed);
    act(Action::StartEnforcing);
    QCOMPARE(m_plan.maxAge, 86'400);
    passDays(1);
    STAGE_IS(Stage::Enforcing);
    QCOMPARE(step(), Step::KeepWatching);
}

// A week of clean enforcement for each rung.
void TestQuarter::climbs()
{
    passDays(6);
    QVERIFY(!may(Action::RaiseMaxAge).allowed);
    passDays(1);
    DAY_IS(25);
    QCOMPARE(step(), Step::RaiseMaxAge);
    act(Action::RaiseMaxAge);
    QCOMPARE(m_plan.maxAge, 604'800);
    passDays(8);
    STAGE_IS(Stage::Enforcing);
    QCOMPARE(step(), Step::KeepWatching);
    QVERIFY(!may(Action::RaiseMaxAge).allowed);
}

// The union is out on day 33 and seen on day 34; a day to refresh, the record's TTL, the day between two looks and the
// hour of a retry: the MX records move on day 37, which is seen on day 38. Five days and the TTL of the MX data later
// the old hosts leave the policy.
void TestQuarter::moves()
{
    DAY_IS(33);
    m_plan.mxMove = MxMove{newMx, noon(), false};
    QVERIFY(may(Action::BeginMxMove).allowed);
    act(Action::BeginMxMove);
    QCOMPARE(moveOf(m_history, m_plan, noon()).phase, MovePhase::PublishUnion);
    passDays(1);
    MoveVerdict move = moveOf(m_history, m_plan, noon());
    QCOMPARE(move.phase, MovePhase::WaitRefresh);
    QCOMPARE(step(), Step::ContinueMxMove);
    while (m_day < 40 && moveOf(m_history, m_plan, noon()).phase == MovePhase::WaitRefresh)
        passDays(1);
    QCOMPARE(moveOf(m_history, m_plan, noon()).phase, MovePhase::MoveMx);
    DAY_IS(37);

    m_live.mx = newMx;
    publish();
    passDays(1);
    STAGE_IS(Stage::Enforcing);
    QCOMPARE(moveOf(m_history, m_plan, noon()).phase, MovePhase::WaitQueues);
    QVERIFY(!may(Action::FinishMxMove).allowed);
    while (m_day < 60 && moveOf(m_history, m_plan, noon()).phase == MovePhase::WaitQueues)
        passDays(1);
    QCOMPARE(moveOf(m_history, m_plan, noon()).phase, MovePhase::Trim);
    DAY_IS(44);
    QVERIFY(may(Action::FinishMxMove).allowed);
    act(Action::FinishMxMove);
    QCOMPARE(m_plan.mx, newMx);
    passDays(1);
    STAGE_IS(Stage::Enforcing);
}

// Mode none is seen on day 46; a sender may have fetched the week of enforce until then.
void TestQuarter::withdraws()
{
    act(Action::Withdraw);
    passDays(1);
    DAY_IS(46);
    STAGE_IS(Stage::Withdrawing);
    QCOMPARE(withdrawalOf(m_history, noon()).heldUntil, std::optional(noon().addDays(7)));
    while (m_day < 60 && stage() == Stage::Withdrawing) {
        QVERIFY(!may(Action::Remove).allowed);
        passDays(1);
    }
    DAY_IS(53);
    STAGE_IS(Stage::Withdrawn);
    QCOMPARE(step(), Step::RemoveRecords);
    QVERIFY(may(Action::Remove).allowed);
    act(Action::Remove);
    passDays(1);
    STAGE_IS(Stage::Withdrawn);
    QCOMPARE(step(), Step::Nothing);
    passDays(89 - m_day);
    QCOMPARE(step(), Step::Nothing);
}

// Every day has its reports in the evening and its look at noon.
void TestQuarter::passDays(int days)
{
    for (int each = 0; each < days && !QTest::currentTestFailed(); ++each) {
        ++m_day;
        reportYesterday();
        lookAndKeep();
    }
}

void TestQuarter::lookAndKeep()
{
    QString problem;
    facts::DomainFacts facts = m_live.look(problem);
    QCOMPARE(problem, QString());
    facts.observedAt = noon();
    const Observation seen = observationOf(facts, findings::evaluate(facts, facts.observedAt));
    QVERIFY(archive::keepFacts(*m_archive, facts, seen));
    QVERIFY(archive::PlanStore(*m_archive).save(domain, toJson(m_plan), noon().toSecsSinceEpoch()));
    const auto history = archive::historyOf(*m_archive, domain, {dayZero.addDays(-1), noon().addSecs(1)});
    QVERIFY(history);
    m_history = *history;
    m_isLive = seen.record == Seen::Usable && seen.policy == Seen::Usable;
}

/// Clean reports of the two large senders about a policy that was there all day.
void TestQuarter::reportYesterday()
{
    if (!m_isLive || !m_live.policy)
        return;
    QJsonArray lines;
    for (const QByteArray &line : sts::format(*m_live.policy).split('\n'))
        if (!line.trimmed().isEmpty())
            lines += QString::fromUtf8(line.trimmed());
    const QString day = noon().addDays(-1).date().toString(Qt::ISODate);
    for (const QString &sender : {QStringLiteral("google.com"), QStringLiteral("microsoft.com")}) {
        const QJsonObject policy{{QStringLiteral("policy-type"), QStringLiteral("sts")},
                                 {QStringLiteral("policy-string"), lines},
                                 {QStringLiteral("policy-domain"), domain}};
        const QJsonObject sums{{QStringLiteral("total-successful-session-count"), 100},
                               {QStringLiteral("total-failure-session-count"), 0}};
        const QJsonObject range{{QStringLiteral("start-datetime"), day + QStringLiteral("T00:00:00Z")},
                                {QStringLiteral("end-datetime"), day + QStringLiteral("T23:59:59Z")}};
        const QJsonObject report{
            {QStringLiteral("organization-name"), sender},
            {QStringLiteral("date-range"), range},
            {QStringLiteral("contact-info"), QStringLiteral("tlsrpt@") + sender},
            {QStringLiteral("report-id"), day + u'@' + sender},
            {QStringLiteral("policies"),
             QJsonArray{QJsonObject{{QStringLiteral("policy"), policy}, {QStringLiteral("summary"), sums}}}}};
        const QString path = m_folder.filePath(sender + u'_' + day + QStringLiteral(".json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(report).toJson());
        file.close();
        QProcess import;
        import.start(QStringLiteral(CLI_PROGRAM),
                     {QStringLiteral("reports"), QStringLiteral("import"), path, QStringLiteral("--archive"),
                      m_folder.filePath(QStringLiteral("archive.db"))});
        QVERIFY(import.waitForFinished(60'000));
        QVERIFY2(import.exitCode() == 0, import.readAllStandardError().constData());
    }
}

void TestQuarter::publish()
{
    QCOMPARE(m_live.publish(), QString());
}

/// Takes an action and puts live what it leads to.
void TestQuarter::act(Action action)
{
    const Permission permission = may(action);
    QVERIFY2(
        permission.allowed,
        qPrintable(base::enumName(action) + u' ' +
                   (permission.reasons.isEmpty() ? QString() : QString::fromLatin1(permission.reasons.first().code))));
    m_plan = after(action, m_plan, m_history, noon());
    m_live.rua = m_plan.rua;
    m_live.recordId = m_plan.reportingOnly ? QByteArray() : m_plan.id;
    m_live.policy.reset();
    if (!m_plan.reportingOnly)
        m_live.policy = sts::Policy{m_plan.mode, m_plan.mx, m_plan.maxAge, {}};
    publish();
}

QTEST_GUILESS_MAIN(TestQuarter)
#include "test_quarter.moc"
