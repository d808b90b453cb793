// SPDX-License-Identifier: GPL-3.0-or-later
// The monitor over sixty days, two looks a day, of a domain at which faults come and go: each alarm is raised once,
// lasts, and is over, whatever could not be seen in between and however often the program was started anew.
#include "archive_reports.h"
#include "facts_builder.h"
#include "postgres_server.h"

#include "archive/plan_store.h"
#include "base/enum_names.h"
#include "io/monitor.h"

using namespace archive;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::RecordType;
using rollout::Alarm;

namespace {

constexpr int looks = 120;
const QString domain = QStringLiteral("example.com");

QDateTime timeOf(int look)
{
    return support::observedAt().addSecs(look * 12 * 3'600);
}

bool isIn(int look, int first, int last)
{
    return first <= look && look <= last;
}

void resolverFails(DomainFacts &f)
{
    for (facts::DnsAnswer *answer : {&f.mx, &f.ns, &f.stsTxt, &f.tlsrptTxt, &f.policyHost.a, &f.policyHost.aaaa})
        *answer = support::noAnswer(answer->name, answer->type, DnsStatus::ServFail);
    f.policyHost.fetches.clear();
    f.mxHosts.clear();
}

void hostWithoutAddress(DomainFacts &f)
{
    f.policyHost.a = support::noAnswer(f.policyHost.name, RecordType::A, DnsStatus::NxDomain);
    f.policyHost.aaaa = support::noAnswer(f.policyHost.name, RecordType::Aaaa, DnsStatus::NxDomain);
    f.policyHost.fetches.clear();
}

void startTlsGone(facts::MxHostFacts &host)
{
    for (facts::SmtpProbe &probe : host.probes) {
        probe.ehlo = {250, {"mx1", "PIPELINING"}};
        probe.startTlsOffered = false;
        probe.reached = facts::SmtpStage::StartTls;
        probe.cause = facts::Cause::NotOffered;
        probe.startTls = probe.ehloTls = {};
        probe.tls = {};
    }
}

void renewCertificates(DomainFacts &f)
{
    const auto renew = [](facts::TlsFacts &tls) {
        if (tls.chain.isEmpty())
            return;
        tls.chain.first().notBefore = timeOf(90);
        tls.chain.first().notAfter = timeOf(90 + 180);
        tls.chain.first().sha256 = QByteArray(32, 'n');
    };
    for (facts::MxHostFacts &host : f.mxHosts)
        for (facts::SmtpProbe &probe : host.probes)
            renew(probe.tls);
    for (facts::PolicyFetch &fetch : f.policyHost.fetches)
        renew(fetch.tls);
}

/// What is live at a look: the healthy domain, and the faults of that time.
DomainFacts factsAt(int look)
{
    DomainFacts f = support::healthyFacts(domain);
    f.observedAt = timeOf(look);
    if (look >= 56) // another text, under the old id until look 60
        for (facts::PolicyFetch &fetch : f.policyHost.fetches)
            fetch.body = support::policyText(domain, isIn(look, 94, 97) ? "testing" : "enforce") + "note: x\r\n";
    if (look >= 60)
        f.stsTxt.rdata = {support::txtRdata(isIn(look, 94, 97) ? "v=STSv1; id=weaker;" : "v=STSv1; id=b2;")};
    if (isIn(look, 10, 15)) {
        f.mx.rdata = {support::mxRdata(10, "mx1.example.com"), support::mxRdata(20, "mx3.example.com")};
        f.mxHosts.last() = support::mxHost("mx3.example.com", 20, "192.0.2.27", "2001:db8::27");
    }
    if (isIn(look, 32, 36))
        f.stsTxt =
            support::noAnswer(f.stsTxt.name, RecordType::Txt, look == 34 ? DnsStatus::ServFail : DnsStatus::NxDomain);
    if (isIn(look, 42, 45) || isIn(look, 50, 52))
        hostWithoutAddress(f);
    if (isIn(look, 50, 52))
        f.policyHost.a.cnames = {{f.policyHost.name, "pages.example.net", 300}};
    if ((isIn(look, 66, 71) && look != 69) || look == 76)
        startTlsGone(f.mxHosts.first());
    if (isIn(look, 80, 83))
        for (facts::PolicyFetch &fetch : f.policyHost.fetches)
            fetch.httpStatus = 404;
    if (look >= 90)
        renewCertificates(f);
    if (isIn(look, 24, 27))
        resolverFails(f);
    return f;
}

/// Google's report about a day: clean, but for days 40 and 41.
StoredReport reportOf(int day)
{
    tlsrpt::Report report;
    report.organizationName = "Google Inc.";
    report.contactInfo = "smtp-tls-reporting@google.com";
    report.reportId = "day-" + std::to_string(day);
    report.start = support::observedAt().date().addDays(day).startOfDay(Qt::UTC).toSecsSinceEpoch();
    report.end = *report.start + 86'399;
    report.startText = std::to_string(*report.start);
    tlsrpt::PolicyResult policy;
    policy.policyType = tlsrpt::PolicyType::Sts;
    policy.policyTypeWord = "sts";
    policy.policyDomain = domain.toStdString();
    policy.policyStrings = {"version: STSv1", "mode: enforce", "mx: mx1.example.com", "mx: mx2.example.com",
                            "max_age: 2592000"};
    policy.successfulSessions = 100;
    policy.failedSessions = 0;
    if (isIn(day, 40, 41)) {
        policy.failedSessions = 5;
        policy.failures = {{tlsrpt::ResultType::CertificateExpired, "certificate-expired", "192.0.2.1",
                            "mx1.example.com", "", "", 5, "", ""}};
    }
    report.policies.push_back(std::move(policy));
    StoredReport out = archive_reports::stored(std::move(report));
    out.trust = Trust::Verified;
    return out;
}

rollout::Plan enforcePlan()
{
    rollout::Plan plan;
    plan.domain = domain;
    plan.mode = sts::Mode::Enforce;
    plan.reportingOnly = false;
    plan.mx = {"mx1.example.com", "mx2.example.com"};
    plan.rua = {"mailto:tls-report@example.net"};
    plan.maxAge = 2'592'000;
    plan.id = "20260601120000Z";
    return plan;
}

QString keyOf(const Alarm &alarm)
{
    return (base::enumName(alarm.kind) + ' ' + alarm.subject).trimmed();
}

QStringList keysOf(const QList<Alarm> &alarms)
{
    QStringList keys;
    for (const Alarm &alarm : alarms)
        keys += keyOf(alarm);
    keys.sort();
    return keys;
}

/// "key raised-cleared" for each time an alarm was raised.
QStringList expected()
{
    return {"mx-changed mx1.example.com, mx3.example.com 10-17",
            "mx-not-covered mx3.example.com 10-17",
            "not-looked-at 26-28", // the third look that cannot tell
            "record-gone _mta-sts.example.com 33-38",
            "policy-host-gone 43-47",
            "policy-host-alias-dangling pages.example.net 50-54",
            "content-changed-same-id 20260601120000Z 57-61", // younger than the TTL and an hour at look 56
            "mail-server-fault mx-start-tls-not-offered mx1.example.com 67-73",
            "certificate-ends-soon mta-sts.example.com 79-91", // 20 days and a half are left
            "certificate-ends-soon mx1.example.com 79-91",
            "certificate-ends-soon mx2.example.com 79-91",
            "policy-dns-disagree 81-85",
            "new-failure-kind certificate-expired mx1.example.com 84-98", // seven clean days
            "policy-weaker-than-planned 94-99",
            "reports-silent 111-116"};
}

} // namespace

class TestMonitor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sixtyDays_data() { databases(); }
    void sixtyDays();
    void keepsAlarms_data() { databases(); }
    void keepsAlarms();
    void twoProgramsRaiseOnce_data() { databases(); }
    void twoProgramsRaiseOnce();
    void lastLookIsOldAtTimes();
    void archiveFailureIsOfTheDomain();

private:
    void databases()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgres") << true;
    }
    QString fresh(bool postgres)
    {
        if (postgres)
            return m_server.words(m_server.createDatabase());
        return m_folder.filePath(QString::number(++m_files) + ".sqlite");
    }
    Archive open(const QString &dsn)
    {
        auto opened = Archive::open(dsn);
        if (!opened)
            qFatal("%s", qPrintable(message(opened.error())));
        return std::move(*opened);
    }

    QTemporaryDir m_folder;
    PostgresServer m_server;
    QString m_noPostgres;
    int m_files = 0;
};

void TestMonitor::initTestCase()
{
    if (PostgresServer::programs().isEmpty())
        m_noPostgres = "PostgreSQL is not installed";
    else if (!QSqlDatabase::isDriverAvailable("QPSQL"))
        m_noPostgres = "Qt's driver for PostgreSQL is not installed";
    else
        m_noPostgres = m_server.start();
}

void TestMonitor::sixtyDays()
{
    QFETCH(bool, postgres);
    if (postgres && !m_noPostgres.isEmpty())
        QSKIP(qPrintable(m_noPostgres));
    const QString dsn = fresh(postgres);
    std::optional<Archive> archive(open(dsn));
    ARCHIVE_OK(PlanStore(*archive).save(domain, rollout::toJson(enforcePlan()), 1));

    QMap<QString, int> lasting;
    QStringList happened;
    for (int look = 0; look < looks; ++look) {
        if (look % 7 == 3)
            archive.emplace(open(dsn)); // the program was started anew
        if (look % 2 == 0 && look >= 2 && !isIn(look / 2 - 1, 51, 56)) {
            const StoredReport report = reportOf(look / 2 - 1);
            ARCHIVE_OK(ReportStore(*archive).add({&report, 1}));
        }
        const DomainFacts facts = factsAt(look);
        const io::DomainOutcome outcome = io::Monitor(*archive).take(facts);
        QVERIFY2(!outcome.error, outcome.error ? qPrintable(message(*outcome.error)) : "");
        QCOMPARE(outcome.firstLook, look == 0);
        if (isIn(look, 24, 28)) // the resolver is down, and back: the domain is as it was
            QCOMPARE(outcome.differences, QList<rollout::Difference>());
        for (const Alarm &alarm : outcome.alarms.cleared) {
            QVERIFY2(lasting.contains(keyOf(alarm)), qPrintable(keyOf(alarm)));
            happened += QStringLiteral("%1 %2-%3").arg(keyOf(alarm)).arg(lasting.take(keyOf(alarm))).arg(look);
        }
        QCOMPARE(keysOf(outcome.alarms.sustained), QStringList(lasting.keys()));
        for (const Alarm &alarm : outcome.alarms.raised) {
            QVERIFY2(!lasting.contains(keyOf(alarm)), qPrintable(keyOf(alarm)));
            lasting.insert(keyOf(alarm), look);
        }
        if (look % 5 == 1) { // the same look again says nothing new
            const io::DomainOutcome again = io::Monitor(*archive).take(facts);
            QVERIFY(again.alarms.raised.isEmpty() && again.alarms.cleared.isEmpty());
            QCOMPARE(keysOf(again.alarms.sustained), QStringList(lasting.keys()));
        }
    }
    QCOMPARE(lasting, (QMap<QString, int>()));
    QStringList wanted = expected();
    wanted.sort();
    happened.sort();
    QCOMPARE(happened.join('\n'), wanted.join('\n'));
    const auto kept = AlarmStore(*archive).raisedSince(domain, timeOf(0));
    ARCHIVE_OK(kept);
    QCOMPARE(kept->size(), wanted.size());
    for (const Alarm &alarm : *kept)
        QVERIFY(alarm.raisedAt && alarm.clearedAt && *alarm.raisedAt < *alarm.clearedAt);
}

void TestMonitor::keepsAlarms()
{
    QFETCH(bool, postgres);
    if (postgres && !m_noPostgres.isEmpty())
        QSKIP(qPrintable(m_noPostgres));
    const QString dsn = fresh(postgres);
    Alarm raised;
    raised.kind = rollout::AlarmKind::NewFailureKind;
    raised.subject = QString::fromUtf8("a'\"\\?\u202e\x01 ") + QChar(0) + QString(180, QChar(0x20ac));
    raised.severity = findings::Severity::Error;
    raised.arguments = {{"type", QString("x") + QChar(0)}, {"mx", "{mx}"}};
    raised.firstSeen = timeOf(1);
    raised.lastSeen = raised.lastLook = timeOf(2);
    raised.raisedAt = timeOf(2).addMSecs(7);
    raised.present = 2;
    Alarm waiting = raised;
    waiting.subject = QString();
    waiting.raisedAt.reset();
    {
        Archive archive = open(dsn);
        const auto done = AlarmStore(archive).update(domain, [&](const QList<Alarm> &before) {
            rollout::AlarmUpdate update;
            if (before.isEmpty())
                update = {{raised}, {}, {}, {waiting}, {}};
            return update;
        });
        ARCHIVE_OK(done);
    }
    Archive archive = open(dsn);
    auto read = AlarmStore(archive).open(domain);
    ARCHIVE_OK(read);
    QCOMPARE(read->size(), 2);
    QVERIFY(read->contains(raised));
    QVERIFY(read->contains(waiting));
    QCOMPARE(AlarmStore(archive).open("other.example")->size(), 0);
    Alarm over = raised;
    over.clearedAt = timeOf(5);
    ARCHIVE_OK(AlarmStore(archive).update(domain, [&](const QList<Alarm> &) {
        return rollout::AlarmUpdate{{}, {}, {over}, {}, {waiting}};
    }));
    QCOMPARE(AlarmStore(archive).open(domain)->size(), 0);
    QCOMPARE(*AlarmStore(archive).raisedSince(domain, timeOf(0)), QList<Alarm>{over});
    QCOMPARE(AlarmStore(archive).raisedSince(domain, timeOf(6))->size(), 0);
}

void TestMonitor::twoProgramsRaiseOnce()
{
    QFETCH(bool, postgres);
    if (postgres && !m_noPostgres.isEmpty())
        QSKIP(qPrintable(m_noPostgres));
    const QString dsn = fresh(postgres);
    Archive one = open(dsn), other = open(dsn);
    for (int look = 8; look < 10; ++look)
        QVERIFY(!io::Monitor(one).take(factsAt(look)).error);
    DomainFacts first = factsAt(10), second = factsAt(10);
    second.observedAt = second.observedAt.addSecs(1);
    QCOMPARE(io::Monitor(one).take(first).alarms.raised.size(), 2);
    const io::DomainOutcome late = io::Monitor(other).take(second);
    QCOMPARE(late.alarms.raised.size(), 0);
    QCOMPARE(late.alarms.sustained.size(), 2);
}

void TestMonitor::lastLookIsOldAtTimes()
{
    Archive archive = open(fresh(false));
    io::Monitor monitor(archive);
    QVERIFY(monitor.take(factsAt(0)).firstLook);
    DomainFacts late = factsAt(0);
    late.observedAt = late.observedAt.addDays(io::monitorHistoryDays + 30);
    late.stsTxt.rdata = {support::txtRdata("v=STSv1; id=late;")};
    const io::DomainOutcome outcome = monitor.take(late);
    QVERIFY(!outcome.firstLook);
    QVERIFY(outcome.differences.contains(
        rollout::Difference{rollout::ChangeKind::PolicyId, {}, "20260601120000Z", "late"}));
}

void TestMonitor::archiveFailureIsOfTheDomain()
{
    Archive archive = open(fresh(false));
    io::Monitor monitor(archive);
    QVERIFY(!monitor.take(factsAt(0)).error);
    ARCHIVE_OK(archive.connection().run("DROP TABLE alarms"));
    const io::DomainOutcome outcome = monitor.take(factsAt(10));
    QVERIFY(outcome.error);
    QVERIFY(!outcome.hasNews());
    QCOMPARE(outcome.domain, domain);
}

QTEST_GUILESS_MAIN(TestMonitor)
#include "test_monitor.moc"
