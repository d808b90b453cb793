// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include "cli/layout.h"
#include "cli/words.h"

#include <algorithm>

namespace cli {

namespace {

const Option *optionNamed(const std::vector<Option> &options, QStringView name)
{
    const auto found = std::find_if(options.begin(), options.end(),
                                    [name](const Option &option) { return name == QLatin1String(option.name); });
    return found == options.end() ? nullptr : &*found;
}

// "-" stands for standard input, so it is a word; a negative number is none of our values.
bool looksLikeOption(const QString &word)
{
    return word.size() > 1 && word.startsWith(u'-');
}

bool continues(Arity arity, const QString &word)
{
    const bool isList = arity == Arity::Values || arity == Arity::List;
    return !looksLikeOption(word) && (isList || (arity == Arity::Labels && !word.contains(u'.')));
}

QString spelling(const Option &option)
{
    const QString name = QLatin1String("--") + QLatin1String(option.name);
    const QString value = QString::fromUtf8(option.placeholder);
    return value.isEmpty() ? name : name + u' ' + value;
}

} // namespace

base::Result<Arguments> Arguments::parse(const std::vector<Option> &options, const QStringList &words)
{
    Arguments out;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        out.m_lastList.clear();
        if (word == QLatin1String("--")) {
            out.m_operands += words.mid(i + 1);
            break;
        }
        if (!looksLikeOption(word)) {
            out.m_operands += word;
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word == QLatin1String("-h") ? QStringLiteral("help") : word.left(equals).mid(2);
        const Option *option =
            word.startsWith(QLatin1String("--")) || word == QLatin1String("-h") ? optionNamed(options, name) : nullptr;
        if (!option)
            return base::failure("unknown-option", 0, word.left(equals).toUtf8());
        QStringList &values = out.m_values[name];
        if (option->arity == Arity::Flag) {
            if (equals >= 0)
                return base::failure("unexpected-value", 0, word.left(equals).toUtf8());
            continue;
        }
        if (equals >= 0) {
            values += word.mid(equals + 1);
            continue;
        }
        if (i + 1 >= words.size() || (looksLikeOption(words.at(i + 1)) && option->arity != Arity::Value))
            return base::failure("missing-value", 0, word.toUtf8());
        values += words.at(++i);
        while (i + 1 < words.size() && continues(option->arity, words.at(i + 1))) {
            values += words.at(++i);
            if (option->arity != Arity::List)
                out.m_lastList = name;
        }
    }
    return out;
}

QString Arguments::value(const char *option, const QString &otherwise) const
{
    const QStringList given = values(option);
    return given.isEmpty() ? otherwise : given.last();
}

void Arguments::takeOperandFromLastList()
{
    if (m_operands.isEmpty() && !m_lastList.isEmpty())
        m_operands += m_values[m_lastList].takeLast();
}

Option helpOption()
{
    return {"help", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Print this help.")};
}

Option jsonOption()
{
    return {"json", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Print one JSON document.")};
}

QString helpText(const Syntax &syntax, int width)
{
    QString out = Words::tr("Usage: %1")
                      .arg(QLatin1String("sigillo-cli ") + QLatin1String(syntax.command) + u' ' +
                           QString::fromUtf8(syntax.operands) + QStringLiteral(" [OPTION…]"));
    out += QLatin1String("\n\n") + wrapped(Words::tr(syntax.summary), width, {}) + QLatin1String("\n\n");
    out += Words::tr("Options:") + u'\n';
    for (const Option &option : syntax.options)
        out += QLatin1String("  ") + spelling(option) + u'\n' +
               wrapped(Words::tr(option.help), width, QStringLiteral("        ")) + u'\n';
    for (const QString &paragraph : Words::tr(syntax.description).split(u'\n', Qt::SkipEmptyParts))
        out += u'\n' + wrapped(paragraph, width, {}) + u'\n';
    return out;
}

QString parseProblem(const base::ParseError &error)
{
    const QString option = QString::fromUtf8(error.excerpt);
    if (error.code == QLatin1String("missing-value"))
        return Words::tr("The option %1 needs a value.").arg(option);
    if (error.code == QLatin1String("unexpected-value"))
        return Words::tr("The option %1 takes no value.").arg(option);
    return Words::tr("There is no option %1.").arg(option);
}

} // namespace cli
