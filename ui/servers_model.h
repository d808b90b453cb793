// SPDX-License-Identifier: GPL-3.0-or-later
// Every server that the last check talked to: each address of each MX host, and of the policy host, a row each.
#pragma once

#include "facts/domain_facts.h"

#include <QAbstractTableModel>

#include <optional>

namespace ui {

struct ServerRow
{
    QString host, address;
    facts::TlsFacts tls;
    QString trouble;                         ///< why the session ended early; empty: it did not
    QList<facts::TranscriptLine> transcript; ///< of SMTP
    qint64 milliseconds = 0;
};

class ServersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Host, Address, Protocol, Certificate, Issuer, DaysLeft, Time, ColumnCount };
    enum Role { SortRole = Qt::UserRole + 1 }; ///< true values, for sorting

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setFacts(const std::optional<facts::DomainFacts> &facts);
    const ServerRow *at(int row) const;

private:
    QVariant text(const ServerRow &row, int column) const;

    QList<ServerRow> m_rows;
    QDateTime m_seenAt;
};

} // namespace ui
