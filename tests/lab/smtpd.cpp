// SPDX-License-Identifier: GPL-3.0-or-later
// lab_smtpd: one small server that shows many behaviours of mail servers with STARTTLS, one a local address.
//   lab_smtpd CONFIG CERTDIR          (smtpd_listener.h says what CONFIG holds, smtpd_tls.h what CERTDIR is for)
// It prints a line for each client that breaks the protocol (talks before the banner, sends more behind STARTTLS before
// the 220), and its totals on SIGUSR1.
#include "smtpd_connection.h"
#include "smtpd_tls.h"

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unordered_map>

namespace lab {

namespace {

constexpr int tickMs = 10;
constexpr long long idleMs = 120'000;

volatile std::sig_atomic_t reportWanted = 0;
volatile std::sig_atomic_t stopWanted = 0;

[[noreturn]] void failWith(const std::string &what)
{
    std::perror(what.c_str());
    std::exit(1);
}

socklen_t parseAddress(const Listener &listener, sockaddr_storage &storage)
{
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<uint16_t>(listener.port));
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = v4.sin_port;
    if (inet_pton(AF_INET, listener.address.c_str(), &v4.sin_addr) == 1) {
        std::memcpy(&storage, &v4, sizeof v4);
        return sizeof v4;
    }
    if (inet_pton(AF_INET6, listener.address.c_str(), &v6.sin6_addr) == 1) {
        std::memcpy(&storage, &v6, sizeof v6);
        return sizeof v6;
    }
    failWith("no address: " + listener.address);
}

int openSocket(const Listener &listener)
{
    sockaddr_storage storage{};
    const socklen_t length = parseAddress(listener, storage);
    const int type = listener.behaviour == Behaviour::UdpSink ? SOCK_DGRAM : SOCK_STREAM;
    const int fd = socket(storage.ss_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (storage.ss_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, reinterpret_cast<const sockaddr *>(&storage), length) < 0)
        failWith(listener.address);
    if (type == SOCK_STREAM && listen(fd, 4096) < 0)
        failWith(listener.address);
    return fd;
}

class Server
{
public:
    Server(const std::string &config, const std::string &certificates);
    void run();

private:
    void watch(int fd, int operation, uint32_t events);
    void accept(const Listener &listener);
    void advance(int fd, bool tick);
    void tick();
    void report() const;

    int m_epoll = epoll_create1(EPOLL_CLOEXEC);
    Certificates m_certificates;
    Totals m_totals;
    std::unordered_map<int, std::unique_ptr<Listener>> m_listeners;
    std::unordered_map<int, std::unique_ptr<Connection>> m_connections;
};

Server::Server(const std::string &config, const std::string &certificates) : m_certificates(certificates)
{
    for (auto &listener : readListeners(config)) {
        if (listener->behaviour != Behaviour::UdpSink)
            m_certificates.prepare(*listener);
        listener->fd = openSocket(*listener);
        if (listener->behaviour != Behaviour::UdpSink)
            watch(listener->fd, EPOLL_CTL_ADD, EPOLLIN);
        m_listeners[listener->fd] = std::move(listener);
    }
    std::printf("lab_smtpd: %zu listeners\n", m_listeners.size());
}

void Server::watch(int fd, int operation, uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    epoll_ctl(m_epoll, operation, fd, &event);
}

void Server::accept(const Listener &listener)
{
    for (;;) {
        const int fd = accept4(listener.fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(fd, EPOLL_CTL_ADD, EPOLLIN);
        m_connections[fd] = std::make_unique<Connection>(fd, listener, m_totals);
        advance(fd, true);
    }
}

void Server::advance(int fd, bool tick)
{
    const auto found = m_connections.find(fd);
    if (found == m_connections.end())
        return;
    Connection &connection = *found->second;
    const bool idle = nowMs() - connection.lastHeardMs() > idleMs;
    if (idle || !connection.advance(tick)) {
        m_connections.erase(found);
        return;
    }
    watch(fd, EPOLL_CTL_MOD, connection.wantsToWrite() ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void Server::tick()
{
    std::vector<int> all;
    for (const auto &entry : m_connections)
        all.push_back(entry.first);
    for (const int fd : all)
        advance(fd, true);
}

void Server::report() const
{
    std::printf("connections %ld handshakes %ld failed %ld violations %ld open %zu\n", m_totals.connections,
                m_totals.handshakes, m_totals.failedHandshakes, m_totals.violations, m_connections.size());
}

void Server::run()
{
    epoll_event events[256];
    long long lastTick = nowMs();
    while (!stopWanted) {
        const int count = epoll_wait(m_epoll, events, 256, m_connections.empty() ? 1000 : tickMs);
        for (int index = 0; index < count; index++) {
            const int fd = events[index].data.fd;
            const auto listener = m_listeners.find(fd);
            if (listener != m_listeners.end())
                accept(*listener->second);
            else
                advance(fd, false);
        }
        if (nowMs() - lastTick >= tickMs) {
            lastTick = nowMs();
            tick();
        }
        if (reportWanted) {
            reportWanted = 0;
            report();
        }
    }
}

} // namespace

} // namespace lab

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: lab_smtpd CONFIG CERTDIR\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGUSR1, [](int) { lab::reportWanted = 1; });
    std::signal(SIGTERM, [](int) { lab::stopWanted = 1; });
    std::signal(SIGINT, [](int) { lab::stopWanted = 1; });
    lab::Server(argv[1], argv[2]).run();
    return 0;
}
