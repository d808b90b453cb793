// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page for the README and for a look by eye:
//   QT_QPA_PLATFORM=offscreen ui_screenshots ARCHIVE FOLDER     light and dark; QT_SCALE_FACTOR=2 for the double size
#include "ui/main_window.h"

#include <QApplication>
#include <QDir>
#include <QPalette>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>

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

void shoot(ui::ArchiveThread &archive, const QString &folder, const QString &look)
{
    ui::MainWindow window(archive, [] { return base::Result<io::Inspector *, QString>(tl::unexpected(QString())); },
                          {});
    window.show();
    QSignalSpy loaded(&window, &ui::MainWindow::loaded);
    loaded.wait(30'000);
    auto *tabs = window.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        save(window,
             QStringLiteral("%1/%2-%3.png").arg(folder, tabs->tabText(tab).toLower().section(u' ', 0, 0), look));
    }
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
    ui::ArchiveThread archive(arguments[1]);
    const QString size = qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")) + u'x';
    shoot(archive, arguments[2], QStringLiteral("light-") + size);
    QApplication::setPalette(darkPalette());
    shoot(archive, arguments[2], QStringLiteral("dark-") + size);
    return 0;
}
