// SPDX-License-Identifier: GPL-3.0-or-later
// A short mail through the mail server of this machine: `sendmail -t -i`, which Postfix, Exim, msmtp and others offer.
// It is started as it is, without a shell. The recipient is checked to be one plain address; nothing else that comes
// from outside stands in the header, so no record can add a header line or a recipient.
#pragma once

#include "cli/input.h"

namespace cli {

/// "admin@example.com", or the name of a user of this machine.
Read<QString> mailAddress(const QString &text);

/// The whole message (RFC 5322): plain text in UTF-8, marked as sent by a program (RFC 3834), lines ending in LF as
/// sendmail wants them. `subject` and `body` hold no control characters but the body's line feeds: others are escaped.
QByteArray mailMessage(const QString &to, const QString &subject, const QString &body);

/// Hands the message over and waits for the answer, a minute at most. Empty when it was taken; else why not.
QString sendMail(const QString &sendmail, const QByteArray &message);

} // namespace cli
