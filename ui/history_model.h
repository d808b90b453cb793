// SPDX-License-Identifier: GPL-3.0-or-later
// The past of a domain, newest first: what changed from one look to the next, and each alarm when it was raised and
// when it was over.
#pragma once

#include "archive/timeline.h"
#include "ui/severity_look.h"

#include <QAbstractTableModel>

namespace ui {

class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, What, columns };
    enum Role {
        MarkRole = Qt::UserRole + 1, ///< int of Mark
        SinceRole,                   ///< QDateTime of the look before, invalid for an alarm
        AtRole,                      ///< QDateTime of the look that saw it
        KindRole,                    ///< int of rollout::ChangeKind, invalid for an alarm
        SubjectRole,                 ///< what it is about where there are several; untrusted
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setTimeline(const archive::Timeline &timeline);

private:
    struct Row
    {
        QDateTime at, since;
        Mark mark;
        QString sentence;
        std::optional<rollout::ChangeKind> kind;
        QString subject;
    };
    QList<Row> m_rows;
};

} // namespace ui
