// SPDX-License-Identifier: GPL-3.0-or-later
// Failure details of a TLS report in words: whose fault, what happened, what the reason says, which check to run, what
// to change, and what is special about Google's hosts or the policy. Plain text; names from the report are untrusted
// and are escaped by the caller.
#pragma once

#include "tlsrpt/explain.h"

#include <QString>
#include <QStringList>

namespace text {

struct FailureWords
{
    QString side;         ///< "the policy host", fit to stand alone
    QString whatHappened; ///< by the result type
    QString reason;       ///< by the reason code; empty when none was given
    QString check;        ///< the command that shows whether it still is so
    QString fix;          ///< what to change
    QStringList notes;    ///< about the policy type, the mode, Google
};

FailureWords inWords(const tlsrpt::Explanation &explanation);

QString sideWord(tlsrpt::Side side);
/// A deviation in one sentence, without its place and value.
QString deviationWords(tlsrpt::DeviationCode code);

} // namespace text
