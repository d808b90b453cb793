// SPDX-License-Identifier: GPL-3.0-or-later
// One client of the lab server: a non-blocking socket, its TLS session if any, and where in the dialogue it is. The
// server calls advance() whenever the socket or the clock has something new, and closes the connection when it says so.
#pragma once

#include "smtpd_dialogue.h"

#include <string>

namespace lab {

long long nowMs();

/// What happened since the start, for the totals on SIGUSR1.
struct Totals
{
    long connections = 0, handshakes = 0, failedHandshakes = 0, violations = 0;
};

class Connection
{
public:
    Connection(int fd, const Listener &listener, Totals &totals);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Does all that can be done now. False: the connection is over. `tick`: the clock has moved on, paced output may
    /// go on.
    bool advance(bool tick);

    int fd() const { return m_fd; }
    bool wantsToWrite() const { return m_blocked; }
    long long lastHeardMs() const { return m_lastHeard; }

private:
    enum class State { Waiting, Talking, Handshaking, Deaf, Jabbering };

    void greet();
    void say(const Answer &answer);
    bool handshake(bool &progress);
    bool flush(bool &progress);
    bool receive(bool &progress);
    void take(const std::string &bytes);
    bool converse();
    void answerRequest();
    void noteViolation(size_t bytes, const char *when);
    long transmit(const char *data, size_t size);
    bool secure() const { return m_ssl && SSL_is_init_finished(m_ssl); }

    int m_fd;
    const Listener &m_listener;
    Totals &m_totals;
    SSL *m_ssl = nullptr;
    State m_state = State::Waiting;
    Then m_afterOutput = Then::Listen;
    std::string m_in, m_out, m_repeated;
    size_t m_sent = 0;
    int m_allowance = 0;
    long long m_greetAt = 0;
    long long m_lastHeard = 0;
    bool m_blocked = false;
};

} // namespace lab
