// SPDX-License-Identifier: GPL-3.0-or-later
// Firebase Hosting against a fake of its API with a state.
#include "fake_provider.h"
#include "io/hosts/firebase_hosting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using publish::HostedPolicy;

namespace {

const QByteArray first = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n", second = first + "x: y\r\n";

} // namespace

class TestFirebaseHosting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fake.start("fake_firebase.py"); }
    void cleanup() { m_fake.stop(); }

    void goesThereAndBack();
    void keepsWhatElseIsOnTheSite();
    void goesBackPastNobody();
    void stopsWhenItChanged();
    void refuses_data();
    void refuses();
    void changesNothingBeforeTheRelease_data();
    void changesNothingBeforeTheRelease();

private:
    std::unique_ptr<io::FirebaseHosting> host(const QByteArray &token = "good",
                                              const QString &site = "acme-policy") const
    {
        return std::make_unique<io::FirebaseHosting>(
            io::FirebaseOptions{site, io::Secret(token), m_fake.base(), m_fake.base()}, *io::HttpApi::create({}));
    }
    HostedPolicy there() const
    {
        const auto site = host();
        const auto seen = io::await(site->look({}));
        return seen ? *seen : HostedPolicy{"failed: " + seen.error().code.toUtf8()};
    }
    io::ProviderResult<void> put(const HostedPolicy &wanted, const std::optional<HostedPolicy> &from = {}) const
    {
        const auto site = host();
        return io::await(site->put({"acme.test", from ? *from : there(), wanted}, {}));
    }
    int get(const QString &path, QByteArray *body = nullptr, const QString &query = {}) const
    {
        const auto http = *io::HttpApi::create({});
        QUrl url = m_fake.base();
        url.setPath(path);
        url.setQuery(query);
        const auto reply = io::await(http->send({"GET", url, {}}, {}));
        if (body)
            *body = reply->body;
        return reply->status;
    }

    fake_provider::Fake m_fake;
};

void TestFirebaseHosting::goesThereAndBack()
{
    const HostedPolicy nothing = there();
    QVERIFY(!nothing.bytes);
    const auto made = put({first});
    QVERIFY2(made, made ? "" : qPrintable(made.error().code + made.error().detail));
    QByteArray body;
    QCOMPARE(get("/.well-known/mta-sts.txt", &body), 200);
    QCOMPARE(body, first);
    const HostedPolicy one = there();
    QCOMPARE(one.bytes, first);
    QVERIFY(put({second}));
    QCOMPARE(there().bytes, second);
    QVERIFY(put(one)); // a release of the earlier version
    QCOMPARE(there().bytes, first);
    QCOMPARE(there().version, one.version);
    QVERIFY(put(nothing));
    QVERIFY(!there().bytes);
    QCOMPARE(get("/.well-known/mta-sts.txt"), 404);
}

void TestFirebaseHosting::keepsWhatElseIsOnTheSite()
{
    get("/other");
    QVERIFY(put({first}));
    QByteArray body;
    QCOMPARE(get("/page.html", &body), 200);
    QCOMPARE(body, "a page");
    const auto http = *io::HttpApi::create({});
    QUrl url = m_fake.base();
    url.setPath("/v1beta1/sites/acme-policy/releases");
    url.setQuery("pageSize=1");
    const auto reply = io::await(http->send({"GET", url, {{"Authorization", "Bearer good"}}}, {}));
    const QJsonValue config = QJsonDocument::fromJson(reply->body)["releases"].toArray().first()["version"]["config"];
    QVERIFY(config["cleanUrls"].toBool());
    QCOMPARE(config["headers"].toArray().size(), 1);
    QCOMPARE(config["headers"].toArray().first()["headers"]["Content-Type"].toString(), "text/plain; charset=utf-8");
}

// Somebody published something else since: the old version would take it away, so a new one has the old policy.
void TestFirebaseHosting::goesBackPastNobody()
{
    QVERIFY(put({first}));
    const HostedPolicy one = there();
    QVERIFY(put({second}));
    get("/other");
    QCOMPARE(there().bytes, second);
    QVERIFY(put(one));
    QCOMPARE(there().bytes, first);
    QVERIFY(there().version != one.version);
    QCOMPARE(get("/page.html"), 200);
}

void TestFirebaseHosting::stopsWhenItChanged()
{
    const HostedPolicy nothing = there();
    QVERIFY(put({first}));
    const HostedPolicy one = there();
    QCOMPARE(put({second}, nothing).error().code, "changed-meanwhile");
    get("/other"); // the same policy in another version
    QCOMPARE(put({second}, one).error().code, "changed-meanwhile");
    QCOMPARE(there().bytes, first);
}

void TestFirebaseHosting::refuses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("site");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown token") << QByteArray("wrong-token-77") << "acme-policy"
                                   << "unauthorized";
    QTest::newRow("may only read") << QByteArray("reader") << "acme-policy"
                                   << "forbidden";
    QTest::newRow("another site") << QByteArray("good") << "other"
                                  << "absent-place";
}
void TestFirebaseHosting::refuses()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, site);
    QFETCH(QString, code);
    const auto writer = host(token, site);
    const auto done = io::await(writer->put({"acme.test", {}, {first}}, {}));
    QVERIFY(!done);
    QCOMPARE(done.error().code, code);
    QVERIFY(!done.error().detail.contains("77"));
    QVERIFY(!there().bytes);
}

void TestFirebaseHosting::changesNothingBeforeTheRelease_data()
{
    QTest::addColumn<QString>("steering");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isMade");
    // version, files, upload, finalize, release
    for (int step = 1; step <= 5; ++step) {
        QTest::addRow("403 at step %d", step) << QString("nth=%1&fail=403").arg(step) << "forbidden" << false;
        QTest::addRow("409 at step %d", step) << QString("nth=%1&fail=409").arg(step) << "changed-meanwhile" << false;
        QTest::addRow("429 at step %d", step) << QString("nth=%1&fail=429").arg(step) << "rate-limited" << false;
        QTest::addRow("503 at step %d", step) << QString("nth=%1&fail=503").arg(step) << "server-failure" << false;
        QTest::addRow("gone at step %d", step) << QString("gone=%1").arg(step) << "cut" << false;
        QTest::addRow("cut at step %d", step) << QString("cut=%1").arg(step) << "cut" << (step == 5);
    }
}
void TestFirebaseHosting::changesNothingBeforeTheRelease()
{
    QFETCH(QString, steering);
    QFETCH(QString, code);
    QFETCH(bool, isMade);
    QVERIFY(put({first}));
    const HostedPolicy one = there();
    get("/steer", nullptr, steering);
    const auto done = put({second}, one);
    get("/steer");
    QVERIFY(!done);
    QVERIFY2(done.error().code == code, qPrintable(done.error().code + done.error().detail));
    QCOMPARE(there().bytes, isMade ? second : first);
    QVERIFY(put({second}) || isMade);
    QCOMPARE(there().bytes, second);
}

QTEST_GUILESS_MAIN(TestFirebaseHosting)
#include "test_firebase_hosting.moc"
