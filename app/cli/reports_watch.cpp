// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/reports_archive.h"
#include "cli/reports_dkim.h"
#include "cli/reports_import_run.h"
#include "cli/stop_signal.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "io/file_source.h"
#include "io/folder_watch.h"
#include "tlsrpt/export_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTimer>

namespace cli {

namespace {

constexpr int askStopEveryMs = 50;

// One for each folder and archive, beside the default archive.
QString stateFileFor(const QString &folder, const QString &dsn)
{
    const QByteArray pair = (folder + u'\n' + dsn).toUtf8();
    const QByteArray name = QCryptographicHash::hash(pair, QCryptographicHash::Sha256).toHex().left(32);
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QLatin1String("/watch");
    QDir().mkpath(data);
    return data + u'/' + QLatin1String(name) + QLatin1String(".json");
}

/// Imports what becomes ready until told to stop or until the archive fails.
class Watching
{
public:
    Watching(archive::Archive &archive, io::FolderWatch &watch, io::ReadingOptions reading, bool json,
             std::stop_token stop)
        : m_archive(archive), m_watch(watch), m_reading(std::move(reading)), m_json(json), m_stop(std::move(stop))
    {
        QObject::connect(&watch, &io::FolderWatch::ready, &m_loop, [this](const QStringList &paths) { take(paths); });
        QObject::connect(&watch, &io::FolderWatch::lost, &m_loop,
                         [] { message(Words::tr("The folder cannot be read now; watching goes on.")); });
        QObject::connect(&m_ask, &QTimer::timeout, &m_loop, [this] {
            if (m_stop.stop_requested())
                m_loop.quit();
        });
    }

    int run()
    {
        m_ask.start(askStopEveryMs);
        QTimer::singleShot(0, &m_watch, &io::FolderWatch::start);
        m_loop.exec();
        return m_status;
    }

private:
    void take(const QStringList &paths)
    {
        io::ImportOptions options;
        options.now = secondsNow();
        options.reading = m_reading;
        QStringList done;
        const auto nextFile = [next = qsizetype(0), &paths]() mutable {
            return next < paths.size() ? std::optional(io::FileToRead{{io::pathOf(paths.at(next++)), false}, {}})
                                       : std::nullopt;
        };
        const io::ImportResult result = io::ReportImporter(m_archive, options)
                                            .run(
                                                nextFile,
                                                [&](const io::FileOutcome &outcome, const io::ImportResult &) {
                                                    done += outcome.path;
                                                    show(outcome);
                                                },
                                                m_stop);
        if (const QString problem = m_watch.markDone(done); !problem.isEmpty())
            message(Words::tr("What was done could not be noted: %1.").arg(problem));
        if (result.error) {
            m_status = archiveProblem(*result.error);
            m_loop.quit();
        }
    }

    void show(const io::FileOutcome &outcome)
    {
        const int status = m_json ? print(line(outcome), Fine) : print(outcomeText(outcome), Fine);
        if (status == Fine)
            return;
        m_status = status;
        m_loop.quit();
    }

    // One line each: whoever reads this does not wait for an end.
    static QByteArray line(const io::FileOutcome &outcome)
    {
        std::string out;
        tlsrpt::appendHarmlessJson(out,
                                   QJsonDocument(outcomeJson(outcome)).toJson(QJsonDocument::Compact).toStdString());
        return QByteArray::fromStdString(out) + '\n';
    }

    archive::Archive &m_archive;
    io::FolderWatch &m_watch;
    const io::ReadingOptions m_reading;
    const bool m_json;
    const std::stop_token m_stop;
    QEventLoop m_loop;
    QTimer m_ask;
    int m_status = Fine;
};

} // namespace

const Syntax &reportsWatchSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{"reports watch", "FOLDER",
                    QT_TRANSLATE_NOOP("Words", "Imports TLS reports into the archive as they arrive in a folder."),
                    QT_TRANSLATE_NOOP(
                        "Words",
                        "A file is read when it has not changed for two seconds; of a Maildir, the mails. What is "
                        "there at the start is imported too, and what was done is remembered, so that watching can "
                        "be stopped and begun again. Each file is told in a line; with --json as one JSON object a "
                        "line, as in the outcomes of reports import.\n"
                        "Runs until Ctrl-C; then the exit status is 0."),
                    dkimOptions()};
        made.options.push_back(archiveOption());
        made.options.push_back({"json", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Print one JSON object a line.")});
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runReportsWatch(Arguments arguments)
{
    const char *const command = reportsWatchSyntax().command;
    if (arguments.operands().size() != 1)
        return usageProblem(Words::tr("Name one folder."), command);
    const QFileInfo folder(arguments.operands().first());
    if (!folder.isDir() || !folder.isReadable())
        return usageProblem(Words::tr("%1 is not a folder that can be read.").arg(arguments.operands().first()),
                            command);
    const StopSignal stop;
    const auto judging = DkimJudging::from(arguments, stop.token());
    if (!judging)
        return usageProblem(judging.error(), command);
    auto archive = openArchive(arguments, ArchiveUse::Write, command);
    if (!archive)
        return archive.error();
    const QString path = folder.canonicalFilePath();
    io::FolderWatch watch(path, stateFileFor(path, archiveDsn(arguments)));
    return Watching(*archive, watch, judging->reading(), arguments.has("json"), stop.token()).run();
}

} // namespace cli
