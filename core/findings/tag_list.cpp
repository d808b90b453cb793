// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/tag_list.h"

#include <algorithm>

namespace findings::posture {

namespace {

constexpr qsizetype partShown = 100;

} // namespace

TagList::TagList(const QByteArray &text)
{
    QList<QByteArray> parts = text.split(';');
    if (parts.size() > 1 && parts.last().trimmed().isEmpty())
        parts.removeLast();
    for (const QByteArray &part : parts) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? QByteArray() : part.left(equals).trimmed();
        if ((name.isEmpty() || value(name)) && m_problem.isEmpty())
            m_problem =
                part.trimmed().isEmpty() ? QStringLiteral(";;") : QString::fromUtf8(part.trimmed().left(partShown));
        if (!name.isEmpty())
            m_tags.append({name, part.mid(equals + 1).trimmed()});
    }
}

std::optional<QByteArray> TagList::value(QByteArrayView name) const
{
    const auto found = std::ranges::find_if(m_tags, [&](const Tag &tag) { return tag.name == name; });
    return found == m_tags.end() ? std::nullopt : std::optional(found->value);
}

QByteArray TagList::word(QByteArrayView name, const QByteArray &fallback) const
{
    return value(name).value_or(fallback).toLower();
}

} // namespace findings::posture
