// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publish_policy_run.h"

#include "cli/exit_status.h"
#include "cli/publish_checks.h"
#include "cli/words.h"
#include "io/await.h"
#include "sts/policy_parser.h"

#include <QElapsedTimer>

namespace cli {
namespace {

class Run
{
public:
    Run(const PolicyTask &task, io::PolicyHost &host, io::Resolver &resolver, io::PolicyFetcher &fetcher,
        std::stop_token stop)
        : m_task(task), m_host(host), m_resolver(resolver), m_fetcher(fetcher), m_stop(std::move(stop))
    {
        m_result.place = task.place;
        m_result.description = host.description();
        m_result.plan.domain = task.domain;
    }

    PolicyResult run()
    {
        if (!makePlan() || m_result.plan.isEmpty())
            return m_result;
        if (!m_task.applies)
            m_result.status = m_task.expectsNoChanges ? Failed : Fine;
        else if (saveUndo() && carryOut() && readBack())
            lookAsSenders();
        return m_result;
    }

private:
    bool fail(const io::ProviderError &problem)
    {
        m_result.problem = problem;
        m_result.status = worstStatus(m_result.status, statusOf(problem));
        return false;
    }

    bool makePlan()
    {
        const auto there = io::await(m_host.look(m_stop));
        if (!there)
            return fail(there.error());
        const auto plan = m_task.plan(*there);
        if (!plan)
            return fail({plan.error().code, QString::fromUtf8(plan.error().excerpt)});
        m_result.plan = *plan;
        m_result.isKnown = true;
        return true;
    }

    bool saveUndo()
    {
        if (m_task.undoFile.isEmpty())
            return true;
        const bool isKept =
            keepUndo(m_task.undoFile,
                     publish::toJson(publish::PolicyUndo{m_task.place, m_task.domain, QDateTime::currentDateTimeUtc(),
                                                         m_result.plan.there, m_result.plan.wanted}));
        if (isKept)
            m_result.undoFile = m_task.undoFile;
        else
            m_result.status = Usage;
        return isKept;
    }

    bool carryOut()
    {
        const auto done = io::await(m_host.put(m_result.plan, m_stop));
        m_result.applied = done.has_value();
        if (done)
            return true;
        fail(done.error());
        // The answer was lost, not necessarily the question: the place itself knows.
        if (done.error().code == QLatin1String("cut"))
            if (const auto now = io::await(m_host.look(m_stop)); now && now->isSameAs(m_result.plan.wanted)) {
                m_result.applied = true;
                m_result.problem.reset();
                m_result.status = Fine;
                message(Words::tr("The connection ended before the answer came; the place holds the change."));
                return true;
            }
        return false;
    }

    bool readBack()
    {
        const auto now = io::await(m_host.look(m_stop));
        if (!now)
            return fail(now.error());
        return now->isSameAs(m_result.plan.wanted) || fail({QStringLiteral("not-taken"), {}});
    }

    // A place may have been told before its name leads there: that is a warning, and the next step.
    void lookAsSenders()
    {
        const auto policy = m_result.plan.wanted.bytes ? sts::parse(*m_result.plan.wanted.bytes)
                                                       : base::Result<sts::Policy>(base::failure("absent"));
        if (!m_task.looksAsSenders || !policy)
            return;
        io::PolicyLook look = m_task.look;
        look.expected = *policy;
        publish::ZonePlan nothingElse;
        nothingElse.domain = m_task.domain;
        QElapsedTimer waited;
        for (waited.start();; pause(lookAgainMs)) {
            m_result.seenOutside = io::await(io::livePolicy(m_resolver, m_fetcher, nothingElse, look, m_stop));
            const bool isLate = !*m_result.seenOutside && m_result.seenOutside->error().code == differs;
            if (!isLate || waited.elapsed() >= m_task.waitMs || m_stop.stop_requested())
                break;
            progress(Words::tr("Waiting until senders get it…"));
        }
        progress({});
        if (!*m_result.seenOutside) {
            io::ProviderError &seen = m_result.seenOutside->error();
            seen.code = seen.code == differs ? QStringLiteral("differs") : QStringLiteral("not-live");
            m_result.status = worstStatus(m_result.status, Warned);
        }
    }

    const QLatin1String differs{"policy-differs"};
    const PolicyTask &m_task;
    io::PolicyHost &m_host;
    io::Resolver &m_resolver;
    io::PolicyFetcher &m_fetcher;
    std::stop_token m_stop;
    PolicyResult m_result;
};

} // namespace

PolicyResult publishPolicy(const PolicyTask &task, io::PolicyHost &host, io::Resolver &resolver,
                           io::PolicyFetcher &fetcher, std::stop_token stop)
{
    return Run(task, host, resolver, fetcher, std::move(stop)).run();
}

} // namespace cli
