// SPDX-License-Identifier: GPL-3.0-or-later
// `reports import` of a folder full of attacks: each has a clear outcome, and the good report beside them is imported.
#include "cli_run.h"
#include "packed.h"
#include "report_files.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

class TestReportsHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachAttackHasItsOutcome()
    {
        QTemporaryDir folder;
        const auto write = [&](const char *name, const QByteArray &bytes) {
            QVERIFY(writeFile(folder.filePath(QLatin1String("in/") + QLatin1String(name)), bytes));
        };
        const QByteArray good = reportJson(1);
        write("bomb.json.gz", packed::gzip(QByteArray(512 << 20, ' ')));
        write("bomb.zip", packed::zip({{"bomb.json", QByteArray(64 << 20, ' ')}}));
        write("deep.json", "{\"policies\":" + QByteArray(10'000, '[') + QByteArray(10'000, ']') + "}");
        write("policies.json",
              "{\"organization-name\":\"x\",\"policies\":[" + QByteArray("{},").repeated(9'999'999) + "{}]}");
        write("climb.zip", packed::zip({{"../../../../etc/climbed.json", reportJson(2)}}));
        write("climb.tar",
              packed::tar({{"../../climbed.json", reportJson(3), '0', {}}, {"l", {}, '2', "/etc/passwd"}}));
        write("cut.zip", packed::zip({{"a.json", reportJson(4)}}).left(60));
        write("cut.eml", reportMail(packed::gzip(reportJson(5)).left(60)));
        write("good.json", good);
        const auto result =
            runCli({QStringLiteral("reports"), QStringLiteral("import"), folder.filePath(QStringLiteral("in")),
                    QStringLiteral("--json"), QStringLiteral("--verbose"), QStringLiteral("--archive"),
                    folder.filePath(QStringLiteral("a.sqlite"))});
        QCOMPARE(result.status, 1);
        QMap<QString, QString> outcomes;
        for (const QJsonValue &value : result.json()[u"outcomes"].toArray())
            outcomes.insert(value[u"path"].toString().section(u'/', -1),
                            value[u"outcome"].toString() + u' ' + value[u"faults"][0][u"reason"].toString());
        const QMap<QString, QString> expected{
            {QStringLiteral("bomb.json.gz"), QStringLiteral("refused cap-ratio")},
            {QStringLiteral("bomb.zip"), QStringLiteral("refused cap-ratio")},
            {QStringLiteral("deep.json"), QStringLiteral("refused too-deep")},
            {QStringLiteral("policies.json"), QStringLiteral("refused too-many-policies")},
            {QStringLiteral("climb.zip"), QStringLiteral("imported ")},
            {QStringLiteral("climb.tar"), QStringLiteral("imported special-entry")},
            {QStringLiteral("cut.zip"), QStringLiteral("not-a-report archive-damaged")},
            {QStringLiteral("cut.eml"), QStringLiteral("not-a-report gzip-truncated")},
            {QStringLiteral("good.json"), QStringLiteral("imported ")}};
        QCOMPARE(outcomes, expected);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{QStringLiteral("in")});
    }
};

QTEST_GUILESS_MAIN(TestReportsHostile)
#include "test_reports_hostile.moc"
