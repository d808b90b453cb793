// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/history.h"

#include <QTest>

using namespace rollout;

namespace {

QDateTime at(int hour)
{
    return QDateTime::fromSecsSinceEpoch(1'770'000'000 + hour * 3'600, Qt::UTC);
}

Observation serving(int hour, const char *text, const char *id)
{
    Observation seen;
    seen.at = at(hour);
    seen.policy = Seen::Usable;
    seen.policyRead = {sts::Mode::Testing, {QString::fromLatin1(text)}, 86'400, {}};
    seen.policyText = seen.policyHash = text;
    seen.record = *id ? Seen::Usable : Seen::Absent;
    seen.recordId = id;
    return seen;
}

/// "A/1 0-5, B/2 7-7": policy/id, hours first to last seen.
QString spans(const QList<Served> &ledger)
{
    QStringList list;
    for (const Served &span : ledger)
        list << QStringLiteral("%1/%2 %3-%4")
                    .arg(QString::fromLatin1(span.hash), QString::fromLatin1(span.recordId))
                    .arg(at(0).secsTo(span.firstSeen) / 3'600)
                    .arg(at(0).secsTo(span.lastSeen) / 3'600);
    return list.join(", ");
}

} // namespace

class TestServed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordsSpans_data()
    {
        QTest::addColumn<QList<Observation>>("seen");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, QList<Observation> seen, const char *expected) {
            QTest::newRow(name) << seen << QString(expected);
        };
        row("widens", {serving(0, "A", "1"), serving(5, "A", "1")}, "A/1 0-5");
        row("another id", {serving(0, "A", "1"), serving(5, "A", "2")}, "A/1 0-0, A/2 5-5");
        row("another policy", {serving(0, "A", "1"), serving(5, "B", "1")}, "A/1 0-0, B/1 5-5");
        row("and back", {serving(0, "A", "1"), serving(5, "B", "2"), serving(9, "A", "1")},
            "A/1 0-0, B/2 5-5, A/1 9-9");
        row("late, inside", {serving(0, "A", "1"), serving(9, "A", "1"), serving(5, "A", "1")}, "A/1 0-9");
        row("late, before all", {serving(5, "A", "1"), serving(2, "A", "1")}, "A/1 2-5");
        row("late, between two", {serving(0, "A", "1"), serving(9, "B", "2"), serving(5, "B", "2")},
            "A/1 0-0, B/2 5-9");
        row("late, another", {serving(0, "A", "1"), serving(9, "A", "1"), serving(5, "B", "2")}, "A/1 0-9, B/2 5-5");
        row("no record", {serving(0, "A", "1"), serving(5, "A", "")}, "A/1 0-0");
        row("never a record", {serving(0, "A", ""), serving(5, "A", "")}, "");
        Observation brokenRecord = serving(5, "A", "");
        brokenRecord.record = Seen::Invalid;
        row("broken record", {brokenRecord}, "");
        Observation unknownRecord = serving(5, "A", "");
        unknownRecord.record = Seen::NotKnown;
        row("record not known", {serving(0, "A", "1"), unknownRecord, serving(9, "A", "1")}, "A/1 0-9");
        Observation broken = serving(5, "B", "2");
        broken.policy = Seen::Invalid;
        row("no usable policy", {serving(0, "A", "1"), broken, serving(9, "A", "1")}, "A/1 0-9");
    }
    void recordsSpans()
    {
        QFETCH(QList<Observation>, seen);
        QList<Served> ledger;
        for (const Observation &observation : seen)
            recordServed(ledger, observation);
        QTEST(spans(ledger), "expected");
    }

    void keepsThePolicy()
    {
        QList<Served> ledger;
        recordServed(ledger, serving(0, "A", "1"));
        QCOMPARE(ledger.first().policy.mx, QStringList{"A"});
    }
};

QTEST_APPLESS_MAIN(TestServed)
#include "test_served.moc"
