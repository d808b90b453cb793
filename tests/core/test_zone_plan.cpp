// SPDX-License-Identifier: GPL-3.0-or-later
// The difference between what is wanted and what stands in a zone, and the way back.
#include "publish/zone_plan.h"
#include "text/provider_text.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace publish;
using rollout::RecordKind;

namespace {

const QString domain = "acme.test";
const QString sts = "_mta-sts.acme.test", tlsrpt = "_smtp._tls.acme.test", host = "mta-sts.acme.test";

rollout::RecordSet wanted(const QByteArray &id = "1")
{
    rollout::RecordSet set;
    set.domain = domain;
    set.records = {{host, RecordKind::Cname, "host.example.net"},
                   {tlsrpt, RecordKind::Txt, "v=TLSRPTv1; rua=mailto:r@acme.test"},
                   {sts, RecordKind::Txt, "v=STSv1; id=" + id + ';'}};
    return set;
}

ZoneState zone(const QList<ZoneSet> &sets)
{
    ZoneState state{domain, {}};
    for (const ZoneSet &set : sets)
        state.add(set);
    return state;
}

/// "+ mta-sts.acme.test CNAME" a line
QStringList signs(const ZonePlan &plan)
{
    QStringList out;
    for (const Change &change : plan.changes)
        out += QStringLiteral("%1 %2 %3").arg(QLatin1Char(change.sign())).arg(change.name, QString(change.type));
    return out;
}

ZoneState randomZone(QRandomGenerator &random)
{
    static const QByteArrayList texts{"\"v=STSv1; id=1;\"",
                                      "\"V=stsv1; id=2\"",
                                      "\"v=STSv1; id=3;\"",
                                      "\"other\"",
                                      "\"v=TLSRPTv1; rua=mailto:r@acme.test\"",
                                      "\"a\" \"b\""};
    ZoneState state{domain, {}};
    for (const QString &name : publishedNames(domain)) {
        if (name == host && random.bounded(2)) {
            state.add({name, "CNAME", 60, {"old.example.net."}});
        } else if (name == host) {
            state.add({name, "A", 60, {"192.0.2.1"}});
            state.add({name, "AAAA", 60, {"2001:db8::1"}});
        } else if (random.bounded(3)) {
            ZoneSet set{name, "TXT", random.bounded(2) ? 300 : 3600, {}};
            for (const QByteArray &text : texts)
                if (random.bounded(2))
                    set.values += text;
            if (!set.values.isEmpty())
                state.add(set);
        }
    }
    return state;
}

} // namespace

class TestZonePlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsValues_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("canonical"); // null: refused
        QTest::newRow("text") << QByteArray("TXT") << QByteArray("\"v=STSv1; id=1;\"")
                              << QByteArray("\"v=STSv1; id=1;\"");
        QTest::newRow("bare words") << QByteArray("TXT") << QByteArray("a  b\tc") << QByteArray("\"a\" \"b\" \"c\"");
        QTest::newRow("escapes") << QByteArray("TXT") << QByteArray("\"\\097\\\"\\\\\\010\"")
                                 << QByteArray("\"a\\\"\\\\\\010\"");
        QTest::newRow("open quote") << QByteArray("TXT") << QByteArray("\"abc") << QByteArray();
        QTest::newRow("glued") << QByteArray("TXT") << QByteArray("\"a\"b") << QByteArray();
        QTest::newRow("escape cut") << QByteArray("TXT") << QByteArray("\"\\25\"") << QByteArray();
        QTest::newRow("escape too large") << QByteArray("TXT") << QByteArray("\"\\256\"") << QByteArray();
        QTest::newRow("trailing backslash") << QByteArray("TXT") << QByteArray("a\\") << QByteArray();
        QTest::newRow("256 bytes") << QByteArray("TXT") << '"' + QByteArray(256, 'x') + '"' << QByteArray();
        QTest::newRow("nothing") << QByteArray("TXT") << QByteArray("  ") << QByteArray();
        QTest::newRow("name") << QByteArray("CNAME") << QByteArray("Host.Example.NET")
                              << QByteArray("host.example.net.");
        QTest::newRow("two lines") << QByteArray("CNAME") << QByteArray("a.example.\n$INCLUDE x") << QByteArray();
        QTest::newRow("address") << QByteArray("AAAA") << QByteArray("2001:DB8:0::1") << QByteArray("2001:db8::1");
        QTest::newRow("wrong family") << QByteArray("A") << QByteArray("2001:db8::1") << QByteArray();
    }
    void readsValues()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, canonical);
        const auto value = canonicalValue(type, given);
        QCOMPARE(value.value_or(QByteArray()), canonical);
        if (value)
            QCOMPARE(canonicalValue(type, *value), value);
    }

    void ordersByWhatPointsToWhat()
    {
        const auto coming = planOf(wanted(), zone({}));
        QCOMPARE(signs(*coming), (QStringList{"+ " + host + " CNAME", "+ " + tlsrpt + " TXT", "+ " + sts + " TXT"}));
        rollout::RecordSet going = wanted();
        going.operation = rollout::Operation::Remove;
        QCOMPARE(signs(*planOf(going, after(*coming))),
                 (QStringList{"- " + sts + " TXT", "- " + tlsrpt + " TXT", "- " + host + " CNAME"}));
        QCOMPARE(signs(*planOf(wanted("2"), after(*coming))), QStringList{"~ " + sts + " TXT"});
        QVERIFY(planOf(wanted(), after(*coming))->isEmpty());
    }

    void neverTwoWhereOneMustStand()
    {
        const auto plan = planOf(
            wanted(), zone({{sts,
                             "TXT",
                             60,
                             {"\"v=STSv1; id=9\"", "\"V=STSv1;id=8\"", "\"'v=STSv1; id=7;'\"", "\"unrelated\""}}}));
        QCOMPARE(after(*plan).find(sts, "TXT")->values, (QByteArrayList{"\"unrelated\"", "\"v=STSv1; id=1;\""}));
        QCOMPARE(plan->kept, (QList<KeptText>{{sts, "unrelated"}}));
    }

    void replacesADelegation()
    {
        const auto plan = planOf(wanted(), zone({{sts, "CNAME", 60, {"acme.provider.example."}}}));
        QCOMPARE(signs(*plan).mid(2), (QStringList{"- " + sts + " CNAME", "+ " + sts + " TXT"}));
    }

    void leavesOthersAlone()
    {
        const ZoneState there = zone({{host, "CAA", 60, {"0 issue \"ca.example\""}}});
        const auto plan = planOf(wanted(), there);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, "cname-blocked");
        rollout::RecordSet addresses = wanted();
        addresses.records[0] = {host, RecordKind::A, "192.0.2.1"};
        QVERIFY(planOf(addresses, there)->there.find(host, "CAA"));
        rollout::RecordSet foreign = wanted();
        foreign.zone = "other.test";
        QCOMPARE(planOf(foreign, ZoneState{"other.test", {}}).error().code, "outside-zone");
    }

    // Whatever stands there: the plan gives what is wanted, once, and the way back gives what stood there.
    void goesBack()
    {
        QRandomGenerator random(20260401);
        for (int i = 0; i < 2000; ++i) {
            const ZoneState there = randomZone(random);
            rollout::RecordSet set = wanted();
            if (random.bounded(2))
                set.operation = rollout::Operation::Remove;
            const auto plan = planOf(set, there);
            QVERIFY(plan);
            const ZoneState now = after(*plan);
            QVERIFY(planOf(set, now)->isEmpty());
            QCOMPARE(changedSince(*plan, there), QString());
            const auto undo =
                undoFromJson(toJson(Undo{"rfc2136", domain, domain, QDateTime::currentDateTimeUtc(), plan->changes}));
            QVERIFY(undo);
            QCOMPARE(undo->changes, plan->changes);
            QVERIFY(after(*planOf(*undo, now)) == there);
            QVERIFY(planOf(*undo, there)->isEmpty());
            ZonePlan half = *plan; // stopped midway
            half.changes = half.changes.mid(0, random.bounded(half.changes.size() + 1));
            QVERIFY(after(*planOf(*undo, after(half))) == there);
        }
    }

    void refusesOtherUndoFiles_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("code");
        const QByteArray head = R"({"sigillo_undo":1,"domain":"acme.test","zone":"acme.test","changes":[)";
        QTest::newRow("garbage") << QByteArray("\0\1", 2) << "not-json";
        QTest::newRow("newer") << QByteArray(R"({"sigillo_undo":2})") << "version";
        QTest::newRow("no zone") << QByteArray(R"({"sigillo_undo":1,"domain":"acme.test"})") << "member";
        QTest::newRow("foreign zone") << QByteArray(R"({"sigillo_undo":1,"domain":"acme.test","zone":"../x"})")
                                      << "member";
        QTest::newRow("another name")
            << head + R"({"name":"www.acme.test","type":"A","before":null,"after":{"ttl":1,"values":["192.0.2.1"]}}]})"
            << "outside-names";
        QTest::newRow("another type")
            << head + R"({"name":"mta-sts.acme.test","type":"NS","before":null,"after":{"ttl":1,"values":["a."]}}]})"
            << "member";
        QTest::newRow("bad value")
            << head + R"({"name":"mta-sts.acme.test","type":"A","before":null,"after":{"ttl":1,"values":["x\ny"]}}]})"
            << "member";
        QTest::newRow("nothing to nothing")
            << head + R"({"name":"mta-sts.acme.test","type":"A","before":null,"after":null}]})"
            << "member";
        QTest::newRow("negative ttl")
            << head +
                   R"({"name":"mta-sts.acme.test","type":"A","before":null,"after":{"ttl":-1,"values":["192.0.2.1"]}}]})"
            << "member";
    }
    void refusesOtherUndoFiles()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, code);
        const auto undo = undoFromJson(json);
        QVERIFY(!undo);
        QCOMPARE(undo.error().code, code);
    }

    // Every code that the providers can give has its sentence.
    void hasASentenceForEveryCode()
    {
        QFile header(QStringLiteral(SOURCE_DIR "/core/io/providers/dns_provider.h"));
        QVERIFY(header.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(header.readAll());
        const qsizetype from = text.indexOf("///   unreachable"), to = text.indexOf("struct ProviderError");
        QStringList codes{"outside-zone", "cname-blocked", "changed-since", "not-taken"};
        for (const QString &line : text.mid(from, to - from).split('\n', Qt::SkipEmptyParts)) {
            static const QRegularExpression list(QStringLiteral("^///   ([a-z-]+(, [a-z-]+)*)"));
            const auto match = list.match(line);
            if (match.hasMatch())
                codes += match.captured(1).split(", ");
        }
        QVERIFY(codes.size() > 20);
        for (const QString &code : codes)
            QVERIFY2(text::hasProviderSentence(code), qPrintable(code));
    }
};

QTEST_GUILESS_MAIN(TestZonePlan)
#include "test_zone_plan.moc"
