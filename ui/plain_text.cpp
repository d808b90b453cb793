// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plain_text.h"

namespace ui {

namespace {

bool isHarmful(QChar c)
{
    const ushort code = c.unicode();
    const bool control = c.category() == QChar::Other_Control && c != u'\n' && c != u'\t';
    const bool turnsDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
                                code == 0x200e || code == 0x200f || code == 0x061c;
    return control || turnsDirection;
}

} // namespace

QString plain(const QString &text, qsizetype most)
{
    QString out;
    out.reserve(std::min(text.size(), most) + 1);
    for (const QChar c : text.left(most))
        out += isHarmful(c) ? QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0')) : QString(c);
    if (text.size() > most)
        out += QChar(0x2026);
    return out;
}

QString asPlainToolTip(const QString &text)
{
    return QStringLiteral("<span>") + plain(text, 500).toHtmlEscaped() + QStringLiteral("</span>");
}

} // namespace ui
