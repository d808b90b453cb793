// SPDX-License-Identifier: GPL-3.0-or-later
// A table of sentences by error code: what providers and keychains say is a code, and each has one sentence.
#pragma once

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <span>

namespace text {

struct CodedSentence
{
    const char *code;
    const char *sentence; ///< marked for translation in the context "text"
};

/// The sentence of a code in the language of the program; nothing of a code that is not in the table.
inline QString sentenceIn(std::span<const CodedSentence> table, const QString &code)
{
    const auto row =
        std::ranges::find_if(table, [&code](const CodedSentence &r) { return code == QLatin1String(r.code); });
    return row == table.end() ? QString() : QCoreApplication::translate("text", row->sentence);
}

} // namespace text
