// SPDX-License-Identifier: GPL-3.0-or-later
// Replies of an SMTP server (RFC 5321 §4.2): one or more lines, each three digits and a separator, `-` when more lines
// follow and a blank (or nothing) on the last one. The reader has no socket: it is fed whatever bytes come, in any
// chunking, and the outcome depends on the bytes alone. What real servers do wrong without harm (LF for CR LF, no text
// after the code) is tolerated and noted; what makes the meaning doubtful (another code on a later line, no code at
// all) is refused.
#pragma once

#include "facts/smtp_probe.h"

#include <QByteArrayList>

namespace smtp {

class ReplyReader
{
public:
    enum class State {
        Incomplete,   ///< more bytes are needed
        Complete,     ///< reply() is whole; bytes behind it wait in rest()
        Malformed,    ///< not a reply: no code, an impossible code, a strange separator
        CodeChanged,  ///< the lines of one reply have different codes (§4.2.1 forbids it)
        LineTooLong,  ///< over limits::smtpReplyLine, terminator excluded
        ReplyTooLong, ///< over limits::smtpReplyBytes, terminators included
    };

    /// Takes bytes in and reads on. After Complete or a failure they only wait in rest().
    State feed(const QByteArray &bytes);
    /// Forgets the reply that was read and looks for the next one in the bytes that wait.
    State next();
    State state() const { return m_state; }

    /// The lines read so far of the current reply; whole when state() is Complete.
    const facts::SmtpReply &reply() const { return m_reply; }
    /// Raw lines finished since the last call, without their terminators, the one that failed included (cut to the
    /// limit).
    QByteArrayList takeRawLines();
    /// Bytes behind the reply, or of an unfinished line; they are forgotten here.
    QByteArray takeRest();
    bool sawBareLf() const { return m_bareLf; } ///< some line so far ended in LF without CR (§2.3.8 forbids it)

private:
    State read();
    State readLine(const QByteArray &line);
    State fail(State state, const QByteArray &line);

    QByteArray m_buffer;
    qsizetype m_searched = 0;   ///< the buffer holds no LF before this
    qsizetype m_replyBytes = 0; ///< of the finished lines of the current reply
    facts::SmtpReply m_reply;
    QByteArrayList m_rawLines;
    State m_state = State::Incomplete;
    bool m_bareLf = false;
};

/// Whether the lines of an EHLO reply name the keyword: first word of a line after the first, any case (RFC 5321
/// §4.1.1.1).
bool offersKeyword(const facts::SmtpReply &ehlo, QLatin1String keyword);

} // namespace smtp
