// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/reply.h"

#include "base/limits.h"

#include <algorithm>
#include <utility>

namespace smtp {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The code of a reply line, 0 when there is none. The first digit must be one that SMTP uses; the second is not looked
/// at (§4.2.1 lets a client act on the first digit alone).
int codeOf(const QByteArray &line)
{
    if (line.size() < 3 || line[0] < '2' || line[0] > '5' || !isDigit(line[1]) || !isDigit(line[2]))
        return 0;
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

} // namespace

ReplyReader::State ReplyReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
    return read();
}

ReplyReader::State ReplyReader::next()
{
    m_reply = {};
    m_replyBytes = 0;
    m_state = State::Incomplete;
    return read();
}

QByteArrayList ReplyReader::takeRawLines()
{
    return std::exchange(m_rawLines, {});
}

QByteArray ReplyReader::takeRest()
{
    m_searched = 0;
    return std::exchange(m_buffer, {});
}

ReplyReader::State ReplyReader::read()
{
    while (m_state == State::Incomplete) {
        const qsizetype lf = m_buffer.indexOf('\n', m_searched);
        // Without its LF a line that long cannot end within the limit any more, a CR before the LF included.
        if (lf < 0 && m_buffer.size() > limits::smtpReplyLine + 1)
            return fail(State::LineTooLong, m_buffer);
        if (lf < 0) {
            m_searched = m_buffer.size();
            break;
        }
        const bool crLf = lf > 0 && m_buffer[lf - 1] == '\r';
        const QByteArray line = m_buffer.first(crLf ? lf - 1 : lf);
        m_buffer.remove(0, lf + 1);
        m_searched = 0;
        m_replyBytes += lf + 1;
        if (line.size() > limits::smtpReplyLine)
            return fail(State::LineTooLong, line);
        m_bareLf = m_bareLf || !crLf;
        m_state = readLine(line);
    }
    return m_state;
}

ReplyReader::State ReplyReader::readLine(const QByteArray &line)
{
    if (m_replyBytes > limits::smtpReplyBytes)
        return fail(State::ReplyTooLong, line);
    const int code = codeOf(line);
    const char separator = line.size() > 3 ? line[3] : ' ';
    if (!code || (separator != ' ' && separator != '-'))
        return fail(State::Malformed, line);
    if (m_reply.code && m_reply.code != code)
        return fail(State::CodeChanged, line);
    m_rawLines += line;
    m_reply.code = code;
    m_reply.lines += line.mid(4);
    return separator == '-' ? State::Incomplete : State::Complete;
}

ReplyReader::State ReplyReader::fail(State state, const QByteArray &line)
{
    m_rawLines += line.first(std::min<qsizetype>(line.size(), limits::smtpReplyLine));
    m_state = state;
    return state;
}

bool offersKeyword(const facts::SmtpReply &ehlo, QLatin1String keyword)
{
    const QByteArrayList extensions = ehlo.lines.mid(1);
    return std::any_of(extensions.begin(), extensions.end(), [&](const QByteArray &line) {
        const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
        const auto end = std::find_if(line.begin(), line.end(), isBlank);
        const QByteArrayView word(line.constData(), end - line.begin());
        return word.compare(QByteArrayView(keyword.data(), keyword.size()), Qt::CaseInsensitive) == 0;
    });
}

} // namespace smtp
