// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_queries.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/reports_archive.h"
#include "cli/reports_filter.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "io/report_export.h"

#include <QFileInfo>
#include <QSaveFile>

#include <functional>
#include <limits>

namespace cli {

namespace {

/// Takes a piece of the output; the status to end with when it cannot.
using Write = std::function<int(const std::string &)>;

// The ids first, so that what others import meanwhile shifts nothing.
archive::Result<std::vector<std::int64_t>> idsOf(archive::ReportQueries &queries, const archive::ReportFilter &filter)
{
    const auto listed = queries.list(filter, {std::numeric_limits<int>::max(), 0});
    if (!listed)
        return tl::unexpected(listed.error());
    std::vector<std::int64_t> ids;
    for (const archive::ListedReport &report : *listed)
        ids.push_back(report.id);
    return ids;
}

int exportReports(archive::Archive &archive, const archive::ReportFilter &filter, const io::ExportFormat &format,
                  const Write &write)
{
    archive::ReportQueries queries(archive);
    const auto ids = idsOf(queries, filter);
    if (!ids)
        return archiveProblem(ids.error());
    int status = Fine;
    const auto done = io::exportReports(archive, *ids, format, [&](const std::string &piece) {
        status = write(piece);
        return status == Fine;
    });
    return done ? status : archiveProblem(done.error());
}

int exportToFile(archive::Archive &archive, const archive::ReportFilter &filter, const io::ExportFormat &format,
                 const QString &path)
{
    QSaveFile file(path);
    const auto failed = [&file, &path] {
        message(Words::tr("%1 cannot be written: %2.").arg(path, file.errorString()));
        return Internal;
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    const int status = exportReports(archive, filter, format, [&](const std::string &piece) {
        return file.write(piece.data(), qint64(piece.size())) == qint64(piece.size()) ? int(Fine) : int(failed());
    });
    if (status != Fine)
        return status;
    return file.commit() ? int(Fine) : int(failed());
}

} // namespace

const Syntax &reportsExportSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "reports export",
            "",
            QT_TRANSLATE_NOOP("Words", "Writes reports of the archive as CSV, JSON or HTML."),
            QT_TRANSLATE_NOOP(
                "Words",
                "Every report with something that the filters mean is written whole, newest first.\n"
                "csv has the columns of parsedmarc: a row a policy, then a row a failure detail, each with its "
                "domain and type. A cell that begins with = + - @, a tabulator or a carriage return gets an "
                "apostrophe in front, so that no spreadsheet takes it for a formula; control characters are written "
                "as \\n or \\x1b.\n"
                "json is that of reports parse, with \"id\", \"trust\" and \"conflict\" beside it; html is one page "
                "without scripts that fetches nothing."),
            {{"format", Arity::Value, "NAME", QT_TRANSLATE_NOOP("Words", "csv, json or html.")},
             {"output", Arity::Value, "FILE",
              QT_TRANSLATE_NOOP("Words", "Write into this file instead of standard output; one that exists is "
                                         "replaced once all is written.")}}};
        for (const Option &option : filterOptions())
            made.options.push_back(option);
        made.options.push_back(archiveOption());
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runReportsExport(Arguments arguments)
{
    const char *const command = reportsExportSyntax().command;
    if (!arguments.operands().isEmpty())
        return usageProblem(Words::tr("%1 takes options only.").arg(QLatin1String(command)), command);
    const io::ExportFormat *format = io::exportFormat(arguments.value("format"));
    if (!format)
        return usageProblem(Words::tr("Say the format: --format csv, json or html."), command);
    const auto filter = filterOf(arguments);
    if (!filter)
        return usageProblem(filter.error(), command);
    auto archive = openArchive(arguments, ArchiveUse::Read, command);
    if (!archive)
        return archive.error();
    if (arguments.has("output"))
        return exportToFile(*archive, *filter, *format, arguments.value("output"));
    return exportReports(*archive, *filter, *format, [](const std::string &piece) {
        return print(QByteArray::fromRawData(piece.data(), qsizetype(piece.size())), Fine);
    });
}

} // namespace cli
