// SPDX-License-Identifier: GPL-3.0-or-later
// How fast reports are read and kept, beside the least that it can cost, in one run over one corpus.
//   bench_reports CORPUS [WORK-FOLDER]
#include "archive/report_queries.h"
#include "bare_insert.h"
#include "io/file_source.h"
#include "io/report_importer.h"
#include "report_limit.h"
#include "tlsrpt/dkim.h"
#include "tlsrpt/report_json.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <functional>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace {

constexpr int rounds = 3;

QList<QByteArray> contentsOf(const QString &folder)
{
    QList<QByteArray> contents;
    const QDir directory(folder);
    for (const QString &name : directory.entryList(QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            contents += file.readAll();
    }
    return contents;
}

/// CPU seconds for all contents.
double cpuSeconds(const QList<QByteArray> &contents, const std::function<void(const QByteArray &)> &work)
{
    const std::clock_t begin = std::clock();
    for (const QByteArray &content : contents)
        work(content);
    return double(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// Reads as the program does; returns how many reports were read.
qint64 readAll(tlsrpt::ReportReader &reader, const QByteArray &content, bool dkim)
{
    qint64 reports = 0;
    tlsrpt::readContainer(
        content, "bench", tlsrpt::Caps(),
        [&](tlsrpt::Document &&document) {
            reports += reader.readPadded({document.json.constData(), std::size_t(document.json.size())}).has_value();
            if (dkim && document.mail)
                tlsrpt::dkimSignatures(document.mailBytes);
        },
        [](tlsrpt::Rejected &&) {});
    return reports;
}

void printRate(const char *what, qint64 reports, double seconds, double limit = 0)
{
    const double rate = seconds > 0 ? double(reports) / seconds : 0;
    std::printf("%-44s %9.0f reports/s", what, rate);
    if (limit > 0)
        std::printf("   %5.1f %% of the limit", 100 * rate / limit);
    std::printf("\n");
    std::fflush(stdout);
}

// The best of some rounds, in turns, so that a busy moment of the machine hits both.
void benchParsing(const char *kind, const QList<QByteArray> &contents,
                  const std::function<std::uint64_t(const QByteArray &)> &limit)
{
    tlsrpt::ReportReader reader;
    double limitSeconds = 1e9, parseSeconds = 1e9, dkimSeconds = 1e9;
    qint64 unreadable = 0, read = 0;
    for (int i = 0; i < rounds; ++i) {
        unreadable = read = 0;
        limitSeconds = std::min(
            limitSeconds, cpuSeconds(contents, [&](const QByteArray &content) { unreadable += limit(content) == 0; }));
        parseSeconds =
            std::min(parseSeconds,
                     cpuSeconds(contents, [&](const QByteArray &content) { read += readAll(reader, content, false); }));
        dkimSeconds = std::min(
            dkimSeconds, cpuSeconds(contents, [&](const QByteArray &content) { readAll(reader, content, true); }));
    }
    const QByteArray name(kind);
    const double limitRate = double(contents.size()) / limitSeconds;
    printRate((name + ": limit, a CPU second").constData(), contents.size(), limitSeconds);
    printRate((name + ": parse, a CPU second").constData(), read, parseSeconds, limitRate);
    printRate((name + ": parse and DKIM hashes, a CPU second").constData(), read, dkimSeconds, limitRate);
    if (unreadable > 0 || read != contents.size())
        std::printf("  %lld unread by the limit, %lld of %lld read\n", static_cast<long long>(unreadable),
                    static_cast<long long>(read), static_cast<long long>(contents.size()));
}

double peakMegabytes()
{
#ifdef Q_OS_UNIX
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
#else
    return 0;
#endif
}

/// CPU seconds of the calling thread: in an import, the one that writes.
double writerSeconds()
{
#ifdef Q_OS_UNIX
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
#else
    return 0;
#endif
}

/// Imports a folder into a fresh archive; false when the archive failed.
bool benchImport(const char *what, const QString &folder, const QString &archivePath)
{
    auto archive = archive::Archive::open(archivePath);
    if (!archive) {
        std::fprintf(stderr, "%s\n", qPrintable(archive::message(archive.error())));
        return false;
    }
    io::FileSource files(QStringList{folder});
    QElapsedTimer clock;
    clock.start();
    const std::clock_t cpu = std::clock();
    const double writer = writerSeconds();
    const io::ImportResult result =
        io::ReportImporter(*archive).run([&files] { return files.next(); }, {}, std::stop_token());
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    if (result.error) {
        std::fprintf(stderr, "%s\n", qPrintable(archive::message(*result.error)));
        return false;
    }
    const io::ImportCounts &counts = result.counts;
    printRate(what, counts.imported + counts.duplicates + counts.conflicts, seconds);
    std::printf(
        "  %lld new, %lld duplicates, %lld conflicts, %lld rejected; %.2f s, %.2f s of CPU, of them %.2f s the writer; "
        "peak %.0f MB\n",
        static_cast<long long>(counts.imported), static_cast<long long>(counts.duplicates),
        static_cast<long long>(counts.conflicts),
        static_cast<long long>(counts.refused + counts.notReports + counts.unreadable), seconds,
        double(std::clock() - cpu) / CLOCKS_PER_SEC, writerSeconds() - writer, peakMegabytes());
    return true;
}

// The rows of one archive in as many transactions as the import had batches, with the import's promise and with less.
void benchBareInsert(const char *what, const QDir &work, const QString &archive, qint64 reports)
{
    const qint64 batches = std::max<qint64>(1, reports / qint64(io::ImportOptions().batchReports));
    for (const auto commits : {bench::Commits::OnDisk, bench::Commits::InMemory}) {
        const bool onDisk = commits == bench::Commits::OnDisk;
        const QString to = work.filePath(QStringLiteral("bare.sqlite"));
        const auto bare = bench::bareInsert(work.filePath(archive), to, batches, commits);
        for (const char *ending : {"", "-wal", "-shm"})
            QFile::remove(to + QLatin1String(ending));
        if (!bare)
            return;
        const QByteArray name = QByteArray("bare insert of the rows of ") + what + (onDisk ? "" : ", not yet on disk");
        printRate(name.constData(), reports, bare->seconds);
        std::printf("  %lld rows; %.2f s, %.2f s of CPU\n", static_cast<long long>(bare->rows), bare->seconds,
                    bare->cpuSeconds);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 2) {
        std::fprintf(stderr, "usage: bench_reports CORPUS [WORK-FOLDER]\n"
                             "CORPUS is what make_report_corpus.py made.\n");
        return 64;
    }
    const QDir corpus(words.at(1));
    const QTemporaryDir work(words.value(2, QDir::tempPath()) + QLatin1String("/bench-reports-XXXXXX"));
    // First, while the memory of the process is still that of an import alone.
    if (!benchImport("import of .eml, a second", corpus.filePath(QStringLiteral("eml")),
                     work.filePath(QStringLiteral("eml.sqlite"))) ||
        !benchImport("import of .json.gz, a second", corpus.filePath(QStringLiteral("gz")),
                     work.filePath(QStringLiteral("gz.sqlite"))))
        return 1;
    const QDir made(work.path());
    const QList<QByteArray> packed = contentsOf(corpus.filePath(QStringLiteral("gz")));
    benchBareInsert(".eml", made, QStringLiteral("eml.sqlite"), packed.size());
    benchBareInsert(".json.gz", made, QStringLiteral("gz.sqlite"), packed.size());
    bench::ReportLimit limit;
    const auto view = [](const QByteArray &bytes) {
        return std::string_view(bytes.constData(), std::size_t(bytes.size()));
    };
    benchParsing(".json.gz", packed, [&](const QByteArray &content) { return limit.walkGzip(view(content)); });
    benchParsing(".eml", contentsOf(corpus.filePath(QStringLiteral("eml"))),
                 [&](const QByteArray &content) { return limit.walkMail(view(content)); });
    return 0;
}
