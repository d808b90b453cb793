// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/reports_archive.h"
#include "cli/reports_dkim.h"
#include "cli/reports_import_run.h"
#include "cli/stop_signal.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "io/file_source.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace cli {

namespace {

constexpr int progressEveryMs = 200;

/// Shows outcomes as they come. People see what went wrong and a line that moves, unless they ask for every file.
class Watcher
{
public:
    Watcher(bool json, bool verbose) : m_json(json), m_verbose(verbose) { m_clock.start(); }

    void take(const io::FileOutcome &outcome, const io::ImportResult &soFar)
    {
        const io::ImportCounts &counts = outcome.counts;
        const bool isNews = m_verbose || !outcome.faults.empty() || counts.conflicts > 0;
        if (m_json && isNews)
            m_files.append(outcomeJson(outcome));
        else if (isNews)
            m_status = print(outcomeText(outcome), m_status);
        if (m_clock.elapsed() >= progressEveryMs && messagesAreOnTerminal()) {
            progress(Words::tr("%1 files").arg(soFar.files));
            m_clock.start();
        }
    }

    int finish(const io::ImportResult &result)
    {
        progress({});
        const int status = importStatus(result);
        if (!m_json)
            return worstStatus(print(totalsText(result), status), m_status);
        QJsonObject out = totalsJson(result);
        out.insert(QStringLiteral("outcomes"), m_files);
        return print(document(out), status);
    }

private:
    const bool m_json, m_verbose;
    QJsonArray m_files;
    QElapsedTimer m_clock;
    int m_status = Fine;
};

} // namespace

const Syntax &reportsImportSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "reports import", "PATH…", QT_TRANSLATE_NOOP("Words", "Reads TLS reports into the archive."),
            QT_TRANSLATE_NOOP(
                "Words",
                "Paths are those of reports parse. What the archive has already is recognised, so the same import can "
                "be run again. Another report with the identity of one that is there is kept too, and both are marked "
                "as "
                "conflicting.\n"
                "Files that gave no report, conflicts and the totals are printed; --verbose lists every file. --json "
                "prints {\"files\", \"imported\", \"conflicts\", \"duplicates\", \"refused\", \"not_reports\", "
                "\"unreadable\", \"stopped\", \"outcomes\": [{\"path\", \"outcome\", \"faults\", …}]} with the same "
                "files.\n"
                "Ctrl-C stops: what was committed stays, the rest is untouched.\n"
                "Here exit status 0 means that everything gave a report that the archive has now, 1 that something was "
                "rejected or the import was stopped, 2 that nothing gave a report, 70 that the archive failed."),
            dkimOptions()};
        const std::vector<Option> own{
            archiveOption(),
            jsonOption(),
            {"verbose", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Also list the files that went well.")},
            helpOption()};
        made.options.insert(made.options.end(), own.begin(), own.end());
        return made;
    }();
    return syntax;
}

int runReportsImport(Arguments arguments)
{
    const char *const command = reportsImportSyntax().command;
    if (arguments.operands().isEmpty())
        return usageProblem(Words::tr("Name at least one file or folder."), command);
    const StopSignal stop;
    const auto judging = DkimJudging::from(arguments, stop.token());
    if (!judging)
        return usageProblem(judging.error(), command);
    auto archive = openArchive(arguments, ArchiveUse::Write, command);
    if (!archive)
        return archive.error();
    io::ImportOptions options;
    options.now = secondsNow();
    options.reading = judging->reading();
    io::FileSource files(arguments.operands());
    Watcher watcher(arguments.has("json"), arguments.has("verbose"));
    const io::ImportResult result = io::ReportImporter(*archive, options)
                                        .run([&files] { return files.next(); },
                                             [&watcher](const io::FileOutcome &outcome, const io::ImportResult &soFar) {
                                                 watcher.take(outcome, soFar);
                                             },
                                             stop.token());
    return watcher.finish(result);
}

} // namespace cli
