// SPDX-License-Identifier: GPL-3.0-or-later
// One step on: what is decided, what is published for it, and that both hold for every mixture of Google's MX hosts.
#include "rollout/advance.h"

#include "findings/lint.h"
#include "rollout/google_workspace.h"
#include "rollout/mx_move.h"
#include "rollout_histories.h"
#include "sts/record.h"

#include <QTest>

using namespace histories;
using sts::Mode;

namespace {

const QString domain = QStringLiteral("example.com");

Plan planWith(const QStringList &rua = {QStringLiteral("mailto:tls@reports.example.net")})
{
    Plan plan;
    plan.domain = domain;
    plan.rua = rua;
    plan.policyHost.target = QStringLiteral("policy.example.net");
    return plan;
}

Advance advance(const Writer &writer, const Plan &plan)
{
    return advanceOf(writer.history(), plan, writer.now());
}

Plan decided(const Writer &writer, const Plan &plan, Action action)
{
    return after(action, plan, writer.history(), writer.now());
}

/// As if the plan had been published: what the next checks see.
void publish(Writer &writer, const Plan &plan)
{
    writer.serve(plan.mode, plan.maxAge, plan.id.constData(), plan.mx);
}

QStringList namesIn(const Publication &publication)
{
    QStringList names;
    for (const Record &record : publication.records.records)
        names += record.name;
    return names;
}

/// Every set of Workspace families, each alone and with what may stand beside it.
struct MxSet
{
    QByteArray name;
    QStringList hosts;
};
QList<MxSet> mxSets()
{
    const QList<GoogleFamily> families{GoogleFamily::SmtpGoogle, GoogleFamily::AspmxFive, GoogleFamily::AspmxSeven,
                                       GoogleFamily::SmtpGoog};
    const QList<MxSet> beside{
        {"alone", {}},
        {"gateway", {QStringLiteral("mxa-00123.gslb.pphosted.com"), QStringLiteral("mxb-00123.gslb.pphosted.com")}},
        {"own host", {QStringLiteral("mail.example.com")}},
        {"leftovers",
         {QStringLiteral("abcdef.mx-verification.google.com"), QStringLiteral("gmail-smtp-in.l.google.com")}},
        {"all of it",
         {QStringLiteral("cluster5.eu.messagelabs.com"), QStringLiteral("MX.Backup.Example.NET"),
          QStringLiteral("abcdef.mx-verification.google.com")}}};
    QList<MxSet> sets;
    for (int choice = 1; choice < 1 << families.size(); ++choice)
        for (const MxSet &more : beside) {
            MxSet set{more.name, more.hosts};
            for (int i = 0; i < families.size(); ++i)
                if (choice & (1 << i)) {
                    set.hosts += hostNamesOf(families.at(i));
                    set.name += ' ' + base::enumName(families.at(i)).toLatin1();
                }
            set.hosts.removeDuplicates();
            sets += set;
        }
    // A part of a family, as it is often found.
    sets += {"two of five", {QStringLiteral("aspmx.l.google.com"), QStringLiteral("alt1.aspmx.l.google.com")}};
    sets += {"only googlemail", {QStringLiteral("aspmx2.googlemail.com"), QStringLiteral("aspmx3.googlemail.com")}};
    sets += {"gateway alone", {QStringLiteral("eu-smtp-inbound-1.mimecast.com")}};
    return sets;
}

bool takesMail(const QString &host)
{
    const QList<GoogleFamily> families = familiesOf(host);
    return families.isEmpty() || isWorkspaceFamily(families.first());
}

QByteArray worst(const findings::Findings &findings)
{
    for (const findings::Finding &finding : findings)
        if (finding.severity >= findings::Severity::Warning)
            return base::enumName(finding.id).toLatin1();
    return {};
}

/// The first finding of at least a warning in anything that would be published; empty when there is none.
QByteArray lintOf(const Publication &publication)
{
    for (const Record &record : publication.records.records) {
        QByteArray found;
        if (record.name.startsWith(QLatin1String("_mta-sts.")))
            found = worst(findings::lintStsRecord({{record.value}}));
        else if (record.name.startsWith(QLatin1String("_smtp._tls.")))
            found = worst(findings::lintTlsrptRecord({{record.value}}));
        if (!found.isEmpty())
            return found;
    }
    if (!publication.policy)
        return {};
    findings::PolicyContext context;
    context.httpStatus = 200;
    context.contentType = QStringLiteral("text/plain");
    context.domain = domain;
    return worst(findings::lintPolicy(sts::format(*publication.policy), context));
}

/// In mode enforce for ten days, and a move to Google's host just decided.
Plan movingToGoogle(Writer &writer)
{
    writer.serve(Mode::Enforce, 604'800, "a1");
    writer.checks(0, 10);
    Plan plan = planWith();
    plan.reportingOnly = false;
    plan.mode = Mode::Enforce;
    plan.id = "a1";
    plan.mx = {QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")};
    plan.mxMove = MxMove{{QStringLiteral("smtp.google.com")}, writer.now(), false};
    return decided(writer, plan, Action::BeginMxMove);
}

} // namespace

class TestAdvance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // From nothing to enforce and out again; each step is decided once, printed until it is seen, and then over.
    void walksTheWholeWay()
    {
        Writer writer;
        writer.state().reporting = Seen::Absent;
        writer.checks(0, 0);
        Plan plan = planWith();
        const auto step = [&](Action action, bool allowed) {
            const Advance one = advance(writer, plan);
            QCOMPARE(one.action, std::optional(action));
            QCOMPARE(one.permission.allowed, allowed);
            QVERIFY(!one.decided);
            if (!allowed)
                return;
            plan = decided(writer, plan, action);
            const Advance again = advance(writer, plan);
            QCOMPARE(again.action, std::optional(action));
            QVERIFY(again.decided && again.permission.allowed);
        };
        step(Action::StartReporting, true);
        writer.state().reporting = Seen::Usable;
        writer.checks(1, 1);
        step(Action::StartTesting, true);
        publish(writer, plan);
        writer.checks(2, 5);
        writer.bothClean(2, 4);
        step(Action::StartEnforcing, false);
        writer.checks(6, 20);
        writer.bothClean(5, 19);
        step(Action::StartEnforcing, true);
        publish(writer, plan);
        writer.checks(21, 22);
        writer.bothClean(20, 21);
        step(Action::RaiseMaxAge, false);
        writer.checks(23, 30);
        writer.bothClean(22, 29);
        step(Action::RaiseMaxAge, true);
        publish(writer, plan);
        writer.checks(31, 31);
        QCOMPARE(plan.maxAge, 604'800);
        plan.goal = Goal::Withdrawn;
        step(Action::Withdraw, true);
        publish(writer, plan);
        writer.checks(32, 33);
        step(Action::Remove, false);
        writer.checks(34, 40);
        step(Action::Remove, true);
        writer.removeRecord();
        writer.checks(41, 41);
        QVERIFY(!advance(writer, plan).action);
        QCOMPARE(advance(writer, plan).next.step, Step::Nothing);
    }

    // The right file under the old id is half a publication.
    void seesThatTheIdIsMissing()
    {
        Writer writer;
        writer.serve(Mode::Testing, 604'800, "a1");
        writer.checks(0, 3);
        Plan plan = planWith();
        plan.reportingOnly = false;
        plan.id = "a1";
        plan.mx = writer.state().mx;
        plan = decided(writer, plan, Action::Republish);
        QVERIFY(advance(writer, plan).decided);
        publish(writer, plan);
        writer.checks(4, 4);
        QVERIFY(!advance(writer, plan).decided);
    }

    // A host that publishes the same policy under ids of its own has published it.
    void acceptsAnotherIdThatCameLater()
    {
        Writer writer;
        writer.checks(0, 3);
        const Plan plan = decided(writer, planWith(), Action::StartTesting);
        writer.serve(plan.mode, plan.maxAge, "theirs7", plan.mx);
        writer.checks(4, 4);
        QVERIFY(!advance(writer, plan).decided);
        QCOMPARE(advance(writer, plan).action, std::optional(Action::StartEnforcing));
    }

    // It was safe when it was decided; it is not any more.
    void judgesWhatIsDecidedAgain()
    {
        Writer writer;
        writer.serve(Mode::Testing);
        writer.checks(0, 20);
        writer.bothClean(1, 19);
        Plan plan = planWith();
        plan.reportingOnly = false;
        plan.id = "a1";
        plan.mx = writer.state().mx;
        const Plan enforced = decided(writer, plan, Action::StartEnforcing);
        QVERIFY(advance(writer, enforced).permission.allowed);
        writer.state().mx += QStringLiteral("mx9.example.com");
        writer.checks(21, 21);
        const Advance now = advance(writer, enforced);
        QVERIFY(now.decided && !now.permission.allowed);
        QVERIFY(!now.permission.unmet.isEmpty());
        const Plan forced =
            after(Action::StartEnforcing, plan, writer.history(), writer.now(), true, QStringLiteral("I know"));
        QVERIFY(advance(writer, forced).permission.allowed);
    }

    void withdrawsWithItsCountdown()
    {
        Writer writer;
        writer.serve(Mode::Enforce, 604'800, "e1");
        writer.checks(0, 3);
        Plan plan = planWith();
        plan.reportingOnly = false;
        plan.mode = Mode::Enforce;
        plan.id = "e1";
        plan.mx = writer.state().mx;
        QCOMPARE(withdrawing(writer.history(), plan, writer.now()).action, std::optional(Action::Withdraw));
        plan = decided(writer, plan, Action::Withdraw);
        publish(writer, plan);
        writer.checks(4, 6);
        const Advance waiting = withdrawing(writer.history(), plan, writer.now());
        QVERIFY(!waiting.action && waiting.permission.allowed);
        QCOMPARE(waiting.next.step, Step::ContinueWithdrawal);
        QCOMPARE(waiting.next.notBefore, std::optional(noon(4).addSecs(604'800)));
        const Advance early = towards(Action::Remove, writer.history(), plan, writer.now());
        QVERIFY(!early.permission.allowed);
        QCOMPARE(early.permission.notBefore, waiting.next.notBefore);
        writer.checks(7, 11);
        QCOMPARE(withdrawing(writer.history(), plan, writer.now()).action, std::optional(Action::Remove));
        plan = decided(writer, plan, Action::Remove);
        QVERIFY(withdrawing(writer.history(), plan, writer.now()).decided);
        const auto removal = publicationOf(Action::Remove, plan, writer.history(), writer.now(), QStringLiteral("t"));
        QVERIFY(removal && !removal->policy);
        QCOMPARE(removal->records.operation, Operation::Remove);
        QCOMPARE(namesIn(*removal),
                 (QStringList{QStringLiteral("mta-sts.example.com"), QStringLiteral("_mta-sts.example.com")}));
        writer.removeRecord();
        writer.checks(12, 12);
        const Advance over = withdrawing(writer.history(), plan, writer.now());
        QVERIFY(!over.action && over.permission.allowed);
        QCOMPARE(over.next.step, Step::Nothing);
    }

    // A host that appears during a move is taken in by a step of its own; what was decided before would lack it.
    void goesOnWhenTheMxSetChangesDuringAMove()
    {
        Writer writer;
        Plan plan = movingToGoogle(writer);
        const QString found = QStringLiteral("mx3.example.net");
        QCOMPARE(advance(writer, plan).action, Action::BeginMxMove);
        QCOMPARE(mayDo(Action::WidenMxMove, writer.history(), plan, writer.now()).reasons.first().code,
                 QByteArray("move-hosts-covered"));

        writer.state().mx += found;
        writer.checks(11, 11); // the union is not out yet
        QCOMPARE(advance(writer, plan).action, Action::WidenMxMove);
        publish(writer, plan);
        writer.checks(12, 12);
        const Advance offered = advance(writer, plan);
        QCOMPARE(offered.action, Action::WidenMxMove);
        QVERIFY(offered.permission.allowed && !offered.decided);
        QCOMPARE(offered.next.step, Step::ContinueMxMove);
        QCOMPARE(offered.next.why.code, QByteArray("move-hosts-found"));
        QCOMPARE(offered.next.why.arguments[QStringLiteral("hosts")], found);

        const QByteArray before = plan.id;
        plan = decided(writer, plan, Action::WidenMxMove);
        QVERIFY(plan.id != before);
        QVERIFY(plan.mx.contains(found));
        QCOMPARE(plan.mxMove->to, (QStringList{QStringLiteral("smtp.google.com"), found}));
        QCOMPARE(advance(writer, plan).action, Action::WidenMxMove);
        QVERIFY(advance(writer, plan).decided);
        QCOMPARE(lintOf(*publicationOf(Action::WidenMxMove, plan, writer.history(), writer.now(), {})), QByteArray());
        publish(writer, plan);
        writer.checks(13, 13);
        QCOMPARE(moveOf(writer.history(), plan, writer.now()).phase, MovePhase::WaitRefresh);
        QVERIFY(!advance(writer, plan).permission.allowed);
        writer.checks(14, 17);
        QVERIFY(advance(writer, plan).changeMx);
        writer.state().mx = plan.mxMove->to;
        writer.checks(18, 24);
        QCOMPARE(advance(writer, plan).action, Action::FinishMxMove);
        QCOMPARE(decided(writer, plan, Action::FinishMxMove).mx, plan.mxMove->to);
    }

    // The MX set is another one altogether, and senders that obey the policy are stopped: the same step mends it.
    void widensAMoveThatIsBroken()
    {
        Writer writer;
        Plan plan = movingToGoogle(writer);
        publish(writer, plan);
        writer.state().mx = {QStringLiteral("mx9.example.net")};
        writer.checks(11, 11);
        QCOMPARE(stageOf(writer.history(), &plan, writer.now()).stage, Stage::Broken);
        QCOMPARE(advance(writer, plan).action, Action::WidenMxMove);
        QVERIFY(advance(writer, plan).permission.allowed);
    }

    // Only what the step touches, and in the way that fits what stands there.
    void publishesWhatChanges()
    {
        Writer writer;
        writer.state().reporting = Seen::Absent;
        writer.checks(0, 0);
        const auto made = [&](Action action, const Plan &plan) {
            return publicationOf(action, plan, writer.history(), writer.now(), QStringLiteral("t"));
        };
        Plan plan = decided(writer, planWith(), Action::StartReporting);
        auto publication = made(Action::StartReporting, plan);
        QCOMPARE(namesIn(*publication), QStringList{QStringLiteral("_smtp._tls.example.com")});
        QVERIFY(!publication->policy);
        plan = decided(writer, plan, Action::StartTesting);
        publication = made(Action::StartTesting, plan);
        QCOMPARE(publication->records.operation, Operation::Create);
        QCOMPARE(namesIn(*publication).size(), 3);
        writer.state().reporting = Seen::Invalid;
        publish(writer, plan);
        writer.checks(1, 1);
        QCOMPARE(made(Action::StartReporting, plan)->records.operation, Operation::Change);
        plan = decided(writer, plan, Action::StartEnforcing);
        publication = made(Action::StartEnforcing, plan);
        QCOMPARE(publication->records.operation, Operation::Change);
        QCOMPARE(namesIn(*publication), QStringList{QStringLiteral("_mta-sts.example.com")});
        QCOMPARE(publication->policy->mode, Mode::Enforce);
        QVERIFY(publication->records.records.first().value.contains(plan.id));
    }

    void everyMxSetIsClean_data()
    {
        QTest::addColumn<QStringList>("hosts");
        for (const MxSet &set : mxSets())
            QTest::newRow(set.name.constData()) << set.hosts;
    }
    void everyMxSetIsClean()
    {
        QFETCH(QStringList, hosts);
        Writer writer;
        writer.state().mx = hosts;
        writer.checks(0, 1);
        Plan plan = planWith();
        QByteArrayList ids, texts;
        const auto go = [&](Action action, const QStringList &covered) {
            if (action == Action::BeginMxMove)
                plan.mxMove =
                    MxMove{{QStringLiteral("new1.example.net"), QStringLiteral("smtp.google.com")}, {}, false};
            plan = decided(writer, plan, action);
            const auto made = publicationOf(action, plan, writer.history(), writer.now(), QStringLiteral("t"));
            QVERIFY2(made, made ? "" : qPrintable(made.error().code));
            QCOMPARE(lintOf(*made), QByteArray());
            QCOMPARE(lintOf(*publicationOf(plan, plan.choices())), QByteArray());
            if (!made->policy)
                return;
            // A move to a host that was there already may end with the very lines that it went through.
            const QByteArray text = sts::format(*made->policy);
            const bool isSame = action == Action::FinishMxMove && !texts.isEmpty() && text == texts.last();
            QVERIFY2(isSame ? plan.id == ids.last() : !ids.contains(plan.id), plan.id.constData());
            ids += plan.id;
            texts += text;
            const sts::ParsedRecord record = sts::parseRecord(made->records.records.last().value);
            QVERIFY(record.isWellFormed() && record.id->value == plan.id);
            for (const QString &host : covered)
                if (takesMail(host))
                    QVERIFY2(sts::matchesAny(made->policy->mx, host), qPrintable(host));
            publish(writer, plan);
            writer.checks(int(date(0).daysTo(writer.now().date())) + 1, int(date(0).daysTo(writer.now().date())) + 1);
        };
        go(Action::StartReporting, {});
        go(Action::StartTesting, hosts);
        go(Action::StartEnforcing, hosts);
        go(Action::RaiseMaxAge, hosts);
        go(Action::RaiseMaxAge, hosts);
        QCOMPARE(plan.maxAge, plan.maxAgeGoal);
        go(Action::LowerMaxAge, hosts);
        go(Action::Republish, hosts);
        go(Action::RollBack, hosts);
        go(Action::ChangeMx, hosts);
        const QStringList newHosts{QStringLiteral("new1.example.net"), QStringLiteral("smtp.google.com")};
        go(Action::BeginMxMove, hosts + newHosts);
        go(Action::CancelMxMove, hosts);
        go(Action::BeginMxMove, hosts + newHosts);
        go(Action::FinishMxMove, newHosts);
        go(Action::Withdraw, newHosts);
        go(Action::Remove, {});
    }
};

QTEST_APPLESS_MAIN(TestAdvance)
#include "test_advance.moc"
