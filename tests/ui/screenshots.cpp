// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page for the README and for a look by eye:
//   QT_QPA_PLATFORM=offscreen ui_screenshots ARCHIVE|demo FOLDER     light and dark; QT_SCALE_FACTOR=2 for the double
//   size
#include "../support/fake_io.h"
#include "archive/domain_groups.h"
#include "archive/rollout_history.h"
#include "ui/about_dialog.h"
#include "ui/demo/demo_workspace.h"
#include "ui/first_run_page.h"
#include "ui/import/import_dialog.h"
#include "ui/main_window.h"
#include "ui/preferences_dialog.h"
#include "ui/reports/chart_strip.h"
#include "ui/reports/paged_model.h"
#include "ui/reports/report_detail.h"
#include "ui/reports/reports_page.h"
#include "ui/work/work_dialog.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QPalette>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

namespace {

QPalette darkPalette()
{
    QPalette dark;
    const QColor ground(0x20, 0x21, 0x24), raised(0x2d, 0x2e, 0x31), words(0xe8, 0xea, 0xed), link(0xa8, 0xc7, 0xfa);
    for (const auto role : {QPalette::Window, QPalette::Button, QPalette::AlternateBase})
        dark.setColor(role, raised);
    dark.setColor(QPalette::Base, ground);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText})
        dark.setColor(role, words);
    dark.setColor(QPalette::PlaceholderText, QColor(0x9a, 0xa0, 0xa6));
    dark.setColor(QPalette::Highlight, QColor(0x35, 0x5a, 0x9c));
    dark.setColor(QPalette::HighlightedText, words);
    dark.setColor(QPalette::Link, link);
    return dark;
}

void save(QWidget &window, const QString &path)
{
    QApplication::processEvents();
    window.grab().save(path);
    std::printf("%s\n", qPrintable(path));
}

// The first words, as a file name.
QString nameOf(const QString &title)
{
    QString words;
    for (const QChar c : title.toLower())
        words += c.isLetter() ? c : QChar(u' ');
    return words.simplified().split(u' ').mid(0, 3).join(u'-');
}

// Every chart of a page about reports, then its tables, its details and its states.
void shootReports(ui::ReportsPage &page, QWidget &window, const QString &folder, const QString &look)
{
    const auto shot = [&](const QString &name) {
        save(window, QStringLiteral("%1/reports-%2-%3.png").arg(folder, name, look));
    };
    const auto wait = [&page] { QSignalSpy(&page, &ui::ReportsPage::loaded).wait(5'000); };
    const auto settle = [] { QTest::qWait(600); };
    settle();
    auto *charts = page.findChild<ui::ChartStrip *>();
    for (int chart = 0; chart < charts->count(); ++chart) {
        charts->setCurrentIndex(chart);
        settle();
        shot(nameOf(charts->tabText(chart)));
    }
    charts->setCurrentIndex(0);
    auto *detail = page.findChild<ui::ReportDetail *>();
    const QList<QTableView *> tables = page.findChildren<QTableView *>();
    for (QTableView *table : tables)
        if (table->isVisible() && qobject_cast<ui::LongTable *>(table->model()))
            table->selectRow(2);
    settle();
    for (int tab = 0; tab < detail->count(); ++tab) {
        detail->setCurrentIndex(tab);
        settle();
        shot(QStringLiteral("detail-%1").arg(tab));
    }
    archive::ListFilter filter;
    filter.reports.sender = "google.com";
    filter.reports.result = "certificate-expired";
    page.setFilter(filter);
    wait();
    settle();
    shot(QStringLiteral("filtered"));
    filter.find = "nothing is called so";
    filter.reports.sender = "nobody.example";
    page.setFilter(filter);
    wait();
    settle();
    shot(QStringLiteral("nothing"));
    page.setFilter({});
}

void shootImport(ui::MainWindow &window, const QString &folder, const QString &look)
{
    QTemporaryDir files;
    for (const char *name : {"a note.txt", "broken.json.gz", "holiday.jpg"}) {
        QFile file(files.filePath(QString::fromLatin1(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write("this is no report");
    }
    auto *session = window.findChild<ui::ImportSession *>();
    QSignalSpy finished(session, &ui::ImportSession::finished);
    window.importReports({files.path(), files.filePath(QStringLiteral("missing"))});
    finished.wait(30'000);
    auto *dialog = window.findChild<ui::ImportDialog *>();
    save(*dialog, QStringLiteral("%1/import-%2.png").arg(folder, look));
    dialog->close();
}

void trigger(QWidget &window, const QString &shortcut)
{
    for (QAction *action : window.findChildren<QAction *>())
        if (action->shortcut() == QKeySequence(shortcut))
            action->trigger();
}

// Checks that never end, in the status bar and in their list.
void shootWork(ui::ArchiveThread &archive, const QString &folder, const QString &look)
{
    support::CallLog log;
    support::FakeResolver resolver(log);
    resolver.delayMs = -1;
    support::FakeFetcher fetcher(log);
    support::FakeProber prober(log);
    support::FakeClock clock;
    io::Inspector inspector(resolver, fetcher, prober, clock);
    ui::MainWindow window(archive, [&] { return base::Result<io::Inspector *, QString>(&inspector); }, {});
    window.show();
    QSignalSpy(&window, &ui::MainWindow::loaded).wait(30'000);
    window.checkAll();
    QTest::qWait(600);
    save(window, QStringLiteral("%1/work-in-the-status-bar-%2.png").arg(folder, look));
    trigger(window, QStringLiteral("Ctrl+J"));
    save(*window.findChild<ui::WorkDialog *>(), QStringLiteral("%1/work-%2.png").arg(folder, look));
}

void shoot(ui::ArchiveThread &archive, const QString &folder, const QString &look)
{
    ui::MainWindow window(archive, [] { return base::Result<io::Inspector *, QString>(tl::unexpected(QString())); },
                          {});
    window.show();
    QSignalSpy loaded(&window, &ui::MainWindow::loaded);
    loaded.wait(30'000);
    auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("pages"));
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QTest::qWait(600); // some pages read the archive first
        save(window, QStringLiteral("%1/%2-%3.png").arg(folder, nameOf(tabs->tabText(tab)), look));
    }
    trigger(window, QStringLiteral("Ctrl+Shift+A"));
    save(window, QStringLiteral("%1/alarms-%2.png").arg(folder, look));
    trigger(window, QStringLiteral("Ctrl+R"));
    for (ui::ReportsPage *page : window.findChildren<ui::ReportsPage *>())
        if (page->isVisible())
            shootReports(*page, window, folder, look);
    shootImport(window, folder, look);
    shootWork(archive, folder, look);
    ui::PreferencesDialog preferences({}, archive.dsn());
    ui::AboutDialog about(ui::diagnostics({}, archive.dsn()));
    ui::FirstRunPage firstRun;
    firstRun.resize(940, 600);
    for (const auto &[name, widget] :
         {std::pair<const char *, QWidget *>{"settings", &preferences}, {"about", &about}, {"first-run", &firstRun}}) {
        widget->show();
        save(*widget, QStringLiteral("%1/%2-%3.png").arg(folder, QString::fromLatin1(name), look));
    }
}

void fill(ui::ArchiveThread &archive)
{
    archive
        .run<int>([](archive::Archive &open) -> archive::Result<int> {
            if (const auto done = ui::fillDemo(open, QDateTime::currentDateTimeUtc()); !done)
                return tl::unexpected(done.error());
            const QStringList domains = archive::knownDomains(open).value_or(QStringList());
            archive::DomainGroups groups(open);
            if (const auto done = groups.put(domains.mid(0, 2), QStringLiteral("Rossi S.r.l.")); !done)
                return tl::unexpected(done.error());
            return 0;
        })
        .waitForFinished();
}

} // namespace

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-screenshots"));
    QApplication::setStyle(QStringLiteral("Fusion"));
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 3 || !QDir().mkpath(arguments[2])) {
        std::fputs("ui_screenshots ARCHIVE FOLDER\n", stderr);
        return 64;
    }
    QSettings().clear();
    const QTemporaryDir demo;
    const bool isDemo = arguments[1] == QStringLiteral("demo");
    ui::ArchiveThread archive(isDemo ? demo.filePath(QStringLiteral("demo.db")) : arguments[1]);
    if (isDemo)
        fill(archive);
    const QString size = qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")) + u'x';
    shoot(archive, arguments[2], QStringLiteral("light-") + size);
    QApplication::setPalette(darkPalette());
    shoot(archive, arguments[2], QStringLiteral("dark-") + size);
    return 0;
}
