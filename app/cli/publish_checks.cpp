// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publish_checks.h"

#include "base/limits.h"
#include "cli/exit_status.h"
#include "cli/network_options.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "io/providers/undo_file.h"
#include "sts/policy_parser.h"

#include <QEventLoop>
#include <QTimer>

namespace cli {
namespace {

constexpr int longestWait = 3600;

} // namespace

Read<QByteArray> policyFileOf(const Arguments &arguments)
{
    const auto text = readFile(arguments.value("policy"), limits::policyBytes);
    if (!text)
        return tl::unexpected(text.error());
    if (const auto policy = sts::parse(*text); !policy)
        return tl::unexpected(
            Words::tr("%1 is no policy that senders accept (%2).").arg(arguments.value("policy"), policy.error().code));
    return *text;
}

Read<io::PolicyLook> policyLookOf(const Arguments &arguments)
{
    io::PolicyLook look;
    look.allowPrivate = arguments.has("allow-private");
    if (const auto timeout = timeoutOf(arguments); timeout && *timeout > 0)
        look.timeoutMs = *timeout;
    if (arguments.has("https-port")) {
        const auto port = readNumber("https-port", arguments.value("https-port"), 1, 65535);
        if (!port)
            return tl::unexpected(port.error());
        look.port = *port;
    }
    return look;
}

Read<int> waitOf(const Arguments &arguments, int otherwiseMs)
{
    if (!arguments.has("wait"))
        return otherwiseMs;
    const auto seconds = readNumber("wait", arguments.value("wait"), 0, longestWait);
    if (!seconds)
        return tl::unexpected(seconds.error());
    return *seconds * 1000;
}

QString undoPath(const Arguments &arguments, const QString &domain, const QDateTime &now)
{
    return arguments.value(
        "undo-file",
        QStringLiteral("%1-%2.undo.json").arg(domain, now.toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'"))));
}

bool keepUndo(const QString &path, const QByteArray &undo)
{
    const QString problem = io::saveUndo(path, undo);
    if (!problem.isEmpty())
        message(Words::tr("%1 could not be written: %2. Nothing was changed.").arg(path, problem));
    return problem.isEmpty();
}

int statusOf(const io::ProviderError &problem)
{
    static const QStringList undetermined{QStringLiteral("unreachable"),  QStringLiteral("timeout"),
                                          QStringLiteral("cancelled"),    QStringLiteral("cut"),
                                          QStringLiteral("rate-limited"), QStringLiteral("server-failure"),
                                          QStringLiteral("moved-aside")};
    return undetermined.contains(problem.code) ? Unsure : Failed;
}

void pause(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace cli
