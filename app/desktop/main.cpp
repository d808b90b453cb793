// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"
#include "wiring.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

namespace {

QString defaultArchive()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    return folder + QStringLiteral("/archive.db");
}

/// Adapters touch the network, so they are made when the first check wants them.
class Inspectors
{
public:
    explicit Inspectors(const wiring::Settings &settings) : m_settings(settings) {}

    base::Result<io::Inspector *, QString> operator()()
    {
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
    parser.addOptions({archive, resolver, anchor});
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        QCoreApplication::translate("Desktop", "Import the TLS reports in these files, mails and folders."),
        QStringLiteral("[FILE…]"));
    parser.process(application);

    wiring::Settings settings;
    settings.resolver = parser.value(resolver);
    settings.trustAnchorFile = parser.value(anchor);
    ui::ArchiveThread archiveThread(parser.isSet(archive) ? parser.value(archive) : defaultArchive());
    Inspectors inspectors(settings);
    ui::MainWindow window(archiveThread, [&inspectors] { return inspectors(); }, {});
    window.show();
    window.importReports(parser.positionalArguments());
    return QApplication::exec();
}
