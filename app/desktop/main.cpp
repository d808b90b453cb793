// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/single_instance.h"
#include "ui/demo/demo_workspace.h"
#include "ui/main_window.h"
#include "ui/preferences.h"
#include "wiring.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <utility>

namespace {

QString defaultArchive()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    return folder + QStringLiteral("/archive.db");
}

QString chosenArchive()
{
    const QString chosen = ui::Preferences::load().archive;
    return chosen.isEmpty() ? defaultArchive() : chosen;
}

// Before the window reads for the first time: the archive's thread keeps the order.
void fillWithDemo(ui::ArchiveThread &archive)
{
    archive.run<int>([](archive::Archive &open) -> archive::Result<int> {
        if (const auto done = ui::fillDemo(open, QDateTime::currentDateTimeUtc()); !done)
            return tl::unexpected(done.error());
        return 0;
    });
}

/// Adapters touch the network, so they are made when the first check wants them.
class Inspectors
{
public:
    explicit Inspectors(const wiring::Settings &settings) : m_settings(settings) {}

    void use(const wiring::Settings &settings)
    {
        m_settings = settings;
        m_stale = true;
    }

    /// One check runs at a time, and it is over when the next asks for its inspector.
    base::Result<io::Inspector *, QString> operator()()
    {
        if (std::exchange(m_stale, false)) {
            m_inspector.reset();
            m_adapters.reset();
        }
        if (!m_inspector) {
            auto made = wiring::Adapters::create(m_settings);
            if (!made)
                return tl::unexpected(QCoreApplication::translate("Desktop", "The resolver cannot be set up (%1: %2).")
                                          .arg(made.error().code, QString::fromUtf8(made.error().excerpt)));
            m_adapters = std::move(*made);
            m_inspector.emplace(m_adapters->resolver(), m_adapters->policyFetcher(), m_adapters->smtpProber(),
                                m_adapters->clock());
        }
        return &*m_inspector;
    }

private:
    wiring::Settings m_settings;
    bool m_stale = false;
    std::unique_ptr<wiring::Adapters> m_adapters;
    std::optional<io::Inspector> m_inspector;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo"));
    QApplication::setApplicationDisplayName(QStringLiteral("Sigillo"));
    QApplication::setApplicationVersion(QStringLiteral(SIGILLO_VERSION));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption archive(QStringLiteral("archive"),
                                     QCoreApplication::translate("Desktop", "Use this archive instead of your own."),
                                     QStringLiteral("DSN"));
    const QCommandLineOption resolver(
        QStringLiteral("resolver"),
        QCoreApplication::translate("Desktop", "Ask this resolver instead of the system's."),
        QStringLiteral("ADDR[@PORT]"));
    const QCommandLineOption anchor(
        QStringLiteral("trust-anchor"),
        QCoreApplication::translate("Desktop", "Trust this root key instead of the real root's."),
        QStringLiteral("FILE"));
    const QCommandLineOption demo(
        QStringLiteral("demo"),
        QCoreApplication::translate("Desktop", "Show made-up domains and reports; nothing of it is kept."));
    parser.addOptions({archive, resolver, anchor, demo});
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        QCoreApplication::translate("Desktop", "Import the TLS reports in these files, mails and folders."),
        QStringLiteral("[FILE…]"));
    parser.process(application);

    // What the command line says goes before what was chosen in the window.
    const auto settings = [&] {
        wiring::Settings all;
        all.resolver = parser.isSet(resolver) ? parser.value(resolver) : ui::Preferences::load().resolver;
        all.trustAnchorFile = parser.value(anchor);
        return all;
    };
    const bool isDemo = parser.isSet(demo);
    const QTemporaryDir demoFolder;
    if (isDemo)
        QApplication::setApplicationName(QStringLiteral("sigillo-demo")); // with settings of its own
    const QString dsn = isDemo                  ? demoFolder.filePath(QStringLiteral("demo.db"))
                        : parser.isSet(archive) ? parser.value(archive)
                                                : chosenArchive();
    desktop::SingleInstance instance(dsn);
    if (instance.handOver(parser.positionalArguments()))
        return 0;
    ui::ArchiveThread archiveThread(dsn);
    Inspectors inspectors(settings());
    ui::MainWindow window(archiveThread, [&inspectors] { return inspectors(); }, {});
    QObject::connect(&window, &ui::MainWindow::preferencesChanged, &window, [&] { inspectors.use(settings()); });
    QObject::connect(&instance, &desktop::SingleInstance::wanted, &window, [&window](const QStringList &files) {
        window.comeForward();
        window.importReports(files);
    });
    QObject::connect(&window, &ui::MainWindow::demoWanted, &window,
                     [] { QProcess::startDetached(QApplication::applicationFilePath(), {QStringLiteral("--demo")}); });
    if (isDemo) {
        window.markAsDemo();
        fillWithDemo(archiveThread);
    }
    window.show();
    window.importReports(parser.positionalArguments());
    return QApplication::exec();
}
