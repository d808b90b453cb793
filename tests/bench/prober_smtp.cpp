// SPDX-License-Identifier: GPL-3.0-or-later
#include "prober_smtp.h"

#include "prober_options.h"
#include "prober_tls.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <sys/socket.h>
#include <unordered_map>

namespace bare {

namespace {

constexpr size_t longestReply = 65536;
const char ehlo[] = "EHLO probe.lab.test\r\n";

struct Reply
{
    int code = 0; ///< 0: none came
    std::string text;
};

/// A whole reply with all its lines; what came behind it stays in `buffer`.
Task<Reply> readReply(Socket &socket, SSL *ssl, std::string &buffer, long long deadline)
{
    Reply reply;
    for (;;) {
        size_t end = 0;
        while ((end = buffer.find('\n')) != std::string::npos) {
            const std::string line = buffer.substr(0, end + 1);
            buffer.erase(0, end + 1);
            reply.text += line;
            if (line.size() >= 4 && line[3] != '-') {
                reply.code = std::atoi(line.c_str());
                co_return reply;
            }
        }
        char bytes[8192];
        const ssize_t size = ssl ? SSL_read(ssl, bytes, sizeof bytes) : recv(socket.fd(), bytes, sizeof bytes, 0);
        if (size > 0) {
            buffer.append(bytes, static_cast<size_t>(size));
            if (buffer.size() > longestReply)
                co_return Reply{};
            continue;
        }
        const bool again =
            ssl ? SSL_get_error(ssl, static_cast<int>(size)) == SSL_ERROR_WANT_READ : size < 0 && errno == EAGAIN;
        if (!again || !co_await socket.wait(deadline))
            co_return Reply{};
    }
}

void say(const Socket &socket, const char *text)
{
    // A server that is gone shows at the next reply.
    [[maybe_unused]] const ssize_t sent = send(socket.fd(), text, std::strlen(text), MSG_NOSIGNAL);
}

void trace(const Session &session, const char *what)
{
    bare::trace("smtp %s %s", session.address.c_str(), what);
}

/// Up to the 220 that TLS may follow; false with an error otherwise.
Task<bool> reachStartTls(Socket &socket, Session &session, std::string &buffer, long long deadline)
{
    const Reply banner = co_await readReply(socket, nullptr, buffer, deadline);
    if (banner.code != 220) {
        session.error = "banner " + std::to_string(banner.code);
        co_return false;
    }
    trace(session, "banner");
    say(socket, ehlo);
    const Reply features = co_await readReply(socket, nullptr, buffer, deadline);
    if (features.code != 250) {
        session.error = "ehlo " + std::to_string(features.code);
        co_return false;
    }
    trace(session, "ehlo");
    if (features.text.find("STARTTLS") == std::string::npos) {
        session.error = "no STARTTLS";
        say(socket, "QUIT\r\n");
        co_return false;
    }
    say(socket, "STARTTLS\r\n");
    const Reply ready = co_await readReply(socket, nullptr, buffer, deadline);
    if (ready.code != 220) {
        session.error = "starttls " + std::to_string(ready.code);
        co_return false;
    }
    trace(session, "220");
    if (!buffer.empty())
        session.error = "injected plain text";
    co_return true;
}

Task<Session> probe(Context &context, std::string host, Record address)
{
    Session session;
    session.address = addressText(address);
    const long long deadline = nowUs() + options.timeoutUs;
    const int fd = dial(address, 25);
    if (fd < 0) {
        session.error = std::strerror(errno);
        co_return session;
    }
    Socket socket(context, fd);
    session.error = co_await connected(socket, deadline);
    if (!session.error.empty())
        co_return session;
    trace(session, "tcp");
    std::string buffer;
    if (!co_await reachStartTls(socket, session, buffer, deadline))
        co_return session;
    const Tls ssl = clientTls(context, fd, host);
    const std::string failure = co_await handshake(socket, ssl.get(), deadline);
    if (!failure.empty()) {
        session.error = failure;
        co_return session;
    }
    session.version = SSL_get_version(ssl.get());
    session.certificate = verdictOf(ssl.get());
    bare::trace("smtp %s tls %s verify=%s", session.address.c_str(), session.version.c_str(),
                session.certificate.c_str());
    SSL_write(ssl.get(), ehlo, sizeof ehlo - 1);
    buffer.clear();
    const Reply overTls = co_await readReply(socket, ssl.get(), buffer, deadline);
    if (overTls.code != 250 && session.error.empty())
        session.error = "closed after TLS";
    trace(session, "ehlo over tls");
    SSL_write(ssl.get(), "QUIT\r\n", 6);
    co_return session;
}

Task<MxHost> probeNow(Context &context, std::string name)
{
    MxHost host;
    host.name = name;
    auto askingA = context.dns->query(name, A), askingAaaa = context.dns->query(name, AAAA);
    auto askingTlsa = context.dns->query("_25._tcp." + name, TLSA);
    std::vector<Task<Session>> running;
    const Answer a = co_await askingA;
    bare::trace("dns A %s", name.c_str());
    for (const Record &record : a.records)
        if (record.type == A)
            running.push_back(probe(context, name, record));
    const Answer aaaa = co_await askingAaaa;
    for (const Record &record : aaaa.records)
        if (record.type == AAAA)
            running.push_back(probe(context, name, record));
    const Answer tlsa = co_await askingTlsa;
    for (const Record &record : tlsa.records)
        if (record.type == TLSA && tlsa.authentic)
            host.hasTlsa = true;
    for (Task<Session> &session : running)
        host.sessions.push_back(co_await session);
    co_return host;
}

struct Shared
{
    bool done = false;
    MxHost result;
    std::vector<std::coroutine_handle<>> waiting;
};

struct SharedAwaiter
{
    Shared &shared;
    bool await_ready() { return shared.done; }
    void await_suspend(std::coroutine_handle<> handle) { shared.waiting.push_back(handle); }
    void await_resume() {}
};

thread_local std::unordered_map<std::string, std::shared_ptr<Shared>> sharedHosts;

} // namespace

Task<MxHost> probeMxHost(Context &context, std::string host)
{
    if (!options.shareProbes)
        co_return co_await probeNow(context, host);
    if (const auto shared = sharedHosts[host]) {
        co_await SharedAwaiter{*shared};
        co_return shared->result;
    }
    const auto mine = sharedHosts[host] = std::make_shared<Shared>();
    mine->result = co_await probeNow(context, host);
    mine->done = true;
    for (const auto handle : std::exchange(mine->waiting, {}))
        handle.resume();
    co_return mine->result;
}

} // namespace bare
