// SPDX-License-Identifier: GPL-3.0-or-later
// When an alarm begins and ends, look by look. tests/io/test_monitor.cpp runs the same over sixty days and an archive.
#include "rollout_histories.h"

#include "rollout/alarms.h"

#include <QTest>

using namespace histories;

namespace {

/// Writes looks and lets the alarms follow them.
class Watch
{
public:
    Writer writer;
    std::optional<Plan> plan;

    /// One check at noon of that day: "+kind subject" for what is raised, "-kind subject" for what is over.
    QStringList look(int day)
    {
        writer.checks(day, day);
        update();
        QStringList news;
        for (const Alarm &alarm : m_last.raised)
            news += '+' + nameOf(alarm);
        for (const Alarm &alarm : m_last.cleared)
            news += '-' + nameOf(alarm);
        return news;
    }
    void update()
    {
        m_last = updatedAlarms(m_open, writer.history(), plan ? &*plan : nullptr, writer.now());
        m_open = m_last.raised + m_last.sustained + m_last.waiting;
    }
    const AlarmUpdate &last() const { return m_last; }

    void blind()
    {
        writer.state().record = writer.state().policy = writer.state().reporting = Seen::NotKnown;
        writer.state().mxKnown = writer.state().smtpKnown = false;
        writer.state().servers.hostKnown = false;
    }

private:
    static QString nameOf(const Alarm &alarm) { return (base::enumName(alarm.kind) + ' ' + alarm.subject).trimmed(); }

    AlarmUpdate m_last;
    QList<Alarm> m_open;
};

Watch enforcing()
{
    Watch watch;
    watch.writer.serve(sts::Mode::Enforce);
    watch.writer.state().servers.hostKnown = true;
    watch.writer.state().servers.hostAddresses = {"192.0.2.80"};
    return watch;
}

const QStringList none;

} // namespace

class TestAlarms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quietWhereAllIsWell()
    {
        Watch watch = enforcing();
        for (int day = 0; day < 30; ++day)
            QCOMPARE(watch.look(day), none);
        QVERIFY(watch.last().sustained.isEmpty() && watch.last().waiting.isEmpty());
    }

    void oneBadLookIsNoAlarm()
    {
        Watch watch = enforcing();
        watch.look(0);
        const Problem fault{findings::FindingId::MxStartTlsNotOffered, findings::Severity::Error, "mx1.example.com",
                            "192.0.2.1"};
        watch.writer.state().serverProblems = {fault};
        QCOMPARE(watch.look(1), none);
        QCOMPARE(watch.last().waiting.size(), 1);
        watch.writer.state().serverProblems.clear();
        QCOMPARE(watch.look(2), none);
        QCOMPARE(watch.last().forgotten.size(), 1);
        watch.writer.state().serverProblems = {fault};
        QCOMPARE(watch.look(3), none);
        QCOMPARE(watch.look(4), QStringList("+mail-server-fault mx-start-tls-not-offered mx1.example.com"));
        QCOMPARE(watch.last().raised.first().severity, findings::Severity::Error);
        watch.writer.state().serverProblems.clear();
        QCOMPARE(watch.look(5), none);
        QCOMPARE(watch.look(6), QStringList("-mail-server-fault mx-start-tls-not-offered mx1.example.com"));
    }

    // What was looked at and is clean is over; what could not be looked at stays as it was.
    void oneDeadHostHoldsUpNoOther()
    {
        Watch watch = enforcing();
        watch.look(0);
        const auto fault = [](const char *host) {
            return Problem{findings::FindingId::MxStartTlsNotOffered, findings::Severity::Error, QString(host), {}};
        };
        watch.writer.state().serverProblems = {fault("mx1.example.com"), fault("mx2.example.com")};
        watch.look(1);
        QCOMPARE(watch.look(2).size(), 2);
        watch.writer.state().serverProblems.clear();
        watch.writer.state().smtpKnown = false;
        watch.writer.state().mxUnreached = {"mx2.example.com"};
        QCOMPARE(watch.look(3), none);
        QCOMPARE(watch.look(4), QStringList("-mail-server-fault mx-start-tls-not-offered mx1.example.com"));
        QCOMPARE(watch.look(5), none);
        QCOMPARE(watch.last().sustained.size(), 1);
        watch.writer.state().smtpKnown = true;
        watch.writer.state().mxUnreached.clear();
        QCOMPARE(watch.look(6), none);
        QCOMPARE(watch.look(7), QStringList("-mail-server-fault mx-start-tls-not-offered mx2.example.com"));
    }

    // A host that has left the MX set is no concern any more, whatever is dead beside it.
    void aHostThatLeftTheSetIsOver()
    {
        Watch watch = enforcing();
        watch.look(0);
        watch.writer.state().serverProblems = {
            {findings::FindingId::MxStartTlsNotOffered, findings::Severity::Error, "mx2.example.com", {}}};
        watch.look(1);
        watch.look(2);
        watch.writer.state().serverProblems.clear();
        watch.writer.state().mx = {"mx1.example.com"};
        watch.writer.state().smtpKnown = false;
        watch.writer.state().mxUnreached = {"mx1.example.com"};
        watch.look(3);
        QVERIFY(watch.look(4).contains("-mail-server-fault mx-start-tls-not-offered mx2.example.com"));
    }

    void theSameLookCountsOnce()
    {
        Watch watch = enforcing();
        watch.look(0);
        watch.writer.state().record = watch.writer.state().policy = Seen::Absent;
        QCOMPARE(watch.look(1), none);
        for (int again = 0; again < 5; ++again) {
            watch.update();
            QVERIFY(watch.last().raised.isEmpty());
        }
        QCOMPARE(watch.look(2), QStringList("+record-gone _mta-sts.example.com"));
        watch.update();
        QCOMPARE(watch.last().sustained.size(), 1);
        QVERIFY(watch.last().raised.isEmpty());
    }

    void blindLooksAreAnAlarmOfTheirOwn()
    {
        Watch watch = enforcing();
        watch.writer.state().serverProblems = {
            {findings::FindingId::MxStartTlsNotOffered, findings::Severity::Error, "mx1.example.com", {}}};
        watch.look(0);
        watch.look(1);
        QCOMPARE(watch.last().raised.size(), 1);
        const Observation well = watch.writer.state();
        watch.writer.state().serverProblems.clear();
        watch.blind();
        QCOMPARE(watch.look(2), none);
        QCOMPARE(watch.look(3), none);
        QCOMPARE(watch.look(4), QStringList("+not-looked-at"));
        QCOMPARE(watch.look(5), none);
        QCOMPARE(watch.last().sustained.size(), 2); // the mail server's is not forgotten
        watch.writer.state() = well;
        watch.writer.state().serverProblems.clear();
        QCOMPARE(watch.look(6), QStringList("-not-looked-at"));
        QCOMPARE(watch.look(7), QStringList("-mail-server-fault mx-start-tls-not-offered mx1.example.com"));
    }

    void mxSetThatNoPlanNames()
    {
        Watch watch = enforcing();
        watch.look(0);
        watch.writer.state().mx = {"mx2.example.com", "mx1.example.com"};
        QCOMPARE(watch.look(1), none); // another order is no other set
        watch.writer.state().mx = {"mx1.example.com"};
        QCOMPARE(watch.look(2), QStringList("+mx-changed mx1.example.com"));
        watch.writer.state().mx = {"mx2.example.com"};
        QCOMPARE(watch.look(3), QStringList("+mx-changed mx2.example.com"));
        QCOMPARE(watch.look(4), QStringList("-mx-changed mx1.example.com"));
        for (int day = 5; day < 11; ++day) // it has stood a week on day 10
            QCOMPARE(watch.look(day), none);
        QCOMPARE(watch.look(11), QStringList("-mx-changed mx2.example.com"));
    }

    void nameServersThatDisagreeRaiseOnce()
    {
        Watch watch = enforcing();
        const QStringList old = watch.writer.state().mx, now{"mx1.example.com", "mx3.example.com"};
        watch.look(0);
        QStringList told;
        for (int day = 1; day < 7; ++day) {
            watch.writer.state().mx = day % 2 ? now : old;
            told += watch.look(day);
        }
        QCOMPARE(told,
                 QStringList({"+mx-not-covered mx3.example.com", "+mx-changed mx1.example.com, mx3.example.com"}));
        QCOMPARE(watch.look(7),
                 QStringList({"-mx-not-covered mx3.example.com", "-mx-changed mx1.example.com, mx3.example.com"}));
    }

    void plannedMoveIsNoAlarm()
    {
        Watch watch = enforcing();
        watch.writer.serve(sts::Mode::Enforce, 604'800, "a1",
                           {"mx1.example.com", "mx2.example.com", "new.example.net"});
        watch.plan.emplace();
        watch.plan->mxMove = MxMove{{"new.example.net"}, noon(0), false};
        watch.look(0);
        watch.writer.state().mx = {"new.example.net"};
        QCOMPARE(watch.look(1), none);
    }

    void uncoveredHosts()
    {
        Watch watch = enforcing();
        watch.look(0);
        watch.writer.state().mx += "mx3.example.com";
        QCOMPARE(watch.look(1).filter("mx-not-covered"), QStringList("+mx-not-covered mx3.example.com"));
        watch.writer.serve(sts::Mode::Testing, 604'800, "a2"); // a new id, and less grave
        QCOMPARE(watch.look(2).filter("mx-not-covered"), none);
        const QList<Alarm> &lasting = watch.last().sustained;
        const auto host = std::find_if(lasting.begin(), lasting.end(),
                                       [](const Alarm &alarm) { return alarm.kind == AlarmKind::MxNotCovered; });
        QVERIFY(host != lasting.end());
        QCOMPARE(host->severity, findings::Severity::Warning);
        QCOMPARE(host->raisedAt, noon(1));
    }

    void recordThatThePlanTakesAway()
    {
        Watch watch = enforcing();
        watch.plan.emplace();
        watch.plan->goal = Goal::Withdrawn;
        watch.look(0);
        watch.writer.removeRecord();
        for (int day = 1; day < 5; ++day)
            QCOMPARE(watch.look(day), none);
    }

    void recordGoneIsThePastAtLast()
    {
        Watch watch = enforcing();
        watch.look(0);
        watch.writer.removeRecord();
        watch.look(1);
        QCOMPARE(watch.look(2), QStringList("+record-gone _mta-sts.example.com"));
        for (int day = 3; day < 31; ++day)
            QCOMPARE(watch.look(day), none);
        QCOMPARE(watch.look(31), none);
        QCOMPARE(watch.look(32), QStringList("-record-gone _mta-sts.example.com"));
    }

    void shortLivedCertificates()
    {
        Watch watch = enforcing();
        watch.writer.state().servers.certificates = {{"mx1.example.com", "a", noon(0), noon(6)}};
        QCOMPARE(watch.look(0), none);
        QCOMPARE(watch.look(4), none); // two of six days: exactly a third is not less
        QCOMPARE(watch.look(5), QStringList("+certificate-ends-soon mx1.example.com"));
        QCOMPARE(watch.last().raised.first().severity, findings::Severity::Warning);
        QCOMPARE(watch.look(6), none);
        QCOMPARE(watch.last().sustained.first().severity, findings::Severity::Error); // it has ended
        watch.writer.state().servers.certificates.clear();                            // not reached: nothing is known
        QCOMPARE(watch.look(7), none);
        watch.writer.state().servers.certificates = {{"mx1.example.com", "b", noon(7), noon(100)}};
        QCOMPARE(watch.look(8), none);
        QCOMPARE(watch.look(9), QStringList("-certificate-ends-soon mx1.example.com"));
    }

    void longSubjectsAreBounded()
    {
        const QString one = QString(5000, 'x'), other = QString(4999, 'x') + 'y';
        QVERIFY(alarmSubject(one).size() <= subjectCharacters);
        QVERIFY(alarmSubject(one) != alarmSubject(other));
        QCOMPARE(alarmSubject("mx1.example.com"), QString("mx1.example.com"));
    }

    void nothingSeenKeepsWhatWas()
    {
        Alarm alarm;
        alarm.kind = AlarmKind::RecordGone;
        alarm.raisedAt = noon(0);
        const AlarmUpdate update = updatedAlarms({alarm}, History(), nullptr, noon(1));
        QCOMPARE(update.sustained.size(), 1);
        QVERIFY(update.cleared.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestAlarms)
#include "test_alarms.moc"
