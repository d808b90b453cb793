// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_desk.h"

#include "archive/domain_groups.h"
#include "archive/forget.h"

namespace ui {

namespace {

constexpr qsizetype trendsAtOnce = 20;

using Trends = QList<std::pair<QString, std::optional<archive::DomainTrend>>>;

struct Domains
{
    QList<DomainStanding> standings;
    GroupOfDomain groups;
};

archive::Result<Domains> readDomains(archive::Archive &archive)
{
    auto standings = allStandings(archive, QDateTime::currentDateTimeUtc());
    if (!standings)
        return tl::unexpected(standings.error());
    auto groups = archive::DomainGroups(archive).all();
    if (!groups)
        return tl::unexpected(groups.error());
    return Domains{*std::move(standings), *std::move(groups)};
}

} // namespace

DomainDesk::DomainDesk(ArchiveThread &archive, QObject *parent) : QObject(parent), m_archive(archive) {}

void DomainDesk::readAll()
{
    m_archive.run<Domains>(readDomains).then(this, [this](const archive::Result<Domains> &all) {
        if (!all) {
            Q_EMIT readingFailed(archive::message(all.error()));
            return;
        }
        Q_EMIT allRead(all->standings, all->groups);
        QStringList names;
        for (const DomainStanding &standing : all->standings)
            names += standing.domain;
        readTrends(names);
    });
}

void DomainDesk::read(const QString &domain)
{
    m_archive
        .run<DomainStanding>([domain](archive::Archive &archive) {
            return standingOf(archive, domain, QDateTime::currentDateTimeUtc());
        })
        .then(this, [this](const archive::Result<DomainStanding> &standing) {
            if (!standing) {
                Q_EMIT failed(archive::message(standing.error()));
                return;
            }
            Q_EMIT domainRead(*standing);
            readTrends({standing->domain});
        });
}

// Some at a time, so that what a page asks for meanwhile does not wait for all of them.
void DomainDesk::readTrends(const QStringList &domains)
{
    if (domains.isEmpty())
        return;
    const QStringList some = domains.first(std::min(trendsAtOnce, domains.size()));
    m_archive
        .run<Trends>([some](archive::Archive &archive) -> archive::Result<Trends> {
            Trends trends;
            for (const QString &domain : some) {
                auto trend = archive::trendOf(archive, domain);
                if (!trend)
                    return tl::unexpected(trend.error());
                trends.append({domain, *trend});
            }
            return trends;
        })
        .then(this, [this, rest = domains.sliced(some.size())](const archive::Result<Trends> &trends) {
            if (!trends) {
                Q_EMIT failed(archive::message(trends.error()));
                return;
            }
            for (const auto &[domain, trend] : *trends)
                Q_EMIT trendRead(domain, trend);
            readTrends(rest);
        });
}

void DomainDesk::keep(const facts::DomainFacts &facts)
{
    m_archive
        .run<io::DomainOutcome>([facts](archive::Archive &archive) -> archive::Result<io::DomainOutcome> {
            io::DomainOutcome outcome = io::Monitor(archive).take(facts);
            if (outcome.error)
                return tl::unexpected(*outcome.error);
            return outcome;
        })
        .then(this, [this](const archive::Result<io::DomainOutcome> &outcome) {
            if (!outcome) {
                Q_EMIT failed(archive::message(outcome.error()));
                return;
            }
            Q_EMIT kept(*outcome);
            read(outcome->domain);
        });
}

void DomainDesk::add(const QString &domain)
{
    change([domain](archive::Archive &archive) { return archive::DomainGroups(archive).keep(domain); });
}

void DomainDesk::forget(const QString &domain)
{
    change([domain](archive::Archive &archive) { return archive::forgetDomain(archive, domain); });
}

void DomainDesk::move(const QStringList &domains, const QString &group)
{
    change([domains, group](archive::Archive &archive) { return archive::DomainGroups(archive).put(domains, group); });
}

void DomainDesk::renameGroup(const QString &from, const QString &to)
{
    change([from, to](archive::Archive &archive) { return archive::DomainGroups(archive).rename(from, to); });
}

void DomainDesk::change(std::function<archive::Result<>(archive::Archive &)> work)
{
    m_archive
        .run<int>([work = std::move(work)](archive::Archive &archive) -> archive::Result<int> {
            if (const auto done = work(archive); !done)
                return tl::unexpected(done.error());
            return 0;
        })
        .then(this, [this](const archive::Result<int> &done) {
            if (!done)
                Q_EMIT failed(archive::message(done.error()));
        });
}

// The archive's thread leaves undone what still waits when it ends.
void DomainDesk::finish()
{
    m_archive.run<int>([](archive::Archive &) { return archive::Result<int>(0); }).waitForFinished();
}

} // namespace ui
