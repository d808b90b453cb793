// SPDX-License-Identifier: GPL-3.0-or-later
#include "prober_policy.h"

#include "prober_options.h"
#include "prober_tls.h"

#include <cerrno>
#include <cstring>
#include <optional>

namespace bare {

namespace {

constexpr size_t longestBody = 65536;
constexpr size_t longestHeader = 4096;

/// The body's length by the header; nothing while the header is not there, or when it does not say.
std::optional<size_t> announced(const std::string &response, size_t headerEnd)
{
    const std::string field = "Content-Length: ";
    const size_t at = response.find(field);
    if (headerEnd == std::string::npos || at == std::string::npos || at > headerEnd)
        return std::nullopt;
    return std::strtoul(response.c_str() + at + field.size(), nullptr, 10);
}

Task<std::string> readResponse(Socket &socket, SSL *ssl, std::string &response, long long deadline)
{
    char buffer[16384];
    for (;;) {
        const int size = SSL_read(ssl, buffer, sizeof buffer);
        if (size > 0) {
            response.append(buffer, static_cast<size_t>(size));
            if (response.size() > longestBody + longestHeader)
                co_return std::string("too large");
            const size_t headerEnd = response.find("\r\n\r\n");
            const auto length = announced(response, headerEnd);
            if (length && *length > longestBody)
                co_return std::string("too large");
            if (length && response.size() - headerEnd - 4 >= *length)
                co_return std::string();
            continue;
        }
        if (!mustWait(ssl, size))
            co_return std::string();
        if (!co_await socket.wait(deadline))
            co_return std::string("http timeout");
    }
}

void split(const std::string &response, Policy &policy)
{
    if (response.compare(0, 5, "HTTP/") == 0 && response.size() > 12)
        policy.status = std::atoi(response.c_str() + 9);
    const size_t headerEnd = response.find("\r\n\r\n");
    if (headerEnd != std::string::npos)
        policy.body = response.substr(headerEnd + 4);
}

Task<Policy> fetchFrom(Context &context, std::string host, Record address)
{
    Policy policy;
    const long long deadline = nowUs() + options.timeoutUs;
    const std::string where = addressText(address);
    const int fd = dial(address, 443);
    if (fd < 0) {
        policy.error = std::strerror(errno);
        co_return policy;
    }
    Socket socket(context, fd);
    policy.error = co_await connected(socket, deadline);
    if (!policy.error.empty())
        co_return policy;
    trace("https %s tcp", where.c_str());
    const Tls ssl = clientTls(context, fd, host);
    policy.error = co_await handshake(socket, ssl.get(), deadline);
    if (!policy.error.empty())
        co_return policy;
    policy.certificate = verdictOf(ssl.get());
    trace("https %s tls %s verify=%s", where.c_str(), SSL_get_version(ssl.get()), policy.certificate.c_str());
    if (policy.certificate != "ok") {
        policy.error = "certificate: " + policy.certificate;
        co_return policy;
    }
    const std::string request = "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + host +
                                "\r\nUser-Agent: bare_prober\r\nConnection: close\r\n\r\n";
    SSL_write(ssl.get(), request.data(), static_cast<int>(request.size()));
    std::string response;
    policy.error = co_await readResponse(socket, ssl.get(), response, deadline);
    split(response, policy);
    trace("https %s status %d, %zu bytes %s", where.c_str(), policy.status, policy.body.size(), policy.error.c_str());
    co_return policy;
}

const Record *firstOf(const Answer &answer, uint16_t type)
{
    for (const Record &record : answer.records)
        if (record.type == type)
            return &record;
    return nullptr;
}

} // namespace

Task<Policy> fetchPolicy(Context &context, std::string host)
{
    auto askingA = context.dns->query(host, A), askingAaaa = context.dns->query(host, AAAA);
    const Answer a = co_await askingA;
    trace("dns A %s", host.c_str());
    const Answer aaaa = co_await askingAaaa;
    const Record *address = firstOf(a, A);
    if (!address)
        address = firstOf(aaaa, AAAA);
    if (address)
        co_return co_await fetchFrom(context, host, *address);
    Policy policy;
    policy.error = "no address";
    co_return policy;
}

} // namespace bare
