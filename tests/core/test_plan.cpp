// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/plan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace rollout;

namespace {

QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toUTC();
}

/// Every member other than its default.
Plan fullPlan()
{
    Plan plan;
    plan.domain = "example.com";
    plan.goal = Goal::Withdrawn;
    plan.mode = sts::Mode::Enforce;
    plan.reportingOnly = false;
    plan.mx = {"mx1.example.com", "*.example.net"};
    plan.rua = {"mailto:tls@example.com", "https://r.example.net/v1"};
    plan.policyHost = {"policy.example.net", {*base::IpAddress::parse(u"2001:db8::1")}};
    plan.maxAge = 1'209'600;
    plan.maxAgeGoal = 31'557'600;
    plan.id = "20260301123000Z";
    plan.ttl = 3'600;
    plan.thresholds = {21, 10, 30, 5, 0.5, true, false, 14};
    plan.mxMove = MxMove{{"smtp.google.com"}, at("2026-03-02T08:00:00Z"), true};
    plan.decisions = {{at("2026-02-01T08:00:00Z"), Action::PlanMade, false, {}},
                      {at("2026-03-01T12:30:00Z"), Action::StartEnforcing, true, "Grüße, <b>\n"}};
    plan.issued = {{at("2026-03-01T12:30:00Z"), "20260301123000Z", sts::Mode::Enforce, {"*.example.com"}, 86'400}};
    return plan;
}

QJsonObject changed(const char *path, const QJsonValue &value)
{
    QJsonObject json = toJson(fullPlan());
    const QStringList names = QString::fromLatin1(path).split('.');
    if (names.size() == 1) {
        json.insert(names[0], value);
        return json;
    }
    QJsonObject inner = json.value(names[0]).toObject();
    inner.insert(names[1], value);
    json.insert(names[0], inner);
    return json;
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesToJsonAndBack()
    {
        const Plan plan = fullPlan();
        const QByteArray text = QJsonDocument(toJson(plan)).toJson();
        const auto back = planFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY2(back, back ? "" : back.error().excerpt.constData());
        QVERIFY(*back == plan);
        QVERIFY(text.contains("\"start-enforcing\"") && text.contains("\"2026-03-01T12:30:00.000Z\""));
    }

    void takesDefaultsForWhatIsMissing()
    {
        const auto plan = planFromJson({{"version", 1}, {"domain", "example.com"}});
        QVERIFY(plan);
        Plan expected;
        expected.domain = "example.com";
        QVERIFY(*plan == expected);
    }

    // An older program loads, changes and saves what a newer one wrote.
    void keepsUnknownMembers()
    {
        QJsonObject json = changed("thresholds.subject", "new");
        json.insert("colour", QJsonArray{1, 2});
        QJsonArray decisions = json.value("decisions").toArray();
        QJsonObject second = decisions[1].toObject();
        second.insert("who", "admin");
        decisions[1] = second;
        json.insert("decisions", decisions);

        auto plan = planFromJson(json);
        QVERIFY(plan);
        QCOMPARE(toJson(*plan), json);

        plan->thresholds.testingDays = 3;
        plan->decisions.append({at("2026-04-01T00:00:00Z"), Action::RollBack, false, {}});
        const QJsonObject saved = toJson(*plan);
        QCOMPARE(saved.value("thresholds").toObject().value("subject"), QJsonValue("new"));
        QCOMPARE(saved.value("thresholds").toObject().value("testing_days"), QJsonValue(3));
        QCOMPARE(saved.value("decisions").toArray().at(1).toObject().value("who"), QJsonValue("admin"));
        QVERIFY(!saved.value("decisions").toArray().at(2).toObject().contains("who"));
        QCOMPARE(saved.value("colour"), QJsonValue(QJsonArray{1, 2}));
    }

    void dropsUnknownMembersOfWhatWasRemoved()
    {
        auto plan = planFromJson(changed("mx_move.speed", 7));
        QVERIFY(plan);
        plan->mxMove.reset();
        QVERIFY(toJson(*plan).value("mx_move").isNull());
    }

    void refusesWhatIsNoPlan_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArray>("member");
        const auto row = [](const char *path, const QJsonValue &value, const char *code, const char *member) {
            QTest::addRow("%s %d", path, int(value.type()))
                << changed(path, value) << QString(code) << QByteArray(member);
        };
        row("version", 2, "version", "2");
        row("version", "1", "version", "0");
        row("version", QJsonValue(), "version", "0");
        row("domain", "Example.com", "domain", "Example.com");
        row("domain", "", "domain", "");
        row("domain", 1, "member", "domain");
        row("goal", "fame", "member", "goal");
        row("mode", QJsonValue(), "member", "mode");
        row("mx", "mx.example.com", "member", "mx");
        row("mx", QJsonArray{"mx.example.com\nmode: none"}, "member", "mx");
        row("rua", QJsonArray{"mailto:a@example.com;b"}, "member", "rua");
        row("policy_host.target", "a b", "member", "policy_host");
        row("policy_host.addresses", QJsonArray{"192.0.2.256"}, "member", "addresses");
        row("max_age", 1.5, "member", "max_age");
        row("max_age", 31'557'601, "member", "max_age");
        row("max_age_goal", -1, "member", "max_age_goal");
        row("id", "a;b", "member", "id");
        row("ttl", 3e9, "member", "ttl");
        row("ttl", -1, "member", "ttl");
        row("thresholds", 3, "member", "thresholds");
        row("thresholds.verified_share", 1.1, "member", "thresholds");
        row("thresholds.rung_days", -1, "member", "thresholds");
        row("mx_move", QJsonArray(), "member", "mx_move");
        row("mx_move.to", QJsonArray{"*.example.com"}, "member", "mx_move");
        row("mx_move.started_at", "yesterday", "member", "started_at");
        row("decisions", QJsonArray{QJsonObject{{"action", "dance"}}}, "member", "action");
    }
    void refusesWhatIsNoPlan()
    {
        QFETCH(QJsonObject, json);
        const auto plan = planFromJson(json);
        QVERIFY(!plan);
        QTEST(plan.error().code, "code");
        QTEST(plan.error().excerpt, "member");
    }

    void makesChoices()
    {
        Plan plan = fullPlan();
        plan.policyHost.addresses.clear();
        const auto published = publication(*base::DomainName::parse(plan.domain), plan.choices());
        QVERIFY(published);
        QCOMPARE(published->policy, (sts::Policy{sts::Mode::Enforce, plan.mx, 1'209'600, {}}));
        QCOMPARE(published->records.ttl, 3'600);
        QCOMPARE(published->records.records.last().value, QByteArray("v=STSv1; id=20260301123000Z;"));
        QCOMPARE(published->records.records.first().value, QByteArray("policy.example.net"));
    }

    void findsTheLastTimeOfAnAction()
    {
        Plan plan = fullPlan();
        QVERIFY(!plan.lastTime(Action::RollBack));
        plan.decisions.prepend({at("2026-03-05T00:00:00Z"), Action::StartEnforcing, false, {}});
        QCOMPARE(plan.lastTime(Action::StartEnforcing), std::optional(at("2026-03-05T00:00:00Z")));
    }

    void climbsTheLadder()
    {
        QCOMPARE(maxAgeLadder(2'592'000), (QList<qint64>{86'400, 604'800, 2'592'000}));
        QCOMPARE(maxAgeLadder(1'000'000), (QList<qint64>{86'400, 604'800, 1'000'000}));
        QCOMPARE(maxAgeLadder(0), (QList<qint64>{86'400}));
        QCOMPARE(maxAgeLadder(99'999'999).last(), maxAgeMost);
        QCOMPARE(nextRung(0, 604'800), std::optional<qint64>(86'400));
        QCOMPARE(nextRung(86'400, 604'800), std::optional<qint64>(604'800));
        QCOMPARE(nextRung(604'799, 604'800), std::optional<qint64>(604'800));
        QVERIFY(!nextRung(604'800, 604'800));
        QVERIFY(!nextRung(700'000, 604'800));
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "test_plan.moc"
