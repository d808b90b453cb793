// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/chart_tables.h"

namespace ui {

archive::Result<ChartData> readChartData(archive::Archive &archive, const archive::ReportFilter &filter,
                                         archive::FailureKey groupedBy)
{
    archive::ReportQueries queries(archive);
    ChartData data;
    data.groupedBy = groupedBy;
    const auto take = [](auto &&answer, auto &into) -> std::optional<archive::Error> {
        if (!answer)
            return answer.error();
        into = *std::move(answer);
        return std::nullopt;
    };
    std::optional<archive::Error> error = take(queries.totals(filter), data.totals);
    if (!error)
        error = take(queries.perDay(filter), data.days);
    if (!error)
        error = take(queries.failuresBy(groupedBy, filter), data.groups);
    if (!error)
        error = take(queries.heatMap(filter), data.heat);
    if (!error)
        error = take(queries.modesSeen(filter), data.modes);
    if (!error)
        error = take(queries.coverage(filter), data.coverage);
    if (error)
        return tl::unexpected(*error);
    return data;
}

} // namespace ui
