// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/rfc2136_provider.h"

#include "io/providers/tcp_exchange.h"

namespace io {
namespace {

// What we publish, and what a CNAME cannot stand beside.
const QByteArrayList &askedTypes()
{
    static const QByteArrayList types{"CNAME", "TXT", "A", "AAAA", "CAA", "NS"};
    return types;
}

ProviderResult<publish::ZoneState> stateOf(const QString &zone, const QList<DnsRequest> &requests,
                                           const QByteArrayList &answers, const TsigKey *key)
{
    publish::ZoneState state{zone, {}};
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const auto set = readAnswer(answers.at(i), requests.at(i), key);
        if (!set)
            return tl::unexpected(set.error());
        if (*set)
            state.add(**set);
    }
    return state;
}

} // namespace

QFuture<ProviderResult<publish::ZoneState>> askServer(const DnsServer &server, const QString &zone,
                                                      const QStringList &names, const TsigKey *key, int timeoutMs,
                                                      std::stop_token stop)
{
    QList<DnsRequest> requests;
    QByteArrayList wires;
    for (const QString &name : names)
        for (const QByteArray &type : askedTypes()) {
            requests += writeRequest(name, type, key);
            wires += requests.last().wire;
        }
    if (wires.contains(QByteArray()))
        return readyFuture<ProviderResult<publish::ZoneState>>(providerFailure("bad-key"));
    return tcpExchange(server, wires, timeoutMs, std::move(stop))
        .then([zone, requests, key](const ProviderResult<QByteArrayList> &answers) {
            return answers ? stateOf(zone, requests, *answers, key) : tl::unexpected(answers.error());
        });
}

QFuture<ProviderResult<publish::ZoneState>> Rfc2136Provider::list(const QStringList &names, std::stop_token stop)
{
    return askServer(m_options.server, m_options.zone, names, &m_options.key, m_options.timeoutMs, std::move(stop))
        .then([this](const ProviderResult<publish::ZoneState> &state) {
            m_keyIsKnown = state.has_value();
            return state;
        });
}

QFuture<ProviderResult<void>> Rfc2136Provider::apply(const publish::ZonePlan &plan, std::stop_token stop)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    const DnsRequest request = writeUpdate(plan, m_options.key);
    if (request.wire.isEmpty())
        return readyFuture<ProviderResult<void>>(providerFailure("rejected"));
    return tcpExchange(m_options.server, {request.wire}, m_options.timeoutMs, std::move(stop))
        .then([this, request](const ProviderResult<QByteArrayList> &answers) -> ProviderResult<void> {
            if (!answers)
                return tl::unexpected(afterSending(answers.error()));
            const auto answer = readAnswer(answers->first(), request, &m_options.key);
            if (answer)
                return {};
            // Knot says BADKEY to a key that it knows and that may not update.
            if (answer.error().code == QLatin1String("bad-key") && m_keyIsKnown)
                return providerFailure("refused", answer.error().detail);
            return tl::unexpected(answer.error());
        });
}

} // namespace io
