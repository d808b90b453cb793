// SPDX-License-Identifier: GPL-3.0-or-later
// `lint` as a program: the worked examples through files, words and standard input, and what it refuses. The judgements
// themselves are tested in tests/core/test_lint.cpp.
#include "cli_run.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <optional>

using namespace support;

namespace {

QJsonArray casesIn(const QString &directory, const QString &name)
{
    return QJsonDocument::fromJson(readFile(directory + u'/' + name + QLatin1String(".json"))).array();
}

/// Further worked examples, when there are any beside the sources.
QString sharedCases()
{
    return qEnvironmentVariable("SIGILLO_SHARED", QStringLiteral(SOURCE_DIR "/../shared")) + QLatin1String("/cases");
}

int statusFor(const QString &severity)
{
    return severity == QLatin1String("error") ? 2 : severity == QLatin1String("warning") ? 1 : 0;
}

// As in tests/core/test_lint.cpp: a string, {"hex": …}, {"repeat": …, "times": n}, or a list of these.
QByteArray bytesOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    if (value.isArray()) {
        QByteArray all;
        for (const QJsonValue &part : value.toArray())
            all += bytesOf(part);
        return all;
    }
    if (value.toObject().contains(u"hex"))
        return QByteArray::fromHex(value[u"hex"].toString().toLatin1());
    return bytesOf(value[u"repeat"]).repeated(value[u"times"].toInt());
}

// The command's JSON holds strings only, so records that are no text cannot be handed to it.
std::optional<QByteArray> rrsetFile(const QJsonArray &rrset)
{
    QJsonArray records;
    for (const QJsonValue &record : rrset) {
        QJsonArray strings;
        for (const QJsonValue &string : record.toArray()) {
            const QByteArray bytes = bytesOf(string);
            if (QString::fromUtf8(bytes).toUtf8() != bytes)
                return std::nullopt;
            strings.append(QString::fromUtf8(bytes));
        }
        records.append(strings);
    }
    return QJsonDocument(records).toJson();
}

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

} // namespace

class TestLintCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_files = 0;

    QString file(const QByteArray &bytes)
    {
        const QString path = m_dir.filePath(QStringLiteral("input%1").arg(++m_files));
        return writeFile(path, bytes) ? path : QString();
    }

    void addCases(const QString &directory)
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("example");
        for (const char *kind : {"sts-record", "tlsrpt-record", "policy", "mx-match"})
            for (const QJsonValue &example : casesIn(directory, QLatin1String(kind)))
                QTest::addRow("%s %s", kind, qUtf8Printable(example[u"id"].toString()))
                    << QString::fromLatin1(kind) << example.toObject();
    }

    QStringList policyArguments(const QJsonObject &example)
    {
        QStringList arguments{file(bytesOf(example[u"body"]))};
        const std::pair<const char *, const char *> options[] = {{"http_status", "--http-status"},
                                                                 {"content_type", "--content-type"},
                                                                 {"content_encoding", "--content-encoding"},
                                                                 {"domain", "--domain"}};
        for (const auto &[key, option] : options)
            if (const QJsonValue value = example[QLatin1String(key)]; !value.isUndefined())
                arguments += {QLatin1String(option), value.toVariant().toString()};
        return arguments;
    }

    void runMxMatch(const QJsonObject &example)
    {
        QByteArray policy = "version: STSv1\r\nmode: enforce\r\n";
        for (const QJsonValue &pattern : example[u"patterns"].toArray())
            policy += "mx: " + pattern.toString().toUtf8() + "\r\n";
        policy += "max_age: 604800\r\n";
        const bool match = example[u"match"].toBool();
        const auto result =
            runCli(words("lint mx-match --json --policy") + QStringList{file(policy), example[u"host"].toString()});
        QCOMPARE(
            result.json()[u"matches"].toArray(),
            (QJsonArray{QJsonObject{{QStringLiteral("host"), example[u"host"]}, {QStringLiteral("match"), match}}}));
        QCOMPARE(result.status, match ? 0 : 2);
    }

    void runCase()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, example);
        if (kind == QLatin1String("mx-match"))
            return runMxMatch(example);
        QStringList arguments{QStringLiteral("lint"), kind, QStringLiteral("--json")};
        if (kind == QLatin1String("policy")) {
            arguments += policyArguments(example);
        } else if (const auto rrset = rrsetFile(example[u"rrset"].toArray())) {
            arguments += {QStringLiteral("--rrset"), file(*rrset)};
        } else {
            return;
        }
        const auto result = runCli(arguments);
        const QJsonObject answer = result.json();
        if (!example[u"effect"].isNull())
            QCOMPARE(answer[u"effect"].toString(), example[u"effect"].toString());
        QCOMPARE(answer[u"severity"].toString(), example[u"severity"].toString());
        QCOMPARE(result.status, statusFor(example[u"severity"].toString()));
        QVERIFY(answer[u"findings"].isArray());
        QCOMPARE(result.err, QByteArray());
        QVERIFY(isHarmless(result.out));
    }

private Q_SLOTS:
    void corpus_data() { addCases(QStringLiteral(SOURCE_DIR "/tests/corpus/lint")); }
    void corpus() { runCase(); }

    void shared_data()
    {
        addCases(sharedCases());
        if (casesIn(sharedCases(), QStringLiteral("policy")).isEmpty())
            QTest::newRow("none") << QString() << QJsonObject();
    }
    void shared()
    {
        if (QTest::currentDataTag() == QByteArray("none"))
            QSKIP("no further examples: SIGILLO_SHARED names no folder with cases/");
        runCase();
    }

    void readsRecordsAsWords()
    {
        const auto lint = [](const QStringList &records) { return runCli(words("lint sts-record --json") + records); };
        const auto good = lint({QStringLiteral("v=STSv1; id=1;")});
        QCOMPARE(good.status, 0);
        QCOMPARE(good.json()[u"effect"].toString(), QStringLiteral("usable"));
        QCOMPARE(lint({QStringLiteral("v=STSv1; id=1;"), QStringLiteral("v=STSv1; id=2;")}).status, 2);
    }

    void readsStandardInput()
    {
        const auto result = runCli(words("lint policy - --json"),
                                   {.input = "version: STSv1\nmode: testing\nmx: a.example\nmax_age: 604800\n"});
        QCOMPARE(result.json()[u"effect"].toString(), QStringLiteral("usable"));
    }

    void readsJsonTextAsUtf8()
    {
        const auto result =
            runCli(words("lint sts-record --json --rrset -"), {.input = "[[\"v=STSv1; id=caf\\u00e9;\"]]"});
        QCOMPARE(result.status, 2);
        QVERIFY(result.out.contains("v=STSv1; id=caf\xc3\xa9;"));
    }

    void givesEveryFindingTheSameKeys()
    {
        const auto result = runCli(words("lint sts-record --json") << QStringLiteral("v=STSv1; id=a_b;"));
        const QStringList keys =
            words("disagreements effect evidence explanation guidance id result_type rfc severity status "
                  "subject title");
        bool failed = false;
        for (const QJsonValue &finding : result.json()[u"findings"].toArray()) {
            QCOMPARE(finding.toObject().keys(), keys);
            failed = failed || (finding[u"id"] == QLatin1String("sts-record-bad-id") &&
                                finding[u"status"] == QLatin1String("fail") &&
                                finding[u"rfc"].toString().startsWith(QLatin1String("RFC 8461")));
        }
        QVERIFY(failed);
    }

    void keepsBytesThatAreNotUtf8()
    {
        const auto result =
            runCli(words("lint policy - --json"),
                   {.input = "version: STSv1\nmode: testing\nmx: a.example\nmax_age: 604800\nx: a\xff\\\n"});
        QCOMPARE(result.status, 2);
        bool escaped = false;
        for (const QJsonValue &finding : result.json()[u"findings"].toArray()) {
            const QJsonObject evidence = finding[u"evidence"].toObject();
            if (!evidence[u"text_escaped"].toBool())
                continue;
            escaped = true;
            QVERIFY(evidence[u"text"].toString().contains(QLatin1String("x: a\\xff\\\\\n")));
        }
        QVERIFY(escaped);
    }

    void showsHostileTextHarmlessly()
    {
        const QByteArray hostile =
            "version: STSv1\nmode: \x1b[2J\xc2\x9b\xe2\x80\xae\nmx: \x07.example\nmax_age: 1\n\xff\n";
        for (const char *form : {"lint policy - --json", "lint policy - --verbose"}) {
            const auto result = runCli(words(form), {.input = hostile});
            QCOMPARE(result.status, 2);
            QVERIFY2(isHarmless(result.out), result.out.constData());
        }
        const auto ascii = runCli(words("lint policy -"), {.input = hostile, .environment = words("LC_ALL=C")});
        QVERIFY(std::all_of(ascii.out.begin(), ascii.out.end(),
                            [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
        QCOMPARE(ascii.err, QByteArray());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("input");
        const auto row = [](const char *name, const char *line, const QByteArray &input = {}) {
            QTest::newRow(name) << QString::fromUtf8(line) << input;
        };
        row("nothing", "lint");
        row("unknown kind", "lint record x");
        row("no record", "lint sts-record");
        row("words and file", "lint sts-record --rrset - v=STSv1", "[]");
        row("not JSON", "lint sts-record --rrset -", "nonsense");
        row("an object", "lint sts-record --rrset -", "{}");
        row("a number", "lint sts-record --rrset -", "[[1]]");
        row("missing file", "lint policy /nonexistent/policy.txt");
        row("a directory", "lint policy /");
        row("two files", "lint policy - -");
        row("bad status", "lint policy - --http-status abc");
        row("bad domain", "lint policy - --domain a..b");
        row("option of another kind", "lint sts-record --domain example.com v=STSv1");
        row("too large", "lint policy -", QByteArray(5 * 1024 * 1024, 'x'));
        row("no host", "lint mx-match --policy -");
        row("no policy", "lint mx-match host.example");
    }
    void refuses()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, input);
        const auto result = runCli(arguments.split(u' '), {.input = input});
        QCOMPARE(result.status, 64);
        QCOMPARE(result.out, QByteArray());
        QVERIFY(result.err.startsWith("sigillo-cli: "));
    }
};

QTEST_GUILESS_MAIN(TestLintCommand)
#include "test_lint_command.moc"
