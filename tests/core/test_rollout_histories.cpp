// SPDX-License-Identifier: GPL-3.0-or-later
// Written histories and the verdict that an expert would give on each.
#include "rollout/forecast.h"
#include "rollout/next_step.h"
#include "rollout_histories.h"

#include <QTest>

using namespace histories;
using sts::Mode;

namespace {

ConditionVerdict of(const Writer &writer, Condition condition, const Plan *plan = nullptr)
{
    for (const ConditionVerdict &each : readinessOf(writer.history(), plan, writer.now()).conditions)
        if (each.condition == condition)
            return each;
    return {};
}

Stage stage(const Writer &writer, const Plan *plan = nullptr)
{
    return stageOf(writer.history(), plan, writer.now()).stage;
}

NextStep next(const Writer &writer, const Plan *plan = nullptr)
{
    return nextStepOf(writer.history(), plan, writer.now());
}

Writer inTesting(int days)
{
    Writer writer;
    writer.serve(Mode::Testing);
    writer.checks(0, days);
    return writer;
}

Plan planOf(Mode mode, qint64 maxAge, const char *id)
{
    Plan plan;
    plan.domain = QStringLiteral("example.com");
    plan.reportingOnly = false;
    plan.mode = mode;
    plan.maxAge = maxAge;
    plan.id = id;
    plan.mx = {QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")};
    return plan;
}

bool says(const QList<Reason> &reasons, const char *code)
{
    return std::any_of(reasons.begin(), reasons.end(), [code](const Reason &reason) { return reason.code == code; });
}

} // namespace

class TestRolloutHistories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverLookedAt()
    {
        QCOMPARE(stage(Writer()), Stage::Unknown);
        QCOMPARE(next(Writer()).step, Step::CheckDomain);
    }

    void nothingAtAll()
    {
        Writer writer;
        writer.state().reporting = Seen::Absent;
        writer.checks(0, 0);
        QCOMPARE(stage(writer), Stage::NotStarted);
        QCOMPARE(next(writer).step, Step::PublishReporting);
        QVERIFY(!forecastOf(writer.history(), nullptr, writer.now()));
    }

    void noSuchDomain()
    {
        Writer writer;
        writer.state().reporting = Seen::Absent;
        writer.state().domainExists = false;
        writer.state().mx.clear();
        writer.checks(0, 2);
        const StageVerdict verdict = stageOf(writer.history(), nullptr, writer.now());
        QCOMPARE(verdict.stage, Stage::NoDomain);
        QCOMPARE(verdict.since, noon(0));
        QCOMPARE(verdict.reasons.first().code, QByteArray("domain-not-found"));
        QCOMPARE(next(writer).step, Step::MendFault);
        QCOMPARE(next(writer).why.code, QByteArray("domain-not-found"));
        Plan plan;
        plan.domain = QStringLiteral("example.com");
        plan.rua = {QStringLiteral("mailto:tls@reports.example.net")};
        for (const Action action : {Action::PlanMade, Action::StartReporting, Action::StartTesting})
            QVERIFY(!mayDo(action, writer.history(), plan, writer.now()).allowed);
        writer.state().domainExists = true;
        writer.checks(3, 3);
        QCOMPARE(stage(writer), Stage::NotStarted);
    }

    // Senders still hold what it served: that is the stage, and the reason is said beside it.
    void expiredWhileEnforcing()
    {
        Writer writer;
        writer.serve(Mode::Enforce, 604'800, "a1");
        writer.checks(0, 10);
        writer.removeRecord();
        writer.state().domainExists = false;
        writer.state().mx.clear();
        writer.checks(11, 12);
        QCOMPARE(stage(writer), Stage::Broken);
        QVERIFY(says(stageOf(writer.history(), nullptr, writer.now()).reasons, "domain-not-found"));
    }

    void onlyReporting()
    {
        Writer writer;
        writer.checks(0, 3);
        QCOMPARE(stage(writer), Stage::Reporting);
        QCOMPARE(stageOf(writer.history(), nullptr, writer.now()).since, noon(0));
        QCOMPARE(next(writer).step, Step::PublishTesting);
    }

    void threeDaysOfTesting()
    {
        Writer writer = inTesting(3);
        writer.bothClean(0, 2);
        QCOMPARE(stage(writer), Stage::Testing);
        const NextStep step = next(writer);
        QCOMPARE(step.step, Step::WaitForReports);
        QCOMPARE(step.notBefore->date(), date(14));
        QCOMPARE(of(writer, Condition::DaysInTesting).metAt, date(14));
        QCOMPARE(of(writer, Condition::ReportsCoverDays).metAt, date(7));
        QVERIFY(!mayDo(Action::StartEnforcing, writer.history(), planOf(Mode::Testing, 604'800, "a1"), writer.now())
                     .allowed);
    }

    void fortnightClean()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 13);
        QCOMPARE(stage(writer), Stage::ReadyToEnforce);
        QCOMPARE(next(writer).step, Step::Enforce);
        QVERIFY(!next(writer).overdue);
        const Plan plan = planOf(Mode::Testing, 604'800, "a1");
        QVERIFY(mayDo(Action::StartEnforcing, writer.history(), plan, writer.now()).allowed);
        const Plan then = after(Action::StartEnforcing, plan, writer.history(), writer.now());
        QCOMPARE(then.mode, Mode::Enforce);
        QCOMPARE(then.maxAge, 86'400);
        QCOMPARE(then.id, QByteArray("20260615120000Z"));
        QCOMPARE(then.decisions.size(), 1);
        const auto forecast = forecastOf(writer.history(), nullptr, writer.now());
        QCOMPARE(forecast->sessions, 2800);
        QCOMPARE(forecast->stoppedMost, 0);
        QCOMPARE(forecast->from, date(0));
        QCOMPARE(forecast->to, date(13));
    }

    void microsoftCannotFetch()
    {
        Writer writer = inTesting(20);
        writer.clean("google.com", 0, 19);
        for (int day = 2; day <= 19; ++day) {
            ReportedPolicy one = writer.entry("microsoft.com", day, 0);
            one.policyStrings.clear();
            one.mode.reset();
            one.failed = 40;
            one.failures = {failure("sts-policy-fetch-error", "HTTP 403", "", 40)};
            writer.add(one);
        }
        QCOMPARE(stage(writer), Stage::Testing);
        QCOMPARE(of(writer, Condition::PolicyHostReliable).state, State::NotMet);
        QCOMPARE(of(writer, Condition::LargeSendersSeen).reason.code, QByteArray("sender-trouble"));
        QCOMPARE(next(writer).step, Step::MendFault);
        QCOMPARE(next(writer).why.code, QByteArray("policy-host-failures"));
        const auto forecast = forecastOf(writer.history(), nullptr, writer.now());
        QCOMPARE(forecast->stoppedMost, 0); // without a policy a sender delivers
    }

    void sendersOwnFault()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 13);
        writer.failing("small.example", 10, 13, failure("dane-required", "", "mx1.example.com", 3), 3);
        QCOMPARE(stage(writer), Stage::ReadyToEnforce);
        QCOMPARE(of(writer, Condition::NoOwnFailure).state, State::Met);
    }

    void onlyUnverified()
    {
        Writer writer = inTesting(20);
        for (int day = 0; day < 20; ++day)
            for (const char *sender : {"google.com", "microsoft.com"}) {
                ReportedPolicy one = writer.entry(sender, day);
                one.verified = Verified::No;
                writer.add(one);
            }
        QCOMPARE(stage(writer), Stage::Testing);
        QCOMPARE(of(writer, Condition::ReportsCoverDays).reason.code, QByteArray("reports-uncounted"));
        QVERIFY(!of(writer, Condition::ReportsVerified).required);
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->uncountedSessions, 4000);
        Plan plan;
        plan.thresholds.countUnverified = true;
        QCOMPARE(stage(writer, &plan), Stage::ReadyToEnforce);
    }

    void overlappingDetails()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 13);
        ReportedPolicy one = writer.entry("small.example", 13, 90);
        one.failed = 10;
        one.failures = {failure("certificate-host-mismatch", "", "mx1.example.com", 8),
                        failure("certificate-expired", "", "mx1.example.com", 7),
                        failure("sts-policy-fetch-error", "", "", 2)};
        writer.add(one);
        const auto forecast = forecastOf(writer.history(), nullptr, writer.now());
        QCOMPARE(forecast->stoppedLeast, 8); // one line cannot overlap itself
        QCOMPARE(forecast->stoppedMost, 10); // never more than the summary
        QCOMPARE(forecast->senders.front().sender, std::string("small.example"));
        QCOMPARE(of(writer, Condition::NoOwnFailure).state, State::NotMet);
        QCOMPARE(next(writer).step, Step::MendFault);
    }

    void mxAddedAndNotCovered()
    {
        Writer writer = inTesting(13);
        writer.bothClean(0, 14);
        writer.state().mx += QStringLiteral("new.example.com");
        writer.checks(14, 15);
        QCOMPARE(stage(writer), Stage::Testing);
        QCOMPARE(of(writer, Condition::MxCovered).reason.arguments.value(QStringLiteral("hosts")),
                 QStringLiteral("new.example.com"));
        QCOMPARE(next(writer).why.code, QByteArray("mx-not-covered"));
    }

    void changedLinesBeginAnew()
    {
        Writer writer = inTesting(12);
        writer.bothClean(0, 12);
        writer.serve(Mode::Testing, 604'800, "a2", {QStringLiteral("*.example.com")});
        writer.checks(13, 16);
        writer.bothClean(13, 15);
        QCOMPARE(testingPeriodOf(writer.history(), writer.now())->begin, noon(13));
        QCOMPARE(stage(writer), Stage::Testing);
        QCOMPARE(next(writer).notBefore->date(), date(27));
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->sessions, 600);
    }

    void reportsStop()
    {
        Writer writer = inTesting(20);
        writer.bothClean(0, 13);
        QCOMPARE(of(writer, Condition::ReportsKeepComing).reason.code, QByteArray("reports-stopped"));
        QCOMPARE(next(writer).step, Step::MendFault);
    }

    void editedUnderTheSameId()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 15);
        writer.serve(Mode::Testing, 86'400, "a1");
        writer.checks(15, 16);
        QCOMPARE(stage(writer), Stage::Testing);
        QCOMPARE(of(writer, Condition::PolicyLive).reason.code, QByteArray("policy-changed-same-id"));
        QCOMPARE(next(writer).step, Step::MendFault);
    }

    void weakenedBehindOurBack()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 29);
        writer.serve(Mode::Enforce, 86'400, "a2");
        writer.checks(15, 20);
        writer.serve(Mode::Testing, 86'400, "a3");
        writer.checks(21, 30);
        const Plan plan = planOf(Mode::Enforce, 86'400, "a2");
        QVERIFY(says(stageOf(writer.history(), &plan, writer.now()).reasons, "policy-weaker-than-planned"));
        QCOMPARE(next(writer, &plan).step, Step::MendFault);
    }

    void decidedAndNotPublished()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 13);
        const Plan plan = planOf(Mode::Enforce, 86'400, "b7");
        QCOMPARE(next(writer, &plan).step, Step::Enforce);
        QCOMPARE(next(writer, &plan).why.code, QByteArray("plan-not-published"));
    }

    void backupFailsWhenUsed()
    {
        Writer writer = inTesting(30);
        writer.bothClean(0, 9);
        writer.failing("google.com", 10, 10, failure("certificate-host-mismatch", "", "mx2.example.com", 4), 4);
        writer.clean("google.com", 11, 29);
        writer.clean("microsoft.com", 10, 29);
        const ConditionVerdict own = of(writer, Condition::NoOwnFailure);
        QCOMPARE(own.state, State::NotMet); // nineteen clean days without use prove nothing
        QCOMPARE(own.metAt, date(40));
        QCOMPARE(stage(writer), Stage::Testing);
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->stoppedLeast, 4);
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->mendedMost, 0);
    }

    void mendedUnderOurEyes()
    {
        Writer writer = inTesting(8);
        writer.state().serverProblems = {{findings::FindingId::MxCertificateNameMismatch, findings::Severity::Error,
                                          QStringLiteral("mx2.example.com"), QString()}};
        writer.checks(9, 11);
        writer.state().serverProblems.clear();
        writer.checks(12, 20);
        writer.bothClean(0, 9);
        writer.failing("google.com", 10, 11, failure("certificate-host-mismatch", "", "mx2.example.com", 4), 4);
        writer.bothClean(12, 19);
        writer.clean("microsoft.com", 10, 11);
        QCOMPARE(stage(writer), Stage::ReadyToEnforce);
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->mendedLeast, 8);
    }

    void senderHoldsOlderPolicy()
    {
        Writer writer;
        writer.serve(Mode::Testing, 604'800, "a0", {QStringLiteral("old.example.com")});
        const ReportedPolicy older = writer.entry("microsoft.com", 0);
        writer.serve(Mode::Testing);
        writer.checks(0, 20);
        writer.clean("google.com", 0, 19);
        for (int day = 3; day < 20; ++day) {
            ReportedPolicy one = older;
            one.day = date(day);
            writer.add(one);
        }
        QCOMPARE(of(writer, Condition::LargeSendersSeen).reason.code, QByteArray("sender-older-lines"));
        QCOMPARE(stage(writer), Stage::Testing);
        QVERIFY(says(forecastOf(writer.history(), nullptr, writer.now())->unknowns, "forecast-older-lines"));
    }

    // Whatever made the administrator go back has to be outlived.
    void backFromEnforce()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 14);
        writer.serve(Mode::Enforce, 86'400, "a2");
        writer.checks(15, 19);
        writer.bothClean(15, 18);
        writer.failing("google.com", 18, 19, failure("certificate-host-mismatch", "", "mx1.example.com", 9), 9);
        writer.serve(Mode::Testing, 604'800, "a3");
        writer.checks(20, 20);
        Plan plan = planOf(Mode::Testing, 604'800, "a3");
        QCOMPARE(stage(writer, &plan), Stage::Testing);
        QCOMPARE(of(writer, Condition::DaysInTesting).reason.code, QByteArray("days-too-few-since-rollback"));
        QCOMPARE(of(writer, Condition::DaysInTesting).reason.arguments[QStringLiteral("since")],
                 date(20).toString(Qt::ISODate));
        QCOMPARE(of(writer, Condition::DaysInTesting).metAt, date(34));
        QCOMPARE(of(writer, Condition::ReportsCoverDays).metAt, date(27));
        QVERIFY(!mayDo(Action::StartEnforcing, writer.history(), plan, writer.now()).allowed);
        writer.checks(21, 33);
        writer.bothClean(20, 32);
        QCOMPARE(stage(writer, &plan), Stage::Testing);
        writer.checks(34, 34);
        writer.bothClean(33, 33);
        QCOMPARE(stage(writer, &plan), Stage::ReadyToEnforce);
        QCOMPARE(stageOf(writer.history(), &plan, writer.now()).since, noon(34));
        QCOMPARE(forecastOf(writer.history(), &plan, writer.now())->from, date(20));
        // Enforced again, the evidence of the second testing period stays, and that before it does not come back.
        writer.serve(Mode::Enforce, 86'400, "a4");
        writer.checks(35, 36);
        QCOMPARE(testingPeriodOf(writer.history(), writer.now())->begin, noon(20));
    }

    // The enforced policy was taken back before any check saw it.
    void backFromEnforceUnseen()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 13);
        Plan plan = planOf(Mode::Testing, 604'800, "a1");
        plan = after(Action::StartEnforcing, plan, writer.history(), noon(14).addSecs(60));
        plan = after(Action::RollBack, plan, writer.history(), noon(14).addSecs(3'600));
        writer.serve(Mode::Testing, 604'800, plan.id.constData());
        writer.checks(15, 15);
        History history = writer.history();
        history.issued = plan.issuedPolicies();
        QCOMPARE(stageOf(history, &plan, writer.now()).stage, Stage::Testing);
        QCOMPARE(testingPeriodOf(history, writer.now())->begin, noon(14).addSecs(3'600));
    }

    void certificateEndsSoon()
    {
        Writer writer;
        writer.state().certificatesUntil = noon(30);
        writer.serve(Mode::Testing);
        writer.checks(0, 14);
        writer.bothClean(0, 13);
        QCOMPARE(of(writer, Condition::CertificatesLast).state, State::NotMet);
        QCOMPARE(next(writer).why.code, QByteArray("certificates-end"));
    }

    void smallDomainWithoutMicrosoft()
    {
        Writer early = inTesting(20);
        early.clean("google.com", 0, 19);
        QCOMPARE(stage(early), Stage::Testing);
        QVERIFY(of(early, Condition::LargeSendersSeen).required);
        Writer late = inTesting(30);
        late.clean("google.com", 0, 29);
        QCOMPARE(stage(late), Stage::ReadyToEnforce);
        QVERIFY(!of(late, Condition::LargeSendersSeen).required);
        QCOMPARE(of(late, Condition::LargeSendersSeen).reason.code, QByteArray("sender-passed-over"));
    }

    void onlyDane()
    {
        Writer writer = inTesting(20);
        for (int day = 0; day < 20; ++day) {
            ReportedPolicy one = writer.entry("dane.example", day);
            one.type = tlsrpt::PolicyType::Tlsa;
            writer.add(one);
        }
        QCOMPARE(of(writer, Condition::ReportsCoverDays).reason.code, QByteArray("reports-only-dane"));
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->otherSessions, 2000);
        QCOMPARE(stage(writer), Stage::Testing);
    }

    void sixtyDaysAndReadySinceLong()
    {
        Writer writer = inTesting(60);
        writer.bothClean(0, 59);
        QCOMPARE(stage(writer), Stage::ReadyToEnforce);
        QCOMPARE(stageOf(writer.history(), nullptr, writer.now()).since, noon(14));
        QVERIFY(next(writer).overdue);
    }

    void withdrawing()
    {
        Writer writer;
        writer.serve(Mode::Enforce, 604'800, "a1");
        writer.checks(0, 10);
        writer.serve(Mode::None, 86'400, "a2");
        writer.checks(11, 13);
        QCOMPARE(stage(writer), Stage::Withdrawing);
        QCOMPARE(next(writer).step, Step::ContinueWithdrawal);
        // Until the check of day 11 nobody saw that the old policy was gone.
        QCOMPARE(next(writer).notBefore, noon(18));
        writer.checks(14, 18);
        QCOMPARE(stage(writer), Stage::Withdrawn);
        QCOMPARE(next(writer).step, Step::RemoveRecords);
        writer.removeRecord();
        writer.checks(19, 20);
        QCOMPARE(stage(writer), Stage::Withdrawn);
        QCOMPARE(next(writer).step, Step::Nothing);
    }

    void recordGoneIsNoOffSwitch()
    {
        Writer writer;
        writer.serve(Mode::Enforce, 604'800, "a1");
        writer.checks(0, 10);
        writer.removeRecord();
        writer.checks(11, 12);
        QCOMPARE(stage(writer), Stage::Broken);
        QCOMPARE(next(writer).why.code, QByteArray("record-gone-enforce-held"));
        QCOMPARE(next(writer).step, Step::MendFault);
    }

    void unknownLookChangesNothing()
    {
        Writer writer;
        writer.serve(Mode::Enforce, 86'400, "a1");
        writer.checks(0, 10);
        writer.bothClean(0, 10);
        writer.state().record = Seen::NotKnown;
        writer.checks(11, 11);
        const StageVerdict verdict = stageOf(writer.history(), nullptr, writer.now());
        QCOMPARE(verdict.stage, Stage::Enforcing);
        QCOMPARE(verdict.seenAt, noon(10));
        QVERIFY(says(verdict.reasons, "last-look-cannot-tell"));
    }

    void nextRung()
    {
        Writer writer;
        writer.serve(Mode::Enforce, 86'400, "a1");
        writer.checks(0, 5);
        writer.bothClean(0, 4);
        QCOMPARE(next(writer).step, Step::KeepWatching);
        QCOMPARE(next(writer).notBefore, noon(7));
        writer.checks(6, 8);
        writer.bothClean(5, 7);
        QCOMPARE(next(writer).step, Step::RaiseMaxAge);
        QVERIFY(next(writer).blockedBy.isEmpty());
        const Plan plan = planOf(Mode::Enforce, 86'400, "a1");
        QVERIFY(mayDo(Action::RaiseMaxAge, writer.history(), plan, writer.now()).allowed);
        QCOMPARE(after(Action::RaiseMaxAge, plan, writer.history(), writer.now()).maxAge, 604'800);
    }

    void conflictingReports()
    {
        Writer writer = inTesting(14);
        writer.clean("google.com", 0, 13);
        for (int day = 0; day < 14; ++day) {
            ReportedPolicy one = writer.entry("microsoft.com", day);
            one.conflict = true;
            writer.add(one);
        }
        QCOMPARE(of(writer, Condition::LargeSendersSeen).reason.code, QByteArray("sender-uncounted"));
        QCOMPARE(stage(writer), Stage::Testing);
    }

    void microsoftNamesNoLines()
    {
        Writer writer = inTesting(14);
        writer.clean("google.com", 0, 13);
        for (int day = 0; day < 14; ++day) {
            ReportedPolicy one = writer.entry("microsoft.com", day);
            one.policyStrings.clear();
            one.mode.reset();
            writer.add(one);
        }
        QCOMPARE(stage(writer), Stage::ReadyToEnforce);
        QCOMPARE(of(writer, Condition::LargeSendersSeen).reason.code, QByteArray("large-senders-seen-without-lines"));
        QCOMPARE(forecastOf(writer.history(), nullptr, writer.now())->sessions, 1400 + 1200);
    }

    void unexplainedFailure()
    {
        Writer writer = inTesting(14);
        writer.bothClean(0, 13);
        writer.failing("google.com", 13, 13, failure("validation-failure", "", "mx1.example.com", 2), 2);
        QCOMPARE(next(writer).step, Step::LookAtFailures);
    }

    void idsAreNeverUsedAgain()
    {
        Writer writer = inTesting(14);
        writer.serve(Mode::Testing, 604'800, "20260616120000Z");
        writer.checks(15, 15);
        const Plan plan = planOf(Mode::Testing, 604'800, "20260616120001Z");
        QCOMPARE(after(Action::Withdraw, plan, writer.history(), writer.now()).id, QByteArray("20260616120002Z"));
    }
};

QTEST_APPLESS_MAIN(TestRolloutHistories)
#include "test_rollout_histories.moc"
