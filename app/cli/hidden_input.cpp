// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/hidden_input.h"

#include "cli/terminal.h"
#include "cli/words.h"

#include <cstdio>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <termios.h>
#include <unistd.h>
#endif

namespace cli {
namespace {

constexpr qsizetype longestSecret = 64 * 1024;

/// The terminal shows nothing of what is typed as long as this lives. Does nothing to a pipe.
class NoEcho
{
public:
    NoEcho(const NoEcho &) = delete;
    NoEcho &operator=(const NoEcho &) = delete;
#ifdef Q_OS_WIN
    NoEcho() : m_input(GetStdHandle(STD_INPUT_HANDLE)), m_isTerminal(GetConsoleMode(m_input, &m_before))
    {
        if (m_isTerminal)
            SetConsoleMode(m_input, m_before & ~DWORD(ENABLE_ECHO_INPUT));
    }
    ~NoEcho()
    {
        if (m_isTerminal)
            SetConsoleMode(m_input, m_before);
    }

private:
    HANDLE m_input;
    DWORD m_before = 0;
#else
    NoEcho() : m_isTerminal(tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        termios hidden = m_before;
        hidden.c_lflag &= ~tcflag_t(ECHO);
        if (m_isTerminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~NoEcho()
    {
        if (m_isTerminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }

private:
    termios m_before = {};
#endif
public:
    bool isTerminal() const
    {
        return m_isTerminal;
    }

private:
    bool m_isTerminal;
};

} // namespace

Read<io::Secret> readHiddenLine()
{
    const NoEcho hidden;
    if (hidden.isTerminal())
        message(Words::tr("Type the secret; it is not shown."));
    QByteArray line;
    line.reserve(longestSecret); // so that no copy of a part is left behind
    for (int c = std::getchar(); c != EOF && c != '\n' && line.size() < longestSecret; c = std::getchar())
        line += char(c);
    const io::Secret whole(std::move(line));
    io::Secret secret(whole.bytes().trimmed());
    if (secret.isEmpty())
        return tl::unexpected(Words::tr("The first line of standard input is empty; it has to hold the secret."));
    return secret;
}

} // namespace cli
