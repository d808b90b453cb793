// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/live_domain.h"

#include "base/domain_name.h"
#include "base/enum_names.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "sts/record.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <memory>

namespace cli {

namespace {

// Who keeps the DNS is good to know and no more: nothing waits long for it.
constexpr int nameServersGraceMs = 1000;

QByteArrayList liveIds(const facts::DnsAnswer &stsTxt)
{
    QByteArrayList ids;
    for (const QByteArrayList &record : facts::txtRecords(stsTxt))
        if (const sts::ParsedRecord parsed = sts::parseRecord(facts::joined(record)); parsed.id)
            ids += parsed.id->value;
    return ids;
}

QStringList hostsIn(const facts::DnsAnswer &ns)
{
    QStringList hosts;
    if (ns.hasRecords())
        for (const QByteArray &rdata : ns.rdata)
            if (const auto host = facts::nameFromWire(rdata, 0))
                hosts += *host;
    return hosts;
}

/// The answers as they come in. It outlives the loop: an answer that nobody waits for any more still finds its place.
struct Pending
{
    LiveDomain live;
    facts::DnsAnswer ns, nsAbove;
    QEventLoop *loop = nullptr; ///< null when nobody waits
    int open = 0, openNeeded = 0;

    void finished(bool needed)
    {
        openNeeded -= needed;
        --open;
        if (!loop)
            return;
        if (open == 0)
            loop->quit();
        else if (openNeeded == 0)
            QTimer::singleShot(nameServersGraceMs, loop, &QEventLoop::quit);
    }
};

} // namespace

LiveDomain lookUp(io::Resolver &resolver, const QString &domain)
{
    Interrupt interrupt;
    const auto pending = std::make_shared<Pending>();
    QEventLoop loop;
    pending->loop = &loop;
    const auto ask = [&](const QString &name, facts::RecordType type, facts::DnsAnswer &answer) {
        const bool needed = type != facts::RecordType::Ns;
        ++pending->open;
        pending->openNeeded += needed;
        resolver.lookup(name, type, interrupt.token())
            .then(QCoreApplication::instance(), [pending, &answer, needed](const facts::DnsAnswer &received) {
                answer = received;
                pending->finished(needed);
            });
    };
    LiveDomain &live = pending->live;
    ask(domain, facts::RecordType::Mx, live.mx.mx);
    ask(domain, facts::RecordType::A, live.mx.a);
    ask(domain, facts::RecordType::Aaaa, live.mx.aaaa);
    ask(QStringLiteral("_mta-sts.") + domain, facts::RecordType::Txt, live.stsTxt);
    ask(domain, facts::RecordType::Ns, pending->ns);
    if (const QString above = base::registrableDomain(domain); !above.isEmpty() && above != domain)
        ask(above, facts::RecordType::Ns, pending->nsAbove);
    loop.exec();
    pending->loop = nullptr;
    live.nameServers = hostsIn(pending->ns.hasRecords() ? pending->ns : pending->nsAbove);
    return live;
}

int complete(rollout::Choices &choices, const LiveDomain &live, const QString &domain, const char *command,
             QByteArrayList used)
{
    used += liveIds(live.stsTxt);
    if (live.stsTxt.isTemporaryFailure())
        message(Words::tr("The id that is live could not be looked up (%1).").arg(base::enumName(live.stsTxt.status)));
    if (used.contains(choices.id))
        return usageProblem(
            Words::tr("The id %1 is live or was used before; senders would not fetch the policy again. Choose another "
                      "--id.")
                .arg(QString::fromUtf8(choices.id)),
            command);
    if (choices.id.isEmpty())
        choices.id = sts::newId(choices.createdAt, used);
    if (!choices.mx.isEmpty())
        return Fine;
    const MxSource source = patternsFrom(domain, live.mx);
    for (const QString &note : source.notes)
        message(note);
    if (!source.problem.isEmpty()) {
        message(source.problem);
        return source.unknown ? Unsure : Failed;
    }
    choices.mx = source.patterns;
    return Fine;
}

} // namespace cli
