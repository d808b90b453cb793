// SPDX-License-Identifier: GPL-3.0-or-later
// Facts in lines: what differs at each look by itself is not compared, everything else is.
#include "facts/facts_lines.h"
#include "facts/json.h"
#include "facts_builder.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace {

QStringList places(const QList<facts::Line> &lines, const QList<int> &numbers)
{
    QStringList places;
    for (const int number : numbers)
        places += lines[number].place;
    return places;
}

QStringList difference(const facts::DomainFacts &before, const facts::DomainFacts &after)
{
    const auto one = facts::linesOf(before), other = facts::linesOf(after);
    return places(other, facts::linesThatDiffer(other, one));
}

} // namespace

class TestFactsLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areTheDocument()
    {
        const facts::DomainFacts facts = support::healthyFacts();
        QStringList text;
        for (const facts::Line &line : facts::linesOf(facts))
            text += line.text;
        const QJsonDocument document = QJsonDocument::fromJson(text.join('\n').toUtf8());
        QCOMPARE(document.object(), facts::toJson(facts));
    }

    void timesDoNotDiffer()
    {
        const facts::DomainFacts before = support::healthyFacts();
        facts::DomainFacts after = before;
        after.observedAt = after.observedAt.addDays(1);
        after.elapsedMs += 77;
        after.stsTxt.ttl += 5;
        after.stsTxt.elapsedMs += 5;
        for (facts::PolicyFetch &fetch : after.policyHost.fetches) {
            fetch.totalMs += 3;
            fetch.tls.handshakeMs += 3;
            fetch.headers += facts::HttpHeader{"Date", "Tue, 24 Nov 2026 10:00:00 GMT"};
        }
        for (facts::MxHostFacts &host : after.mxHosts)
            for (facts::SmtpProbe &probe : host.probes)
                probe.banner.lines = {"mx at another time"};
        QCOMPARE(difference(before, after), QStringList());
    }

    void whatChangedDiffers()
    {
        const facts::DomainFacts before = support::healthyFacts();
        facts::DomainFacts after = before;
        after.stsTxt.rdata = {support::txtRdata("v=STSv1; id=another;")};
        const QStringList found = difference(before, after);
        QVERIFY(!found.isEmpty());
        for (const QString &place : found)
            QVERIFY2(place.startsWith("sts_txt."), qPrintable(place));
    }

    void anotherOrderDoesNotDiffer()
    {
        const facts::DomainFacts before = support::healthyFacts();
        QVERIFY(before.mxHosts.size() > 1);
        facts::DomainFacts after = before;
        std::reverse(after.mxHosts.begin(), after.mxHosts.end());
        QCOMPARE(difference(before, after), QStringList());
        after.mxHosts.removeLast();
        QCOMPARE(difference(before, after), QStringList());
        const QStringList gone = difference(after, before);
        QVERIFY(!gone.isEmpty());
        for (const QString &place : gone)
            QVERIFY2(place.startsWith("mx_hosts[" + before.mxHosts.first().name), qPrintable(place));
    }

    void aPlaceIsFoundOrTheOneAroundIt()
    {
        const auto lines = facts::linesOf(support::healthyFacts());
        const int record = facts::lineAt(lines, "sts_txt");
        QVERIFY(lines[record].text.contains("\"sts_txt\": {"));
        QCOMPARE(facts::lineAt(lines, "sts_txt.nothing.of[the.kind]"), record);
        QCOMPARE(facts::lineAt(lines, "nothing"), 0);
        QCOMPARE(facts::lineAt({}, "sts_txt"), 0);
    }

    void hostileTextStaysInItsLine()
    {
        facts::DomainFacts facts = support::healthyFacts();
        facts.stsTxt.reason = "\x1b[31m\n\"}],";
        for (const facts::Line &line : facts::linesOf(facts))
            QVERIFY(std::all_of(line.text.begin(), line.text.end(), [](QChar c) { return c.unicode() >= 0x20; }));
    }
};

QTEST_GUILESS_MAIN(TestFactsLines)
#include "test_facts_lines.moc"
