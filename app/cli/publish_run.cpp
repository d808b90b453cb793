// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publish_run.h"

#include "cli/exit_status.h"
#include "cli/publish_checks.h"
#include "cli/words.h"
#include "io/await.h"

#include <QElapsedTimer>

#include <algorithm>

namespace cli {
namespace {

class Run
{
public:
    Run(const PublishTask &task, io::DnsProvider &provider, io::Resolver &resolver, std::stop_token stop)
        : m_task(task), m_provider(provider), m_resolver(resolver), m_stop(std::move(stop))
    {
        m_result.provider = task.provider;
        m_result.description = provider.description();
        m_result.plan.domain = task.domain;
    }

    PublishResult run()
    {
        if (!makePlan() || m_result.plan.isEmpty())
            return m_result;
        if (!m_task.applies) {
            m_result.status = m_task.expectsNoChanges ? Failed : Fine;
            return m_result;
        }
        if (meetsCondition() && saveUndo() && carryOut() && readBack())
            verify();
        return m_result;
    }

private:
    bool fail(const io::ProviderError &problem)
    {
        m_result.problem = problem;
        m_result.status = worstStatus(m_result.status, statusOf(problem));
        return false;
    }

    io::ProviderResult<publish::ZoneState> list()
    {
        return io::await(m_provider.list(publish::publishedNames(m_task.domain), m_stop));
    }

    bool makePlan()
    {
        const auto there = list();
        if (!there)
            return fail(there.error());
        m_result.plan.there = *there;
        const auto plan = m_task.plan(*there);
        if (!plan)
            return fail({plan.error().code, QString::fromUtf8(plan.error().excerpt)});
        m_result.plan = *plan;
        return true;
    }

    bool meetsCondition()
    {
        const auto met = m_task.condition(m_result.plan);
        return met || fail(met.error());
    }

    bool saveUndo()
    {
        if (m_task.undoFile.isEmpty())
            return true;
        const bool isKept = keepUndo(
            m_task.undoFile, publish::toJson(publish::Undo{m_task.provider, m_task.domain, m_result.plan.there.zone,
                                                           QDateTime::currentDateTimeUtc(), m_result.plan.changes}));
        if (isKept)
            m_result.undoFile = m_task.undoFile;
        else
            m_result.status = Usage;
        return isKept;
    }

    bool carryOut()
    {
        const auto done = io::await(m_provider.apply(m_result.plan, m_stop));
        m_result.applied = done.has_value();
        if (done)
            return true;
        fail(done.error());
        // The answer was lost, not necessarily the question: the zone itself knows.
        if (done.error().code == QLatin1String("cut"))
            if (const auto now = list(); now && holdsPlan(*now)) {
                m_result.applied = true;
                m_result.problem.reset();
                m_result.status = Fine;
                message(Words::tr("The connection ended before the answer came; the zone holds the change."));
                return true;
            }
        return false;
    }

    bool holdsPlan(const publish::ZoneState &now) const
    {
        const publish::ZoneState wanted = publish::after(m_result.plan);
        return std::all_of(m_result.plan.changes.begin(), m_result.plan.changes.end(),
                           [&](const publish::Change &change) {
                               const publish::ZoneSet *there = now.find(change.name, change.type);
                               const publish::ZoneSet *want = wanted.find(change.name, change.type);
                               return there && want ? there->values == want->values : !there && !want;
                           });
    }

    bool readBack()
    {
        const auto now = list();
        if (!now)
            return fail(now.error());
        if (holdsPlan(*now))
            return true;
        return fail({QStringLiteral("not-taken"), {}});
    }

    void verify()
    {
        if (m_stop.stop_requested())
            return;
        QList<io::Witness> servers = m_task.authorities;
        if (servers.isEmpty())
            servers = io::await(io::authoritiesOf(m_resolver, m_result.plan.there.zone, m_stop));
        QElapsedTimer waited;
        waited.start();
        for (;;) {
            m_result.authorities = io::await(io::askAuthorities(servers, m_result.plan, m_task.timeoutMs, m_stop));
            if (!sees(io::Sight::Different) || waited.elapsed() >= m_task.waitMs || m_stop.stop_requested())
                break;
            progress(Words::tr("Waiting for the other name servers…"));
            pause(lookAgainMs);
        }
        progress({});
        m_result.publicly = io::await(io::askPublicly(m_resolver, m_result.plan, m_stop));
        judge();
    }

    bool sees(io::Sight sight) const
    {
        return std::any_of(m_result.authorities.begin(), m_result.authorities.end(),
                           [sight](const io::Witness &witness) { return witness.sight == sight; });
    }

    void judge()
    {
        if (m_result.authorities.isEmpty()) {
            message(Words::tr("The name servers of %1 could not be found out; --authority names them.")
                        .arg(m_result.plan.there.zone));
            m_result.status = worstStatus(m_result.status, Unsure);
        }
        if (sees(io::Sight::Unknown) || m_result.publicly->sight == io::Sight::Unknown)
            m_result.status = worstStatus(m_result.status, Unsure);
        if (sees(io::Sight::Different))
            m_result.status = worstStatus(m_result.status, Warned);
    }

    const PublishTask &m_task;
    io::DnsProvider &m_provider;
    io::Resolver &m_resolver;
    std::stop_token m_stop;
    PublishResult m_result;
};

} // namespace

PublishResult runPublish(const PublishTask &task, io::DnsProvider &provider, io::Resolver &resolver,
                         std::stop_token stop)
{
    return Run(task, provider, resolver, std::move(stop)).run();
}

} // namespace cli
