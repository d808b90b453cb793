// SPDX-License-Identifier: GPL-3.0-or-later
// The domains as the archive has them: read, kept after a check, and forgotten, all on the archive's thread. What comes
// of it arrives as a signal on the window's.
#pragma once

#include "io/monitor.h"
#include "ui/archive_thread.h"
#include "ui/domain_list.h"

#include <QObject>

namespace ui {

class DomainDesk : public QObject
{
    Q_OBJECT
public:
    /// `archive` outlives the desk.
    explicit DomainDesk(ArchiveThread &archive, QObject *parent = nullptr);

    void readAll();
    void read(const QString &domain);
    /// What a check saw, and what follows from it; the domain is read again afterwards.
    void keep(const facts::DomainFacts &facts);
    /// A domain that was not checked yet.
    void add(const QString &domain);
    void forget(const QString &domain);
    /// An empty name: into no group.
    void move(const QStringList &domains, const QString &group);
    void renameGroup(const QString &from, const QString &to);
    /// Returns when everything that was asked for so far is done.
    void finish();

Q_SIGNALS:
    void allRead(const QList<ui::DomainStanding> &standings, const ui::GroupOfDomain &groups);
    void readingFailed(const QString &why); ///< instead of allRead()
    void domainRead(const ui::DomainStanding &standing);
    /// Comes some time after the domain, because it takes two more checks to be read.
    void trendRead(const QString &domain, const std::optional<archive::DomainTrend> &trend);
    void kept(const io::DomainOutcome &outcome);
    void failed(const QString &why);

private:
    void readTrends(const QStringList &domains);
    void change(std::function<archive::Result<>(archive::Archive &)> work);

    ArchiveThread &m_archive;
};

} // namespace ui
