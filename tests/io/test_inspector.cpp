// SPDX-License-Identifier: GPL-3.0-or-later
// What a check starts, when, and what it makes of every way in which a part can fail: against scripted edges.
#include "base/limits.h"
#include "inspected_world.h"
#include "io/vantage.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

using namespace facts;
using namespace support;

class TestInspector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksEverythingAtOnce();
    void fillsTheFacts();
    void probesBeforeOtherAnswers();
    void criticalPath();
    void ordersHosts();
    void odd_mx_data();
    void odd_mx();
    void implicitMx();
    void aliasAsksExpandedTlsa();
    void limitsHosts();
    void limitsSessions();
    void limitsAddresses_data();
    void limitsAddresses();
    void sameAddressOnce();
    void privateAddresses();
    void withoutSmtp();
    void dmarcOfOrganization_data();
    void dmarcOfOrganization();
    void dkimSelectors();
    void failuresEverywhere();
    void timeoutOption();
    void cancels();
    void cancelledBeforeStart();
    void readyFutures();
    void reportsProgress();
    void vantage();
    void manyAtOnce();
};

void TestInspector::asksEverythingAtOnce()
{
    World w;
    w.resolver.delayMs = 30;
    w.check();
    const QStringList burst{u"MX example.it"_qs,
                            u"NS example.it"_qs,
                            u"TXT _mta-sts.example.it"_qs,
                            u"TXT _smtp._tls.example.it"_qs,
                            u"A mta-sts.example.it"_qs,
                            u"AAAA mta-sts.example.it"_qs,
                            u"TXT example.it"_qs,
                            u"TXT _mta_sts.example.it"_qs,
                            u"TXT _smtp-tlsrpt.example.it"_qs,
                            u"TXT _dmarc.example.it"_qs,
                            u"TXT default._bimi.example.it"_qs,
                            u"TXT google._domainkey.example.it"_qs};
    for (const QString &question : burst) {
        QVERIFY2(w.log.has(question), qPrintable(question));
        QVERIFY2(w.log.at(question) < 25, qPrintable(question));
    }
    QCOMPARE(w.log.count(u"TXT _sigillo-"_qs), 1);
    QVERIFY(w.log.position(u"prepare example.it"_qs) < w.log.position(u"MX example.it"_qs));
    QCOMPARE(w.log.position(u"MX example.it"_qs), 1);
    QVERIFY(w.log.position(u"prepare example.it"_qs) >= 0);
    for (const QString &question :
         {u"A mx1.example.it"_qs, u"AAAA mx1.example.it"_qs, u"TLSA _25._tcp.mx1.example.it"_qs})
        QVERIFY2(w.log.has(question), qPrintable(question));
}

void TestInspector::fillsTheFacts()
{
    World w;
    w.resolver.answer(u"_mta-sts.example.it"_qs, RecordType::Txt, {txt("v=STSv1; id=1;")});
    w.resolver.answer(u"_smtp._tls.example.it"_qs, RecordType::Txt, {txt("v=TLSRPTv1; rua=mailto:a@b.it")});
    w.resolver.answer(u"example.it"_qs, RecordType::Ns, {nameToWire(u"ns.example.it"_qs)});
    w.resolver.answer(u"_25._tcp.mx1.example.it"_qs, RecordType::Tlsa, {QByteArray("\3\1\1abcd")});
    const DomainFacts f = w.check();
    QCOMPARE(f.domain, domain);
    QCOMPARE(f.observedAt, w.clock.time);
    QVERIFY(!f.cancelled);
    QCOMPARE(txtRecords(f.stsTxt).size(), 1);
    QCOMPARE(txtRecords(f.tlsrptTxt).size(), 1);
    QVERIFY(f.ns.hasRecords());
    QCOMPARE(f.hints.wildcardTxt.status, DnsStatus::NxDomain);
    QVERIFY(f.hints.wildcardTxt.name.endsWith(u".example.it"));
    QCOMPARE(f.policyHost.name, u"mta-sts.example.it"_qs);
    QCOMPARE(f.policyHost.fetches.size(), 1);
    QCOMPARE(f.mxHosts.size(), 1);
    const MxHostFacts &host = f.mxHosts.first();
    QCOMPARE(host.name, u"mx1.example.it"_qs);
    QCOMPARE(host.preference, 10);
    QCOMPARE(tlsaRecords(host.tlsa).size(), 1);
    QCOMPARE(host.tlsaExpanded.status, DnsStatus::NotAsked);
    QCOMPARE(host.probes.size(), 1);
    QVERIFY(host.probes.first().complete());
    QCOMPARE(f.posture.dkim.size(), 1);
    QVERIFY(f.vantage.validating);
    QCOMPARE(w.prober.last.host, u"mx1.example.it"_qs);
    QCOMPARE(w.prober.last.port, 25);
    QCOMPARE(w.prober.last.timeoutMs, limits::smtpProbeMs);
    QCOMPARE(w.fetcher.last.port, 443);
    QCOMPARE(w.fetcher.last.timeoutMs, limits::policyFetchMs);
}

void TestInspector::probesBeforeOtherAnswers()
{
    World w;
    w.resolver.answer(u"mx1.example.it"_qs, RecordType::Aaaa, {ip(u"2001:db8::25"_qs)}, 300);
    w.resolver.answer(u"_25._tcp.mx1.example.it"_qs, RecordType::Tlsa, {}, 300);
    w.resolver.answer(u"_mta-sts.example.it"_qs, RecordType::Txt, {}, 300);
    w.resolver.answer(u"mta-sts.example.it"_qs, RecordType::Aaaa, {ip(u"2001:db8::80"_qs)}, 300);
    const DomainFacts f = w.check();
    QVERIFY(w.log.at(u"probe mx1.example.it 192.0.2.25"_qs) < 100);
    QVERIFY(w.log.at(u"fetch mta-sts.example.it 192.0.2.80"_qs) < 100);
    QVERIFY(w.log.at(u"probe mx1.example.it 2001:db8::25"_qs) >= 299);
    QVERIFY(w.log.at(u"fetch mta-sts.example.it 2001:db8::80"_qs) >= 299);
    QCOMPARE(f.mxHosts.first().probes.size(), 2);
    QVERIFY(!f.mxHosts.first().probes.first().address.isV6());
    QVERIFY(f.mxHosts.first().probes.last().address.isV6());
}

void TestInspector::criticalPath()
{
    World w;
    w.resolver.delayMs = 80;
    w.fetcher.delayMs = 3 * 80;
    w.prober.delayMs = 6 * 80;
    const DomainFacts f = w.check();
    QVERIFY2(f.elapsedMs >= 8 * 80 - 2 && f.elapsedMs <= 8 * 80 + 70, qPrintable(QString::number(f.elapsedMs)));
    World idle; // what the check itself adds, without the granularity of waiting
    QEventLoop loop;
    qint64 best = 1'000'000;
    for (int i = 0; i < 20; ++i) {
        QElapsedTimer clock;
        clock.start();
        auto future = idle.inspector.inspect(*base::DomainName::parse(domain), idle.options, {});
        future.then(this, [&](const DomainFacts &) { loop.quit(); });
        loop.exec();
        best = std::min(best, clock.nsecsElapsed() / 1000);
    }
    qInfo("a check of instant parts takes %lld us", best);
    QVERIFY(best < 10'000);
}

void TestInspector::ordersHosts()
{
    World w;
    w.resolver.answer(domain, RecordType::Mx,
                      {mx(20, u"b.example.it"_qs), mx(20, u"a.example.it"_qs), mx(5, u"z.example.it"_qs),
                       mx(30, u"z.example.it"_qs)});
    w.resolver.answer(u"z.example.it"_qs, RecordType::A, {ip(u"192.0.2.3"_qs), ip(u"192.0.2.1"_qs)}, 60);
    w.resolver.answer(u"z.example.it"_qs, RecordType::Aaaa, {ip(u"2001:db8::3"_qs)}, 5);
    const DomainFacts f = w.check();
    QCOMPARE(f.mxHosts.size(), 3);
    QCOMPARE(f.mxHosts[0].name, u"z.example.it"_qs);
    QCOMPARE(f.mxHosts[0].preference, 5);
    QCOMPARE(f.mxHosts[1].name, u"a.example.it"_qs);
    QCOMPARE(f.mxHosts[2].name, u"b.example.it"_qs);
    QCOMPARE(f.mxHosts[0].probes.size(), 3);
    QCOMPARE(f.mxHosts[0].probes[0].address.toString(), u"192.0.2.3"_qs); // the order of the answer, A first
    QCOMPARE(f.mxHosts[0].probes[1].address.toString(), u"192.0.2.1"_qs);
    QCOMPARE(f.mxHosts[0].probes[2].address.toString(), u"2001:db8::3"_qs);
    QCOMPARE(w.log.count(u"A z.example.it"_qs), 1);
}

void TestInspector::odd_mx_data()
{
    QTest::addColumn<QByteArrayList>("records");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<int>("lookups");
    const auto row = [](const char *name, const QByteArrayList &records, DnsStatus status, const QStringList &hosts,
                        int lookups) { QTest::newRow(name) << records << int(status) << hosts << lookups; };
    row("null MX", {mx(0, QString())}, DnsStatus::Answer, {}, 0);
    row("null MX in company", {mx(0, QString()), mx(1, u"q.example.it"_qs)}, DnsStatus::Answer, {u"q.example.it"_qs},
        1);
    row("IP literal", {mx(1, u"192.0.2.1"_qs)}, DnsStatus::Answer, {u"192.0.2.1"_qs}, 0);
    row("odd bytes", {mx(1, u"a b.example.it"_qs)}, DnsStatus::Answer, {u"a\\032b.example.it"_qs}, 0);
    row("underscore", {mx(1, u"_dc-mx.q.example.it"_qs)}, DnsStatus::Answer, {u"_dc-mx.q.example.it"_qs}, 1);
    row("malformed", {QByteArray("\0", 1)}, DnsStatus::Answer, {}, 0);
    row("no such domain", {}, DnsStatus::NxDomain, {}, 0);
    row("server failure", {}, DnsStatus::ServFail, {}, 0);
    row("timeout", {}, DnsStatus::Timeout, {}, 0);
    row("bogus", {}, DnsStatus::Bogus, {}, 0);
}

void TestInspector::odd_mx()
{
    QFETCH(QByteArrayList, records);
    QFETCH(int, status);
    QFETCH(QStringList, hosts);
    QFETCH(int, lookups);
    World w;
    DnsAnswer answer;
    answer.status = DnsStatus(status);
    answer.rdata = records;
    w.resolver.set(domain, RecordType::Mx, answer);
    const DomainFacts f = w.check();
    QStringList names;
    for (const MxHostFacts &host : f.mxHosts)
        names += host.name;
    QCOMPARE(names, hosts);
    QCOMPARE(f.mx.status, DnsStatus(status));
    QCOMPARE(w.log.count(u"TLSA "_qs), lookups);
    QCOMPARE(w.log.count(u"probe "_qs), 0);
    QVERIFY(!f.control.attempted);
    QVERIFY(f.stsTxt.status != DnsStatus::NotAsked); // the rest is filled all the same
}

void TestInspector::implicitMx()
{
    World w;
    w.resolver.answer(domain, RecordType::Mx, {});
    w.resolver.answer(domain, RecordType::A, {ip(u"192.0.2.9"_qs)});
    const DomainFacts f = w.check();
    QCOMPARE(f.mxHosts.size(), 1);
    QVERIFY(f.mxHosts.first().implicit);
    QCOMPARE(f.mxHosts.first().name, domain);
    QVERIFY(w.log.has(u"probe example.it 192.0.2.9"_qs));
    World none;
    none.resolver.answer(domain, RecordType::Mx, {});
    none.resolver.answer(domain, RecordType::A, {});
    none.resolver.answer(domain, RecordType::Aaaa, {});
    QVERIFY(none.check().mxHosts.isEmpty());
    World unsure;
    unsure.resolver.answer(domain, RecordType::Mx, {});
    unsure.resolver.fail(domain, RecordType::A, DnsStatus::ServFail);
    QCOMPARE(unsure.check().mxHosts.size(), 1);
}

void TestInspector::aliasAsksExpandedTlsa()
{
    World w;
    DnsAnswer a, aaaa;
    a.status = DnsStatus::Answer;
    aaaa.status = DnsStatus::NoData;
    a.cnames = aaaa.cnames = {{u"mx1.example.it"_qs, u"real.provider.com"_qs, 60}};
    a.rdata = {ip(u"192.0.2.25"_qs)};
    w.resolver.set(u"mx1.example.it"_qs, RecordType::A, a);
    w.resolver.set(u"mx1.example.it"_qs, RecordType::Aaaa, aaaa);
    w.resolver.answer(u"_25._tcp.real.provider.com"_qs, RecordType::Tlsa, {QByteArray("\3\1\1abcd")});
    const DomainFacts f = w.check();
    QVERIFY(w.log.has(u"TLSA _25._tcp.mx1.example.it"_qs));
    QCOMPARE(w.log.count(u"TLSA _25._tcp.real.provider.com"_qs), 1);
    QCOMPARE(tlsaRecords(f.mxHosts.first().tlsaExpanded).size(), 1);
    QVERIFY(w.log.has(u"probe mx1.example.it 192.0.2.25"_qs));
}

void TestInspector::limitsHosts()
{
    World w;
    QByteArrayList records;
    for (int i = 0; i < limits::mxHosts + 8; ++i)
        records += mx(i, u"h%1.example.it"_qs.arg(i));
    w.resolver.answer(domain, RecordType::Mx, records);
    const DomainFacts f = w.check();
    QCOMPARE(f.mxHosts.size(), limits::mxHosts);
    QCOMPARE(f.mxHostsNotProbed, 8);
    QVERIFY(!w.log.has(u"A h%1.example.it"_qs.arg(limits::mxHosts)));
}

void TestInspector::limitsSessions()
{
    World w;
    QByteArrayList hosts, addresses;
    for (int i = 0; i < limits::mxAddresses; ++i)
        addresses += ip(u"192.0.2.%1"_qs.arg(i + 1));
    for (int i = 0; i < limits::mxHosts; ++i) {
        hosts += mx(i, u"h%1.example.it"_qs.arg(i));
        w.resolver.answer(u"h%1.example.it"_qs.arg(i), RecordType::A, addresses);
    }
    w.resolver.answer(domain, RecordType::Mx, hosts);
    const DomainFacts f = w.check();
    QCOMPARE(w.log.count(u"probe "_qs), limits::smtpSessions);
    qsizetype skipped = 0;
    for (const MxHostFacts &host : f.mxHosts)
        skipped += std::count_if(host.probes.begin(), host.probes.end(),
                                 [](const SmtpProbe &p) { return p.cause == Cause::Skipped; });
    QCOMPARE(skipped, limits::mxHosts * limits::mxAddresses - limits::smtpSessions);
}

void TestInspector::limitsAddresses_data()
{
    QTest::addColumn<int>("v4");
    QTest::addColumn<int>("v6");
    QTest::addColumn<int>("probed4");
    QTest::addColumn<int>("probed6");
    QTest::newRow("few") << 3 << 2 << 3 << 2;
    QTest::newRow("only IPv4") << 20 << 0 << 16 << 0;
    QTest::newRow("only IPv6") << 0 << 20 << 0 << 16;
    QTest::newRow("many of both") << 20 << 20 << 8 << 8;
    QTest::newRow("a few IPv6") << 20 << 3 << 13 << 3;
}

void TestInspector::limitsAddresses()
{
    QFETCH(int, v4);
    QFETCH(int, v6);
    QFETCH(int, probed4);
    QFETCH(int, probed6);
    for (const bool v6First : {false, true}) {
        World w;
        QByteArrayList a, aaaa;
        for (int i = 0; i < v4; ++i)
            a += ip(u"192.0.2.%1"_qs.arg(i + 1));
        for (int i = 0; i < v6; ++i)
            aaaa += ip(u"2001:db8::%1"_qs.arg(i + 1));
        for (const QString &host : {u"mx1.example.it"_qs, u"mta-sts.example.it"_qs}) {
            w.resolver.answer(host, RecordType::A, a, v6First ? 40 : 0);
            w.resolver.answer(host, RecordType::Aaaa, aaaa, v6First ? 0 : 40);
        }
        const DomainFacts f = w.check();
        QCOMPARE(w.log.count(u"probe mx1.example.it 192"_qs), probed4);
        QCOMPARE(w.log.count(u"probe mx1.example.it 2001"_qs), probed6);
        QCOMPARE(w.log.count(u"fetch mta-sts.example.it 192"_qs), probed4);
        QCOMPARE(w.log.count(u"fetch mta-sts.example.it 2001"_qs), probed6);
        QVERIFY(w.log.has(u"probe mx1.example.it 192.0.2.1"_qs) || v4 == 0);
        const QList<SmtpProbe> &probes = f.mxHosts.first().probes;
        const auto skipped =
            std::count_if(probes.begin(), probes.end(), [](const SmtpProbe &p) { return p.cause == Cause::Skipped; });
        QCOMPARE(int(skipped), std::min(v4 + v6 - probed4 - probed6, limits::mxAddresses));
    }
}

void TestInspector::sameAddressOnce()
{
    World w;
    w.resolver.answer(u"mx1.example.it"_qs, RecordType::A, {ip(u"192.0.2.25"_qs), ip(u"192.0.2.25"_qs)});
    QCOMPARE(w.check().mxHosts.first().probes.size(), 1);
    QCOMPARE(w.log.count(u"probe"_qs), 1);
}

void TestInspector::privateAddresses()
{
    World w;
    w.resolver.answer(u"mx1.example.it"_qs, RecordType::A, {ip(u"10.0.0.1"_qs), ip(u"127.0.0.1"_qs)});
    const DomainFacts f = w.check();
    QCOMPARE(w.log.count(u"probe"_qs), 0);
    QCOMPARE(f.mxHosts.first().probes.size(), 2);
    QCOMPARE(f.mxHosts.first().probes.first().cause, Cause::PrivateAddress);
    QVERIFY(!f.control.attempted);
    QVERIFY(!w.fetcher.last.allowPrivate);
    World open;
    open.options.allowPrivate = true;
    open.resolver.answer(u"mx1.example.it"_qs, RecordType::A, {ip(u"10.0.0.1"_qs)});
    QVERIFY(open.check().vantage.privateAllowed);
    QCOMPARE(open.log.count(u"probe"_qs), 1);
    QVERIFY(open.fetcher.last.allowPrivate);
}

void TestInspector::withoutSmtp()
{
    World w;
    w.options.smtp = false;
    const DomainFacts f = w.check();
    QVERIFY(f.vantage.smtpSkipped);
    QCOMPARE(w.log.count(u"probe"_qs) + w.log.count(u"greet"_qs), 0);
    QVERIFY(f.mxHosts.first().a.hasRecords());
    QCOMPARE(f.mxHosts.first().probes.value(0).cause, Cause::Skipped);
    QVERIFY(w.log.has(u"TLSA _25._tcp.mx1.example.it"_qs));
    QCOMPARE(f.policyHost.fetches.size(), 1);
}

void TestInspector::dmarcOfOrganization_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QString>("question"); // that follows; empty for none
    QTest::newRow("registrable") << u"example.it"_qs << QByteArray() << QString();
    QTest::newRow("sub-domain") << u"a.b.example.it"_qs << QByteArray() << u"TXT _dmarc.example.it"_qs;
    QTest::newRow("sub-domain with its own") << u"a.example.it"_qs << QByteArray("v=DMARC1; p=none") << QString();
    QTest::newRow("sub-domain with another record")
        << u"a.example.it"_qs << QByteArray("hello") << u"TXT _dmarc.example.it"_qs;
    QTest::newRow("public suffix") << u"co.uk"_qs << QByteArray() << QString();
}

void TestInspector::dmarcOfOrganization()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, own);
    QFETCH(QString, question);
    World w;
    if (!own.isEmpty())
        w.resolver.answer(u"_dmarc."_qs + name, RecordType::Txt, {txt(own)});
    const DomainFacts f = w.check(name);
    QCOMPARE(w.log.count(u"TXT _dmarc."_qs), question.isEmpty() ? 1 : 2);
    QVERIFY(question.isEmpty() || w.log.has(question));
    QCOMPARE(f.posture.dmarcOrganization.status == DnsStatus::NotAsked, question.isEmpty());
}

void TestInspector::dkimSelectors()
{
    World w;
    w.options.dkimSelectors = {u"s1"_qs, u"google"_qs, u"s1"_qs, u"s2"_qs};
    const DomainFacts f = w.check();
    QStringList selectors;
    for (const DkimLookup &lookup : f.posture.dkim) {
        selectors += lookup.selector;
        QCOMPARE(lookup.answer.name, lookup.selector + u"._domainkey.example.it"_qs);
    }
    QCOMPARE(selectors, QStringList({u"google"_qs, u"s1"_qs, u"s2"_qs}));
}

void TestInspector::failuresEverywhere()
{
    World w;
    for (const QString &host : {u"mx1.example.it"_qs, u"mta-sts.example.it"_qs}) {
        w.resolver.fail(host, RecordType::A, DnsStatus::Timeout, 20);
        w.resolver.fail(host, RecordType::Aaaa, DnsStatus::ServFail);
    }
    w.resolver.fail(u"_mta-sts.example.it"_qs, RecordType::Txt, DnsStatus::Bogus);
    w.resolver.fail(u"_smtp._tls.example.it"_qs, RecordType::Txt, DnsStatus::Refused);
    w.resolver.problem = u"no keys"_qs;
    const DomainFacts f = w.check();
    QCOMPARE(f.stsTxt.status, DnsStatus::Bogus);
    QCOMPARE(f.tlsrptTxt.status, DnsStatus::Refused);
    QCOMPARE(f.mxHosts.first().a.status, DnsStatus::Timeout);
    QCOMPARE(f.mxHosts.first().aaaa.status, DnsStatus::ServFail);
    QVERIFY(f.mxHosts.first().probes.isEmpty());
    QCOMPARE(f.policyHost.a.status, DnsStatus::Timeout);
    QVERIFY(f.policyHost.fetches.isEmpty());
    QVERIFY(!f.vantage.validating);
    QCOMPARE(f.vantage.validationProblem, u"no keys"_qs);
    QVERIFY(!f.control.attempted); // nothing was tried, so nothing is to be told apart
}

void TestInspector::timeoutOption()
{
    World w;
    w.options.timeoutMs = 150;
    w.resolver.setNever(u"_mta-sts.example.it"_qs, RecordType::Txt);
    w.resolver.setNever(u"mx1.example.it"_qs, RecordType::Aaaa);
    const DomainFacts f = w.check();
    QCOMPARE(f.stsTxt.status, DnsStatus::Timeout);
    QVERIFY(!f.stsTxt.reason.isEmpty());
    QCOMPARE(f.mxHosts.first().aaaa.status, DnsStatus::Timeout);
    QCOMPARE(w.prober.last.timeoutMs, 150);
    QCOMPARE(w.fetcher.last.timeoutMs, 150);
    QVERIFY(f.elapsedMs < 1000);
    QVERIFY(!f.cancelled);
}

void TestInspector::cancels()
{
    World w;
    w.resolver.answer(u"_mta-sts.example.it"_qs, RecordType::Txt, {txt("v=STSv1; id=1;")});
    w.resolver.setNever(u"_smtp._tls.example.it"_qs, RecordType::Txt);
    w.prober.refuse(u"192.0.2.25"_qs, Cause::TimedOut, -1);
    QTimer::singleShot(60, this, [&] { w.stop.request_stop(); });
    const DomainFacts f = w.check();
    QVERIFY(f.cancelled);
    QVERIFY2(f.elapsedMs < 200, qPrintable(QString::number(f.elapsedMs)));
    QCOMPARE(f.stsTxt.status, DnsStatus::Answer);
    QCOMPARE(f.tlsrptTxt.status, DnsStatus::Cancelled);
    QCOMPARE(f.mxHosts.first().probes.first().cause, Cause::Cancelled);
    QCOMPARE(f.policyHost.fetches.size(), 1);
    QVERIFY(!f.control.attempted);
}

void TestInspector::cancelledBeforeStart()
{
    World w;
    w.stop.request_stop();
    const DomainFacts f = w.check();
    QVERIFY(f.cancelled);
    QCOMPARE(f.domain, domain);
    QCOMPARE(f.mx.status, DnsStatus::NotAsked);
    QCOMPARE(w.log.names(), QStringList());
}

void TestInspector::readyFutures()
{
    World w;
    w.resolver.answer(domain, RecordType::Mx, {mx(10, u"mx1.example.it"_qs), mx(20, u"mx2.example.it"_qs)});
    w.resolver.answer(u"mx2.example.it"_qs, RecordType::A, {ip(u"192.0.2.26"_qs)});
    w.resolver.delayMs = w.fetcher.delayMs = w.prober.delayMs = ready;
    w.prober.refuse(u"192.0.2.25"_qs, Cause::Refused, ready);
    const DomainFacts f = w.check();
    QCOMPARE(f.mxHosts.size(), 2);
    QCOMPARE(f.mxHosts.last().probes.size(), 1);
    QVERIFY(!f.control.attempted); // the second host was reached
    QCOMPARE(f.policyHost.fetches.size(), 1);
    QVERIFY(f.hints.wildcardTxt.status != DnsStatus::NotAsked);
}

void TestInspector::reportsProgress()
{
    World w;
    QList<io::Progress> seen;
    auto future =
        w.inspector.inspect(*base::DomainName::parse(domain), w.options, {}, [&](const io::Progress &p) { seen += p; });
    QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }));
    QVERIFY(seen.size() > 10);
    QCOMPARE(seen.last().started, seen.last().finished);
    QVERIFY(std::any_of(seen.begin(), seen.end(),
                        [](const io::Progress &p) { return p.latest == u"SMTP mx1.example.it 192.0.2.25"; }));
    QVERIFY(std::any_of(seen.begin(), seen.end(),
                        [](const io::Progress &p) { return p.latest == u"TXT _mta-sts.example.it"; }));
}

void TestInspector::vantage()
{
    World w;
    w.options.deep = true;
    const DomainFacts f = w.check();
    QCOMPARE(f.vantage.resolver, u"fake"_qs);
    QVERIFY(f.vantage.deep);
    QVERIFY(w.prober.last.deep);
    QVERIFY(f.vantage.tool.startsWith(u"sigillo "));
    const auto list = [](const QString &address) { return QList{*base::IpAddress::parse(address)}; };
    QVERIFY(io::hasIpv4(list(u"192.168.1.2"_qs)));
    QVERIFY(io::hasIpv4(list(u"192.0.2.1"_qs)));
    QVERIFY(!io::hasIpv4(list(u"127.0.0.1"_qs)));
    QVERIFY(!io::hasIpv4(list(u"169.254.1.1"_qs)));
    QVERIFY(io::hasIpv6(list(u"2001:db8::1"_qs)));
    QVERIFY(!io::hasIpv6(list(u"fe80::1"_qs)));
    QVERIFY(!io::hasIpv6(list(u"fd00::1"_qs)));
    QVERIFY(!io::hasIpv6(list(u"::1"_qs)));
}

void TestInspector::manyAtOnce()
{
    World w;
    w.resolver.delayMs = 5;
    QList<QFuture<DomainFacts>> futures;
    for (int i = 0; i < 100; ++i)
        futures += w.inspector.inspect(*base::DomainName::parse(domain), w.options, {});
    QVERIFY(QTest::qWaitFor(
        [&] { return std::all_of(futures.begin(), futures.end(), [](const auto &f) { return f.isFinished(); }); }));
    for (const auto &future : futures)
        QCOMPARE(future.result().mxHosts.size(), 1);
}

QTEST_GUILESS_MAIN(TestInspector)
#include "test_inspector.moc"
