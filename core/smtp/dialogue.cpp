// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/dialogue.h"

#include "base/limits.h"

#include <algorithm>
#include <utility>

namespace smtp {

using facts::Cause;
using facts::SmtpReply;
using facts::SmtpStage;
using facts::Speaker;

namespace {

constexpr int injectedBytesKept = 512;
constexpr int transcriptLineCost = 64; ///< bookkeeping of one line, so that a flood of empty lines is bounded as well
constexpr int serviceClosing = 421;

/// The reply in one line, for SmtpProbe::error.
QString lastLine(const SmtpReply &reply)
{
    const QByteArray text =
        QByteArray::number(reply.code) + ' ' + (reply.lines.isEmpty() ? QByteArray() : reply.lines.last());
    return QString::fromUtf8(text).trimmed();
}

QString describe(ReplyReader::State state)
{
    switch (state) {
    case ReplyReader::State::Malformed: return QStringLiteral("what the server sent is not an SMTP reply");
    case ReplyReader::State::CodeChanged: return QStringLiteral("the lines of one reply have different codes");
    case ReplyReader::State::LineTooLong:
        return QStringLiteral("a reply line is longer than %1 bytes").arg(limits::smtpReplyLine);
    case ReplyReader::State::ReplyTooLong:
        return QStringLiteral("a reply is longer than %1 bytes").arg(limits::smtpReplyBytes);
    case ReplyReader::State::Incomplete:
    case ReplyReader::State::Complete: break;
    }
    return {};
}

QByteArray describe(Cause cause)
{
    switch (cause) {
    case Cause::ClosedByPeer: return "the server closed the connection";
    case Cause::Reset: return "the server reset the connection";
    case Cause::TimedOut: return "the time limit of the session passed";
    case Cause::TlsFailure: return "TLS failed";
    case Cause::Cancelled: return "cancelled";
    case Cause::Refused: return "the connection was refused";
    case Cause::Unreachable: return "the address is unreachable";
    case Cause::None:
    case Cause::NetworkError:
    case Cause::Rejected:
    case Cause::ProtocolViolation:
    case Cause::TooLong:
    case Cause::NotOffered:
    case Cause::PrivateAddress:
    case Cause::Skipped: break;
    }
    return "the connection ended";
}

} // namespace

void Dialogue::opening()
{
    m_probe.reached = SmtpStage::Connect;
}

void Dialogue::connected(const QByteArray &helo, qint64 ms)
{
    m_helo = helo;
    m_probe.reached = SmtpStage::Banner;
    m_probe.connectMs = ms;
    note("connected", ms);
}

void Dialogue::received(const QByteArray &bytes, qint64 ms)
{
    if (m_over)
        return;
    if (m_wantsTls) {
        keepInjected(bytes);
        return;
    }
    for (auto state = m_reader.feed(bytes);; state = m_reader.next()) {
        logServerLines(ms);
        if (state == ReplyReader::State::Incomplete)
            return;
        if (state != ReplyReader::State::Complete) {
            unreadable(state, ms);
            return;
        }
        onReply(ms);
        if (m_over || m_wantsTls)
            return;
    }
}

void Dialogue::tlsStarted(qint64 ms)
{
    m_wantsTls = false;
    if (m_injectedBytes > 0)
        note(QByteArray::number(m_injectedBytes) + " bytes behind the reply to STARTTLS thrown away", ms);
}

void Dialogue::secured(const facts::TlsFacts &tls, qint64 ms)
{
    if (m_over)
        return;
    m_probe.tls = tls;
    m_reader = {};
    note("TLS established: " + tls.protocol.toLatin1() + ' ' + tls.cipher.toLatin1(), ms);
    if (m_extent == Extent::Handshake) {
        // QUIT needs no EHLO before it (RFC 5321 §4.1.4).
        m_probe.reached = SmtpStage::Done;
        quit(Cause::None, {}, ms);
        return;
    }
    m_probe.reached = SmtpStage::EhloTls;
    say("EHLO " + m_helo, ms);
}

void Dialogue::ended(Cause cause, const QString &error, const facts::TlsFacts &tls, qint64 ms)
{
    if (m_over)
        return;
    if (m_probe.reached == SmtpStage::Handshake && !m_wantsTls)
        m_probe.tls = tls;
    if (m_probe.reached == SmtpStage::EhloTls)
        m_probe.tls.alert = tls.alert; // in TLS 1.3 a server may still object when our side is done
    keepPartialReply();
    if (const QByteArray partial = m_reader.takeRest(); !partial.isEmpty()) {
        log(Speaker::Server, partial.first(std::min<qsizetype>(partial.size(), limits::smtpReplyLine)), ms);
        note("the line above has no end", ms);
    }
    note(describe(cause), ms);
    finish(cause, error, ms);
}

QByteArray Dialogue::takeOutgoing()
{
    return std::exchange(m_outgoing, {});
}

void Dialogue::onReply(qint64 ms)
{
    const SmtpReply reply = m_reader.reply();
    keepPartialReply();
    switch (m_probe.reached) {
    case SmtpStage::Banner: return onBanner(reply, ms);
    case SmtpStage::Ehlo: return onEhlo(reply, ms);
    case SmtpStage::StartTls: return onStartTls(reply, ms);
    case SmtpStage::EhloTls: return onEhloTls(reply, ms);
    case SmtpStage::NotStarted:
    case SmtpStage::Connect:
    case SmtpStage::Handshake:
    case SmtpStage::Done: return;
    }
}

void Dialogue::onBanner(const SmtpReply &reply, qint64 ms)
{
    m_probe.bannerMs = ms - m_probe.connectMs;
    if (!accepted(reply, 220, ms))
        return refused(reply, ms);
    if (m_extent == Extent::Greeting) {
        m_probe.reached = SmtpStage::Done;
        return quit(Cause::None, {}, ms);
    }
    m_probe.reached = SmtpStage::Ehlo;
    say("EHLO " + m_helo, ms);
}

// A server that refuses EHLO knows no extensions (RFC 5321 §3.2), so HELO could not bring STARTTLS either and is not
// tried.
void Dialogue::onEhlo(const SmtpReply &reply, qint64 ms)
{
    if (!accepted(reply, 250, ms))
        return refused(reply, ms);
    m_probe.startTlsOffered = offersKeyword(reply, QLatin1String("STARTTLS"));
    if (!m_probe.startTlsOffered)
        return quit(Cause::NotOffered, {}, ms);
    m_probe.reached = SmtpStage::StartTls;
    say("STARTTLS", ms);
}

void Dialogue::onStartTls(const SmtpReply &reply, qint64 ms)
{
    if (!accepted(reply, 220, ms))
        return refused(reply, ms);
    m_probe.reached = SmtpStage::Handshake;
    m_wantsTls = true;
    keepInjected(m_reader.takeRest());
}

void Dialogue::onEhloTls(const SmtpReply &reply, qint64 ms)
{
    if (!accepted(reply, 250, ms))
        return refused(reply, ms);
    m_probe.reached = SmtpStage::Done;
    quit(Cause::None, {}, ms);
}

// Any 2xx is a yes (RFC 5321 §4.2.1: the first digit decides for a client that does not know the rest).
bool Dialogue::accepted(const SmtpReply &reply, int usualCode, qint64 ms)
{
    if (reply.code / 100 != 2)
        return false;
    if (reply.code != usualCode)
        note("the usual code is " + QByteArray::number(usualCode), ms);
    return true;
}

void Dialogue::refused(const SmtpReply &reply, qint64 ms)
{
    const Cause cause = reply.code / 100 == 3 ? Cause::ProtocolViolation : Cause::Rejected;
    // 421 announces that the server closes; after every other refusal, 554 for a banner included, it waits for QUIT
    // (§3.1).
    if (reply.code == serviceClosing)
        return finish(cause, lastLine(reply), ms);
    quit(cause, lastLine(reply), ms);
}

void Dialogue::unreadable(ReplyReader::State state, qint64 ms)
{
    keepPartialReply();
    const bool tooLong = state == ReplyReader::State::LineTooLong || state == ReplyReader::State::ReplyTooLong;
    note(describe(state).toUtf8(), ms);
    // Whoever does not speak SMTP is not told QUIT.
    finish(tooLong ? Cause::TooLong : Cause::ProtocolViolation, describe(state), ms);
}

/// The lines of the reply that is being read go where that reply belongs, complete or not.
void Dialogue::keepPartialReply()
{
    switch (m_probe.reached) {
    case SmtpStage::Banner: m_probe.banner = m_reader.reply(); break;
    case SmtpStage::Ehlo: m_probe.ehlo = m_reader.reply(); break;
    case SmtpStage::StartTls: m_probe.startTls = m_reader.reply(); break;
    case SmtpStage::EhloTls: m_probe.ehloTls = m_reader.reply(); break;
    case SmtpStage::NotStarted:
    case SmtpStage::Connect:
    case SmtpStage::Handshake:
    case SmtpStage::Done: break;
    }
}

void Dialogue::keepInjected(const QByteArray &bytes)
{
    m_injectedBytes += bytes.size();
    m_probe.injected += bytes.left(std::max<qsizetype>(0, injectedBytesKept - m_probe.injected.size()));
}

void Dialogue::say(const QByteArray &command, qint64 ms)
{
    log(Speaker::Client, command, ms);
    m_outgoing += command + "\r\n";
}

void Dialogue::quit(Cause cause, const QString &error, qint64 ms)
{
    say("QUIT", ms);
    finish(cause, error, ms);
}

void Dialogue::finish(Cause cause, const QString &error, qint64 ms)
{
    m_over = true;
    m_wantsTls = false;
    m_probe.cause = cause;
    m_probe.error = error;
    m_probe.totalMs = ms;
}

void Dialogue::logServerLines(qint64 ms)
{
    const QByteArrayList lines = m_reader.takeRawLines();
    for (const QByteArray &line : lines)
        log(Speaker::Server, line, ms);
    if (!m_notedBareLf && m_reader.sawBareLf()) {
        m_notedBareLf = true;
        note("a line ends in LF without CR", ms);
    }
}

void Dialogue::log(Speaker speaker, const QByteArray &text, qint64 ms)
{
    m_transcriptBytes += text.size() + transcriptLineCost;
    m_probe.transcriptCut = m_probe.transcriptCut || m_transcriptBytes > limits::smtpTranscriptBytes;
    if (!m_probe.transcriptCut)
        m_probe.transcript += {speaker, ms, text};
}

} // namespace smtp
