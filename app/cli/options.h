// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of one command: which options there are, what they mean, and what was given. One table serves the
// parser and the help text, so that they cannot disagree. Options may stand before, between and after the other words;
// `--name=value` works everywhere, and `--` ends the options.
#pragma once

#include "base/result.h"

#include <QMap>
#include <QStringList>

#include <vector>

namespace cli {

enum class Arity {
    Flag,   ///< no value
    Value,  ///< one value; given twice, the last counts
    Values, ///< one or more words, up to the next option; may be repeated
    List,   ///< the same, and its last word never becomes the operand
    Labels, ///< one word, and further ones as long as they have no dot (so that a domain may follow); may be repeated
};

struct Option
{
    const char *name; ///< without the dashes
    Arity arity = Arity::Flag;
    const char *placeholder = ""; ///< of the value, for the help: "SECONDS"
    const char *help = "";        ///< one sentence, translatable in the context "cli::Words"
};

struct Syntax
{
    const char *command;          ///< "check"
    const char *operands;         ///< "DOMAIN…"
    const char *summary;          ///< one sentence, translatable
    const char *description = ""; ///< paragraphs below the options, translatable
    std::vector<Option> options;
};

class Arguments
{
public:
    /// Error codes: unknown-option, missing-value, unexpected-value; the excerpt holds the option.
    static base::Result<Arguments> parse(const std::vector<Option> &options, const QStringList &words);

    bool has(const char *option) const { return m_values.contains(QLatin1String(option)); }
    QString value(const char *option, const QString &otherwise = {}) const;
    QStringList values(const char *option) const { return m_values.value(QLatin1String(option)); }
    const QStringList &operands() const { return m_operands; }
    /// The last word of a list that ended the command line, when no operand was given: `--mx a b DOMAIN` means DOMAIN.
    void takeOperandFromLastList();

private:
    QMap<QString, QStringList> m_values;
    QStringList m_operands;
    QString m_lastList; ///< the Values option whose words ended the command line
};

/// Options that many commands have in the same words.
Option helpOption();
Option jsonOption();

QString helpText(const Syntax &syntax, int width);
/// The sentence for an error of Arguments::parse().
QString parseProblem(const base::ParseError &error);

} // namespace cli
