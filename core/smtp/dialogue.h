// SPDX-License-Identifier: GPL-3.0-or-later
// The client's side of one polite SMTP session that looks at STARTTLS (RFC 5321, RFC 3207): banner, EHLO, STARTTLS,
// TLS, EHLO again, QUIT. It has no socket and no clock: whoever drives it reports what happened and when, sends what
// takeOutgoing() gives, starts TLS when wantsTls() says so, and closes when isOver(). Nothing is ever said before the
// banner, nothing is pipelined behind STARTTLS, and what a server slips in between its 220 and the handshake is kept as
// evidence and never parsed (CVE-2021-38371). The answer to QUIT is not waited for: it would cost a round trip and tell
// nothing.
#pragma once

#include "smtp/reply.h"

namespace smtp {

/// How far a session goes before its QUIT.
enum class Extent {
    Greeting,  ///< the banner: is a mail server there?
    Handshake, ///< TLS: is this protocol version accepted?
    Whole,     ///< EHLO inside TLS: everything
};

class Dialogue
{
public:
    explicit Dialogue(Extent extent = Extent::Whole) : m_extent(extent) {}

    // What happened. `ms` counts from opening() on.
    void opening(); ///< the TCP connect begins
    /// `helo` is the argument of EHLO, see heloArgument().
    void connected(const QByteArray &helo, qint64 ms);
    void received(const QByteArray &bytes, qint64 ms); ///< plain text, in any chunking
    void tlsStarted(qint64 ms);                        ///< the driver obeyed wantsTls()
    void secured(const facts::TlsFacts &tls, qint64 ms);
    /// The connection is gone, or the driver gives up. `tls` counts in the handshake, its alert also behind it.
    void ended(facts::Cause cause, const QString &error, const facts::TlsFacts &tls, qint64 ms);

    // What to do now.
    QByteArray takeOutgoing(); ///< to be sent at once; empty when nothing
    bool wantsTls() const { return m_wantsTls; }
    bool isOver() const { return m_over; } ///< send what takeOutgoing() has, then close

    const facts::SmtpProbe &probe() const { return m_probe; } ///< without address and port, which it does not know

private:
    void onReply(qint64 ms);
    void onBanner(const facts::SmtpReply &reply, qint64 ms);
    void onEhlo(const facts::SmtpReply &reply, qint64 ms);
    void onStartTls(const facts::SmtpReply &reply, qint64 ms);
    void onEhloTls(const facts::SmtpReply &reply, qint64 ms);
    bool accepted(const facts::SmtpReply &reply, int usualCode, qint64 ms);
    void refused(const facts::SmtpReply &reply, qint64 ms);
    void unreadable(ReplyReader::State state, qint64 ms);
    void keepPartialReply();
    void keepInjected(const QByteArray &bytes);
    void say(const QByteArray &command, qint64 ms);
    void quit(facts::Cause cause, const QString &error, qint64 ms);
    void finish(facts::Cause cause, const QString &error, qint64 ms);
    void logServerLines(qint64 ms);
    void note(const QByteArray &text, qint64 ms) { log(facts::Speaker::Note, text, ms); }
    void log(facts::Speaker speaker, const QByteArray &text, qint64 ms);

    Extent m_extent;
    facts::SmtpProbe m_probe;
    ReplyReader m_reader;
    QByteArray m_helo;
    QByteArray m_outgoing;
    qsizetype m_transcriptBytes = 0;
    qsizetype m_injectedBytes = 0;
    bool m_wantsTls = false;
    bool m_over = false;
    bool m_notedBareLf = false;
};

} // namespace smtp
