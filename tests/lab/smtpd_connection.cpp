// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtpd_connection.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lab {

namespace {

constexpr size_t longestInput = 65536;

bool mustWait(SSL *ssl, int result)
{
    const int error = SSL_get_error(ssl, result);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

} // namespace

long long nowMs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1'000'000;
}

Connection::Connection(int fd, const Listener &listener, Totals &totals)
    : m_fd(fd), m_listener(listener), m_totals(totals), m_greetAt(nowMs() + listener.waitMs), m_lastHeard(nowMs())
{
    m_totals.connections++;
    if (listener.behaviour == Behaviour::RawHttps)
        m_state = State::Handshaking;
}

Connection::~Connection()
{
    SSL_free(m_ssl);
    close(m_fd);
}

bool Connection::advance(bool tick)
{
    if (tick)
        m_allowance = m_listener.pace;
    if (m_state == State::Waiting && nowMs() >= m_greetAt)
        greet();
    for (bool progress = true; progress;) {
        progress = false;
        if (!handshake(progress) || !flush(progress) || !receive(progress))
            return false;
        progress = converse() || progress;
    }
    return true;
}

void Connection::greet()
{
    m_state = State::Talking;
    say(greeting(m_listener));
}

void Connection::say(const Answer &answer)
{
    m_out += answer.text;
    m_afterOutput = answer.then;
    if (answer.then == Then::Repeat)
        m_repeated = answer.text;
    if (answer.then == Then::Ignore)
        m_state = State::Deaf;
    if (answer.then == Then::Jabber)
        m_state = State::Jabbering;
    if (answer.then == Then::Handshake) {
        if (!m_in.empty())
            noteViolation(m_in.size(), "behind STARTTLS before the 220");
        m_in.clear();
        m_state = State::Handshaking;
    }
}

bool Connection::handshake(bool &progress)
{
    if (m_state != State::Handshaking || !m_out.empty())
        return true;
    if (!m_ssl) {
        m_ssl = SSL_new(m_listener.context.get());
        SSL_set_fd(m_ssl, m_fd);
        SSL_set_mode(m_ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_set_accept_state(m_ssl);
    }
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl);
    if (result == 1) {
        m_totals.handshakes++;
        m_state = State::Talking;
        m_afterOutput = Then::Listen;
        progress = true;
        return m_listener.behaviour != Behaviour::CloseAfterTls;
    }
    if (mustWait(m_ssl, result))
        return true;
    m_totals.failedHandshakes++;
    return false;
}

long Connection::transmit(const char *data, size_t size)
{
    ERR_clear_error(); // what other connections left there would pass for an error of this one
    if (secure())
        return SSL_write(m_ssl, data, static_cast<int>(size));
    return send(m_fd, data, size, MSG_NOSIGNAL);
}

bool Connection::flush(bool &progress)
{
    m_blocked = false;
    while (m_sent < m_out.size()) {
        size_t size = m_out.size() - m_sent;
        if (m_listener.pace) {
            if (m_allowance <= 0)
                return true;
            size = std::min(size, static_cast<size_t>(m_allowance));
        }
        const long sent = transmit(m_out.data() + m_sent, size);
        if (sent <= 0) {
            m_blocked = true;
            return true; // a dead peer shows when we read
        }
        m_sent += static_cast<size_t>(sent);
        m_allowance -= static_cast<int>(sent);
        progress = true;
    }
    m_out.clear();
    m_sent = 0;
    if (m_afterOutput == Then::Repeat)
        m_out = m_repeated;
    if (m_afterOutput != Then::Close)
        return true;
    if (secure())
        SSL_shutdown(m_ssl);
    return false;
}

bool Connection::receive(bool &progress)
{
    if (m_state == State::Handshaking)
        return true;
    char buffer[8192];
    long size = 0;
    ERR_clear_error();
    if (secure()) {
        size = SSL_read(m_ssl, buffer, sizeof buffer);
        if (size <= 0)
            return mustWait(m_ssl, static_cast<int>(size));
    } else {
        size = recv(m_fd, buffer, sizeof buffer, 0);
        if (size <= 0)
            return size < 0 && errno == EAGAIN;
    }
    progress = true;
    m_lastHeard = nowMs();
    take(std::string(buffer, static_cast<size_t>(size)));
    return m_in.size() <= longestInput;
}

void Connection::take(const std::string &bytes)
{
    if (m_state == State::Deaf || m_afterOutput == Then::Repeat)
        return;
    if (m_state == State::Jabbering) {
        m_out = std::string(200, 'Z') + "\r\n";
        m_afterOutput = Then::Close;
        return;
    }
    if (m_state == State::Waiting)
        noteViolation(bytes.size(), "before the banner");
    m_in += bytes;
}

bool Connection::converse()
{
    if (m_state != State::Talking || m_afterOutput != Then::Listen)
        return false;
    if (m_listener.behaviour == Behaviour::RawHttps) {
        answerRequest();
        return !m_out.empty();
    }
    const auto end = m_in.find('\n');
    if (end == std::string::npos)
        return false;
    std::string command = m_in.substr(0, end);
    m_in.erase(0, end + 1);
    if (!command.empty() && command.back() == '\r')
        command.pop_back();
    say(reply(m_listener, command, secure()));
    return true;
}

void Connection::answerRequest()
{
    if (m_in.find("\r\n\r\n") == std::string::npos)
        return;
    m_in.clear();
    m_out = m_listener.response;
    m_afterOutput = m_listener.hold ? Then::Ignore : Then::Close;
}

void Connection::noteViolation(size_t bytes, const char *when)
{
    m_totals.violations++;
    std::printf("VIOLATION %s: %zu bytes %s\n", m_listener.address.c_str(), bytes, when);
}

} // namespace lab
