// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody in front of the console waits for, beside the limits: the first frame against an empty window's,
// opening 500 domains and a million failure details, scrolling through them, and dropping a folder of reports.
//   QT_QPA_PLATFORM=offscreen bench_console CORPUS [WORK-FOLDER]
#include "archive/rollout_history.h"
#include "facts/json.h"
#include "findings/evaluate.h"
#include "many_reports.h"
#include "rollout/observation.h"
#include "ui/import/import_session.h"
#include "ui/main_window.h"
#include "ui/reports/reports_page.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

constexpr int domains = 500, starts = 9, steps = 2'000;
constexpr double frameMs = 16, stallMs = 50, openMs = 1'000, startRatio = 1.5;

double millisecondsOf(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

void print(const char *what, double value, const char *unit, double limit)
{
    std::printf("%-52s %9.1f %s   limit %.1f%s\n", what, value, unit, limit, value > limit ? "   MISSED" : "");
    std::fflush(stdout);
}

base::Result<io::Inspector *, QString> noNetwork()
{
    return tl::unexpected(QStringLiteral("no network"));
}

/// Resident memory of this process in megabytes; 0 where the system does not say.
double memoryMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.mid(at + 6).simplified().split(' ').first().toDouble() / 1024;
}

/// Tells when a window was painted for the first time.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(QWidget &window) { window.installEventFilter(this); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, qApp, [] {
                std::puts("painted");
                std::fflush(stdout);
                QApplication::quit();
            });
        return false;
    }
};

/// What the processes that are timed do.
int paintOnce(const QString &archivePath)
{
    if (archivePath.isEmpty()) {
        QMainWindow window;
        window.resize(1200, 760);
        const FirstPaint paint(window);
        window.show();
        return QApplication::exec();
    }
    ui::ArchiveThread archive(archivePath);
    ui::MainWindow window(archive, noNetwork, {});
    const FirstPaint paint(window);
    window.show();
    return QApplication::exec();
}

double startMs(const QStringList &arguments)
{
    QElapsedTimer clock;
    clock.start();
    QProcess process;
    process.start(QApplication::applicationFilePath(), arguments);
    while (!process.canReadLine() && process.state() != QProcess::NotRunning)
        process.waitForReadyRead(10'000);
    const double ms = millisecondsOf(clock);
    process.waitForFinished();
    return ms;
}

// In turns, so that a busy moment of the machine hits both.
void benchStart(const QString &archivePath)
{
    std::vector<double> empty, ours;
    for (int i = 0; i < starts; ++i) {
        empty.push_back(startMs({QStringLiteral("--empty")}));
        ours.push_back(startMs({QStringLiteral("--window"), archivePath}));
    }
    for (auto *times : {&empty, &ours})
        std::sort(times->begin(), times->end());
    const double median = empty[starts / 2], own = ours[starts / 2];
    std::printf("first frame: an empty window %.0f ms, the console %.0f ms\n", median, own);
    print("first frame, to an empty window's", own / median, "", startRatio);
}

/// Runs the event loop until `done` says so, and gives the longest time in which nothing else could have run.
double longestStallMs(const std::function<void(QEventLoop &)> &connectEnd, const std::function<void()> &begin)
{
    QEventLoop loop;
    QElapsedTimer since;
    double longest = 0;
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
        longest = std::max(longest, millisecondsOf(since));
        since.restart();
    });
    connectEnd(loop);
    beat.start(1);
    since.start();
    begin();
    loop.exec();
    return std::max(longest, millisecondsOf(since));
}

bool addDomains(archive::Archive &archive)
{
    QFile file(QStringLiteral(":/demo/gws-b.test.json"));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray recorded = file.readAll();
    for (int i = 0; i < domains; ++i) {
        QByteArray json = recorded;
        json.replace("gws-b.test", "dom" + QByteArray::number(1000 + i) + ".test");
        const auto facts = facts::fromJson(json);
        if (!facts)
            return false;
        const auto look = rollout::observationOf(*facts, findings::evaluate(*facts, facts->observedAt));
        if (!archive::keepFacts(archive, *facts, look))
            return false;
    }
    return true;
}

void benchOpening(ui::MainWindow &window)
{
    QElapsedTimer clock;
    clock.start();
    const double stall = longestStallMs(
        [&](QEventLoop &loop) { QObject::connect(&window, &ui::MainWindow::loaded, &loop, &QEventLoop::quit); },
        [&] { window.show(); });
    print("500 domains and a million details open", millisecondsOf(clock), "ms", openMs);
    print("  longest stall of the window", stall, "ms", stallMs);
}

ui::ReportsPage *openReports(ui::MainWindow &window)
{
    for (QAction *action : window.findChildren<QAction *>())
        if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+R")))
            action->trigger();
    for (ui::ReportsPage *page : window.findChildren<ui::ReportsPage *>())
        if (page->isVisible())
            return page;
    return nullptr;
}

QTableView *longTableOf(const ui::ReportsPage &page)
{
    QTableView *longest = nullptr;
    for (QTableView *table : page.findChildren<QTableView *>())
        if (table->isVisible() && (!longest || table->model()->rowCount() > longest->model()->rowCount()))
            longest = table;
    return longest;
}

/// A page a step, then by leaps; each step is painted before the next.
void benchScrolling(QTableView &table)
{
    QScrollBar &bar = *table.verticalScrollBar();
    std::vector<double> frames;
    const double before = memoryMegabytes();
    for (int step = 0; step < steps; ++step) {
        QElapsedTimer clock;
        clock.start();
        bar.setValue(step < steps / 2 ? bar.value() + bar.pageStep() / 3 : (bar.maximum() / steps) * step);
        table.viewport()->repaint();
        frames.push_back(millisecondsOf(clock));
        QApplication::processEvents();
    }
    std::sort(frames.begin(), frames.end());
    std::printf("scrolling %d rows, %d steps: half within %.2f ms, the longest %.1f ms\n", table.model()->rowCount(),
                steps, frames[frames.size() / 2], frames.back());
    print("  a frame, 99 of 100", frames[frames.size() * 99 / 100], "ms", frameMs);
    std::printf("  memory %.0f MB before, %.0f MB after\n", before, memoryMegabytes());
}

void benchReports(ui::MainWindow &window)
{
    QElapsedTimer clock;
    clock.start();
    ui::ReportsPage *page = openReports(window);
    if (!page)
        return;
    const double stall = longestStallMs(
        [&](QEventLoop &loop) {
            QObject::connect(page, &ui::ReportsPage::loaded, &loop, &QEventLoop::quit);
            QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        },
        [] {});
    std::printf("reports page of everything: %.0f ms\n", millisecondsOf(clock));
    print("  longest stall of the window", stall, "ms", stallMs);
    QElapsedTimer patience;
    patience.start();
    while (!(longTableOf(*page) && longTableOf(*page)->model()->rowCount() > 0) && !patience.hasExpired(60'000))
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    if (QTableView *table = longTableOf(*page))
        benchScrolling(*table);
}

void benchDrop(const QString &corpus, const QString &archivePath)
{
    ui::ArchiveThread archive(archivePath);
    ui::MainWindow window(archive, noNetwork, {});
    window.show();
    auto *session = window.findChild<ui::ImportSession *>();
    QElapsedTimer clock;
    clock.start();
    const double stall = longestStallMs(
        [&](QEventLoop &loop) { QObject::connect(session, &ui::ImportSession::finished, &loop, &QEventLoop::quit); },
        [&] { window.importReports({corpus}); });
    std::printf("20,000 files dropped: %.1f s\n", millisecondsOf(clock) / 1000);
    print("  longest stall of the window", stall, "ms", stallMs);
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-bench"));
    QApplication::setStyle(QStringLiteral("Fusion"));
    const QStringList words = QApplication::arguments();
    if (words.value(1) == QStringLiteral("--empty"))
        return paintOnce({});
    if (words.value(1) == QStringLiteral("--window"))
        return paintOnce(words.value(2));
    if (words.size() < 2) {
        std::fprintf(stderr, "usage: bench_console CORPUS [WORK-FOLDER]\n");
        return 64;
    }
    QSettings().clear();
    const QString corpus = QDir(words.at(1)).filePath(QStringLiteral("gz"));
    const QTemporaryDir work(words.value(2, QDir::tempPath()) + QStringLiteral("/bench-console-XXXXXX"));
    const QString archivePath = work.filePath(QStringLiteral("million.sqlite"));
    {
        auto archive = archive::Archive::open(archivePath);
        if (!archive || !addDomains(*archive) || bench::addReports(*archive, corpus, bench::aMillion) == 0)
            return 1;
    }
    benchStart(archivePath);
    {
        ui::ArchiveThread archive(archivePath);
        ui::MainWindow window(archive, noNetwork, {});
        benchOpening(window);
        benchReports(window);
    }
    benchDrop(corpus, work.filePath(QStringLiteral("dropped.sqlite")));
    return 0;
}
