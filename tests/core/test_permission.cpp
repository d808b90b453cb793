// SPDX-License-Identifier: GPL-3.0-or-later
// What may be done in each stage and why not, and the plan that each action leads to.
#include "rollout/next_step.h"
#include "rollout_histories.h"
#include "sts/record.h"

#include <QTest>

#include <map>

using namespace histories;
using sts::Mode;

namespace {

const QStringList ownHosts{QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")};

/// A domain in one stage, and the plan that fits.
struct Scene
{
    Writer writer;
    Plan plan;
};

Plan planned(Mode mode, qint64 maxAge, const char *id = "a1")
{
    Plan plan;
    plan.domain = QStringLiteral("example.com");
    plan.rua = {QStringLiteral("mailto:tls@reports.example.net")};
    plan.reportingOnly = false;
    plan.mode = mode;
    plan.maxAge = maxAge;
    plan.id = id;
    plan.mx = ownHosts;
    return plan;
}

Plan reportingPlan()
{
    Plan plan = planned(Mode::Testing, 604'800, "");
    plan.reportingOnly = true;
    plan.mx.clear();
    return plan;
}

Scene unknown()
{
    return {Writer(), reportingPlan()};
}

Scene notStarted()
{
    Scene scene{Writer(), reportingPlan()};
    scene.writer.state().reporting = Seen::Absent;
    scene.writer.checks(0, 1);
    return scene;
}

Scene reporting()
{
    Scene scene{Writer(), reportingPlan()};
    scene.writer.checks(0, 1);
    return scene;
}

Scene testing()
{
    Scene scene{Writer(), planned(Mode::Testing, 604'800)};
    scene.writer.serve(Mode::Testing);
    scene.writer.checks(0, 5);
    scene.writer.bothClean(0, 4);
    return scene;
}

Scene ready()
{
    Scene scene{Writer(), planned(Mode::Testing, 604'800)};
    scene.writer.serve(Mode::Testing);
    scene.writer.checks(0, 20);
    scene.writer.bothClean(1, 19);
    return scene;
}

/// After testing, on the rung of a day since day 21; the last look is of the day given.
Scene enforcing(int untilDay)
{
    Scene scene = ready();
    scene.plan = planned(Mode::Enforce, 86'400, "b2");
    scene.writer.serve(Mode::Enforce, 86'400, "b2");
    scene.writer.checks(21, untilDay);
    scene.writer.bothClean(21, untilDay - 1);
    return scene;
}

Scene enforcing()
{
    return enforcing(23);
}

Scene rungOver()
{
    return enforcing(30);
}

Scene withNone(int untilDay)
{
    Scene scene = testing();
    scene.plan = planned(Mode::None, 86'400, "n3");
    scene.plan.goal = Goal::Withdrawn;
    scene.writer.serve(Mode::None, 86'400, "n3");
    scene.writer.checks(6, untilDay);
    return scene;
}

Scene withdrawing()
{
    return withNone(8);
}

Scene withdrawn()
{
    return withNone(20);
}

Scene broken()
{
    Scene scene = testing();
    scene.writer.state().policy = Seen::Absent;
    scene.writer.checks(6, 7);
    return scene;
}

Scene noDomain()
{
    Scene scene = notStarted();
    scene.writer.state().domainExists = false;
    scene.writer.state().mx.clear();
    scene.writer.checks(2, 3);
    return scene;
}

struct Setting
{
    Scene (*scene)();
    Stage stage;
};
const std::map<const char *, Setting> settings{
    {"unknown", {unknown, Stage::Unknown}},       {"not started", {notStarted, Stage::NotStarted}},
    {"reporting", {reporting, Stage::Reporting}}, {"testing", {testing, Stage::Testing}},
    {"ready", {ready, Stage::ReadyToEnforce}},    {"enforcing", {enforcing, Stage::Enforcing}},
    {"rung over", {rungOver, Stage::Enforcing}},  {"withdrawing", {withdrawing, Stage::Withdrawing}},
    {"withdrawn", {withdrawn, Stage::Withdrawn}}, {"broken", {broken, Stage::Broken}},
    {"no domain", {noDomain, Stage::NoDomain}},
};
const char *const order[] = {"unknown",   "not started", "reporting", "testing", "ready",    "enforcing",
                             "rung over", "withdrawing", "withdrawn", "broken",  "no domain"};

Scene sceneOf(const char *name)
{
    for (const auto &[key, setting] : settings)
        if (qstrcmp(key, name) == 0)
            return setting.scene();
    return unknown();
}

/// For each action the first reason of its refusal in each stage, in the order above; "" is allowed.
struct Row
{
    Action action;
    const char *codes[11];
};
constexpr Row rows[] = {
    {Action::PlanMade, {"", "", "", "", "", "", "", "", "", "", "domain-not-found"}},
    {Action::StartReporting, {"", "", "", "", "", "", "", "", "", "", "domain-not-found"}},
    {Action::StartTesting,
     {"no-look", "reporting-first", "", "", "", "is-enforcing", "is-enforcing", "", "", "", "domain-not-found"}},
    {Action::StartEnforcing,
     {"no-look", "policy-none", "policy-none", "days-too-few", "", "already-enforcing", "already-enforcing",
      "policy-mode-none", "policy-mode-none", "policy-unusable", "policy-none"}},
    {Action::RaiseMaxAge,
     {"not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing", "rung-not-over", "",
      "not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing"}},
    {Action::ChangeMx, {"no-look", "", "", "", "", "", "", "", "", "", ""}},
    {Action::BeginMxMove,
     {"move-without-hosts", "move-without-hosts", "move-without-hosts", "move-without-hosts", "move-without-hosts",
      "move-without-hosts", "move-without-hosts", "move-without-hosts", "move-without-hosts", "move-without-hosts",
      "move-without-hosts"}},
    {Action::WidenMxMove,
     {"no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move",
      "no-move"}},
    {Action::CancelMxMove,
     {"no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move",
      "no-move"}},
    {Action::FinishMxMove,
     {"no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move", "no-move",
      "no-move"}},
    {Action::RollBack,
     {"not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing", "", "", "not-enforcing",
      "not-enforcing", "not-enforcing", "not-enforcing"}},
    {Action::LowerMaxAge,
     {"not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing", "bottom-rung", "bottom-rung",
      "not-enforcing", "not-enforcing", "not-enforcing", "not-enforcing"}},
    {Action::Republish,
     {"no-policy-planned", "no-policy-planned", "no-policy-planned", "", "", "", "", "", "", "", "no-policy-planned"}},
    {Action::Withdraw,
     {"nothing-to-withdraw", "nothing-to-withdraw", "nothing-to-withdraw", "", "", "", "", "", "withdrawn", "",
      "nothing-to-withdraw"}},
    {Action::Remove,
     {"nothing-to-withdraw", "already-removed", "already-removed", "none-not-served", "none-not-served",
      "none-not-served", "none-not-served", "still-held", "", "none-not-served", "already-removed"}},
};

QByteArray firstCode(const Permission &permission)
{
    return permission.reasons.isEmpty() ? QByteArray() : permission.reasons.first().code;
}

bool isUsed(const History &history, const QByteArray &id)
{
    return std::any_of(history.served.begin(), history.served.end(),
                       [&id](const Served &span) { return span.recordId == id; });
}

} // namespace

class TestPermission : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scenesAreInTheirStages_data()
    {
        QTest::addColumn<QByteArray>("scene");
        QTest::addColumn<int>("stage");
        for (const auto &[name, setting] : settings)
            QTest::newRow(name) << QByteArray(name) << int(setting.stage);
    }
    void scenesAreInTheirStages()
    {
        QFETCH(QByteArray, scene);
        QFETCH(int, stage);
        const Scene made = sceneOf(scene.constData());
        QCOMPARE(int(stageOf(made.writer.history(), &made.plan, made.writer.now()).stage), stage);
    }

    void mayDoByStage_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<QByteArray>("scene");
        QTest::addColumn<QByteArray>("code");
        for (const Row &row : rows)
            for (int i = 0; i < int(std::size(order)); ++i)
                QTest::addRow("%s, %s", qPrintable(base::enumName(row.action)), order[i])
                    << int(row.action) << QByteArray(order[i]) << QByteArray(row.codes[i]);
    }
    void mayDoByStage()
    {
        QFETCH(int, action);
        QFETCH(QByteArray, scene);
        QFETCH(QByteArray, code);
        const Scene made = sceneOf(scene.constData());
        const Permission permission = mayDo(Action(action), made.writer.history(), made.plan, made.writer.now());
        QCOMPARE(firstCode(permission), code);
        QCOMPARE(permission.allowed, code.isEmpty());
        QCOMPARE(permission.reasons.isEmpty(), permission.allowed);
    }

    // Every unmet condition with the day on which it can be met.
    void enforceNamesWhatIsUnmet()
    {
        const Scene made = testing();
        const Permission permission =
            mayDo(Action::StartEnforcing, made.writer.history(), made.plan, made.writer.now());
        QCOMPARE(permission.notBefore, std::optional(QDateTime(date(14), QTime(0, 0), Qt::UTC)));
        QStringList conditions;
        for (const ConditionVerdict &verdict : permission.unmet) {
            QVERIFY(verdict.required && verdict.state != State::Met);
            conditions += base::enumName(verdict.condition);
        }
        QCOMPARE(conditions, (QStringList{QStringLiteral("days-in-testing"), QStringLiteral("reports-cover-days")}));
        QCOMPARE(permission.unmet.first().metAt, std::optional(date(14)));
    }

    void refusesOldLooks()
    {
        const Scene made = ready();
        const QDateTime later = made.writer.now().addDays(5);
        QCOMPARE(firstCode(mayDo(Action::StartEnforcing, made.writer.history(), made.plan, later)),
                 QByteArray("look-too-old"));
        const Scene rung = rungOver();
        QCOMPARE(firstCode(mayDo(Action::RaiseMaxAge, rung.writer.history(), rung.plan, rung.writer.now().addDays(5))),
                 QByteArray("look-too-old"));
    }

    // A plan without a policy beside a live one: what it would publish is another policy.
    void knowsThePolicyThatItRaises()
    {
        Scene made = ready();
        made.plan = reportingPlan();
        QCOMPARE(firstCode(mayDo(Action::StartEnforcing, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("policy-not-in-plan"));
        made = rungOver();
        made.plan = reportingPlan();
        QCOMPARE(firstCode(mayDo(Action::RaiseMaxAge, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("policy-not-in-plan"));
    }

    void asksForMailAndLines()
    {
        Scene made = reporting();
        made.plan.rua.clear();
        QCOMPARE(firstCode(mayDo(Action::StartReporting, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("no-report-address"));
        made.plan.mx = {QStringLiteral("mx1.example.com")};
        QCOMPARE(firstCode(mayDo(Action::StartTesting, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("lines-miss-mx"));
        QCOMPARE(firstCode(mayDo(Action::ChangeMx, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("lines-miss-mx"));
        made.plan.mx.clear();
        made.writer.state().mx = {QStringLiteral("gmail-smtp-in.l.google.com")};
        made.writer.checks(2, 2);
        QCOMPARE(firstCode(mayDo(Action::StartTesting, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("no-line-for-policy"));
        made.writer.state().takesMail = false;
        made.writer.state().mx.clear();
        made.writer.checks(3, 3);
        QCOMPARE(firstCode(mayDo(Action::StartTesting, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("no-mail"));
    }

    // Mail of a few days ago is still delivered to where the MX records pointed then.
    void changedLinesCoverRecentHosts()
    {
        Scene made = testing();
        made.writer.state().mx = {QStringLiteral("mx1.example.com")};
        made.writer.checks(6, 7);
        made.plan.mx = {QStringLiteral("mx1.example.com")};
        QCOMPARE(firstCode(mayDo(Action::ChangeMx, made.writer.history(), made.plan, made.writer.now())),
                 QByteArray("lines-miss-recent-mx"));
        made.writer.checks(8, 14);
        QVERIFY(mayDo(Action::ChangeMx, made.writer.history(), made.plan, made.writer.now()).allowed);
    }

    void moves_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("begun");  ///< the move is decided
        QTest::addColumn<bool>("moved"); ///< mail goes to the new host
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *name, Action action, bool begun, bool moved, const char *code) {
            QTest::newRow(name) << int(action) << int(begun) << moved << QByteArray(code);
        };
        row("begin", Action::BeginMxMove, false, false, "");
        row("begin twice", Action::BeginMxMove, true, false, "move-under-way");
        row("cancel in time", Action::CancelMxMove, true, false, "");
        row("cancel too late", Action::CancelMxMove, true, true, "move-mx-moved");
        row("finish too early", Action::FinishMxMove, true, false, "move-not-over");
        row("finish with queues", Action::FinishMxMove, true, true, "move-not-over");
        row("enforce meanwhile", Action::StartEnforcing, true, false, "move-under-way");
        row("other lines meanwhile", Action::ChangeMx, true, false, "move-under-way");
        row("withdraw meanwhile", Action::Withdraw, true, false, "");
    }
    void moves()
    {
        QFETCH(int, action);
        QFETCH(int, begun);
        QFETCH(bool, moved);
        QFETCH(QByteArray, code);
        Scene made = testing();
        made.plan.mxMove = MxMove{{QStringLiteral("smtp.google.com")}, made.writer.now(), false};
        if (begun) {
            made.plan = after(Action::BeginMxMove, made.plan, made.writer.history(), made.writer.now());
            made.writer.serve(Mode::Testing, 604'800, made.plan.id.constData(), made.plan.mx);
            made.writer.checks(6, 8);
        }
        if (moved) {
            made.writer.state().mx = {QStringLiteral("smtp.google.com")};
            made.writer.checks(9, 10);
        }
        const Permission permission = mayDo(Action(action), made.writer.history(), made.plan, made.writer.now());
        QCOMPARE(firstCode(permission), code);
        QCOMPARE(permission.allowed, code.isEmpty());
    }

    void lowersFromAHigherRung()
    {
        Scene made = rungOver();
        made.plan = after(Action::RaiseMaxAge, made.plan, made.writer.history(), made.writer.now());
        QCOMPARE(made.plan.maxAge, 604'800);
        QVERIFY(mayDo(Action::LowerMaxAge, made.writer.history(), made.plan, made.writer.now()).allowed);
        made.plan = after(Action::LowerMaxAge, made.plan, made.writer.history(), made.writer.now());
        QCOMPARE(made.plan.maxAge, 86'400);
        QCOMPARE(made.plan.mode, Mode::Enforce);
    }

    void afterEachAction_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<QByteArray>("scene");
        QTest::addColumn<QString>("plan"); ///< what it says now, in short
        QTest::addColumn<bool>("newId");
        const auto row = [](Action action, const char *scene, const char *plan, bool newId) {
            QTest::addRow("%s, %s", qPrintable(base::enumName(action)), scene)
                << int(action) << QByteArray(scene) << QString::fromLatin1(plan) << newId;
        };
        row(Action::PlanMade, "testing", "testing 604800 enforce", false);
        row(Action::StartReporting, "not started", "no policy enforce", false);
        row(Action::StartTesting, "reporting", "testing 604800 enforce", true);
        row(Action::StartTesting, "withdrawn", "testing 604800 withdrawn", true);
        row(Action::StartEnforcing, "ready", "enforce 86400 enforce", true);
        row(Action::StartEnforcing, "testing", "enforce 86400 enforce", true);
        row(Action::RaiseMaxAge, "rung over", "enforce 604800 enforce", true);
        row(Action::ChangeMx, "testing", "testing 604800 enforce", true);
        row(Action::ChangeMx, "reporting", "no policy enforce", false);
        row(Action::RollBack, "enforcing", "testing 604800 enforce", true);
        row(Action::LowerMaxAge, "enforcing", "enforce 86400 enforce", false);
        row(Action::Republish, "enforcing", "enforce 86400 enforce", true);
        row(Action::Withdraw, "enforcing", "none 86400 withdrawn", true);
        row(Action::Withdraw, "broken", "none 86400 withdrawn", true);
        row(Action::Remove, "withdrawn", "no policy withdrawn", false);
        row(Action::CancelMxMove, "testing", "testing 604800 enforce", false);
        row(Action::FinishMxMove, "testing", "testing 604800 enforce", false);
    }
    void afterEachAction()
    {
        QFETCH(int, action);
        QFETCH(QByteArray, scene);
        QFETCH(QString, plan);
        QFETCH(bool, newId);
        const Scene made = sceneOf(scene.constData());
        const Plan next =
            after(Action(action), made.plan, made.writer.history(), made.writer.now(), true, QStringLiteral("why not"));
        const QString policy = next.reportingOnly
                                   ? QStringLiteral("no policy")
                                   : QStringLiteral("%1 %2").arg(base::enumName(next.mode)).arg(next.maxAge);
        QCOMPARE(policy + u' ' + base::enumName(next.goal), plan);
        QCOMPARE(next.id != made.plan.id, newId);
        QVERIFY(!newId || (sts::isId(next.id) && !isUsed(made.writer.history(), next.id)));
        if (!next.reportingOnly)
            QCOMPARE(next.mx, ownHosts);
        QCOMPARE(next.decisions.size(), made.plan.decisions.size() + 1);
        const Decision &decision = next.decisions.last();
        QCOMPARE(decision.action, Action(action));
        QCOMPARE(decision.at, made.writer.now());
        QVERIFY(decision.forced);
        QCOMPARE(decision.reason, QStringLiteral("why not"));
        QCOMPARE(decision.id, next.reportingOnly ? QByteArray() : next.id);
    }

    // Within one second, and with nothing published in between: the archive knows none of these ids.
    void neverGivesAnIdTwice()
    {
        const Scene made = enforcing();
        Plan plan = made.plan;
        QByteArrayList ids{plan.id};
        for (int i = 0; i < 12; ++i) {
            const Action action = i % 2 ? Action::StartEnforcing : Action::RollBack;
            plan = after(action, plan, made.writer.history(), made.writer.now());
            QVERIFY(!ids.contains(plan.id));
            ids += plan.id;
        }
        const QByteArrayList used = usedIds(made.writer.history(), &plan);
        for (const QByteArray &id : ids)
            QVERIFY(used.contains(id));
        QVERIFY(used.contains("a1")); // served once
    }
};

QTEST_APPLESS_MAIN(TestPermission)
#include "test_permission.moc"
