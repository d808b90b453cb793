// SPDX-License-Identifier: GPL-3.0-or-later
// The failure details that the filter means, a row each.
#pragma once

#include "ui/reports/paged_model.h"

namespace ui {

class FailuresModel final : public PagedModel<archive::ListedFailure, archive::FailurePlace, archive::FailureColumn>
{
    Q_OBJECT
public:
    enum Column { Day, Sender, Domain, Result, Sessions, Mx, SendingIp, Policy, Mode, Reason, ColumnCount };

    explicit FailuresModel(ArchiveThread &archive, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::optional<archive::FailureColumn> columnAt(int column) const override;
};

} // namespace ui
