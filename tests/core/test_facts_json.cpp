// SPDX-License-Identifier: GPL-3.0-or-later
// The round trip of facts through JSON: every member is given a value of its own by the same visitor that reads and
// writes, so a member that gets lost, or two that get mixed up, show.
#include "base/enum_names.h"
#include "facts/fields.h"
#include "facts/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace facts;

namespace {

class Filler
{
public:
    template <class T>
    void operator()(const char *, T &value)
    {
        fill(value);
    }
    void derived(const char *, auto) {}

private:
    int next() { return ++m_counter; }
    void fill(QString &v) { v = QStringLiteral("text %1 ü\u001b").arg(next()); }
    void fill(bool &v) { v = !v; }
    void fill(int &v) { v = next(); }
    void fill(qint64 &v) { v = 5'000'000'000'000LL + next(); }
    void fill(QByteArray &v)
    {
        v = (next() % 2 ? QByteArray("bytes\x00\xff\r\n", 9) : QByteArray("plain ")) + QByteArray::number(next());
    }
    void fill(QDateTime &v) { v = QDateTime::fromMSecsSinceEpoch(1'800'000'000'123 + next(), Qt::UTC); }
    void fill(base::IpAddress &v) { v = *base::IpAddress::parse(QStringLiteral("192.0.2.%1").arg(next() % 250)); }
    template <class E>
    requires std::is_enum_v<E>
    void fill(E &v)
    {
        const QMetaEnum meta = QMetaEnum::fromType<E>();
        v = E(meta.value(next() % meta.keyCount()));
    }
    template <class T>
    void fill(std::optional<T> &v)
    {
        fill(v.emplace());
    }
    template <class T>
    void fill(QList<T> &v)
    {
        v.resize(2);
        for (T &item : v)
            fill(item);
    }
    template <class T>
    requires requires { &Fields<T>::template visit<Filler, T>; }
    void fill(T &v) { Fields<T>::visit(*this, v); }

    int m_counter = 0;
};

DomainFacts filledFacts()
{
    DomainFacts facts;
    Filler filler;
    Fields<DomainFacts>::visit(filler, facts);
    return facts;
}

QByteArray document(const DomainFacts &facts)
{
    return QJsonDocument(toJson(facts)).toJson();
}

} // namespace

class TestFactsJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void losesNothing()
    {
        const DomainFacts before = filledFacts();
        const auto after = fromJson(document(before));
        QVERIFY2(after.has_value(), after ? "" : after.error().excerpt.constData());
        QVERIFY(*after == before);
        QCOMPARE(document(*after), document(before));
        QVERIFY(*fromJson(document(DomainFacts())) == DomainFacts());
    }

    void keepsBytesThatLookEncoded()
    {
        DomainFacts facts;
        facts.mx.rdata = {"base64:not really", "", QByteArray("\0", 1), "caf\xc3\xa9"};
        QVERIFY(*fromJson(document(facts)) == facts);
    }

    void refusesANewerVersion()
    {
        QJsonObject object = toJson(DomainFacts());
        object["sigillo_facts"] = DomainFacts::formatVersion + 1;
        const auto result = fromJson(QJsonDocument(object).toJson());
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("newer-version"));
        QCOMPARE(result.error().excerpt, QByteArray::number(DomainFacts::formatVersion + 1));
    }

    void ignoresUnknownMembersAndAcceptsMissingOnes()
    {
        QJsonObject object = toJson(filledFacts());
        object["from_the_future"] = 1;
        object.remove("posture");
        const auto result = fromJson(QJsonDocument(object).toJson());
        QVERIFY(result);
        QVERIFY(result->posture == PostureFacts());
    }

    void namesTheMemberThatDoesNotFit_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("path");
        QTest::newRow("text for a struct") << "mx" << QJsonValue("x") << "mx";
        QTest::newRow("unknown word") << "mx" << QJsonValue(QJsonObject{{"status", "splendid"}}) << "mx.status";
        QTest::newRow("broken base64") << "mx" << QJsonValue(QJsonObject{{"rdata", QJsonArray{"base64:%%"}}})
                                       << "mx.rdata[0]";
        QTest::newRow("a fraction") << "elapsed_ms" << QJsonValue(1.5) << "elapsed_ms";
        QTest::newRow("a huge number") << "mx_hosts_not_probed" << QJsonValue(1e12) << "mx_hosts_not_probed";
        QTest::newRow("no date") << "observed_at" << QJsonValue("yesterday") << "observed_at";
    }
    void namesTheMemberThatDoesNotFit()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(QString, path);
        QJsonObject object = toJson(DomainFacts());
        object[member] = value;
        const auto result = fromJson(QJsonDocument(object).toJson());
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("bad-member"));
        QCOMPARE(QString::fromUtf8(result.error().excerpt), path);
    }

    void refusesWhatIsNoFacts()
    {
        QCOMPARE(fromJson("").error().code, QStringLiteral("not-json"));
        QCOMPARE(fromJson("[1]").error().code, QStringLiteral("not-json"));
        QCOMPARE(fromJson("{}").error().code, QStringLiteral("not-facts"));
        QCOMPARE(fromJson(QByteArray(100'000, '[')).error().code, QStringLiteral("not-json"));
    }

    void namesEnumsInKebabCase()
    {
        QCOMPARE(base::enumName(DnsStatus::NxDomain), QStringLiteral("nx-domain"));
        QCOMPARE(base::enumFromName<DnsStatus>("nx-domain"), std::optional(DnsStatus::NxDomain));
        QCOMPARE(base::enumFromName<DnsStatus>("NxDomain"), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestFactsJson)
#include "test_facts_json.moc"
