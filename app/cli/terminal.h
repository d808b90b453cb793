// SPDX-License-Identifier: GPL-3.0-or-later
// Standard output and standard error as they are today: a terminal or a pipe, with or without colours and UTF-8, so and
// so wide. The report goes to standard output and nothing else does; progress and messages go to standard error.
#pragma once

#include <QByteArray>
#include <QString>

namespace cli {

struct Style
{
    bool colour = false;
    bool unicode = true;
    int width = 100; ///< columns to wrap at, 80–120
};

/// Once, first thing: output errors become return values instead of signals.
void prepareStreams();
Style outputStyle();
bool messagesAreOnTerminal();

/// Writes all of it to standard output. Returns `status`; ExitStatus::Internal after a message when it cannot be
/// written. A reader that went away (a closed pipe) is no error.
int print(const QByteArray &bytes, int status);
/// Text in the encoding that the output can show.
int print(const QString &text, int status);

/// "sigillo-cli: text" on standard error; the text may hold untrusted parts.
void message(const QString &text);
/// A message and where the help is; returns ExitStatus::Usage.
int usageProblem(const QString &text, const char *command);
/// One line on a terminal that the next one replaces; "" wipes it.
void progress(const QString &text);

} // namespace cli
