// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/zone_verification.h"

#include "base/enum_names.h"
#include "io/gathering.h"
#include "io/providers/rfc2136_provider.h"

#include <algorithm>

namespace io {
namespace {

constexpr qsizetype mostAuthorities = 32; // name servers times addresses

QByteArrayList valuesOf(const publish::ZoneSet *set)
{
    return set ? set->values : QByteArrayList();
}

// The first changed set that a server has otherwise than the plan makes it.
QString firstDifference(const publish::ZonePlan &plan, const publish::ZoneState &seen)
{
    const publish::ZoneState wanted = publish::after(plan);
    for (const publish::Change &change : plan.changes)
        if (valuesOf(seen.find(change.name, change.type)) != valuesOf(wanted.find(change.name, change.type)))
            return change.name;
    return {};
}

QStringList changedNames(const publish::ZonePlan &plan)
{
    QStringList names;
    for (const publish::Change &change : plan.changes)
        if (!names.contains(change.name))
            names += change.name;
    return names;
}

void judge(Witness &witness, const publish::ZonePlan &plan, const ProviderResult<publish::ZoneState> &seen)
{
    if (!seen) {
        witness.sight = Sight::Unknown;
        witness.problem = seen.error();
        return;
    }
    witness.at = firstDifference(plan, *seen);
    witness.sight = witness.at.isEmpty() ? Sight::AsWanted : Sight::Different;
}

facts::RecordType typeOf(const QByteArray &type)
{
    if (type == "A")
        return facts::RecordType::A;
    if (type == "AAAA")
        return facts::RecordType::Aaaa;
    return type == "CNAME" ? facts::RecordType::Cname : facts::RecordType::Txt;
}

// A name that became an alias answers for its target, so only records of the name itself count.
QByteArrayList valuesOf(const facts::DnsAnswer &answer, const QByteArray &type)
{
    QByteArrayList values;
    if (type == "CNAME" || answer.cnames.isEmpty())
        for (const QByteArray &rdata : answer.rdata) {
            const QByteArray value = facts::presentation(answer.type, rdata).toLatin1();
            values += publish::canonicalValue(type, value).value_or(value);
        }
    std::sort(values.begin(), values.end());
    return values;
}

void judge(Witness &witness, const publish::Change &change, const facts::DnsAnswer &answer)
{
    if (witness.sight == Sight::Unknown)
        return;
    if (!answer.hasRecords() && !answer.provesAbsence()) {
        witness.sight = Sight::Unknown;
        witness.at = change.name;
        witness.problem = {base::enumName(answer.status), answer.reason};
    } else if (valuesOf(answer, change.type) != valuesOf(change.after ? &*change.after : nullptr) &&
               witness.sight == Sight::AsWanted) {
        witness.sight = Sight::Different;
        witness.at = change.name;
    }
}

void lookUpAddresses(const std::shared_ptr<Gathering<QList<Witness>>> &all, Resolver &resolver, const QString &server,
                     facts::RecordType type, const std::stop_token &stop)
{
    all->expect();
    resolver.lookup(server, type, stop).then(all->context(), [all, server](const facts::DnsAnswer &answer) {
        for (const base::IpAddress &address : facts::addresses(answer))
            if (all->value().size() < mostAuthorities)
                all->value() += Witness{server, DnsServer{address, {}, 53}.toString(), Sight::Unknown, {}, {}};
        all->done();
    });
}

QStringList serversIn(const facts::DnsAnswer &ns)
{
    QStringList servers;
    for (const QByteArray &rdata : ns.rdata)
        if (const auto name = facts::nameFromWire(rdata, 0))
            servers += *name;
    return servers;
}

} // namespace

QFuture<QList<Witness>> authoritiesOf(Resolver &resolver, const QString &zone, std::stop_token stop)
{
    const auto all = gathering<QList<Witness>>();
    resolver.lookup(zone, facts::RecordType::Ns, stop)
        .then(all->context(), [all, &resolver, stop](const facts::DnsAnswer &ns) {
            for (const QString &server : serversIn(ns))
                for (const facts::RecordType type : {facts::RecordType::A, facts::RecordType::Aaaa})
                    lookUpAddresses(all, resolver, server, type, stop);
            all->done();
        });
    return all->future();
}

QFuture<QList<Witness>> askAuthorities(const QList<Witness> &authorities, const publish::ZonePlan &plan, int timeoutMs,
                                       std::stop_token stop)
{
    const auto all = gathering(authorities);
    for (qsizetype i = 0; i < authorities.size(); ++i) {
        const auto server = DnsServer::parse(authorities.at(i).address);
        if (!server)
            continue;
        all->expect();
        askServer(*server, plan.there.zone, changedNames(plan), nullptr, timeoutMs, stop)
            .then(all->context(), [all, plan, i](const ProviderResult<publish::ZoneState> &seen) {
                judge(all->value()[i], plan, seen);
                all->done();
            });
    }
    const auto future = all->future();
    all->done();
    return future;
}

QFuture<Witness> askPublicly(Resolver &resolver, const publish::ZonePlan &plan, std::stop_token stop)
{
    const auto all = gathering(Witness{resolver.description(), {}, Sight::AsWanted, {}, {}});
    const publish::ZoneState wanted = publish::after(plan);
    for (const publish::Change &change : plan.changes) {
        if (!change.after && wanted.find(change.name, "CNAME"))
            continue; // the name is an alias now: what it answers is its target's
        all->expect();
        resolver.lookup(change.name, typeOf(change.type), stop)
            .then(all->context(), [all, change](const facts::DnsAnswer &answer) {
                judge(all->value(), change, answer);
                all->done();
            });
    }
    const auto future = all->future();
    all->done();
    return future;
}

} // namespace io
