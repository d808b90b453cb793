// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/outbox.h"

#include "archive/row_values.h"
#include "archive/words.h"

namespace archive {
namespace {

QString kept(const QString &text)
{
    return storedText(text.toStdString());
}

QString givenBack(const QVariant &stored)
{
    return QString::fromStdString(textFrom(stored.toString()));
}

Result<int> deleteUpTo(Connection &connection, const QString &recipient, qint64 number)
{
    return connection.run(QStringLiteral("DELETE FROM unsent_mails WHERE recipient = ? AND number <= ?"),
                          {recipient, number});
}

} // namespace

Result<int> Outbox::put(const QString &recipient, const UnsentMail &mail)
{
    Connection &connection = m_archive.connection();
    int givenUp = 0;
    const auto done = connection.transaction([&]() -> Result<> {
        if (auto alone = lockCounters(connection); !alone)
            return tl::unexpected(alone.error());
        const auto last = connection.value(
            QStringLiteral("SELECT coalesce(max(number), 0) FROM unsent_mails WHERE recipient = ?"), {recipient});
        if (!last)
            return tl::unexpected(last.error());
        const qint64 number = last->toLongLong() + 1;
        auto added = connection.run(
            QStringLiteral("INSERT INTO unsent_mails (recipient, number, written_at, subject, "
                           "body) VALUES (?, ?, ?, ?, ?)"),
            {recipient, number, mail.writtenAt.toMSecsSinceEpoch(), kept(mail.subject), kept(mail.body)});
        if (!added)
            return tl::unexpected(added.error());
        const auto old = deleteUpTo(connection, recipient, number - most);
        if (!old)
            return tl::unexpected(old.error());
        givenUp = *old;
        return {};
    });
    return done ? Result<int>(givenUp) : tl::unexpected(done.error());
}

Result<QList<UnsentMail>> Outbox::waiting(const QString &recipient)
{
    auto rows = m_archive.connection().select(
        QStringLiteral(
            "SELECT number, written_at, subject, body FROM unsent_mails WHERE recipient = ? ORDER BY number"),
        {recipient});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<UnsentMail> list;
    while (rows->next())
        list.append({rows->value(0).toLongLong(), QDateTime::fromMSecsSinceEpoch(rows->value(1).toLongLong(), Qt::UTC),
                     givenBack(rows->value(2)), givenBack(rows->value(3))});
    return list;
}

Result<> Outbox::sent(const QString &recipient, qint64 number)
{
    const auto done = deleteUpTo(m_archive.connection(), recipient, number);
    return done ? Result<>() : tl::unexpected(done.error());
}

} // namespace archive
