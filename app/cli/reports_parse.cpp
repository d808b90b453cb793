// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/layout.h"
#include "cli/reports_dkim.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "io/file_source.h"
#include "io/ordered_work.h"
#include "io/report_documents.h"
#include "tlsrpt/fault_text.h"
#include "tlsrpt/report_line.h"

namespace cli {

namespace {

/// What the workers hand over: already in its final form.
struct Shown
{
    bool isReport = false;
    std::string text; ///< JSON, or a line
};
using Work = io::OrderedWork<io::FileToRead, Shown>;

constexpr std::size_t pieceBytes = 64 * 1024;
constexpr std::size_t waitingBytes = 32 * 1024 * 1024;

std::string reportText(const io::ReadReport &read)
{
    QString line = tlsrpt::reportLine(read.report);
    if (const std::size_t count = read.report.deviations.size(); count > 0)
        line += Words::tr("; %1 departure(s) from the standard").arg(count);
    return visible(line + QLatin1String("  [") + QString::fromStdString(read.source) + u']').toStdString() + '\n';
}

std::string faultText(const io::ReadFault &fault)
{
    return visible(Words::tr("%1: %2").arg(QString::fromStdString(fault.source), tlsrpt::faultText(fault.reason)))
               .toStdString() +
           '\n';
}

/// Prints what comes, in either form, and counts.
class Output
{
public:
    explicit Output(bool json) : m_json(json), m_waiting(json ? "{\"reports\":[" : "") {}

    void take(const Shown &shown)
    {
        if (shown.isReport) {
            const bool follows = m_reports++ > 0;
            write((m_json && follows ? ",\n" : "") + shown.text);
            return;
        }
        ++m_rejected;
        if (m_json)
            m_faults += (m_faults.empty() ? "" : ",\n") + shown.text;
        else
            write(shown.text);
    }

    int finish(bool stopped)
    {
        if (m_json)
            write("],\"rejected\":[" + m_faults + "]}\n");
        else
            write(Words::tr("%1 report(s) read, %2 rejected.").arg(m_reports).arg(m_rejected).toStdString() + '\n');
        flush();
        if (m_status != Fine)
            return m_status;
        if (m_reports == 0)
            return m_rejected > 0 ? Failed : Fine;
        return m_rejected > 0 || stopped ? Warned : Fine;
    }

    bool failed() const { return m_status != Fine; }

private:
    void write(const std::string &text)
    {
        m_waiting += text;
        if (m_waiting.size() >= pieceBytes)
            flush();
    }
    void flush()
    {
        // JSON is UTF-8 whatever the terminal shows.
        m_status = m_json ? print(QByteArray::fromStdString(m_waiting), m_status)
                          : print(QString::fromStdString(m_waiting), m_status);
        m_waiting.clear();
    }

    const bool m_json;
    qint64 m_reports = 0, m_rejected = 0;
    std::string m_waiting, m_faults;
    int m_status = Fine;
};

Shown shownReport(const io::ReadReport &read, bool json)
{
    return {true, json ? io::reportJson(read) : reportText(read)};
}

Shown shownFault(const io::ReadFault &fault, bool json)
{
    return {false, json ? io::faultJson(fault) : faultText(fault)};
}

} // namespace

const Syntax &reportsParseSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "reports parse", "PATH…",
            QT_TRANSLATE_NOOP("Words", "Reads TLS reports and prints them; no archive is needed."),
            QT_TRANSLATE_NOOP(
                "Words",
                "A path is a file (JSON, gzip, zip, tar, mail, mbox, and these inside each other) or a folder, of "
                "which "
                "all files are read; of a Maildir the mails. Symbolic links inside folders are not followed.\n"
                "--json prints {\"reports\": [{\"source\", \"report\", \"deviations\", \"dkim\"}], \"rejected\": "
                "[{\"source\", \"reason\"}]}: the report by the names of RFC 8460, each departure from the standard "
                "that "
                "was tolerated as {\"code\", \"where\", \"value\", \"clause\", \"known_senders\"}.\n"
                "Here exit status 0 means that everything gave a report, 1 that something was rejected, 2 that nothing "
                "gave a report. Departures from the standard do not change it."),
            dkimOptions()};
        made.options.push_back(jsonOption());
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runReportsParse(Arguments arguments)
{
    if (arguments.operands().isEmpty())
        return usageProblem(Words::tr("Name at least one file or folder."), reportsParseSyntax().command);
    const bool json = arguments.has("json");
    io::FileSource files(arguments.operands());
    Output output(json);
    std::stop_source stop;
    const auto judging = DkimJudging::from(arguments, stop.get_token());
    if (!judging)
        return usageProblem(judging.error(), reportsParseSyntax().command);
    Work work(0, waitingBytes);
    work.run([&files] { return files.next(); },
             [json, &judging](const io::FileToRead &file, const Work::Emit &emit) {
                 const auto hand = [&emit](Shown shown) {
                     const std::size_t weight = shown.text.size() + 256;
                     emit(std::move(shown), weight);
                 };
                 io::readReports(
                     file, judging->reading(), [&](io::ReadReport &&read) { hand(shownReport(read, json)); },
                     [&](io::ReadFault &&fault) { hand(shownFault(fault, json)); });
             },
             [&](const Shown &shown) {
                 output.take(shown);
                 if (output.failed())
                     stop.request_stop();
             },
             stop.get_token());
    return output.finish(stop.stop_requested());
}

} // namespace cli
