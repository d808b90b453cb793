// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/layout.h"

#include "base/utf8.h"

#include <QStringList>

#include <algorithm>

namespace cli {

namespace {

bool mayShow(char32_t c)
{
    if (c == U' ')
        return true;
    const QChar::Category category = QChar::category(c);
    const bool isBlank = category >= QChar::Separator_Space && category <= QChar::Separator_Paragraph;
    const bool isOther = category >= QChar::Other_Control && category <= QChar::Other_NotAssigned;
    return !isBlank && !isOther;
}

QString hex(char32_t c, int digits)
{
    return QString::number(uint(c), 16).rightJustified(digits, u'0');
}

QString escapedCharacter(char32_t c)
{
    switch (c) {
    case U'\n': return QStringLiteral("\\n");
    case U'\r': return QStringLiteral("\\r");
    case U'\t': return QStringLiteral("\\t");
    default: break;
    }
    if (c < 0x80)
        return QLatin1String("\\x") + hex(c, 2);
    return c < 0x10000 ? QLatin1String("\\u") + hex(c, 4) : QLatin1String("\\U") + hex(c, 8);
}

QString escapedByte(char byte)
{
    return QLatin1String("\\x") + hex(uchar(byte), 2);
}

template <class Good, class Bad>
QString decoded(const QByteArray &bytes, Good good, Bad bad)
{
    QString out;
    for (qsizetype at = 0; at < bytes.size();) {
        const int length = base::utf8SequenceLength(bytes, at);
        out += length ? good(QString::fromUtf8(bytes.mid(at, length))) : bad(bytes.at(at));
        at += std::max(1, length);
    }
    return out;
}

QString asciiForm(char32_t c)
{
    switch (c) {
    case U'§': return QStringLiteral("section ");
    case U'…': return QStringLiteral("...");
    case U'–':
    case U'—': return QStringLiteral("-");
    case U'→': return QStringLiteral("->");
    case U'·': return QStringLiteral("*");
    case U'“':
    case U'”': return QStringLiteral("\"");
    case U'‘':
    case U'’': return QStringLiteral("'");
    case U'✖': return QStringLiteral("X");
    case U'⚠': return QStringLiteral("!");
    case U'ℹ': return QStringLiteral("i");
    case U'✔': return QStringLiteral("+");
    default: return escapedCharacter(c);
    }
}

} // namespace

QString visible(QStringView untrusted)
{
    QString out;
    out.reserve(untrusted.size());
    for (const char32_t c : untrusted.toUcs4())
        out += mayShow(c) ? QString::fromUcs4(&c, 1) : escapedCharacter(c);
    return out;
}

QString visible(const QByteArray &untrusted)
{
    return decoded(
        untrusted, [](const QString &text) { return visible(text); }, escapedByte);
}

EscapedText losslessText(const QByteArray &bytes)
{
    if (base::firstBadUtf8(bytes) < 0)
        return {QString::fromUtf8(bytes), false};
    const auto good = [](const QString &text) { return text == QLatin1String("\\") ? QStringLiteral("\\\\") : text; };
    return {decoded(bytes, good, escapedByte), true};
}

QString asciiOnly(QStringView text)
{
    QString out;
    for (const char32_t c : text.toUcs4())
        out += c < 0x80 ? QString(QChar(ushort(c))) : asciiForm(c);
    return out;
}

QString wrapped(const QString &text, int width, const QString &indent)
{
    QStringList lines;
    QString line = indent;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const bool fresh = line.size() == indent.size();
        if (!fresh && line.size() + 1 + word.size() > width) {
            lines += line;
            line = indent + word;
        } else {
            line += fresh ? word : u' ' + word;
        }
    }
    return (lines << line).join(u'\n');
}

} // namespace cli
