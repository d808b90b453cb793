// SPDX-License-Identifier: GPL-3.0-or-later
// The reports that the filter means, a row each; counts are those of the summaries.
#pragma once

#include "ui/reports/paged_model.h"

namespace ui {

class ReportsModel final : public PagedModel<archive::ListedReport, std::int64_t, archive::ReportColumn>
{
    Q_OBJECT
public:
    enum Column { Day, Sender, Domains, Ok, Failed, Trust, Deviations, Conflict, ReportId, ColumnCount };

    explicit ReportsModel(ArchiveThread &archive, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::optional<archive::ReportColumn> columnAt(int column) const override;
};

} // namespace ui
