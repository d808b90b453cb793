// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_desk.h"

#include "archive/forget.h"

namespace ui {

DomainDesk::DomainDesk(ArchiveThread &archive, QObject *parent) : QObject(parent), m_archive(archive) {}

void DomainDesk::readAll()
{
    m_archive
        .run<QList<DomainStanding>>(
            [](archive::Archive &archive) { return allStandings(archive, QDateTime::currentDateTimeUtc()); })
        .then(this, [this](const archive::Result<QList<DomainStanding>> &standings) {
            if (standings)
                Q_EMIT allRead(*standings);
            else
                Q_EMIT readingFailed(archive::message(standings.error()));
        });
}

void DomainDesk::read(const QString &domain)
{
    m_archive
        .run<DomainStanding>([domain](archive::Archive &archive) {
            return standingOf(archive, domain, QDateTime::currentDateTimeUtc());
        })
        .then(this, [this](const archive::Result<DomainStanding> &standing) {
            if (standing)
                Q_EMIT domainRead(*standing);
            else
                Q_EMIT failed(archive::message(standing.error()));
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

void DomainDesk::forget(const QString &domain)
{
    m_archive
        .run<QString>([domain](archive::Archive &archive) -> archive::Result<QString> {
            if (const auto done = archive::forgetDomain(archive, domain); !done)
                return tl::unexpected(done.error());
            return domain;
        })
        .then(this, [this](const archive::Result<QString> &done) {
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
