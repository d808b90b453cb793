// SPDX-License-Identifier: GPL-3.0-or-later
// News that was to be mailed. It is put here before the mail is handed over and taken away when the mail server of this
// machine has taken it, so that a mail that was not taken goes out with the next pass, and a taken one goes out once.
// Two programs that send at the same moment may both send what waits: a mail twice is better than none.
#pragma once

#include "archive/archive.h"

namespace archive {

struct UnsentMail
{
    qint64 number = 0;     ///< given by the archive; counts up for each recipient
    QDateTime writtenAt;   ///< UTC
    QString subject, body; ///< untrusted text
};

class Outbox
{
public:
    static constexpr int most = 50; ///< mails that wait for one recipient

    explicit Outbox(Archive &archive) : m_archive(archive) {}

    /// Returns how many of the oldest were given up to keep within `most`.
    Result<int> put(const QString &recipient, const UnsentMail &mail);
    /// Oldest first.
    Result<QList<UnsentMail>> waiting(const QString &recipient);
    /// Those up to this number were taken by the mail server.
    Result<> sent(const QString &recipient, qint64 number);

private:
    Archive &m_archive;
};

} // namespace archive
