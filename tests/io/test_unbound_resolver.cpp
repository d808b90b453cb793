// SPDX-License-Identifier: GPL-3.0-or-later
// The resolver against a scripted one on loopback: each way in which a lookup can end.
#include "io/unbound_resolver.h"
#include "scripted_dns.h"

#include <QTemporaryDir>
#include <QTest>

using namespace facts;
using namespace support;

namespace {

// The script hands out no keys: what a resolver that strips signatures looks like.
ScriptedReply unsignedInternet(const AskedQuestion &q)
{
    const auto negative = [](int rcode) {
        return ScriptedReply{.rcode = rcode, .authority = {soaRecord(QStringLiteral("example"))}};
    };
    if (q.name == u"silent.example")
        return {.silent = true};
    if (q.name == u"servfail.example")
        return {.rcode = 2, .extendedError = 22, .extendedText = "at delegation example."};
    if (q.name == u"refused.example")
        return {.rcode = 5};
    if (q.name == u"formerr.example")
        return {.rcode = 1};
    if (q.name == u"garbage.example")
        return {.garbage = QByteArray(7, 'x')};
    if (q.name == u"nx.example")
        return negative(3);
    if (q.name == u"loop1.example")
        return {.answer = {cnameRecord(u"loop1.example"_qs, u"loop2.example"_qs),
                           cnameRecord(u"loop2.example"_qs, u"loop1.example"_qs)}};
    if (q.name == u"loop2.example")
        return {.answer = {cnameRecord(u"loop2.example"_qs, u"loop1.example"_qs),
                           cnameRecord(u"loop1.example"_qs, u"loop2.example"_qs)}};
    if (q.name == u"dangling.example")
        return {.rcode = 3,
                .answer = {cnameRecord(u"dangling.example"_qs, u"nx.example"_qs, 77)},
                .authority = {soaRecord(u"example"_qs)}};
    // libunbound believes a resolver only the first step of a chain and asks for the next itself.
    if (q.name == u"alias.example")
        return {.answer = {cnameRecord(q.name, u"Middle.example"_qs, 60)}};
    if (q.name == u"middle.example")
        return {.answer = {cnameRecord(q.name, u"a.example"_qs, 70)}};
    if (q.type == int(RecordType::A) && q.name == u"a.example")
        return {.answer = {aRecord(q.name, u"192.0.2.2"_qs, 80), aRecord(q.name, u"192.0.2.1"_qs, 80)}};
    if (q.type == int(RecordType::A) && q.name == u"_under.test")
        return {.answer = {aRecord(q.name, u"192.0.2.3"_qs)}};
    if (q.type == int(RecordType::Txt) && q.name == u"big.example") {
        QByteArrayList records;
        for (int i = 0; i < 20; ++i)
            records += record(q.name, RecordType::Txt, txtRdata(QByteArray(200, char('a' + i))));
        return {.answer = records, .truncated = true};
    }
    return negative(0);
}

DnsAnswer ask(io::Resolver &resolver, const QString &name, RecordType type = RecordType::A, std::stop_token stop = {})
{
    return resolver.lookup(name, type, std::move(stop)).result();
}

std::unique_ptr<io::UnboundResolver> resolverAt(const QString &server, int timeoutMs = 10'000)
{
    return std::move(*io::UnboundResolver::create({.servers = {server}, .timeoutMs = timeoutMs}));
}

} // namespace

class TestUnboundResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statuses_data();
    void statuses();
    void followsAliases();
    void reasons();
    void fallsBackWithoutKeys();
    void explicitAnchorStays();
    void silenceIsTimeout();
    void slowIsNotSilent();
    void nobodyThere();
    void oneOfTwoServersIsDead();
    void silentZoneDoesNotStarveOthers();
    void cancels();
    void destroysInFlight();
    void badNames_data();
    void badNames();
    void badOptions_data();
    void badOptions();
    void addsLittleLatency();
};

void TestUnboundResolver::statuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<RecordType>("type");
    QTest::addColumn<DnsStatus>("status");
    QTest::addColumn<int>("records");
    QTest::newRow("answer") << u"a.example"_qs << RecordType::A << DnsStatus::Answer << 2;
    QTest::newRow("upper case and final dot") << u"A.Example."_qs << RecordType::A << DnsStatus::Answer << 2;
    QTest::newRow("underscore in test.") << u"_under.test"_qs << RecordType::A << DnsStatus::Answer << 1;
    QTest::newRow("no data") << u"a.example"_qs << RecordType::Aaaa << DnsStatus::NoData << 0;
    QTest::newRow("no such name") << u"nx.example"_qs << RecordType::A << DnsStatus::NxDomain << 0;
    QTest::newRow("dangling alias") << u"dangling.example"_qs << RecordType::A << DnsStatus::NxDomain << 0;
    QTest::newRow("alias") << u"alias.example"_qs << RecordType::A << DnsStatus::Answer << 2;
    QTest::newRow("truncated, over TCP") << u"big.example"_qs << RecordType::Txt << DnsStatus::Answer << 20;
    QTest::newRow("server failure") << u"servfail.example"_qs << RecordType::A << DnsStatus::ServFail << 0;
    QTest::newRow("refused") << u"refused.example"_qs << RecordType::A << DnsStatus::Refused << 0;
    QTest::newRow("format error") << u"formerr.example"_qs << RecordType::A << DnsStatus::ServFail << 0;
    QTest::newRow("endless aliases") << u"loop1.example"_qs << RecordType::A << DnsStatus::ServFail << 0;
}

void TestUnboundResolver::statuses()
{
    QFETCH(QString, name);
    QFETCH(RecordType, type);
    QFETCH(DnsStatus, status);
    QFETCH(int, records);
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    const DnsAnswer answer = ask(*resolver, name, type);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.type, type);
    QCOMPARE(answer.name, base::canonicalHost(name));
    QCOMPARE(answer.rdata.size(), records);
    QCOMPARE(answer.dnssec, Dnssec::Indeterminate);
    QVERIFY2(answer.elapsedMs < 3000, qPrintable(QString::number(answer.elapsedMs)));
}

void TestUnboundResolver::followsAliases()
{
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    const DnsAnswer alias = ask(*resolver, u"alias.example"_qs);
    const QList<CnameStep> steps{{u"alias.example"_qs, u"middle.example"_qs, 60},
                                 {u"middle.example"_qs, u"a.example"_qs, 70}};
    QCOMPARE(alias.cnames, steps);
    QCOMPARE(alias.ttl, 80);
    QCOMPARE(alias.finalName(), u"a.example"_qs);
    QCOMPARE(addresses(ask(*resolver, u"a.example"_qs)).first().toString(), u"192.0.2.2"_qs); // order of the answer
    const DnsAnswer dangling = ask(*resolver, u"dangling.example"_qs);
    QCOMPARE(dangling.finalName(), u"nx.example"_qs);
    QCOMPARE(dangling.cnames.value(0).ttl, 77);
}

void TestUnboundResolver::reasons()
{
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    QCOMPARE(ask(*resolver, u"servfail.example"_qs).reason, u"No Reachable Authority: at delegation example."_qs);
    QCOMPARE(ask(*resolver, u"refused.example"_qs).reason, u"REFUSED"_qs);
    QCOMPARE(ask(*resolver, u"formerr.example"_qs).reason, u"FORMERR"_qs);
    QCOMPARE(ask(*resolver, u"loop1.example"_qs).reason, u"the chain of CNAME records does not end"_qs);
}

void TestUnboundResolver::fallsBackWithoutKeys()
{
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    QCOMPARE(ask(*resolver, u"a.example"_qs).dnssec, Dnssec::Indeterminate);
    const QString problem = resolver->validationProblem({}).result();
    QCOMPARE(problem.count(u"trust anchor ("), 1);
    QCOMPARE(resolver->validationProblem({}).result(), problem); // asked again, the same
    QCOMPARE(resolver->description(), server.address());
}

void TestUnboundResolver::explicitAnchorStays()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(u"anchor"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "; comment\n. IN DS 20326 8 2 (\n E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC6834\n 57104237C7F8EC8D )\n");
    file.close();
    ScriptedDns server(unsignedInternet);
    const auto resolver =
        io::UnboundResolver::create({.servers = {server.address()}, .trustAnchorFile = file.fileName()});
    QVERIFY(resolver.has_value());
    const DnsAnswer answer = ask(**resolver, u"a.example"_qs);
    QCOMPARE(answer.status, DnsStatus::Bogus);
    QCOMPARE(answer.dnssec, Dnssec::Bogus);
    QVERIFY(answer.rdata.isEmpty());
    QVERIFY(!answer.reason.isEmpty());
    QVERIFY(!(*resolver)->validationProblem({}).result().isEmpty());
}

void TestUnboundResolver::silenceIsTimeout()
{
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address(), 1500);
    QCOMPARE(ask(*resolver, u"a.example"_qs).status, DnsStatus::Answer);
    const DnsAnswer answer = ask(*resolver, u"silent.example"_qs);
    QCOMPARE(answer.status, DnsStatus::Timeout);
    QVERIFY2(answer.elapsedMs >= 1499 && answer.elapsedMs < 2200, qPrintable(QString::number(answer.elapsedMs)));
    QCOMPARE(ask(*resolver, u"garbage.example"_qs).status, DnsStatus::Timeout); // not a message: as if nothing came
    ScriptedDns mute([](const AskedQuestion &) { return ScriptedReply{.silent = true}; });
    const auto deaf = resolverAt(mute.address(), 700);
    const DnsAnswer none = ask(*deaf, u"a.example"_qs);
    QCOMPARE(none.status, DnsStatus::Timeout);
    QVERIFY2(none.elapsedMs < 1400, qPrintable(QString::number(none.elapsedMs)));
    QVERIFY(!deaf->validationProblem({}).result().isEmpty());
}

void TestUnboundResolver::slowIsNotSilent()
{
    // As a resolver that has to ask around: whoever asks meanwhile gets the answer at the same moment.
    QElapsedTimer first;
    ScriptedDns server([&first](const AskedQuestion &q) {
        ScriptedReply reply = unsignedInternet(q);
        if (q.name != u"a.example")
            return reply;
        if (!first.isValid())
            first.start();
        reply.delayMs = int(std::max<qint64>(0, 2500 - first.elapsed()));
        return reply;
    });
    const auto resolver = resolverAt(server.address());
    for (int i = 0; i < 20; ++i) // so that the resolver is known to be a fast one
        ask(*resolver, u"n%1.example"_qs.arg(i));
    const DnsAnswer answer = ask(*resolver, u"a.example"_qs);
    QCOMPARE(answer.status, DnsStatus::Answer);
    QVERIFY2(answer.elapsedMs < 3400, qPrintable(QString::number(answer.elapsedMs)));
    const auto asked = server.asked();
    const auto repeats =
        std::count_if(asked.begin(), asked.end(), [](const auto &q) { return q.name == u"a.example"; });
    QVERIFY2(repeats <= 8, qPrintable(QString::number(repeats)));
}

void TestUnboundResolver::nobodyThere()
{
    QUdpSocket reserved; // a port of which we know that nobody else gets it
    reserved.bind(QHostAddress::LocalHost, 0);
    const QString address = u"127.0.0.1@%1"_qs.arg(reserved.localPort());
    reserved.close();
    const auto resolver = resolverAt(address, 5000);
    const DnsAnswer answer = ask(*resolver, u"a.example"_qs);
    QCOMPARE(answer.status, DnsStatus::NetworkError);
    QVERIFY(!answer.reason.isEmpty());
    QVERIFY2(answer.elapsedMs < 2500, qPrintable(QString::number(answer.elapsedMs)));
}

void TestUnboundResolver::oneOfTwoServersIsDead()
{
    ScriptedDns mute([](const AskedQuestion &) { return ScriptedReply{.silent = true}; });
    ScriptedDns server(unsignedInternet);
    const auto resolver = io::UnboundResolver::create({.servers = {mute.address(), server.address()}});
    QVERIFY(resolver.has_value());
    for (int i = 0; i < 10; ++i) {
        const DnsAnswer answer = ask(**resolver, u"n%1.example"_qs.arg(i));
        QCOMPARE(answer.status, DnsStatus::NoData);
        QVERIFY2(answer.elapsedMs < 6000, qPrintable(QString::number(answer.elapsedMs)));
    }
}

void TestUnboundResolver::silentZoneDoesNotStarveOthers()
{
    ScriptedDns server([](const AskedQuestion &q) {
        return q.name.endsWith(u"silent.example") ? ScriptedReply{.silent = true} : unsignedInternet(q);
    });
    const auto resolver = resolverAt(server.address(), 4000);
    QCOMPARE(ask(*resolver, u"a.example"_qs).status, DnsStatus::Answer);
    QList<QFuture<DnsAnswer>> silent;
    for (int i = 0; i < 60; ++i)
        silent += resolver->lookup(u"n%1.silent.example"_qs.arg(i), RecordType::A, {});
    qint64 worst = 0;
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; clock.elapsed() < 3500; ++i) {
        const DnsAnswer answer = ask(*resolver, u"n%1.example"_qs.arg(i));
        QCOMPARE(answer.status, DnsStatus::NoData);
        worst = std::max(worst, answer.elapsedMs);
        QTest::qWait(20);
    }
    QVERIFY2(worst < 500, qPrintable(QString::number(worst)));
    for (const auto &future : silent)
        QCOMPARE(future.result().status, DnsStatus::Timeout);
}

void TestUnboundResolver::cancels()
{
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    std::stop_source source;
    auto future = resolver->lookup(u"silent.example"_qs, RecordType::A, source.get_token());
    auto problem = resolver->validationProblem(source.get_token());
    QTest::qWait(20);
    QElapsedTimer clock;
    clock.start();
    source.request_stop();
    QCOMPARE(future.result().status, DnsStatus::Cancelled);
    problem.waitForFinished();
    QVERIFY(clock.elapsed() < 500);
    QCOMPARE(problem.resultCount(), 1);
    QCOMPARE(ask(*resolver, u"a.example"_qs, RecordType::A, source.get_token()).status, DnsStatus::Cancelled);
    QCOMPARE(ask(*resolver, u"a.example"_qs).status, DnsStatus::Answer);
}

void TestUnboundResolver::destroysInFlight()
{
    ScriptedDns server([](const AskedQuestion &) { return ScriptedReply{.silent = true}; });
    QElapsedTimer clock;
    for (int i = 0; i < 5; ++i) {
        auto resolver = resolverAt(server.address());
        QList<QFuture<DnsAnswer>> futures;
        for (int n = 0; n < 50; ++n)
            futures += resolver->lookup(u"n%1.example"_qs.arg(n), RecordType::A, {});
        if (i % 2)
            QTest::qWait(30);
        clock.start();
        resolver.reset();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        for (const auto &future : futures) {
            QVERIFY(future.isFinished());
            QCOMPARE(future.resultCount(), 1);
            QCOMPARE(future.result().status, DnsStatus::Cancelled);
        }
    }
}

void TestUnboundResolver::badNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("long label") << QString(64, u'a') + u".example"_qs;
    QTest::newRow("long name") << u"a."_qs.repeated(130) + u"example"_qs;
    QTest::newRow("very long") << QString(100'000, u'a');
    QTest::newRow("empty label") << u"a..example"_qs;
    QTest::newRow("blank") << u"a b.example"_qs;
    QTest::newRow("empty") << QString();
    QTest::newRow("NUL") << u"a"_qs + QChar(u'\0') + u"b.example"_qs;
    QTest::newRow("not ASCII") << u"b\u00fccher.example"_qs;
}

void TestUnboundResolver::badNames()
{
    QFETCH(QString, name);
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    resolver->prepare(name);
    const DnsAnswer answer = ask(*resolver, name);
    QCOMPARE(answer.status, DnsStatus::Refused);
    QVERIFY(!answer.reason.isEmpty());
}

void TestUnboundResolver::badOptions_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QByteArray>("anchor");
    QTest::addColumn<QString>("resolvConf");
    QTest::addColumn<QString>("code");
    const QByteArray good = ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n";
    QTest::newRow("name as server") << u"dns.example"_qs << good << QString() << u"bad-address"_qs;
    QTest::newRow("port") << u"192.0.2.53@70000"_qs << good << QString() << u"bad-port"_qs;
    QTest::newRow("no port") << u"192.0.2.53@"_qs << good << QString() << u"bad-port"_qs;
    QTest::newRow("no system resolver") << QString() << good << u"/nonexistent/resolv.conf"_qs
                                        << u"no-system-resolver"_qs;
    QTest::newRow("no anchor file") << u"192.0.2.53"_qs << QByteArray() << QString() << u"unreadable"_qs;
    QTest::newRow("anchor of rubbish") << u"192.0.2.53"_qs << QByteArray("hello\n") << QString() << u"not-a-record"_qs;
    QTest::newRow("anchor that is an address")
        << u"192.0.2.53"_qs << QByteArray("a.test. IN A 192.0.2.1\n") << QString() << u"not-an-anchor"_qs;
    QTest::newRow("anchor of comments") << u"192.0.2.53"_qs << QByteArray("; nothing\n\n") << QString()
                                        << u"no-record"_qs;
}

void TestUnboundResolver::badOptions()
{
    QFETCH(QString, server);
    QFETCH(QByteArray, anchor);
    QFETCH(QString, resolvConf);
    QFETCH(QString, code);
    QTemporaryDir dir;
    io::ResolverOptions options{.trustAnchorFile = dir.filePath(u"anchor"_qs)};
    if (!server.isEmpty())
        options.servers = {server};
    if (!resolvConf.isEmpty())
        options.resolvConf = resolvConf;
    if (!anchor.isEmpty()) {
        QFile file(options.trustAnchorFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(anchor);
    }
    const auto resolver = io::UnboundResolver::create(options);
    QVERIFY(!resolver.has_value());
    QCOMPARE(resolver.error().code, code);
}

void TestUnboundResolver::addsLittleLatency()
{
    ScriptedDns server(unsignedInternet);
    const auto resolver = resolverAt(server.address());
    resolver->validationProblem({}).waitForFinished();
    ask(*resolver, u"warm.example"_qs);
    QList<qint64> times;
    for (int i = 0; i < 200; ++i) {
        QElapsedTimer clock;
        clock.start();
        ask(*resolver, u"n%1.example"_qs.arg(i));
        times += clock.nsecsElapsed() / 1000;
    }
    std::sort(times.begin(), times.end());
    qInfo("median %lld us, 90 %% %lld us", times[100], times[180]);
    QVERIFY(times[100] < 2000);
}

QTEST_GUILESS_MAIN(TestUnboundResolver)
#include "test_unbound_resolver.moc"
