// SPDX-License-Identifier: GPL-3.0-or-later
// The domains at the left: each with its mark and the one sentence about it that matters most.
#pragma once

#include "ui/domain_standing.h"
#include "ui/severity_look.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace ui {

/// As a person reads it: in Unicode where that is safe.
QString displayName(const QString &domain);

/// A domain that nothing is known of yet.
DomainStanding uncheckedDomain(const QString &domain);

class DomainList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< A-labels
        SentenceRole,
        MarkRole, ///< int of Mark
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Replaces all; the rows that stay keep their place in the view.
    void setStandings(QList<DomainStanding> standings);
    /// Replaces or adds one.
    void setStanding(const DomainStanding &standing);
    void remove(const QString &domain);
    const QList<DomainStanding> &standings() const { return m_standings; }
    const DomainStanding *at(int row) const;
    const DomainStanding *find(const QString &domain) const; ///< null when it is not there
    int rowOf(const QString &domain) const;                  ///< -1 when it is not there
    Mark worst() const;                                      ///< over all of them

private:
    QList<DomainStanding> m_standings; ///< by name
};

/// Two lines: the name, and the sentence in a quieter colour.
class DomainDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui
