// SPDX-License-Identifier: GPL-3.0-or-later
#include "many_reports.h"

#include "archive/report_store.h"
#include "io/file_source.h"
#include "io/report_keeping.h"

#include <cstdio>

namespace bench {

namespace {

constexpr std::size_t batch = 2000;

/// Adds every report of the corpus once. False when the archive failed.
bool addCorpus(archive::Archive &archive, const QString &folder, int copy, std::size_t &details)
{
    std::vector<archive::ReportRows> rows;
    const auto flush = [&] {
        const auto stored = archive::ReportStore(archive).add(std::span<const archive::ReportRows>(rows));
        rows.clear();
        if (!stored)
            std::fprintf(stderr, "%s\n", qPrintable(archive::message(stored.error())));
        return stored.has_value();
    };
    io::FileSource files(QStringList{folder});
    while (const auto file = files.next()) {
        io::readReports(
            *file, {},
            [&](io::ReadReport &&report) {
                report.report.reportId += '~' + std::to_string(copy);
                rows.push_back(rowsOf(io::toKeep(std::move(report), 0)));
                details += rows.back().details.size();
            },
            [](io::ReadFault &&) {});
        if (rows.size() >= batch && !flush())
            return false;
    }
    return flush();
}

} // namespace

std::size_t addReports(archive::Archive &archive, const QString &folder, std::size_t detailsWanted)
{
    std::size_t details = 0;
    for (int copy = 0; details < detailsWanted; ++copy) {
        const std::size_t before = details;
        if (!addCorpus(archive, folder, copy, details) || details == before)
            return 0;
    }
    return details;
}

} // namespace bench
