// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_importer.h"

#include "io/ordered_work.h"
#include "io/report_keeping.h"

#include <algorithm>
#include <deque>
#include <memory>

namespace io {

namespace {

using OnFile = std::function<void(const FileOutcome &, const ImportResult &)>;

/// What the readers hand over: a report, a fault, or with neither the end of a file.
struct Item
{
    std::unique_ptr<archive::ReportRows> report = {};
    std::unique_ptr<ReadFault> fault = {};
    QString endOf = {}; ///< all of this file's reports and faults came before
};
using Items = std::vector<Item>;
// Files are handed out, and their items back, several at a time: waking a thread costs more than reading most files.
using Files = std::vector<FileToRead>;
using Work = OrderedWork<Files, Items>;

constexpr std::size_t roomForFault = 512;

/// Items on their way to the one that writes.
class Outbox
{
public:
    explicit Outbox(const Work::Emit &emit) : m_emit(emit) {}
    void add(Item &&item, std::size_t room)
    {
        m_items.push_back(std::move(item));
        m_room += room;
        if (m_room >= fullRoom)
            send();
    }
    void send()
    {
        if (!m_items.empty())
            m_emit(std::exchange(m_items, {}), std::exchange(m_room, 0));
    }

private:
    static constexpr std::size_t fullRoom = 64 * 1024;
    const Work::Emit &m_emit;
    Items m_items;
    std::size_t m_room = 0;
};

// On a worker: all that can be done without the archive.
void readFile(const FileToRead &file, const ImportOptions &options, Outbox &out)
{
    readReports(
        file, options.reading,
        [&](ReadReport &&report) {
            auto rows = std::make_unique<archive::ReportRows>(archive::rowsOf(toKeep(std::move(report), options.now)));
            const std::size_t room = rows->size();
            out.add({.report = std::move(rows)}, room);
        },
        [&](ReadFault &&fault) { out.add({.fault = std::make_unique<ReadFault>(std::move(fault))}, roomForFault); });
    out.add({.endOf = QString::fromStdString(file.text())}, roomForFault);
}

void readFiles(const Files &files, const ImportOptions &options, const Work::Emit &emit, const std::stop_token &stop)
{
    Outbox out(emit);
    for (const FileToRead &file : files)
        if (!stop.stop_requested())
            readFile(file, options, out);
    out.send();
}

/// Takes files together, but the first ones alone: where there are only a few, they may be large.
class FileGroups
{
public:
    explicit FileGroups(const std::function<std::optional<FileToRead>()> &nextFile) : m_nextFile(nextFile) {}
    std::optional<Files> next()
    {
        Files files;
        while (files.size() < (m_groups < alone ? 1 : together)) {
            auto file = m_nextFile();
            if (!file)
                break;
            files.push_back(*std::move(file));
        }
        ++m_groups;
        return files.empty() ? std::nullopt : std::optional(std::move(files));
    }

private:
    static constexpr std::size_t alone = 64, together = 16;
    const std::function<std::optional<FileToRead>()> &m_nextFile;
    std::size_t m_groups = 0;
};

/// One run: what was read and not committed yet, and what was told.
class Run
{
public:
    Run(archive::Archive &archive, const ImportOptions &options, const OnFile &onFile)
        : m_store(archive), m_options(options), m_onFile(onFile)
    {
    }

    void take(Item &&item)
    {
        if (item.report)
            take(std::move(*item.report));
        else if (item.fault)
            take(std::move(*item.fault));
        else
            end(item.endOf);
    }
    void finish()
    {
        if (!m_result.error)
            commit();
    }
    ImportResult &result() { return m_result; }
    std::stop_source &stop() { return m_stop; }

private:
    struct File
    {
        FileOutcome outcome;
        bool ended = false;
    };

    void take(archive::ReportRows &&report);
    void take(ReadFault &&fault);
    void end(const QString &path);
    bool isFull() const;
    File &current();
    void commit();
    void tell();

    // The first batches are small, each twice the one before, so that writing begins while most is still to be read.
    static constexpr std::size_t firstBatch = 250;

    archive::ReportStore m_store;
    const ImportOptions &m_options;
    const OnFile &m_onFile;
    ImportResult m_result;
    std::stop_source m_stop;
    std::deque<File> m_files; ///< in order; all but the last have ended
    std::vector<archive::ReportRows> m_batch;
    std::vector<std::size_t> m_fileOf; ///< of each report of the batch, its place in m_files
    std::size_t m_batchDetails = 0;
    std::size_t m_fullBatch = firstBatch;
};

Run::File &Run::current()
{
    if (m_files.empty() || m_files.back().ended)
        m_files.emplace_back();
    return m_files.back();
}

bool Run::isFull() const
{
    return m_batch.size() >= std::min(m_fullBatch, m_options.batchReports) || m_batchDetails >= m_options.batchDetails;
}

// A full batch waits for the end of its file, so that after a stop few files are committed and not told.
void Run::take(archive::ReportRows &&report)
{
    if (isFull())
        commit();
    current();
    m_fileOf.push_back(m_files.size() - 1);
    m_batchDetails += report.details.size();
    m_batch.push_back(std::move(report));
}

void Run::take(ReadFault &&fault)
{
    FileOutcome &outcome = current().outcome;
    switch (fault.kind) {
    case ReadFault::Kind::NotAReport: ++outcome.counts.notReports; break;
    case ReadFault::Kind::Refused: ++outcome.counts.refused; break;
    case ReadFault::Kind::Unreadable: ++outcome.counts.unreadable; break;
    }
    if (outcome.faults.size() < FileOutcome::maxFaults)
        outcome.faults.push_back(std::move(fault));
}

void Run::end(const QString &path)
{
    File &file = current();
    file.outcome.path = path;
    file.ended = true;
    if (m_batch.empty() || isFull())
        commit();
}

void Run::commit()
{
    if (!m_batch.empty()) {
        const auto stored = m_store.add(m_batch);
        if (!stored) {
            m_result.error = stored.error();
            m_stop.request_stop();
            return;
        }
        for (std::size_t i = 0; i < m_batch.size(); ++i) {
            ImportCounts &counts = m_files[m_fileOf[i]].outcome.counts;
            switch ((*stored)[i].outcome) {
            case archive::Outcome::Imported: ++counts.imported; break;
            case archive::Outcome::Conflict: ++counts.conflicts; break;
            case archive::Outcome::Duplicate:
            case archive::Outcome::BetterCarrier: ++counts.duplicates; break;
            }
        }
    }
    if (isFull())
        m_fullBatch = std::min(2 * m_fullBatch, m_options.batchReports);
    m_batch.clear();
    m_fileOf.clear();
    m_batchDetails = 0;
    tell();
}

void Run::tell()
{
    while (!m_files.empty() && m_files.front().ended) {
        const FileOutcome &outcome = m_files.front().outcome;
        ++m_result.files;
        m_result.counts += outcome.counts;
        if (m_onFile)
            m_onFile(outcome, m_result);
        m_files.pop_front();
    }
}

} // namespace

void ImportCounts::operator+=(const ImportCounts &other)
{
    imported += other.imported;
    conflicts += other.conflicts;
    duplicates += other.duplicates;
    refused += other.refused;
    notReports += other.notReports;
    unreadable += other.unreadable;
}

ImportOutcome FileOutcome::outcome() const
{
    if (counts.imported > 0)
        return ImportOutcome::Imported;
    if (counts.conflicts > 0)
        return ImportOutcome::Conflict;
    if (counts.duplicates > 0)
        return ImportOutcome::Duplicate;
    if (counts.refused > 0)
        return ImportOutcome::Refused;
    return counts.unreadable > 0 ? ImportOutcome::Unreadable : ImportOutcome::NotAReport;
}

ImportResult ReportImporter::run(const std::function<std::optional<FileToRead>()> &nextFile, const OnFile &onFile,
                                 std::stop_token stop)
{
    Run run(m_archive, m_options, onFile);
    // A failure of the archive stops the readers as a request from outside does.
    const std::stop_callback forward(stop, [&run] { run.stop().request_stop(); });
    FileGroups groups(nextFile);
    Work work(m_options.threads, m_options.waitingBytes);
    const std::stop_token token = run.stop().get_token();
    work.run([&groups] { return groups.next(); },
             [&](const Files &files, const Work::Emit &emit) { readFiles(files, m_options, emit, token); },
             [&](Items items) {
                 for (Item &item : items)
                     if (!token.stop_requested())
                         run.take(std::move(item));
             },
             token);
    run.result().stopped = stop.stop_requested();
    if (!run.result().stopped)
        run.finish();
    return run.result();
}

} // namespace io
