// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/http_response.h"

#include "base/limits.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>
#include <optional>

namespace http = boost::beast::http;
using boost::beast::error_code;

namespace io {
namespace {

constexpr int headerFields = 256;   ///< no honest server sends so many
constexpr int interimResponses = 8; ///< 100, 102, 103: one or two are usual

/// Where the blank line behind the header ends, -1 when it has not come. Lines may end in CRLF or LF.
qsizetype endOfHead(const QByteArray &bytes)
{
    for (qsizetype at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        if (bytes.mid(at + 1, 1) == "\n")
            return at + 2;
        if (bytes.mid(at + 1, 2) == "\r\n")
            return at + 3;
    }
    return -1;
}

/// What Beast insists on and RFC 9112 lets a recipient forgive: CRLF (§2.2), and the blank before an absent reason
/// (§4).
QByteArray normalizedHead(QByteArray head)
{
    head.replace("\r\n", "\n");
    const qsizetype end = head.indexOf('\n');
    if (end == qsizetype(qstrlen("HTTP/1.1 200")))
        head.insert(end, ' ');
    return head.replace("\n", "\r\n");
}

bool mayBeHttp(const QByteArray &bytes)
{
    const QByteArray prefix = "HTTP/";
    return bytes.left(prefix.size()) == prefix.left(bytes.size());
}

QString latin1(boost::beast::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

} // namespace

struct HttpResponse::Private
{
    using Parser = http::response_parser<http::buffer_body>;

    State state = State::Head;
    std::optional<Parser> parser;
    QByteArray pending;
    int interim = 0;
    int status = 0;
    QList<facts::HttpHeader> headers;
    QByteArray body;
    bool bodyTooLong = false;
    bool bodyIncomplete = false;
    bool endsWithConnection = false;
    facts::Cause cause = facts::Cause::None;
    QString error;

    void fail(facts::Cause why, const QString &what);
    void readHead();
    void acceptHead();
    void readBody();
    void append(const char *bytes, qsizetype size);
};

void HttpResponse::Private::fail(facts::Cause why, const QString &what)
{
    state = State::Failed;
    cause = why;
    error = what;
    pending.clear();
}

void HttpResponse::Private::readHead()
{
    while (state == State::Head && !pending.isEmpty()) {
        if (!mayBeHttp(pending)) {
            fail(facts::Cause::ProtocolViolation,
                 QStringLiteral("not an HTTP response: ") + QString::fromLatin1(pending.left(40)));
            return;
        }
        const qsizetype end = endOfHead(pending);
        if (end > limits::httpHeaderBytes || (end < 0 && pending.size() > limits::httpHeaderBytes)) {
            fail(facts::Cause::TooLong, QStringLiteral("header longer than %1 bytes").arg(limits::httpHeaderBytes));
            return;
        }
        if (end < 0)
            return;
        const QByteArray head = normalizedHead(pending.left(end));
        pending.remove(0, end);
        parser.emplace();
        parser->eager(true);
        parser->header_limit(std::uint32_t(head.size()) + 16);
        parser->body_limit(std::numeric_limits<std::uint64_t>::max()); // ours is kept in append()
        error_code code;
        parser->put(boost::asio::buffer(head.constData(), size_t(head.size())), code);
        if (code && code != http::error::need_more && code != http::error::need_buffer)
            fail(facts::Cause::ProtocolViolation, QString::fromStdString(code.message()));
        else
            acceptHead();
    }
}

void HttpResponse::Private::acceptHead()
{
    const auto &message = parser->get();
    status = int(message.result_int());
    if (status >= 100 && status < 200 && status != 101) {
        status = 0;
        if (++interim > interimResponses)
            fail(facts::Cause::TooLong, QStringLiteral("too many interim responses"));
        return;
    }
    for (const auto &field : message) {
        headers.append({latin1(field.name_string()), latin1(field.value())});
        if (headers.size() > headerFields) {
            headers.removeLast();
            fail(facts::Cause::TooLong, QStringLiteral("more than %1 header fields").arg(headerFields));
            return;
        }
    }
    endsWithConnection = parser->need_eof() && !parser->is_done();
    bodyTooLong = parser->content_length().value_or(0) > std::uint64_t(limits::policyBytes);
    state = parser->is_done() ? State::Done : State::Body;
}

void HttpResponse::Private::append(const char *bytes, qsizetype size)
{
    const qsizetype room = limits::policyBytes + 1 - body.size();
    body.append(bytes, std::min(size, room));
    if (body.size() <= limits::policyBytes)
        return;
    bodyTooLong = true;
    fail(facts::Cause::TooLong, QStringLiteral("body longer than %1 bytes").arg(limits::policyBytes));
}

void HttpResponse::Private::readBody()
{
    std::array<char, 4096> buffer;
    while (state == State::Body && !pending.isEmpty()) {
        auto &sink = parser->get().body();
        sink.data = buffer.data();
        sink.size = buffer.size();
        error_code code;
        const size_t used = parser->put(boost::asio::buffer(pending.constData(), size_t(pending.size())), code);
        pending.remove(0, qsizetype(used));
        append(buffer.data(), qsizetype(buffer.size() - sink.size));
        if (state == State::Failed)
            return;
        if (parser->is_done())
            state = State::Done;
        else if (code == http::error::need_more || (!code && !used))
            break;
        else if (code && code != http::error::need_buffer)
            fail(facts::Cause::ProtocolViolation, QString::fromStdString(code.message()));
    }
    // What is left is a piece of a chunk's header or of the trailer, which have no business to be long.
    if (state == State::Body && pending.size() > limits::httpHeaderBytes)
        fail(facts::Cause::TooLong, QStringLiteral("chunk header longer than %1 bytes").arg(limits::httpHeaderBytes));
}

HttpResponse::HttpResponse() : d(std::make_unique<Private>()) {}

HttpResponse::~HttpResponse() = default;

void HttpResponse::receive(const QByteArray &bytes)
{
    if (isOver())
        return;
    d->pending += bytes;
    if (d->state == State::Head)
        d->readHead();
    if (d->state == State::Body)
        d->readBody();
    if (isOver())
        d->pending.clear();
}

void HttpResponse::closed()
{
    if (d->state == State::Head)
        d->fail(facts::Cause::ClosedByPeer, d->pending.isEmpty() ? QStringLiteral("closed without an answer")
                                                                 : QStringLiteral("closed inside the header"));
    if (d->state != State::Body)
        return;
    if (d->endsWithConnection) {
        d->state = State::Done;
        return;
    }
    d->bodyIncomplete = true;
    d->fail(facts::Cause::ClosedByPeer, QStringLiteral("closed inside the body"));
}

HttpResponse::State HttpResponse::state() const
{
    return d->state;
}

facts::Cause HttpResponse::cause() const
{
    return d->cause;
}

QString HttpResponse::error() const
{
    return d->error;
}

bool HttpResponse::endsWithConnection() const
{
    return d->endsWithConnection;
}

int HttpResponse::status() const
{
    return d->status;
}

const QList<facts::HttpHeader> &HttpResponse::headers() const
{
    return d->headers;
}

const QByteArray &HttpResponse::body() const
{
    return d->body;
}

bool HttpResponse::bodyTooLong() const
{
    return d->bodyTooLong;
}

bool HttpResponse::bodyIncomplete() const
{
    return d->bodyIncomplete;
}

} // namespace io
