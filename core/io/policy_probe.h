// SPDX-License-Identifier: GPL-3.0-or-later
// One fetch under way: connect, TLS, GET, and perhaps the same once more as a browser. Lives on a probe thread and
// deletes itself when the fact is delivered; deleted earlier, it delivers what it has as cancelled.
#pragma once

#include "io/channel.h"
#include "io/http_response.h"
#include "io/interfaces.h"

#include <QPromise>
#include <functional>
#include <optional>

namespace io {

/// The facts that are known before anything is tried.
facts::PolicyFetch blankFetch(const PolicyTarget &target);

class PolicyProbe : public QObject
{
    Q_OBJECT
public:
    PolicyProbe(PolicyTarget target, std::shared_ptr<const tls::TrustStore> trust, QPromise<facts::PolicyFetch> promise,
                std::stop_token stop);
    ~PolicyProbe() override;
    void start();

private:
    void open();
    void onConnected();
    void onSecured();
    void onReceived(const QByteArray &bytes);
    void onEnded(facts::Cause cause, const QString &error);
    void takeResponse();
    void finishRequest(facts::Cause cause, const QString &error);
    void finishBrowserRequest();
    void cancel();
    void deliver();

    const PolicyTarget m_target;
    const std::shared_ptr<const tls::TrustStore> m_trust;
    QPromise<facts::PolicyFetch> m_promise;
    const std::stop_token m_stop;
    const int m_allowedMs; ///< for both requests together
    facts::PolicyFetch m_fetch;
    QElapsedTimer m_clock;
    std::unique_ptr<Channel> m_channel;
    std::unique_ptr<HttpResponse> m_response;
    bool m_asBrowser = false;
    bool m_delivered = false;
    /// Runs on the thread that asks for the stop; its destructor waits for it, so it goes first.
    std::optional<std::stop_callback<std::function<void()>>> m_stopCallback;
};

} // namespace io
