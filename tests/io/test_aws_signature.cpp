// SPDX-License-Identifier: GPL-3.0-or-later
// Signature Version 4 against Amazon's own libraries for Python and JavaScript, over random requests.
#include "io/providers/aws_signature.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

namespace {

constexpr int requests = 500, notInstalled = 77;

struct Request
{
    QByteArray method, body, secret, region;
    QString id;
    QUrl url;
    QDateTime at;
};

QByteArray word(QRandomGenerator &random, const QByteArray &letters, int least, int most)
{
    QByteArray out;
    for (int left = random.bounded(least, most + 1); left > 0; --left)
        out += letters.at(random.bounded(int(letters.size())));
    return out;
}

Request randomRequest(QRandomGenerator &random)
{
    static const QByteArray plain = "abcXYZ019-._~";
    Request request{random.bounded(2) ? "GET" : "POST",
                    word(random, "<a>\"&;= \n", 0, 400),
                    word(random, plain + "/+", 16, 64),
                    word(random, "abcdefgh-123", 1, 12),
                    QString::fromLatin1("AKID" + word(random, "ABC234", 4, 16)),
                    {},
                    QDateTime(QDate(2026, 1, 1), QTime(), Qt::UTC).addSecs(random.bounded(100'000'000))};
    QByteArray url = "https://route53.amazonaws.com/2013-04-01/z" + word(random, plain, 1, 20);
    static const QByteArrayList parts{"a", "Z", "0", "-", "%20", "%2B", "%3D", "%C3%A9", "%26", "~"};
    const auto piece = [&random](int most) {
        QByteArray out;
        for (int left = random.bounded(1, most + 1); left > 0; --left)
            out += parts.at(random.bounded(int(parts.size())));
        return out;
    };
    for (int i = 0, count = random.bounded(4); i < count; ++i)
        url += (i == 0 ? '?' : '&') + piece(6) + '=' + (random.bounded(4) ? piece(8) : QByteArray());
    if (random.bounded(3) == 0)
        url.replace("amazonaws.com", "amazonaws.com:8443");
    request.url = QUrl::fromEncoded(url, QUrl::StrictMode);
    return request;
}

QJsonObject toJson(const Request &request)
{
    return {{"method", QString::fromLatin1(request.method)},
            {"url", QString::fromLatin1(request.url.toEncoded())},
            {"body", QString::fromUtf8(request.body)},
            {"id", request.id},
            {"secret", QString::fromLatin1(request.secret)},
            {"region", QString::fromLatin1(request.region)},
            {"service", "route53"},
            {"time", QString::fromLatin1(io::awsDate(request.at))}};
}

} // namespace

class TestAwsSignature : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsAsAmazonDoes_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("script");
        QTest::newRow("Python") << "/usr/bin/python3" << SOURCE_DIR "/tests/support/sign_aws.py";
        QTest::newRow("JavaScript") << "node" << SOURCE_DIR "/tests/npm/sign_aws.mjs";
    }
    void signsAsAmazonDoes()
    {
        QFETCH(QString, program);
        QFETCH(QString, script);
        QRandomGenerator random(20261124);
        QList<Request> all;
        QJsonArray asked;
        for (int i = 0; i < requests; ++i) {
            all += randomRequest(random);
            asked += toJson(all.last());
        }
        QProcess signer;
        signer.start(program, {script});
        signer.write(QJsonDocument(asked).toJson());
        signer.closeWriteChannel();
        QVERIFY(signer.waitForFinished(120'000));
        const QByteArray problem = signer.readAllStandardError();
        if (signer.exitCode() == notInstalled)
            QSKIP(problem.trimmed().constData());
        const QJsonArray theirs = QJsonDocument::fromJson(signer.readAllStandardOutput()).array();
        QVERIFY2(theirs.size() == requests, problem.constData());
        for (int i = 0; i < requests; ++i) {
            const Request &request = all.at(i);
            const QByteArray ours =
                io::awsAuthorization(request.method, request.url, request.body,
                                     {request.id, io::Secret(request.secret)}, {request.region, "route53"}, request.at);
            QVERIFY2(ours == theirs.at(i).toString().toLatin1(), request.url.toEncoded().constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestAwsSignature)
#include "test_aws_signature.moc"
