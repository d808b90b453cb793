// SPDX-License-Identifier: GPL-3.0-or-later
// The console killed at any moment while it imports, checks and saves settings all at once, and started again: what it
// had said to be kept is there, nothing is there twice, the file is sound, and the lock of the dead one is no
// hindrance. CONSOLE_KILLS sets the number of kills.
#include "archive/facts_store.h"
#include "archive/rollout_history.h"
#include "desktop/single_instance.h"
#include "fake_io.h"
#include "report_files.h"
#include "ui/domain_list.h"
#include "ui/main_window.h"
#include "ui/preferences.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSettings>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

#include <cstdio>

namespace {

constexpr int reportsARound = 300;
constexpr const char *applicationName = "sigillo-test-kills";

struct Kept
{
    int reports = 0, facts = 0;
};

archive::Result<Kept> keptIn(archive::Archive &archive)
{
    Kept kept;
    for (const auto &[sql, count] : {std::pair("SELECT count(*) FROM reports", &kept.reports),
                                     std::pair("SELECT count(*) FROM facts_snapshots", &kept.facts)}) {
        const auto value = archive.connection().value(QString::fromLatin1(sql));
        if (!value)
            return tl::unexpected(value.error());
        *count = value->toInt();
    }
    return kept;
}

void say(const char *what, int number)
{
    std::printf("%s %d\n", what, number);
    std::fflush(stdout);
}

/// The console, which never stops working: it says what is kept as soon as it is.
class Console
{
public:
    Console(const QString &archive, const QString &reports, int settings)
        : m_thread(archive), m_settings(settings),
          m_window(m_thread, [this] { return base::Result<io::Inspector *, QString>(&m_inspector); }, {})
    {
        m_resolver.delayMs = 1;
        m_window.show();
        QObject::connect(&m_window, &ui::MainWindow::loaded, &m_window, [this, reports] {
            if (std::exchange(m_isLoaded, true))
                return;
            say("domains", m_window.findChild<QTreeView *>(QStringLiteral("domains"))->model()->rowCount());
            m_thread.run<Kept>(keptIn).then(&m_window, [this, reports](const archive::Result<Kept> &before) {
                if (before)
                    begin(*before, reports);
            });
        });
    }

private:
    void begin(const Kept &before, const QString &reports)
    {
        m_before = before;
        m_window.importReports({reports});
        QObject::connect(&m_timer, &QTimer::timeout, &m_window, [this] { work(); });
        m_timer.start(5);
    }

    void work()
    {
        m_clock.time = QDateTime::currentDateTimeUtc();
        m_window.addDomain(QStringLiteral("d%1.example").arg(++m_round % 7));
        if (m_round % settingsEach == 0)
            save();
        m_thread.run<Kept>(keptIn).then(&m_window, [this](const archive::Result<Kept> &kept) {
            if (!kept)
                return;
            if (kept->reports > m_before.reports)
                say("reports", kept->reports);
            if (kept->facts > m_before.facts)
                say("facts", kept->facts);
        });
    }

    void save()
    {
        const ui::Preferences saved{.timeoutSeconds = ++m_settings % 500 + 1, .retentionDays = m_settings % 500 + 1};
        saved.save();
        say("settings", m_settings);
    }

    // A lock file of QSettings that is killed before it is written holds the next start up for 30 s (QLockFile).
    static constexpr int settingsEach = 10;
    ui::ArchiveThread m_thread;
    int m_settings, m_round = 0;
    bool m_isLoaded = false;
    Kept m_before{-1, -1};
    support::CallLog m_log;
    support::FakeResolver m_resolver{m_log};
    support::FakeFetcher m_fetcher{m_log};
    support::FakeProber m_prober{m_log};
    support::FakeClock m_clock;
    io::Inspector m_inspector{m_resolver, m_fetcher, m_prober, m_clock};
    ui::MainWindow m_window;
    QTimer m_timer;
};

int runConsole(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QString::fromLatin1(applicationName));
    const QStringList arguments = QApplication::arguments();
    desktop::SingleInstance instance(arguments[2]);
    if (instance.handOver({}))
        return 9;
    const Console console(arguments[2], arguments[3], arguments[4].toInt());
    return QApplication::exec();
}

} // namespace

class TestConsoleKills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void losesNothing();

private:
    void writeReports(int round);
    /// What the console said last of each, before it was killed: so long after it had first said `word`.
    QMap<QByteArray, int> killedAfter(int round, const QByteArray &word, int milliseconds);

    QTemporaryDir m_folder;
    QString m_archive = m_folder.filePath("archive.db");
    int m_settings = 0;
};

void TestConsoleKills::writeReports(int round)
{
    const QDir folder(m_folder.filePath(QStringLiteral("reports-%1").arg(round)));
    QVERIFY(folder.mkpath("."));
    for (int number = 0; number < reportsARound; ++number) {
        QFile file(folder.filePath(QStringLiteral("%1.json").arg(number)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(support::reportJson(round * reportsARound + number));
    }
}

QMap<QByteArray, int> TestConsoleKills::killedAfter(int round, const QByteArray &word, int milliseconds)
{
    QProcess console;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR", "HOME"})
        environment.insert(QString::fromLatin1(place), m_folder.path());
    console.setProcessEnvironment(environment);
    console.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    console.start(QCoreApplication::applicationFilePath(),
                  {"--console", m_archive, m_folder.filePath(QStringLiteral("reports-%1").arg(round)),
                   QString::number(m_settings)});
    QMap<QByteArray, int> said;
    QByteArray output;
    while (!output.contains(word + ' ') && console.waitForReadyRead(30'000))
        output += console.readAllStandardOutput();
    QTest::qSleep(milliseconds);
    console.kill();
    console.waitForFinished();
    if (console.exitStatus() != QProcess::CrashExit)
        return said;
    output += console.readAllStandardOutput();
    QByteArrayList lines = output.split('\n');
    lines.removeLast(); // it may be cut
    for (const QByteArray &line : lines)
        said[line.split(' ').first()] = line.split(' ').last().toInt();
    return said;
}

void TestConsoleKills::losesNothing()
{
    const int wanted = qEnvironmentVariableIntValue("CONSOLE_KILLS");
    const int kills = wanted > 0 ? wanted : 24;
    auto random = QRandomGenerator(8461);
    const QByteArrayList moments{"domains", "settings", "reports", "facts"};
    int midway = 0, domains = 0, reports = 0;
    for (int round = 0; round < kills; ++round) {
        writeReports(round);
        const QMap<QByteArray, int> said = killedAfter(round, moments[round % moments.size()], int(random.bounded(60)));
        QVERIFY2(said.contains("domains"), qPrintable(QString::number(round)));
        QCOMPARE(said["domains"], domains); // everything that was there before the kill

        auto archive = archive::Archive::open(m_archive);
        QVERIFY(archive);
        QVERIFY(archive->check());
        const auto kept = keptIn(*archive);
        QVERIFY(kept);
        QVERIFY2(kept->reports >= said["reports"], qPrintable(QString::number(kept->reports)));
        QVERIFY2(kept->facts >= said["facts"], qPrintable(QString::number(kept->facts)));
        const auto distinct =
            archive->connection().value(QStringLiteral("SELECT count(DISTINCT identity) FROM reports"));
        QCOMPARE(distinct->toInt(), kept->reports);
        midway += kept->reports - std::exchange(reports, kept->reports) < reportsARound;
        const auto known = archive::knownDomains(*archive);
        QVERIFY(known);
        domains = int(known->size());
        for (const QString &domain : *known)
            QVERIFY(archive::FactsStore(*archive).latest(domain)); // and can be read

        QSettings settings(m_folder.filePath("Unknown Organization/" + QString::fromLatin1(applicationName) + ".conf"),
                           QSettings::IniFormat);
        const int saved = settings.value("check/timeout-seconds").toInt();
        QCOMPARE(settings.value("reports/retention-days").toInt(), saved); // never half of it
        m_settings = std::max(m_settings, said["settings"]);
        if (said.contains("settings"))
            QVERIFY(saved == m_settings % 500 + 1 || saved == (m_settings + 1) % 500 + 1);
    }
    QVERIFY(domains > 0);
    qInfo("%d of %d kills before the end of the import", midway, kills);
}

int main(int argc, char **argv)
{
    if (argc == 5 && qstrcmp(argv[1], "--console") == 0)
        return runConsole(argc, argv);
    QCoreApplication application(argc, argv);
    TestConsoleKills test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_console_kills.moc"
