// SPDX-License-Identifier: GPL-3.0-or-later
// Every format, read back by programs and libraries that others made (support/read_format.py): what they understand is
// what the records say, for odd values and for random ones too.
#include "publish/format.h"
#include "publish/quoting.h"
#include "publish/rrset.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace publish;
using rollout::Operation;
using rollout::RecordKind;
using rollout::RecordSet;

namespace {

constexpr int notInstalled = 77;
using Triples = QList<QStringList>;

RecordSet emptySet()
{
    RecordSet set;
    set.domain = QStringLiteral("example.com");
    set.tool = QStringLiteral("sigillo 0.1.0");
    set.createdAt = QDateTime(QDate(2026, 3, 1), QTime(12, 30), Qt::UTC);
    return set;
}

RecordSet usualSet()
{
    RecordSet set = emptySet();
    set.records = {
        {"mta-sts.example.com", RecordKind::Cname, "host.example.net"},
        {"_smtp._tls.example.com", RecordKind::Txt, "v=TLSRPTv1; rua=mailto:a@example.com,https://r.example.net/x"},
        {"_mta-sts.example.com", RecordKind::Txt, "v=STSv1; id=20260301T123000;"}};
    return set;
}

RecordSet addressSet()
{
    RecordSet set = emptySet();
    set.records = {{"mta-sts.example.com", RecordKind::A, "192.0.2.1"},
                   {"mta-sts.example.com", RecordKind::A, "192.0.2.2"},
                   {"mta-sts.example.com", RecordKind::Aaaa, "2001:db8::1"},
                   {"_mta-sts.example.com", RecordKind::Txt, "v=STSv1; id=1;"}};
    return set;
}

RecordSet textSet(const QByteArray &text)
{
    RecordSet set = emptySet();
    set.records = {{"_mta-sts.example.com", RecordKind::Txt, text}};
    return set;
}

// The printable characters that some format gives a meaning to come up more often than the rest.
QByteArray randomText(QRandomGenerator &random)
{
    static const QByteArray special = "\"\\;:'`$%{}()[],#&|<>!@=*?~^ ";
    QByteArray text;
    const int length = random.bounded(1, 600);
    while (text.size() < length)
        text += random.bounded(2) ? special.at(random.bounded(int(special.size()))) : char(random.bounded(0x21, 0x7f));
    // A panel's table and a shell-like file are read by line and by column: a text neither begins nor ends with a
    // blank.
    return 'v' + text + 'z';
}

Triples triplesOf(const RecordSet &set)
{
    Triples list;
    for (const rollout::Record &record : set.records)
        list += QStringList{record.name, QString::fromLatin1(typeWord(record.kind)), QString::fromLatin1(record.value)};
    std::sort(list.begin(), list.end(), [](const QStringList &a, const QStringList &b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    });
    return list;
}

struct ReadBack
{
    Triples triples;
    QByteArray problem;
};

ReadBack readBack(const char *format, const QByteArray &text)
{
    QProcess process;
    process.start("/usr/bin/python3", {SOURCE_DIR "/tests/support/read_format.py", format, "example.com"});
    process.write(text);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return {{}, "reader: " + process.readAllStandardError() + text.left(2000)};
    ReadBack back;
    for (const QJsonValue &row : QJsonDocument::fromJson(process.readAllStandardOutput()).array()) {
        const QJsonArray cells = row.toArray();
        back.triples += QStringList{cells[0].toString(), cells[1].toString(), cells[2].toString()};
    }
    return back;
}

/// What the commands of a PowerShell script should say, one line each.
QStringList wantedCommands(const RecordSet &set)
{
    const QString time =
        QStringLiteral("%1.%2").arg(set.ttl / 86'400).arg(QTime(0, 0).addSecs(set.ttl % 86'400).toString("hh:mm:ss"));
    QStringList lines;
    for (const RrSet &rrset : rrsetsOf(set)) {
        const QString name = QString::fromLatin1(relative(rrset.name, set.zoneName()));
        const QString type = QString::fromLatin1(typeWord(rrset.kind));
        if (set.operation != Operation::Create)
            lines += "Remove " + name + ' ' + type;
        for (const QByteArray &value : rrset.values)
            if (set.operation != Operation::Remove)
                lines += "Add " + name + ' ' + type + ' ' + (time.startsWith("0.") ? time.mid(2) : time) + ' ' +
                         QString::fromLatin1(value);
    }
    return lines;
}

/// The same from [name, {parameter: value}], as support for the grammar reads it.
QString commandLine(const QJsonArray &command)
{
    struct Kind
    {
        const char *parameter, *type, *value;
    };
    static constexpr Kind kinds[] = {{"A", "A", "IPv4Address"},
                                     {"AAAA", "AAAA", "IPv6Address"},
                                     {"CName", "CNAME", "HostNameAlias"},
                                     {"Txt", "TXT", "DescriptiveText"}};
    const QJsonObject parameters = command[1].toObject();
    const QString name = parameters["Name"].toString();
    if (command[0] == "Remove-DnsServerResourceRecord" && parameters["Force"] == true)
        return "Remove " + name + ' ' + parameters["RRType"].toString();
    for (const Kind &kind : kinds) {
        QString value = parameters[kind.value].toString();
        if (command[0] != "Add-DnsServerResourceRecord" || parameters[kind.parameter] != true)
            continue;
        if (kind.type == QByteArray("CNAME") && value.endsWith('.'))
            value.chop(1);
        return QStringList{"Add", name, kind.type, parameters["TimeToLive"].toString(), value}.join(' ');
    }
    return "what is this: " + QString::fromUtf8(QJsonDocument(command).toJson());
}

const char *missingTool()
{
    for (const char *tool :
         {"named-checkzone", "named-compilezone", "nsd-checkzone", "node", "shellcheck", "tinydns-data", "go"})
        if (QStandardPaths::findExecutable(tool).isEmpty() &&
            QStandardPaths::findExecutable(tool, {"/usr/sbin", "/sbin"}).isEmpty())
            return tool;
    return nullptr;
}

} // namespace

class TestPublishFormats : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (const char *tool = missingTool())
            QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(tool)));
        qputenv("PATH", qgetenv("PATH") + ":/usr/sbin:/sbin");
        buildHclReader();
    }

    void readsBack_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("operation");
        for (const Format &format : formats())
            for (const Operation operation : {Operation::Create, Operation::Change})
                QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(format.name).arg(int(operation))))
                    << QString(format.name) << int(operation);
    }
    void readsBack()
    {
        QFETCH(QString, format);
        QFETCH(int, operation);
        const Format *renderer = formatNamed(format);
        QVERIFY(renderer);
        auto random = QRandomGenerator(20260301);
        QList<RecordSet> sets{usualSet(),
                              addressSet(),
                              textSet("a\"b\\c;d${e}%{f}:g,h'i`j$k"),
                              textSet(QByteArray(255, 'x')),
                              textSet(QByteArray(256, '"')),
                              textSet(QByteArray(511, '\\'))};
        for (int i = 0; i < 3; ++i)
            sets += textSet(randomText(random));
        for (RecordSet &set : sets) {
            set.operation = Operation(operation);
            const ReadBack back = readBack(renderer->name, renderer->render(set));
            QVERIFY2(back.problem.isEmpty(), back.problem.constData());
            QCOMPARE(back.triples, triplesOf(set));
        }
    }

    // Random plans through the grammar of PowerShell that others made.
    void readsBackPowerShell()
    {
        auto random = QRandomGenerator(20261124);
        QList<RecordSet> sets{usualSet(), addressSet(), emptySet()};
        while (sets.size() < 300) {
            RecordSet set = random.bounded(2) ? usualSet() : addressSet();
            set.records.last().value = randomText(random);
            set.operation = Operation(random.bounded(3));
            set.ttl = random.bounded(1, 700'000);
            sets += set;
        }
        QJsonArray scripts;
        for (const RecordSet &set : sets)
            scripts += QString::fromLatin1(formatNamed("powershell")->render(set));
        QProcess reader;
        reader.start("node", {SOURCE_DIR "/tests/npm/read_powershell.mjs"});
        reader.write(QJsonDocument(scripts).toJson());
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(120'000));
        const QByteArray problem = reader.readAllStandardError();
        if (reader.exitCode() == notInstalled)
            QSKIP(problem.trimmed().constData());
        QVERIFY2(reader.exitCode() == 0, problem.constData());
        const QJsonArray read = QJsonDocument::fromJson(reader.readAllStandardOutput()).array();
        QCOMPARE(read.size(), sets.size());
        for (qsizetype i = 0; i < sets.size(); ++i) {
            QStringList lines;
            for (const QJsonValue &command : read[i].toArray()) {
                QCOMPARE(command[1]["ZoneName"].toString(), "example.com");
                lines += commandLine(command.toArray());
            }
            QCOMPARE(lines, wantedCommands(sets[i]));
        }
    }

    void removesWithoutAdding_data()
    {
        QTest::addColumn<QString>("format");
        for (const Format &format : formats())
            QTest::newRow(format.name) << QString(format.name);
    }
    // What stays is no record, and every set that goes is named.
    void removesWithoutAdding()
    {
        QFETCH(QString, format);
        RecordSet set = usualSet();
        set.operation = Operation::Remove;
        const QByteArray text = formatNamed(format)->render(set);
        for (const char *name : {"mta-sts", "_smtp", "_mta-sts"})
            QVERIFY2(text.contains(name) || text.contains(QByteArray(name).replace('-', '_')), text.constData());
        static const QStringList listing{"csv",    "json",    "panel",    "route53",
                                         "gcloud", "lexicon", "powerdns", "azure-cli"};
        if (!listing.contains(format)) {
            const ReadBack back = readBack(formatNamed(format)->name, text);
            QVERIFY2(back.problem.isEmpty() || format == "octodns" || format == "dnscontrol", back.problem.constData());
            QCOMPARE(back.triples, Triples());
        }
    }

    void namesTheZone()
    {
        QCOMPARE(relative("_mta-sts.a.example.com", "example.com"), "_mta-sts.a");
        QCOMPARE(relative("example.com", "example.com"), "@");
        QCOMPARE(relative("badexample.com", "example.com"), "badexample.com.");
    }

    void escapesSpreadsheets()
    {
        QCOMPARE(csvField("=cmd()"), "\"'=cmd()\"");
        QCOMPARE(csvField("a,b"), "\"a,b\"");
        QCOMPARE(csvField("v=STSv1; id=1;"), "v=STSv1; id=1;");
    }

private:
    // Debian has Terraform's parser as a library.
    void buildHclReader()
    {
        const QString reader = m_files.filePath("read_hcl");
        QProcess go;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("GO111MODULE", "off");
        environment.insert("GOPATH", "/usr/share/gocode");
        if (!environment.contains("HOME"))
            environment.insert("GOCACHE", m_files.filePath("cache"));
        go.setProcessEnvironment(environment);
        go.start("go", {"build", "-o", reader, SOURCE_DIR "/tests/support/read_hcl.go"});
        QVERIFY(go.waitForFinished(240'000));
        QVERIFY2(go.exitCode() == 0, go.readAllStandardError().constData());
        qputenv("HCL_READER", reader.toLocal8Bit());
    }

    QTemporaryDir m_files;
};

QTEST_GUILESS_MAIN(TestPublishFormats)
#include "test_publish_formats.moc"
