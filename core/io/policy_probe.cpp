// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/policy_probe.h"

#include "base/limits.h"

#include <algorithm>
#include <array>

namespace io {
namespace {

QByteArray authority(const PolicyTarget &target)
{
    const QByteArray host = target.host.toLatin1();
    return target.port == 443 ? host : host + ':' + QByteArray::number(target.port);
}

QByteArray requestText(const PolicyTarget &target, bool asBrowser)
{
    const QByteArray agent = asBrowser ? "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
                                         "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                                         "Accept-Language: en-US,en;q=0.5"
                                       : "sigillo/" SIGILLO_VERSION;
    return "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + authority(target) + "\r\nUser-Agent: " + agent +
           "\r\nConnection: close\r\n\r\n";
}

/// Answers that servers give to visitors who are no browser.
bool smellsOfBotProtection(const HttpResponse &response)
{
    static constexpr std::array refusals{401, 403, 406, 418, 429, 503};
    if (std::find(refusals.begin(), refusals.end(), response.status()) != refusals.end())
        return true;
    return response.status() == 200 && response.body().trimmed().startsWith('<'); // a page where a text file should be
}

} // namespace

facts::PolicyFetch blankFetch(const PolicyTarget &target)
{
    facts::PolicyFetch fetch;
    fetch.address = target.address;
    fetch.port = target.port;
    fetch.url = QStringLiteral("https://%1/.well-known/mta-sts.txt").arg(QString::fromLatin1(authority(target)));
    fetch.tls.referenceName = target.host;
    return fetch;
}

PolicyProbe::PolicyProbe(PolicyTarget target, std::shared_ptr<const tls::TrustStore> trust,
                         QPromise<facts::PolicyFetch> promise, std::stop_token stop)
    : m_target(std::move(target)), m_trust(std::move(trust)), m_promise(std::move(promise)), m_stop(std::move(stop)),
      m_allowedMs(m_target.timeoutMs > 0 ? m_target.timeoutMs : limits::policyFetchMs), m_fetch(blankFetch(m_target))
{
}

PolicyProbe::~PolicyProbe()
{
    m_stopCallback.reset();
    cancel();
}

void PolicyProbe::start()
{
    m_clock.start();
    m_stopCallback.emplace(m_stop,
                           [this] { QMetaObject::invokeMethod(this, &PolicyProbe::cancel, Qt::QueuedConnection); });
    open();
}

void PolicyProbe::open()
{
    m_response = std::make_unique<HttpResponse>();
    m_channel = std::make_unique<Channel>();
    connect(m_channel.get(), &Channel::connected, this, &PolicyProbe::onConnected);
    connect(m_channel.get(), &Channel::secured, this, &PolicyProbe::onSecured);
    connect(m_channel.get(), &Channel::received, this, &PolicyProbe::onReceived);
    connect(m_channel.get(), &Channel::ended, this, &PolicyProbe::onEnded);
    if (!m_asBrowser)
        m_fetch.reached = facts::FetchStage::Connect;
    m_channel->open(m_target.address, m_target.port, int(m_allowedMs - m_clock.elapsed()));
}

void PolicyProbe::onConnected()
{
    if (!m_asBrowser) {
        m_fetch.connectMs = m_channel->elapsedMs();
        m_fetch.reached = facts::FetchStage::Handshake;
    }
    tls::ClientOptions options;
    options.host = m_target.host;
    options.trust = m_trust;
    options.alpn = "http/1.1";
    m_channel->startTls(options);
}

void PolicyProbe::onSecured()
{
    if (!m_asBrowser)
        m_fetch.reached = facts::FetchStage::Request;
    m_channel->write(requestText(m_target, m_asBrowser));
}

void PolicyProbe::onReceived(const QByteArray &bytes)
{
    m_response->receive(bytes);
    if (!m_asBrowser && m_response->state() != HttpResponse::State::Head && m_response->status())
        m_fetch.reached = facts::FetchStage::Body;
    if (m_response->isOver())
        takeResponse();
}

void PolicyProbe::onEnded(facts::Cause cause, const QString &error)
{
    const bool orderly = cause == facts::Cause::ClosedByPeer;
    const bool untold = orderly && m_channel->isSecure() && !m_channel->tlsClosedByPeer();
    if (m_channel->isSecure() && orderly)
        m_response->closed();
    if (!m_response->isOver()) {
        m_fetch.bodyIncomplete = m_fetch.bodyIncomplete || (!m_asBrowser && cause == facts::Cause::Reset &&
                                                            m_response->state() == HttpResponse::State::Body);
        finishRequest(cause, error);
        return;
    }
    // Complete for most clients; some (Go's) call an end without close_notify an error, so the facts mention it.
    if (untold && !m_asBrowser && m_response->state() == HttpResponse::State::Done)
        m_fetch.error = QStringLiteral("closed without close_notify");
    takeResponse();
}

void PolicyProbe::takeResponse()
{
    m_channel->close();
    const bool done = m_response->state() == HttpResponse::State::Done;
    if (done && !m_asBrowser)
        m_fetch.reached = facts::FetchStage::Done;
    finishRequest(m_response->cause(), done && !m_asBrowser ? m_fetch.error : m_response->error());
}

void PolicyProbe::finishRequest(facts::Cause cause, const QString &error)
{
    if (m_asBrowser) {
        finishBrowserRequest();
        return;
    }
    m_fetch.cause = cause;
    m_fetch.error = error;
    m_fetch.tls = m_channel->tlsFacts();
    m_fetch.tls.referenceName = m_target.host;
    m_fetch.httpStatus = m_response->status();
    m_fetch.headers = m_response->headers();
    m_fetch.body = m_response->body();
    m_fetch.bodyTooLong = m_response->bodyTooLong();
    m_fetch.bodyIncomplete = m_fetch.bodyIncomplete || m_response->bodyIncomplete();
    m_fetch.totalMs = m_clock.elapsed();
    m_asBrowser = m_fetch.complete() && smellsOfBotProtection(*m_response);
    if (!m_asBrowser) {
        deliver();
        return;
    }
    // Not now: this runs inside a signal of the channel that is to be replaced.
    QMetaObject::invokeMethod(
        this, [this] { m_delivered ? void() : open(); }, Qt::QueuedConnection);
}

void PolicyProbe::finishBrowserRequest()
{
    facts::BrowserRetry retry;
    retry.httpStatus = m_response->status();
    for (const facts::HttpHeader &header : m_response->headers())
        if (retry.contentType.isEmpty() && header.name.compare(QLatin1String("content-type"), Qt::CaseInsensitive) == 0)
            retry.contentType = header.value;
    retry.looksLikePolicy = m_response->body().startsWith("version:");
    m_fetch.browserRetry = retry;
    deliver();
}

void PolicyProbe::cancel()
{
    if (m_delivered)
        return;
    if (m_channel)
        m_channel->cancel();
    // A complete first answer stands; only the second look is given up.
    if (!m_asBrowser) {
        m_fetch.cause = facts::Cause::Cancelled;
        m_fetch.totalMs = m_clock.isValid() ? m_clock.elapsed() : 0;
        if (m_channel)
            m_fetch.tls = m_channel->tlsFacts();
        m_fetch.tls.referenceName = m_target.host;
    }
    deliver();
}

void PolicyProbe::deliver()
{
    if (m_delivered)
        return;
    m_delivered = true;
    m_promise.addResult(std::move(m_fetch));
    m_promise.finish();
    deleteLater();
}

} // namespace io
