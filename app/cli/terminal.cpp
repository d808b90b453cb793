// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include "cli/exit_status.h"
#include "cli/layout.h"
#include "cli/words.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#else
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace cli {

namespace {

bool isTerminal(FILE *stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream));
#else
    return isatty(fileno(stream));
#endif
}

int columns(FILE *stream)
{
#ifndef Q_OS_WIN
    winsize size{};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#else
    Q_UNUSED(stream)
#endif
    const int told = qEnvironmentVariableIntValue("COLUMNS");
    return told > 0 ? told : 100;
}

// Qt switches the process itself to UTF-8, so the user's choice has to be read from the environment.
bool localeIsUtf8()
{
#ifdef Q_OS_WIN
    return true;
#else
    for (const char *name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const QByteArray value = qgetenv(name).toLower();
        if (!value.isEmpty())
            return value.contains("utf-8") || value.contains("utf8");
    }
    return false;
#endif
}

bool mayColour(FILE *stream)
{
    return isTerminal(stream) && qgetenv("NO_COLOR").isEmpty() && qgetenv("TERM") != "dumb";
}

QByteArray encoded(const QString &text)
{
    return localeIsUtf8() ? text.toUtf8() : asciiOnly(text).toLatin1();
}

void writeMessage(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

#ifndef Q_OS_WIN
// A stream that the caller closed leaves its number to the first socket, and what is printed would go to a server. The
// null device stands in, opened the wrong way round, so that writing fails as it should.
void occupyClosedStreams()
{
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number)
        if (fcntl(number, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY); // takes the lowest free number, this one
}
#endif

} // namespace

void prepareStreams()
{
#ifndef Q_OS_WIN
    occupyClosedStreams();
#endif
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
#ifdef Q_OS_WIN
    _setmode(_fileno(stdout), _O_BINARY); // policies keep their line ends
#endif
}

Style outputStyle()
{
    return {mayColour(stdout), localeIsUtf8(), std::clamp(columns(stdout), 80, 120)};
}

bool messagesAreOnTerminal()
{
    return isTerminal(stderr) && qgetenv("TERM") != "dumb";
}

int print(const QByteArray &bytes, int status)
{
    const bool written = std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size());
    if ((written && std::fflush(stdout) == 0) || errno == EPIPE)
        return status;
    message(Words::tr("The output could not be written: %1.").arg(QString::fromLocal8Bit(std::strerror(errno))));
    return Internal;
}

int print(const QString &text, int status)
{
    return print(encoded(text), status);
}

void message(const QString &text)
{
    progress({});
    writeMessage("sigillo-cli: " + encoded(visible(text)) + '\n');
}

int usageProblem(const QString &text, const char *command)
{
    message(text);
    const QString help =
        QLatin1String("sigillo-cli ") + QLatin1String(command) + QLatin1String(*command ? " --help" : "--help");
    message(Words::tr("See \"%1\".").arg(help));
    return Usage;
}

void progress(const QString &text)
{
    static bool shown = false;
    if (text.isEmpty() && !shown)
        return;
    const QString line = visible(text).left(std::clamp(columns(stderr), 20, 200) - 1);
    writeMessage("\r" + encoded(line) + "\x1b[K");
    shown = !text.isEmpty();
}

} // namespace cli
