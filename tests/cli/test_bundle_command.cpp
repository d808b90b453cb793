// SPDX-License-Identifier: GPL-3.0-or-later
// `bundle` as a program: what it writes, what it refuses, and that it spoils nothing that is there.
#include "cli/bundle_folder.h"
#include "cli_run.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

QStringList words(const QString &line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

QMap<QString, QByteArray> contentOf(const QString &folder)
{
    QMap<QString, QByteArray> content;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        content.insert(QDir(folder).relativeFilePath(path), readFile(path));
    }
    return content;
}

QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

} // namespace

class TestBundleCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesAFolder()
    {
        QTemporaryDir dir;
        const QString target = dir.filePath("new/place");
        const auto result = runCli(
            words("bundle Example.com cloud-run --mx mx.example.com --mode enforce --id abc1 --output " + target));
        QVERIFY2(result.status == 0, result.err.constData());
        QCOMPARE(result.out, QByteArray());
        const auto content = contentOf(target);
        QCOMPARE(content.value("public/.well-known/mta-sts.txt"),
                 QByteArray("version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 1209600\r\n"));
        QVERIFY(content.value("README.md").contains("v=STSv1; id=abc1;"));
        QVERIFY(content.contains("LEGGIMI.md"));
        QVERIFY(QFileInfo(target + "/deploy.sh").isExecutable());
        QVERIFY(!QFileInfo(target + "/nginx.conf").permission(QFileDevice::ExeOwner));
        QVERIFY(QFileInfo(target).permission(QFileDevice::ReadOther | QFileDevice::ExeOther));
        QCOMPARE(namesIn(dir.filePath("new")), QStringList{"place"});
    }

    void replacesOnlyWhenTold()
    {
        QTemporaryDir dir;
        const auto run = [&dir](const QString &more) {
            return runCli(
                words("bundle example.com github-pages --mx mx.example.com --output " + dir.path() + ' ' + more));
        };
        // What is there and is none of the bundle's stays.
        QVERIFY(writeFile(dir.filePath("index.html"), "mine"));
        QCOMPARE(run("--id a").status, 0);
        const auto before = contentOf(dir.path());
        QVERIFY(before.contains(".well-known/mta-sts.txt") && before.value("index.html") == "mine");
        const auto refused = run("--id b");
        QCOMPARE(refused.status, 64);
        QVERIFY(refused.err.contains("--replace"));
        QCOMPARE(contentOf(dir.path()), before);
        QCOMPARE(run("--id b --replace").status, 0);
        QVERIFY(contentOf(dir.path()).value("README.md").contains("id=b;"));
        QCOMPARE(contentOf(dir.path()).value("index.html"), QByteArray("mine"));
        QCOMPARE(contentOf(dir.path()).keys(), before.keys());
    }

    void leavesNothingHalfWritten()
    {
        QTemporaryDir dir;
        // A file of the bundle cannot be made where a folder stands; the others must not appear.
        QVERIFY(QDir(dir.path()).mkpath("there/README.md"));
        const auto result =
            runCli(words("bundle example.com nginx --replace --mx mx.example.com --output " + dir.filePath("there")));
        QCOMPARE(result.status, 64);
        QVERIFY(contentOf(dir.filePath("there")).isEmpty());
        QVERIFY(writeFile(dir.filePath("file"), "x"));
        QCOMPARE(runCli(words("bundle example.com nginx --mx mx.example.com --output " + dir.filePath("file"))).status,
                 64);
        QCOMPARE(readFile(dir.filePath("file")), QByteArray("x"));
        QCOMPARE(runCli(words("bundle example.com nginx --mx mx.example.com --output /proc/none")).status, 70);
        QCOMPARE(namesIn(dir.path()).size(), 2);
    }

    void followsNoLinks()
    {
        QTemporaryDir dir, elsewhere;
        QVERIFY(QFile::link(elsewhere.path(), dir.filePath("www")));
        const auto result =
            runCli(words("bundle example.com nginx --replace --mx mx.example.com --output " + dir.path()));
        QCOMPARE(result.status, 64);
        QVERIFY(contentOf(elsewhere.path()).isEmpty());
        QVERIFY(contentOf(dir.path()).isEmpty());
    }

    void staysInside_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("inside");
        for (const char *path : {"a", "a/b", ".well-known/mta-sts.txt", "a..b/c"})
            QTest::newRow(path) << QString(path) << true;
        for (const char *path : {"", "..", "../a", "a/../b", "a/..", "/a", "a//b", "./a", "a/", "a\\..\\b", "C:a"})
            QTest::newRow(*path ? path : "empty") << QString(path) << false;
    }
    void staysInside()
    {
        QFETCH(QString, path);
        QTEST(cli::staysInside(path), "inside");
        QTemporaryDir dir;
        const auto written = cli::writeBundle(dir.filePath("in"), {{"ok", "x"}, {path, "y"}}, cli::Existing::Replaced);
        QTEST(written.problem.isEmpty(), "inside");
        QTEST(QFileInfo::exists(dir.filePath("in")), "inside");
    }

    void printsJson()
    {
        const auto result = runCli(words("bundle example.com netlify --json --id a --mx mx.example.com"));
        QCOMPARE(result.status, 0);
        const QJsonObject document = result.json();
        QCOMPARE(document["target"].toString(), QString("netlify"));
        const QJsonObject domain = document["domains"].toArray().first().toObject();
        QCOMPARE(domain["domain"].toString(), QString("example.com"));
        QCOMPARE(domain["policy_url"].toString(), QString("https://mta-sts.example.com/.well-known/mta-sts.txt"));
        QCOMPARE(domain["records"].toArray().last().toObject()["value"].toString(), QString("v=STSv1; id=a;"));
        bool found = false;
        for (const QJsonValue &file : document["files"].toArray())
            found |= file["path"] == "public/.well-known/mta-sts.txt" && file["content"] == domain["policy"];
        QVERIFY(found);
    }

    void takesAListOfDomains()
    {
        const auto result = runCli(words("bundle - many-domains --json --mx mx.example.net"),
                                   {.input = "# customers\nexample.com\r\n\nB\xc3\x9c"
                                             "CHER.example\nexample.com\n"});
        QVERIFY2(result.status == 0, result.err.constData());
        const QJsonArray domains = result.json()["domains"].toArray();
        QCOMPARE(domains.size(), 2);
        QCOMPARE(domains.last()["domain"].toString(), QString("xn--bcher-kva.example"));
    }

    void lists()
    {
        const QByteArray text = runCli({"bundle", "--list"}).out;
        const QJsonArray targets = runCli({"bundle", "--list", "--json"}).json()["targets"].toArray();
        QCOMPARE(targets.size(), 14);
        const QByteArray help = runCli({"bundle", "--help"}).out;
        for (const QJsonValue &target : targets) {
            QVERIFY(text.contains(target["name"].toString().toUtf8()));
            QVERIFY(QString(help).simplified().contains(target["name"].toString()));
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *line : {"", "example.com", "nginx", "example.com nginy --output x",
                                 "example..com nginx --output x", "../x nginx --output x", "example.com nginx",
                                 "example.com nginx --json --replace", "example.com example.org netlify --json",
                                 "example.com nginx --json --mode off", "example.com nginx --json --id a-b",
                                 "example.com nginx --json --timeout 3", "example.com nginx --json --format bind"})
            QTest::newRow(*line ? line : "nothing") << QString(line);
    }
    void refuses()
    {
        QFETCH(QString, arguments);
        const auto result = runCli(words("bundle " + arguments + (arguments.isEmpty() ? "" : " --mx=mx.example.net")));
        QVERIFY2(result.status == 64, (result.out + result.err).constData());
        QCOMPARE(result.out, QByteArray());
        QVERIFY(!QFileInfo::exists("x"));
    }
};

QTEST_GUILESS_MAIN(TestBundleCommand)
#include "test_bundle_command.moc"
