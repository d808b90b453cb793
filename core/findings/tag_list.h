// SPDX-License-Identifier: GPL-3.0-or-later
// "tag=value; tag=value": the form that DKIM keys, DMARC and BIMI records share (RFC 6376 §3.2). Blanks around names,
// values and semicolons do not matter, one semicolon may end the list, and a tag must not come twice.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace findings::posture {

struct Tag
{
    QByteArray name, value; ///< trimmed
    bool operator==(const Tag &) const = default;
};

class TagList
{
public:
    explicit TagList(const QByteArray &text);

    const QList<Tag> &tags() const { return m_tags; }
    bool isWellFormed() const { return m_problem.isEmpty(); }
    const QString &problem() const { return m_problem; } ///< the first part that is not of the form
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// In lower case; `fallback` when the tag is not there.
    QByteArray word(QByteArrayView name, const QByteArray &fallback = {}) const;

private:
    QList<Tag> m_tags;
    QString m_problem;
};

} // namespace findings::posture
