// SPDX-License-Identifier: GPL-3.0-or-later
// One SMTP session on one connection: a smtp::Dialogue that knows what to say, driven by a Channel that moves the
// bytes. What the dialogue says leaves in the turn of the event loop in which its cause came in, so a session takes the
// round trips that the protocol needs and no other. Lives on one thread.
#pragma once

#include "io/channel.h"
#include "io/interfaces.h"
#include "smtp/dialogue.h"

#include <functional>

namespace io {

class SmtpSession : public QObject
{
    Q_OBJECT
public:
    SmtpSession(const SmtpTarget &target, const tls::ClientOptions &tls, smtp::Extent extent, QObject *parent);

    void start();
    void cancel();

Q_SIGNALS:
    /// Exactly once after start(), also after cancel(); from the event loop or from inside cancel().
    void finished(const facts::SmtpProbe &probe);

private:
    void onConnected();
    void onReceived(const QByteArray &bytes);
    void onSecured();
    void onEnded(facts::Cause cause, const QString &error);
    void proceed();
    void startTls();
    void deliver();

    SmtpTarget m_target;
    tls::ClientOptions m_tls;
    Channel m_channel;
    smtp::Dialogue m_dialogue;
    bool m_delivered = false;
};

} // namespace io
