// SPDX-License-Identifier: GPL-3.0-or-later
// A mail server on loopback that follows a script, good manners or bad. A script is a list of steps, the same words as
// in the dialogue tests:
//   "S: text"     send a line
//   "S! bytes"    send bytes as they are
//   "C: words"    wait for a line that begins so (upper or lower case as written); another line ends the session
//   "TLS"         the handshake; a failed one ends the session
//   "REST"        whatever the client says until it goes away
//   "HANG"        say nothing and keep the connection open
//   "WAIT ms"     be slow
//   "DRIP ms text"  a byte each `ms` milliseconds
//   "FLOOD bytes" send the bytes again and again until the client goes away
//   "CLOSE"       close in order; "CUT" FIN without close_notify; "RESET" RST
#pragma once

#include "tls_server.h"

#include <QByteArrayList>

namespace fixture {

class ScriptedSmtpServer
{
public:
    /// Session n follows the n-th script, later ones the last.
    explicit ScriptedSmtpServer(QList<QByteArrayList> scripts, const ServerOptions &options = {},
                                const QString &ip = QStringLiteral("127.0.0.1"))
        : m_scripts(std::move(scripts)), m_server(
                                             options, [this](Peer &peer) { serve(peer); }, ip)
    {
    }

    base::IpAddress address() const { return m_server.address(); }
    int port() const { return m_server.port(); }
    int sessions() const { return m_server.connections(); }
    int mostAtOnce() const { return m_mostAtOnce; }

    /// What the clients said, line by line, and "(TLS name)" for each handshake with its SNI.
    QByteArrayList heard() const
    {
        const std::lock_guard lock(m_mutex);
        return m_heard;
    }

private:
    void serve(Peer &peer)
    {
        QByteArrayList script;
        {
            const std::lock_guard lock(m_mutex);
            script = m_scripts.at(std::min<qsizetype>(m_next++, m_scripts.size() - 1));
            m_mostAtOnce = std::max<int>(m_mostAtOnce, ++m_running);
        }
        for (const QByteArray &step : std::as_const(script))
            if (!follow(peer, step))
                break;
        --m_running;
    }

    bool follow(Peer &peer, const QByteArray &step)
    {
        if (step.startsWith("S: "))
            return peer.send(step.mid(3) + "\r\n");
        if (step.startsWith("S! "))
            return peer.send(step.mid(3));
        if (step.startsWith("C: "))
            return hear(peer.readLine()).startsWith(step.mid(3));
        if (step.startsWith("WAIT "))
            return peer.pause(step.mid(5).toInt());
        if (step.startsWith("FLOOD "))
            return flood(peer, step.mid(6));
        if (step.startsWith("DRIP "))
            return drip(peer, step.mid(5));
        return followWord(peer, step);
    }

    bool followWord(Peer &peer, const QByteArray &step)
    {
        if (step == "TLS") {
            const bool established = peer.handshake();
            hear("(TLS " + peer.sni() + ')');
            return established;
        }
        if (step == "CLOSE")
            peer.closeNotify();
        if (step == "CLOSE" || step == "CUT") {
            peer.halfClose();
            peer.holdOpen(); // to close with bytes unread would be a reset
        } else if (step == "RESET")
            peer.reset();
        else if (step == "HANG")
            peer.holdOpen();
        else if (step == "REST")
            while (!hear(peer.readLine()).isEmpty()) {
            }
        else
            qFatal("unknown step: %s", step.constData());
        return false;
    }

    bool flood(Peer &peer, const QByteArray &bytes)
    {
        const QByteArray block = bytes.repeated(1 + 4096 / int(bytes.size()));
        while (peer.send(block)) {
        }
        return false;
    }

    bool drip(Peer &peer, const QByteArray &rest)
    {
        const qsizetype blank = rest.indexOf(' ');
        for (const char byte : rest.mid(blank + 1))
            if (!peer.pause(rest.left(blank).toInt()) || !peer.send(QByteArray(1, byte)))
                return false;
        return true;
    }

    QByteArray hear(const QByteArray &line)
    {
        const std::lock_guard lock(m_mutex);
        if (!line.isEmpty())
            m_heard += line.endsWith("\r\n") ? line.chopped(2) : line;
        return line;
    }

    const QList<QByteArrayList> m_scripts;
    mutable std::mutex m_mutex;
    QByteArrayList m_heard;
    qsizetype m_next = 0;
    std::atomic<int> m_running = 0;
    std::atomic<int> m_mostAtOnce = 0;
    TlsServer m_server; ///< last: it ends its threads before what they use
};

} // namespace fixture
