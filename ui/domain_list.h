// SPDX-License-Identifier: GPL-3.0-or-later
// The domains at the left: each with its mark and the one sentence about it that matters most, those of one customer
// under the name of their group, which has the gravest mark among them. Groups stand first, then the domains in none.
#pragma once

#include "archive/domain_trend.h"
#include "ui/domain_standing.h"
#include "ui/severity_look.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace ui {

/// Domain → name of its group.
using GroupOfDomain = QMap<QString, QString>;

/// As a person reads it: in Unicode where that is safe.
QString displayName(const QString &domain);
/// A domain that nothing is known of yet.
DomainStanding uncheckedDomain(const QString &domain);

class DomainList : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< A-labels; empty for a group
        SentenceRole,
        MarkRole,  ///< int of Mark
        GroupRole, ///< the name of the group that it is or is in; empty: in none
        TrendRole, ///< int of rollout::Trend; invalid while nothing can be compared
    };

    using QAbstractItemModel::QAbstractItemModel;
    ~DomainList() override;

    QModelIndex index(int row, int column = 0, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return 1; }
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// The name of a group, by Qt::EditRole.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    /// Says what is wanted and leaves the rows to whoever does it: always false.
    bool dropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent) override;

    /// Replaces all; the rows that stay keep their place in the view.
    void setStandings(QList<DomainStanding> standings, const GroupOfDomain &groups);
    /// Replaces or adds one.
    void setStanding(const DomainStanding &standing);
    void remove(const QString &domain);
    /// An empty name: into none.
    void setGroup(const QStringList &domains, const QString &group);
    void setTrend(const QString &domain, const std::optional<archive::DomainTrend> &trend);

    const QList<DomainStanding> &standings() const { return m_standings; }
    QStringList groups() const;
    QStringList domainsIn(const QString &group) const;
    const DomainStanding *find(const QString &domain) const; ///< null when it is not there
    QModelIndex indexOf(const QString &domain) const;        ///< invalid when it is not there
    Mark worst() const;                                      ///< over all of them

Q_SIGNALS:
    void moveWanted(const QStringList &domains, const QString &group);
    void renameWanted(const QString &from, const QString &to);

private:
    struct Branch
    {
        QString name;
        QStringList domains; ///< by name
    };
    const Branch *branchAt(const QModelIndex &index) const; ///< null when it is no group
    const QString &domainAt(const QModelIndex &index) const;
    const QStringList &domainsUnder(const QModelIndex &parent) const;
    QVariant groupData(const Branch &branch, int role) const;
    QVariant domainData(const DomainStanding &standing, int role) const;
    QModelIndex branchIndex(const QString &name) const;
    QModelIndex madeBranch(const QString &name);
    QString trendWords(const QString &domain) const;
    void place(const QString &domain);
    void take(const QString &domain);
    void tellChanged(const QString &domain);

    QList<DomainStanding> m_standings; ///< by name
    GroupOfDomain m_groupOf;
    std::vector<std::unique_ptr<Branch>> m_branches; ///< by name, none is empty
    QStringList m_loose;                             ///< domains in no group, by name
    QHash<QString, archive::DomainTrend> m_trends;
};

} // namespace ui
