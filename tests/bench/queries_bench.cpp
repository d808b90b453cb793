// SPDX-License-Identifier: GPL-3.0-or-later
// How long the questions of the views take over an archive of a million failure details: the reports of a corpus, as
// often as that needs, each time under other report ids. The limit of each is 100 ms.
//   bench_queries CORPUS [WORK-FOLDER]
#include "archive/report_queries.h"
#include "many_reports.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace archive;

namespace {

constexpr int rounds = 5;
constexpr double limitMs = 100;

/// The median of milliseconds by the clock and of CPU, which is what the clock says on an idle machine; negative when a
/// query failed.
struct Median
{
    double wall = -1, cpu = -1;
};
Median medianMs(const std::function<bool()> &ask)
{
    std::vector<double> wall, cpu;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer clock;
        clock.start();
        const std::clock_t begin = std::clock();
        if (!ask())
            return {};
        cpu.push_back(1000 * double(std::clock() - begin) / CLOCKS_PER_SEC);
        wall.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    return {wall[rounds / 2], cpu[rounds / 2]};
}

struct Question
{
    const char *name;
    std::function<bool(ReportQueries &, const ReportFilter &)> ask;
};

std::vector<Question> questions()
{
    std::vector<Question> list = {
        {"totals", [](auto &queries, const auto &filter) { return queries.totals(filter).has_value(); }},
        {"perDay", [](auto &queries, const auto &filter) { return queries.perDay(filter).has_value(); }},
        {"heatMap", [](auto &queries, const auto &filter) { return queries.heatMap(filter).has_value(); }},
        {"modesSeen", [](auto &queries, const auto &filter) { return queries.modesSeen(filter).has_value(); }},
        {"coverage", [](auto &queries, const auto &filter) { return queries.coverage(filter).has_value(); }},
        {"daysOf", [](auto &queries, const auto &filter) { return queries.daysOf("google.com", filter).has_value(); }},
        {"list, first page", [](auto &queries, const auto &filter) { return queries.list(filter).has_value(); }},
        {"failures, first page",
         [](auto &queries, const auto &filter) { return queries.failures(filter).has_value(); }},
    };
    for (const auto &[name, key] :
         {std::pair("sessionsBy sender", SessionKey::Sender), std::pair("sessionsBy domain", SessionKey::Domain),
          std::pair("sessionsBy policy type", SessionKey::PolicyType), std::pair("sessionsBy mode", SessionKey::Mode)})
        list.push_back({name, [key = key](auto &queries, const auto &filter) {
                            return queries.sessionsBy(key, filter).has_value();
                        }});
    for (const auto &[name, key] :
         {std::pair("failuresBy result type", FailureKey::ResultType), std::pair("failuresBy MX", FailureKey::Mx),
          std::pair("failuresBy sender", FailureKey::Sender), std::pair("failuresBy domain", FailureKey::Domain),
          std::pair("failuresBy sending IP", FailureKey::SendingIp),
          std::pair("failuresBy reason", FailureKey::ReasonCode)})
        list.push_back({name, [key = key](auto &queries, const auto &filter) {
                            return queries.failuresBy(key, filter).has_value();
                        }});
    return list;
}

void askAll(ReportQueries &queries, const ReportFilter &ofDomain, const ReportFilter &ofMonth)
{
    std::printf("%-24s %18s %18s %18s   (limit %.0f ms; in brackets: of CPU)\n", "", "everything", "one domain",
                "30 days", limitMs);
    for (const Question &question : questions()) {
        std::printf("%-24s", question.name);
        bool isOver = false;
        for (const ReportFilter &filter : {ReportFilter(), ofDomain, ofMonth}) {
            const Median ms = medianMs([&] { return question.ask(queries, filter); });
            isOver = isOver || ms.cpu < 0 || ms.cpu > limitMs;
            std::printf(" %9.1f (%6.1f)", ms.wall, ms.cpu);
        }
        std::printf("%s\n", isOver ? "   OVER" : "");
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 2) {
        std::fprintf(stderr, "usage: bench_queries CORPUS [WORK-FOLDER]\n"
                             "CORPUS is what make_report_corpus.py made.\n");
        return 64;
    }
    const QTemporaryDir work(words.value(2, QDir::tempPath()) + QLatin1String("/bench-queries-XXXXXX"));
    auto archive = Archive::open(work.filePath(QStringLiteral("million.sqlite")));
    if (!archive) {
        std::fprintf(stderr, "%s\n", qPrintable(message(archive.error())));
        return 1;
    }
    if (bench::addReports(*archive, QDir(words.at(1)).filePath(QStringLiteral("gz")), bench::aMillion) == 0)
        return 1;
    ReportQueries queries(*archive);
    const auto totals = queries.totals({});
    const auto domains = queries.failuresBy(FailureKey::Domain, {}); // the one with most details first
    const auto addresses = queries.failuresBy(FailureKey::SendingIp, {});
    if (!totals || !totals->lastDay || !domains || domains->empty() || !addresses)
        return 1;
    std::printf("%lld reports, %lld details of %zu sending addresses, %lld in the domain with most\n",
                static_cast<long long>(totals->reports), static_cast<long long>(totals->failures.details),
                addresses->size(), static_cast<long long>(domains->front().failures.details));
    ReportFilter ofDomain, ofMonth;
    ofDomain.domain = domains->front().key;
    ofMonth.from = *totals->lastDay - 29;
    askAll(queries, ofDomain, ofMonth);
    return 0;
}
