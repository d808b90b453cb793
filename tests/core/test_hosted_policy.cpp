// SPDX-License-Identifier: GPL-3.0-or-later
// The difference between two policies, the way back, and its file.
#include "publish/hosted_policy.h"
#include "text/policy_host_text.h"

#include <QTest>

using publish::HostedPolicy;
using publish::PolicyLine;

namespace {

const QByteArray testing = "version: STSv1\r\nmode: testing\r\nmx: mx.acme.test\r\nmax_age: 604800\r\n";
const QByteArray enforce = QByteArray(testing).replace("testing", "enforce");

publish::PolicyUndo undo(const HostedPolicy &before, const HostedPolicy &after)
{
    return {"local:/srv", "acme.test", QDateTime({2026, 3, 1}, {12, 0}, Qt::UTC), before, after};
}

} // namespace

class TestHostedPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsLines();
    void writesAndReadsTheWayBack();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void goesBackFromWhatIsThere_data();
    void goesBackFromWhatIsThere();
    void hasASentenceForEveryCode_data();
    void hasASentenceForEveryCode();
};

void TestHostedPolicy::showsLines()
{
    QCOMPARE(publish::linesOf({"acme.test", {testing}, {enforce}}), (QList<PolicyLine>{{' ', "version: STSv1\r"},
                                                                                       {'-', "mode: testing\r"},
                                                                                       {'+', "mode: enforce\r"},
                                                                                       {' ', "mx: mx.acme.test\r"},
                                                                                       {' ', "max_age: 604800\r"}}));
    QCOMPARE(publish::linesOf({"acme.test", {}, {"a\nb"}}), (QList<PolicyLine>{{'+', "a"}, {'+', "b"}}));
    QCOMPARE(publish::linesOf({"acme.test", {"a\na\n"}, {"a\n"}}), (QList<PolicyLine>{{' ', "a"}, {'-', "a"}}));
    QCOMPARE(publish::linesOf({"acme.test", {"a\n"}, {}}), (QList<PolicyLine>{{'-', "a"}}));
    QVERIFY((publish::PolicyPlan{"acme.test", {testing, true, "v1"}, {testing}}.isEmpty()));
    QVERIFY((!publish::PolicyPlan{"acme.test", {testing, false}, {testing}}.isEmpty()));
}

void TestHostedPolicy::writesAndReadsTheWayBack()
{
    const publish::PolicyUndo way = undo({QByteArray("\xff\x00not text", 10), false, "v7"}, {});
    const auto read = publish::policyUndoFromJson(publish::toJson(way));
    QVERIFY(read);
    QCOMPARE(read->place, way.place);
    QCOMPARE(read->domain, way.domain);
    QCOMPARE(read->createdAt, way.createdAt);
    QVERIFY(read->before.isSameAs(way.before));
    QCOMPARE(read->before.version, "v7");
    QVERIFY(read->after.isSameAs(way.after));
    QVERIFY(!read->after.bytes);
}

void TestHostedPolicy::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("find");
    QTest::addColumn<QByteArray>("replace");
    QTest::addColumn<QString>("code");
    QTest::newRow("not json") << QByteArray("{") << QByteArray("x") << "not-json";
    QTest::newRow("version") << QByteArray("undo\": 1") << QByteArray("undo\": 2") << "version";
    QTest::newRow("base64") << QByteArray("\"file\": \"") << QByteArray("\"file\": \"?") << "member";
    QTest::newRow("a number") << QByteArray("\"file\": null") << QByteArray("\"file\": 7") << "member";
    QTest::newRow("no state") << QByteArray("\"before\"") << QByteArray("\"earlier\"") << "member";
    QTest::newRow("no domain") << QByteArray("acme.test") << QByteArray("..") << "member";
}
void TestHostedPolicy::refusesOtherFiles()
{
    QFETCH(QByteArray, find);
    QFETCH(QByteArray, replace);
    QFETCH(QString, code);
    QByteArray json = publish::toJson(undo({testing}, {}));
    QVERIFY(json.contains(find));
    const auto read = publish::policyUndoFromJson(json.replace(json.indexOf(find), find.size(), replace));
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
}

void TestHostedPolicy::goesBackFromWhatIsThere_data()
{
    QTest::addColumn<QByteArray>("there");
    QTest::addColumn<bool>("isConnected");
    QTest::addColumn<bool>("isBlocked");
    QTest::addColumn<bool>("isEmpty");
    QTest::newRow("as it was made") << enforce << true << false << false;
    QTest::newRow("half-made") << enforce << false << false << false;
    QTest::newRow("never made") << testing << false << false << true;
    QTest::newRow("somebody else's") << QByteArray("mine") << true << true << false;
    QTest::newRow("no file") << QByteArray() << true << false << false;
}
void TestHostedPolicy::goesBackFromWhatIsThere()
{
    QFETCH(QByteArray, there);
    QFETCH(bool, isConnected);
    QFETCH(bool, isBlocked);
    QFETCH(bool, isEmpty);
    const HostedPolicy now{there.isNull() ? std::nullopt : std::optional(there), isConnected};
    const auto plan = publish::planOf(undo({testing, false}, {enforce, true}), now);
    QCOMPARE(plan.has_value(), !isBlocked);
    if (!plan) {
        QCOMPARE(plan.error().code, "changed-since");
        return;
    }
    QCOMPARE(plan->isEmpty(), isEmpty);
    QVERIFY(plan->wanted.isSameAs({testing, false}));
}

void TestHostedPolicy::hasASentenceForEveryCode_data()
{
    QTest::addColumn<QString>("code");
    for (const char *code : {"unreachable",
                             "timeout",
                             "cancelled",
                             "tls",
                             "cut",
                             "bad-answer",
                             "unauthorized",
                             "forbidden",
                             "rejected",
                             "half-made",
                             "rate-limited",
                             "server-failure",
                             "changed-meanwhile",
                             "changed-since",
                             "not-taken",
                             "absent-place",
                             "no-permission",
                             "link",
                             "not-a-file",
                             "too-long",
                             "lost-owner",
                             "no-space",
                             "failed",
                             "host-key-unknown",
                             "host-key-changed",
                             "bad-known-hosts",
                             "bad-login",
                             "occupied",
                             "no-zone",
                             "not-live",
                             "differs"})
        QTest::newRow(code) << code;
}
void TestHostedPolicy::hasASentenceForEveryCode()
{
    QFETCH(QString, code);
    QVERIFY(text::hasPolicyHostSentence(code));
    QVERIFY(text::policyHostSentence(code).endsWith(u'.'));
}

QTEST_APPLESS_MAIN(TestHostedPolicy)
#include "test_hosted_policy.moc"
