// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "cli/words.h"

#include <exception>

namespace {

void discard(QtMsgType, const QMessageLogContext &, const QString &) {}

} // namespace

int main(int argc, char **argv)
{
    cli::prepareStreams();
    // Qt reports at length that it switched a locale such as "C" to UTF-8; terminal.h reads what the user asked for.
    qInstallMessageHandler(discard);
    QCoreApplication application(argc, argv);
    qInstallMessageHandler(nullptr);
    QCoreApplication::setApplicationName(QStringLiteral("sigillo"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGILLO_VERSION));
    try {
        return cli::run(QCoreApplication::arguments().mid(1));
    } catch (const std::exception &error) {
        cli::message(cli::Words::tr("Internal error: %1.").arg(QString::fromLocal8Bit(error.what())));
        return cli::Internal;
    }
}
