// SPDX-License-Identifier: GPL-3.0-or-later
// When the known-good MX is tried, and what it proves: a blocked port 25 is told apart from dead servers.
#include "base/limits.h"
#include "inspected_world.h"

using namespace facts;
using namespace support;

class TestControlCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void controlNotNeeded();
    void controlWhenAllFail();
    void controlWhenSilent();
    void controlNotForSlowSessions();
    void controlBlockedToo();
    void controlIsOwnHost();
    void controlUnresolvable();
};

void TestControlCheck::controlNotNeeded()
{
    World w;
    w.resolver.answer(u"mx1.example.it"_qs, RecordType::A, {ip(u"192.0.2.25"_qs), ip(u"192.0.2.26"_qs)});
    w.prober.refuse(u"192.0.2.25"_qs);
    w.prober.delayMs = 50;
    QVERIFY(!w.check().control.attempted);
    QCOMPARE(w.log.count(u"greet"_qs), 0);
    QVERIFY(!w.log.has(u"A smtp.google.com"_qs));
}

void TestControlCheck::controlWhenAllFail()
{
    World w;
    w.prober.refuse(u"192.0.2.25"_qs);
    const DomainFacts f = w.check();
    QVERIFY(f.control.attempted);
    QVERIFY(f.control.connected);
    QCOMPARE(f.control.host, u"smtp.google.com"_qs);
    QCOMPARE(f.control.address.toString(), u"203.0.113.1"_qs);
    QVERIFY(w.log.at(u"greet smtp.google.com 203.0.113.1"_qs) < 500); // at once, not after the wait
    QVERIFY(f.elapsedMs < 1000);
}

void TestControlCheck::controlWhenSilent()
{
    World w;
    w.prober.refuse(u"192.0.2.25"_qs, Cause::TimedOut, 1900);
    const DomainFacts f = w.check();
    QVERIFY(f.control.connected);
    const qint64 at = w.log.at(u"greet smtp.google.com 203.0.113.1"_qs);
    QVERIFY2(at >= limits::portBlockedAfterMs - 80 && at < 1900, qPrintable(QString::number(at)));
}

void TestControlCheck::controlNotForSlowSessions()
{
    World w;
    w.prober.connectAtMs = 10; // connected soon, finished late
    w.prober.delayMs = 1800;
    QVERIFY(!w.check().control.attempted);
    QCOMPARE(w.log.count(u"greet"_qs), 0);
}

void TestControlCheck::controlBlockedToo()
{
    World w;
    w.resolver.answer(u"smtp.google.com"_qs, RecordType::A,
                      {ip(u"203.0.113.1"_qs), ip(u"203.0.113.2"_qs), ip(u"203.0.113.3"_qs)});
    w.resolver.answer(u"smtp.google.com"_qs, RecordType::Aaaa, {ip(u"2001:db8::1"_qs), ip(u"2001:db8::2"_qs)});
    for (const QString &dead : {u"192.0.2.25"_qs, u"203.0.113.1"_qs, u"203.0.113.2"_qs, u"2001:db8::1"_qs})
        w.prober.refuse(dead, Cause::TimedOut, 30);
    const DomainFacts f = w.check();
    QVERIFY(f.control.attempted);
    QVERIFY(!f.control.connected);
    QCOMPARE(f.control.cause, Cause::TimedOut);
    QVERIFY(!f.control.error.isEmpty());
    QCOMPARE(w.log.count(u"greet"_qs), 3); // a few addresses, not all
}

void TestControlCheck::controlIsOwnHost()
{
    World w;
    w.options.controlMx = u"MX1.example.it."_qs;
    w.prober.refuse(u"192.0.2.25"_qs);
    const DomainFacts f = w.check();
    QVERIFY(!f.control.attempted);
    QVERIFY(!f.control.error.isEmpty());
    QCOMPARE(w.log.count(u"greet"_qs), 0);
}

void TestControlCheck::controlUnresolvable()
{
    World w;
    w.options.controlMx = u"nothing.example.org"_qs;
    w.prober.refuse(u"192.0.2.25"_qs);
    const DomainFacts f = w.check();
    QVERIFY(!f.control.attempted);
    QVERIFY(!f.control.error.isEmpty());
}

QTEST_GUILESS_MAIN(TestControlCheck)
#include "test_control_check.moc"
