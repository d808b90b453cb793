// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles in use: each configuration is read by parsers of others (support/read_bundle.py), and where the program that
// a bundle is for can run here, it serves the bundle and the policy is fetched from it (support/serve_bundle.py).
#include "publications.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace publish;
using namespace support;

namespace {

constexpr int notInstalled = 77;
const QByteArray policyPath = "/.well-known/mta-sts.txt";

struct Ran
{
    int status = -1;
    QByteArray out, err;
};

Ran run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        process.kill(), process.waitForFinished();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Ran runPython(const QStringList &arguments, const QByteArray &input = {})
{
    return run("/usr/bin/python3", arguments, input);
}

/// The configuration of a target that its maker describes, and one word of it.
struct Described
{
    const char *target, *file, *from, *to; ///< with `to` for `from` it is wrong
};
constexpr Described described[] = {
    {"firebase", "firebase.json", "\"source\"", "\"sauce\""},
    {"azure-static-web-apps", "public/staticwebapp.config.json", "\"mimeTypes\"", "\"mimeTips\""},
    {"cloudflare-worker", "wrangler.json", "\"custom_domain\"", "\"costume\""},
    {"cloudflare-pages", "wrangler.json", "\"./public\"", "7"},
    {"vercel", "vercel.json", "\"outputDirectory\"", "\"outputFolder\""},
    {"netlify", "netlify.toml", "Content-Type =", "Content-Tape ="},
    {"cloud-run", "Dockerfile", "COPY public", "COPIED public"},
};

void replaceIn(const QString &path, const char *from, const char *to)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains(from));
    file.resize(0);
    file.seek(0);
    file.write(QByteArray(text).replace(from, to));
}

struct Request
{
    QString method, host;
    QByteArray path = policyPath;
};

QByteArray requestList(const QList<Request> &requests)
{
    QJsonArray list;
    for (const Request &request : requests)
        list.append(QJsonArray{request.method, request.host, QString::fromLatin1(request.path)});
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QString policyText(const rollout::Publication &publication)
{
    return QString::fromLatin1(sts::format(*publication.policy)); // bytes, as the scripts print them
}

/// What serves a bundle, and of which target.
struct Server
{
    const char *name, *target;
    bool manyHosts; ///< it tells hosts apart
};
constexpr Server servers[] = {{"nginx", "nginx", true},
                              {"apache", "apache", true},
                              {"caddy", "caddy", true},
                              {"many-domains", "many-domains", true},
                              {"node", "cloudflare-worker", true},
                              {"workerd", "cloudflare-worker", true},
                              {"superstatic", "firebase", false},
                              {"cloud-run", "cloud-run", false}};

} // namespace

class TestBundlesServed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readByOthers_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("domain");
        for (const Target *target : targets())
            for (const QString &domain : {QString("example.com"), QString("xn--bcher-kva.example"), longestDomain()})
                QTest::addRow("%s %s", target->name, qPrintable(domain.left(30))) << QString(target->name) << domain;
    }
    void readByOthers()
    {
        QFETCH(QString, target);
        QFETCH(QString, domain);
        QTemporaryDir dir;
        const rollout::Publication publication = oddPublication(domain);
        const auto files = bundle(*targetNamed(target), {publication});
        QVERIFY(files && writeFiles(dir.path(), *files));
        const Ran ran =
            runPython({SOURCE_DIR "/tests/support/read_bundle.py", target, dir.path(), "mta-sts." + domain});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(QJsonDocument::fromJson('[' + ran.out + ']').array().first().toString(), policyText(publication));
    }

    void asItsMakerDescribes_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < int(std::size(described)); ++row)
            QTest::newRow(described[row].target) << row;
    }
    void asItsMakerDescribes()
    {
        QFETCH(int, row);
        const Described &each = described[row];
        QTemporaryDir dir;
        const auto files = bundle(*targetNamed(each.target), {oddPublication(longestDomain())});
        QVERIFY(files && writeFiles(dir.path(), *files));
        for (const bool spoiled : {false, true}) {
            if (spoiled)
                replaceIn(dir.filePath(each.file), each.from, each.to);
            const Ran ran = run("node", {SOURCE_DIR "/tests/npm/check_bundle.mjs", each.target, dir.path()});
            if (ran.status == notInstalled)
                QSKIP(ran.err.trimmed().constData());
            QVERIFY2(ran.status == 0, ran.err.constData());
            const QJsonArray problems = QJsonDocument::fromJson(ran.out).array();
            QVERIFY2(problems.isEmpty() != spoiled, ran.out.constData());
        }
    }

    void served_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("manyHosts");
        for (const Server &server : servers)
            QTest::newRow(server.name) << QString(server.name) << QString(server.target) << server.manyHosts;
    }
    // Byte for byte, as text/plain, uncompressed although the client would take gzip; nothing else at this host.
    void served()
    {
        QFETCH(QString, server);
        QFETCH(QString, target);
        QFETCH(bool, manyHosts);
        QTemporaryDir dir;
        Publications publications{oddPublication(longestDomain())};
        if (manyHosts)
            publications += {publicationFor("example.com"), oddPublication("xn--bcher-kva.example")};
        const auto files = bundle(*targetNamed(target), publications);
        QVERIFY(files && writeFiles(dir.path(), *files));

        QList<Request> requests;
        for (const rollout::Publication &publication : publications)
            for (const char *method : {"GET", "HEAD"})
                requests += {method, "mta-sts." + publication.records.domain};
        const QString host = "mta-sts." + publications.first().records.domain;
        for (const char *path : {"/", "/.well-known/", "/.well-known/mta-sts.txt/", "/.well-known/../../README.md",
                                 "/mta-sts.txt", "/README.md"})
            requests += {"GET", host, path};
        const Ran ran =
            runPython({SOURCE_DIR "/tests/support/serve_bundle.py", server, dir.path()}, requestList(requests));
        if (ran.status == notInstalled)
            QSKIP(ran.err.trimmed().constData());
        QVERIFY2(ran.status == 0, ran.err.constData());
        const QJsonArray answers = QJsonDocument::fromJson(ran.out).array();
        QCOMPARE(answers.size(), requests.size());
        qsizetype at = 0;
        for (const rollout::Publication &publication : publications)
            for (const bool head : {false, true}) {
                const QJsonArray answer = answers[at++].toArray();
                QCOMPARE(answer[0].toInt(), 200);
                QCOMPARE(answer[1].toString().section(';', 0, 0), QString("text/plain"));
                QCOMPARE(answer[2].toString(), head ? QString() : policyText(publication));
            }
        for (; at < answers.size(); ++at) {
            const int status = answers[at].toArray()[0].toInt();
            QVERIFY2(status == 404 || status == 403 || status == 400, requests.at(at).path.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestBundlesServed)
#include "test_bundles_served.moc"
