// SPDX-License-Identifier: GPL-3.0-or-later
// Mail hosts that could not be reached, or were not tried: what that proves, and what it does not.
#include "finding_lists.h"
#include "findings/evaluate.h"
#include "smtp_faults.h"

using namespace findings;
using namespace support;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::MxHostFacts;
using facts::RecordType;
using Change = std::function<void(DomainFacts &)>;
Q_DECLARE_METATYPE(Change)

namespace {

void setControl(DomainFacts &facts, bool isConnected, Cause cause = Cause::TimedOut)
{
    facts.control = {true,
                     isConnected,
                     QStringLiteral("control.example.net"),
                     ip(QStringLiteral("203.0.113.25")),
                     isConnected ? Cause::None : cause,
                     {}};
}

void dropIpv4(MxHostFacts &host)
{
    host.a = noAnswer(host.name, RecordType::A, DnsStatus::NoData);
    host.probes.removeFirst();
}

void dropIpv6(MxHostFacts &host)
{
    host.aaaa = noAnswer(host.name, RecordType::Aaaa, DnsStatus::NoData);
    host.probes.removeLast();
}

void row(const char *name, const Change &change, const QStringList &expected)
{
    QTest::newRow(name) << change << expected;
}

void columns()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
}

void verifyRow()
{
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    DomainFacts facts = healthyFacts();
    change(facts);
    Findings found;
    mailServerRules(facts, facts.observedAt, found);
    QCOMPARE(notPassed(found, Subject::MailServer), expected);
    verifySentences(found);
}

} // namespace

class TestSmtpReach : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blockedPort_data();
    void blockedPort() { verifyRow(); }
    void addressFamily_data();
    void addressFamily() { verifyRow(); }
    void notTried_data();
    void notTried() { verifyRow(); }
};

void TestSmtpReach::blockedPort_data()
{
    columns();
    const auto all = [](Cause cause) {
        return [=](DomainFacts &facts) { forEachProbe(facts, stopped(SmtpStage::Connect, cause)); };
    };
    const QString timeout = QStringLiteral("fail mx-timeout error"), refused = QStringLiteral("fail mx-refused error"),
                  blocked = QStringLiteral("unknown mx-port-blocked error");
    row("port blocked",
        [=](DomainFacts &facts) {
            all(Cause::TimedOut)(facts);
            setControl(facts, false);
        },
        {blocked});
    row("port blocked by refusal",
        [=](DomainFacts &facts) {
            all(Cause::Refused)(facts);
            setControl(facts, false, Cause::Refused);
        },
        {blocked});
    row("refused, control silent",
        [=](DomainFacts &facts) {
            all(Cause::Refused)(facts);
            setControl(facts, false);
        },
        {refused, refused});
    row("control answers over IPv4",
        [=](DomainFacts &facts) {
            all(Cause::TimedOut)(facts);
            for (MxHostFacts &host : facts.mxHosts) {
                host.aaaa = noAnswer(host.name, RecordType::Aaaa, DnsStatus::NoData);
                host.probes.removeLast();
            }
            setControl(facts, true);
        },
        {timeout, timeout});
    row("no control, silence", all(Cause::TimedOut),
        {QStringLiteral("unknown mx-timeout error"), QStringLiteral("unknown mx-timeout error")});
    row("no control, refusal", all(Cause::Refused), {refused, refused});
    row("one host dead",
        [](DomainFacts &facts) {
            for (SmtpProbe &probe : facts.mxHosts[0].probes)
                stop(probe, SmtpStage::Connect, Cause::TimedOut);
        },
        {timeout});
}

void TestSmtpReach::addressFamily_data()
{
    columns();
    row("dead IPv6 beside IPv4",
        [](DomainFacts &facts) { stop(facts.mxHosts[0].probes[1], SmtpStage::Connect, Cause::TimedOut); },
        {QStringLiteral("fail mx-dead-ipv6 warning")});
    row("IPv6 only", [](DomainFacts &facts) { dropIpv4(facts.mxHosts[0]); },
        {QStringLiteral("fail mx-ipv6-only-host info")});
    row("IPv6 only, dead, IPv6 known to work",
        [](DomainFacts &facts) {
            dropIpv4(facts.mxHosts[0]);
            stop(facts.mxHosts[0].probes[0], SmtpStage::Connect, Cause::TimedOut);
        },
        {QStringLiteral("fail mx-ipv6-only-host info"), QStringLiteral("fail mx-timeout error")});
    row("IPv6 only, dead, no IPv6 seen to work",
        [](DomainFacts &facts) {
            dropIpv4(facts.mxHosts[0]);
            stop(facts.mxHosts[0].probes[0], SmtpStage::Connect, Cause::TimedOut);
            facts.mxHosts[1].probes.removeLast();
            facts.mxHosts[1].aaaa = noAnswer(facts.mxHosts[1].name, RecordType::Aaaa, DnsStatus::NoData);
        },
        {QStringLiteral("fail mx-ipv6-only-host info"), QStringLiteral("unknown mx-timeout error")});
    row("no IPv6 here",
        [](DomainFacts &facts) {
            facts.vantage.ipv6 = false;
            for (MxHostFacts &host : facts.mxHosts)
                stop(host.probes[1], SmtpStage::Connect, Cause::Unreachable);
        },
        {QStringLiteral("unknown mx-no-ipv6-here info"), QStringLiteral("unknown mx-no-ipv6-here info")});
    row("no IPv6 here, IPv6 only",
        [](DomainFacts &facts) {
            facts.vantage.ipv6 = false;
            facts.mxHosts.removeLast();
            dropIpv4(facts.mxHosts[0]);
            facts.mxHosts[0].probes.clear();
        },
        {QStringLiteral("fail mx-ipv6-only-host info"), QStringLiteral("unknown mx-no-ipv6-here error")});
    row("no IPv4 here",
        [](DomainFacts &facts) {
            facts.vantage.ipv4 = false;
            dropIpv6(facts.mxHosts[1]);
            for (MxHostFacts &host : facts.mxHosts)
                stop(host.probes[0], SmtpStage::Connect, Cause::Unreachable);
        },
        {QStringLiteral("unknown mx-unreachable error"), QStringLiteral("unknown mx-unreachable info")});
}

void TestSmtpReach::notTried_data()
{
    columns();
    row("private address",
        [](DomainFacts &facts) {
            MxHostFacts &host = facts.mxHosts[0];
            host.a = addressAnswer(host.name, RecordType::A, {QStringLiteral("10.0.0.25")});
            host.probes[0].address = ip(QStringLiteral("10.0.0.25"));
            stop(host.probes[0], SmtpStage::NotStarted, Cause::PrivateAddress);
        },
        {QStringLiteral("fail mx-private-address error")});
    row("private address, allowed",
        [](DomainFacts &facts) {
            facts.vantage.privateAllowed = true;
            MxHostFacts &host = facts.mxHosts[0];
            host.a = addressAnswer(host.name, RecordType::A, {QStringLiteral("127.0.0.1")});
            host.probes[0].address = ip(QStringLiteral("127.0.0.1"));
        },
        {QStringLiteral("fail mx-private-address info")});
    row("switched off",
        [](DomainFacts &facts) {
            facts.vantage.smtpSkipped = true;
            for (MxHostFacts &host : facts.mxHosts)
                host.probes.clear();
        },
        {QStringLiteral("unknown mx-not-probed info")});
    row("cancelled", [](DomainFacts &facts) { stop(facts.mxHosts[0].probes[0], SmtpStage::Ehlo, Cause::Cancelled); },
        {QStringLiteral("unknown mx-not-probed warning")});
    row("over the limit",
        [](DomainFacts &facts) { stop(facts.mxHosts[0].probes[0], SmtpStage::NotStarted, Cause::Skipped); },
        {QStringLiteral("unknown mx-not-probed warning")});
    row("left out", [](DomainFacts &facts) { facts.mxHosts[0].probes.removeFirst(); },
        {QStringLiteral("unknown mx-not-probed warning")});
    row("host without addresses",
        [](DomainFacts &facts) {
            MxHostFacts &host = facts.mxHosts[0];
            host.a = noAnswer(host.name, RecordType::A, DnsStatus::NxDomain);
            host.aaaa = noAnswer(host.name, RecordType::Aaaa, DnsStatus::NxDomain);
            host.probes.clear();
        },
        {});
    row("no MX hosts", [](DomainFacts &facts) { facts.mxHosts.clear(); }, {});
}

QTEST_GUILESS_MAIN(TestSmtpReach)
#include "test_smtp_reach.moc"
