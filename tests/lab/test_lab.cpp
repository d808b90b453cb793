// SPDX-License-Identifier: GPL-3.0-or-later
// Runs `sigillo-cli check` on every domain of the lab, several at a time, and compares with expected.json. To be run
// inside a lab:
//   lab.sh run test_lab            LAB_ONLY=REGEX in the environment takes a part of the domains
#include "base/enum_names.h"
#include "findings/finding_id.h"
#include "verdict_table.h"

#include <QFile>
#include <QJsonDocument>
#include <QMetaEnum>
#include <QProcess>
#include <QRegularExpression>
#include <QtTest>
#include <memory>

using namespace lab;

namespace {

constexpr int atOnce = 8;
constexpr int domainTimeoutS = 10;
constexpr int hangMs = 90'000; // no check may take longer, whatever the servers do

struct Outcome
{
    int exitCode = -1; ///< -1: it crashed, or had to be killed
    QByteArray output, messages;
};

QString stateFile(const QString &name)
{
    return qEnvironmentVariable("LAB_STATE") + u'/' + name;
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

QStringList commandLine(const QString &domain, const QString &with)
{
    const QStringList usual{QStringLiteral("check"),
                            domain,
                            QStringLiteral("--json"),
                            QStringLiteral("--resolver"),
                            QStringLiteral("198.51.100.53"),
                            QStringLiteral("--trust-anchor"),
                            stateFile(QStringLiteral("trust-anchor.ds")),
                            QStringLiteral("--control-mx"),
                            QStringLiteral("mx.control.test"),
                            QStringLiteral("--timeout"),
                            QString::number(domainTimeoutS)};
    return with.isEmpty() ? usual : usual + QStringList{with};
}

/// Keeps `atOnce` checks under way until all are done.
class Runner
{
public:
    Runner(const QMap<QString, Expected> &table, const QRegularExpression &only)
        : m_table(table), m_waiting(QStringList(table.keys()).filter(only))
    {
    }

    QHash<QString, Outcome> run()
    {
        while (!m_waiting.isEmpty() || !m_running.empty()) {
            while (!m_waiting.isEmpty() && m_running.size() < atOnce)
                start(m_waiting.takeFirst());
            m_running.front().process->waitForFinished(20);
            collect();
        }
        return m_outcomes;
    }

private:
    struct Check
    {
        QString domain;
        std::unique_ptr<QProcess> process;
        QElapsedTimer since;
    };

    void start(const QString &domain)
    {
        Check check{domain, std::make_unique<QProcess>(), {}};
        check.since.start();
        check.process->start(QStringLiteral(CLI_PROGRAM), commandLine(domain, m_table.value(domain).with));
        m_running.push_back(std::move(check));
    }

    void collect()
    {
        for (auto check = m_running.begin(); check != m_running.end();) {
            QProcess &process = *check->process;
            if (process.state() != QProcess::NotRunning && !process.waitForFinished(1)) {
                if (check->since.elapsed() > hangMs)
                    process.kill();
                ++check;
                continue;
            }
            const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
            m_outcomes.insert(check->domain, {code, process.readAllStandardOutput(), process.readAllStandardError()});
            check = m_running.erase(check);
        }
    }

    const QMap<QString, Expected> &m_table;
    QStringList m_waiting;
    std::vector<Check> m_running;
    QHash<QString, Outcome> m_outcomes;
};

} // namespace

class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tableHasEveryDomain();
    void tableUsesKnownNames();
    void verdict_data();
    void verdict();
    void blockedPortIsNotTheServersFault();
    void dialoguesKeepTheProtocol();

private:
    QMap<QString, Expected> m_table;
    QHash<QString, Outcome> m_outcomes;
};

void TestLab::initTestCase()
{
    QVERIFY2(QFile::exists(stateFile(QStringLiteral("ready"))), "run this inside a lab: lab.sh run test_lab");
    m_table = readTable(QStringLiteral(SOURCE_DIR "/tests/lab/expected.json"));
    QVERIFY(!m_table.isEmpty());
    m_outcomes = Runner(m_table, QRegularExpression(qEnvironmentVariable("LAB_ONLY"))).run();
}

void TestLab::tableHasEveryDomain()
{
    const QStringList odd = linesOf(stateFile(QStringLiteral("odd.txt")));
    QVERIFY(!odd.isEmpty());
    for (const QString &domain : odd)
        QVERIFY2(m_table.contains(domain), qPrintable(domain));
}

void TestLab::tableUsesKnownNames()
{
    QStringList known;
    const QMetaEnum ids = QMetaEnum::fromType<findings::FindingId>();
    for (int index = 0; index < ids.keyCount(); index++)
        known << base::kebabCase(ids.key(index));
    for (const Expected &expected : std::as_const(m_table))
        for (const QStringList &alternatives : expected.findings)
            for (const QString &id : alternatives)
                QVERIFY2(known.contains(id), qPrintable(id));
}

void TestLab::verdict_data()
{
    QTest::addColumn<QString>("domain");
    QStringList domains = m_outcomes.keys();
    domains.sort();
    for (const QString &domain : std::as_const(domains))
        QTest::newRow(qPrintable(domain)) << domain;
}

void TestLab::verdict()
{
    QFETCH(QString, domain);
    const Outcome outcome = m_outcomes.value(domain);
    const QJsonDocument document = QJsonDocument::fromJson(outcome.output);
    QVERIFY2(document.isObject(),
             qPrintable(QStringLiteral("exit status %1, no report: %2")
                            .arg(outcome.exitCode)
                            .arg(QString::fromUtf8(outcome.output + outcome.messages).left(1000))));
    const QJsonObject report = document.object();
    QCOMPARE(report.value(u"domain").toString(), domain);
    const QStringList faults = departures(m_table.value(domain), outcome.exitCode, report);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u"; ")));
}

// The same dead servers, but now the control MX is dead too: it may well be this network that lets nothing out to
// port 25.
void TestLab::blockedPortIsNotTheServersFault()
{
    QStringList arguments = commandLine(QStringLiteral("smtp-timeout.test"), {});
    arguments.replaceInStrings(QStringLiteral("mx.control.test"), QStringLiteral("dead.control.test"));
    QProcess program;
    program.start(QStringLiteral(CLI_PROGRAM), arguments);
    QVERIFY(program.waitForFinished(hangMs));
    Expected expected;
    expected.exit = 3;
    expected.findings = {{QStringLiteral("mx-port-blocked")}};
    const QJsonObject report = QJsonDocument::fromJson(program.readAllStandardOutput()).object();
    const QStringList faults = departures(expected, program.exitCode(), report);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u"; ")));
}

// lab_smtpd writes a line for each client that talks before the banner or pipelines behind STARTTLS.
void TestLab::dialoguesKeepTheProtocol()
{
    const QStringList log = linesOf(stateFile(QStringLiteral("log/smtpd.out")));
    QVERIFY(!log.isEmpty());
    QCOMPARE(log.filter(QStringLiteral("VIOLATION")), QStringList());
}

QTEST_GUILESS_MAIN(TestLab)
#include "test_lab.moc"
