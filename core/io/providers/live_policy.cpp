// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/live_policy.h"

#include "base/enum_names.h"
#include "io/gathering.h"
#include "sts/policy_parser.h"

#include <algorithm>

namespace io {
namespace {

using Fetches = QList<facts::PolicyFetch>;
using Addresses = QList<base::IpAddress>;

constexpr qsizetype mostAddresses = 16;

tl::unexpected<ProviderError> notLive(const facts::PolicyFetch &fetch, const QString &why)
{
    return providerFailure("policy-not-live", fetch.address.toString() + QStringLiteral(": ") + why);
}

bool samePolicy(const sts::Policy &left, const sts::Policy &right)
{
    const auto sorted = [](QStringList patterns) {
        patterns.sort();
        return patterns;
    };
    return left.mode == right.mode && left.maxAge == right.maxAge && sorted(left.mx) == sorted(right.mx);
}

QString shown(const sts::Policy &policy)
{
    return QStringLiteral("mode %1, max_age %2, mx %3")
        .arg(base::enumName(policy.mode))
        .arg(policy.maxAge)
        .arg(policy.mx.join(u' '));
}

ProviderResult<void> judge(const Fetches &fetches, std::optional<sts::Policy> expected)
{
    if (fetches.isEmpty())
        return providerFailure("policy-not-live", QStringLiteral("the policy host has no address"));
    for (const facts::PolicyFetch &fetch : fetches) {
        const auto policy = policyIn(fetch);
        if (!policy)
            return tl::unexpected(policy.error());
        if (expected && !samePolicy(*expected, *policy))
            return providerFailure("policy-differs", fetch.address.toString() + QStringLiteral(": ") + shown(*policy));
        expected = *policy; // what the others have to serve, too
    }
    return {};
}

QFuture<Addresses> addressesOf(Resolver &resolver, const QString &host, const std::stop_token &stop)
{
    const auto all = gathering<Addresses>();
    const auto future = all->future();
    for (const facts::RecordType type : {facts::RecordType::A, facts::RecordType::Aaaa}) {
        all->expect();
        resolver.lookup(host, type, stop).then(all->context(), [all](const facts::DnsAnswer &answer) {
            all->value() += facts::addresses(answer);
            all->done();
        });
    }
    all->done();
    return future;
}

/// Where the host will be: at the addresses of the plan, at those of its alias, or where the DNS has it now.
QFuture<Addresses> addressesAfter(Resolver &resolver, const publish::ZonePlan &plan, const std::stop_token &stop)
{
    const QString host = publish::publishedNames(plan.domain).last();
    const publish::ZoneState wanted = publish::after(plan);
    if (const publish::ZoneSet *alias = wanted.find(host, "CNAME"))
        return addressesOf(resolver, QString::fromLatin1(alias->values.first()), stop);
    Addresses known;
    for (const QByteArray &type : {QByteArray("A"), QByteArray("AAAA")})
        if (const publish::ZoneSet *set = wanted.find(host, type))
            for (const QByteArray &value : set->values)
                if (const auto address = base::IpAddress::parse(QString::fromLatin1(value)))
                    known += *address;
    return known.isEmpty() ? addressesOf(resolver, host, stop) : readyFuture(known);
}

QFuture<Fetches> fetchAll(PolicyFetcher &fetcher, const QString &host, const Addresses &addresses,
                          const PolicyLook &look, const std::stop_token &stop)
{
    const auto all = gathering<Fetches>();
    const auto future = all->future();
    for (const base::IpAddress &address : addresses.first(std::min(addresses.size(), mostAddresses))) {
        all->expect();
        fetcher.fetch({host, address, look.port, look.allowPrivate, look.timeoutMs}, stop)
            .then(all->context(), [all](const facts::PolicyFetch &fetch) {
                all->value() += fetch;
                all->done();
            });
    }
    all->done();
    return future;
}

} // namespace

ProviderResult<sts::Policy> policyIn(const facts::PolicyFetch &fetch)
{
    if (!fetch.complete())
        return notLive(fetch, fetch.error.isEmpty() ? base::enumName(fetch.cause) : fetch.error);
    if (!fetch.tls.trusted())
        return notLive(fetch, fetch.tls.verifyErrors.isEmpty() ? fetch.tls.error : fetch.tls.verifyErrors.first().text);
    if (!fetch.tls.nameMatches)
        return notLive(fetch, QStringLiteral("the certificate is for another name"));
    if (fetch.httpStatus != 200) // RFC 8461 §3.3
        return notLive(fetch, QStringLiteral("HTTP %1").arg(fetch.httpStatus));
    if (fetch.bodyTooLong || fetch.bodyIncomplete)
        return notLive(fetch, QStringLiteral("the policy is not whole, or too long"));
    const auto policy = sts::parse(fetch.body);
    if (!policy)
        return notLive(fetch, policy.error().code);
    return *policy;
}

QFuture<ProviderResult<void>> livePolicy(Resolver &resolver, PolicyFetcher &fetcher, const publish::ZonePlan &plan,
                                         const PolicyLook &look, std::stop_token stop)
{
    const QString host = publish::publishedNames(plan.domain).last();
    return addressesAfter(resolver, plan, stop)
        .then([&fetcher, host, look, stop](const Addresses &addresses) {
            return fetchAll(fetcher, host, addresses, look, stop);
        })
        .unwrap()
        .then([look](const Fetches &fetches) { return judge(fetches, look.expected); });
}

} // namespace io
