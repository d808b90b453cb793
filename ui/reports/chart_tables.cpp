// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/chart_tables.h"

#include "tlsrpt/report_words.h"
#include "ui/plain_text.h"
#include "ui/reports/report_words.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace ui {

namespace {

using archive::ListFilter;

constexpr std::size_t mostRows = 500, mostDaysShown = 31, mostBars = 100;
constexpr int silentDays = 3;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ReportCharts)
};

ChartCell textCell(const QString &text)
{
    return {.text = text};
}

ChartCell numberCell(std::int64_t number)
{
    return {.text = countText(number), .value = double(number), .isNumber = true};
}

ChartCell dayCell(std::int64_t day)
{
    return {.text = dayText(day), .value = double(day)};
}

QString rateText(const archive::Sessions &sessions)
{
    const double all = double(sessions.successful) + double(sessions.failed);
    return all > 0 ? QLocale().toString(100 * double(sessions.failed) / all, 'f', 2) + QStringLiteral(" %") : QString();
}

Narrowing toDays(std::int64_t first, std::int64_t last)
{
    return [first, last](ListFilter &filter) {
        filter.reports.from = first;
        filter.reports.to = last;
    };
}

Narrowing toSender(const std::string &sender)
{
    return [sender](ListFilter &filter) { filter.reports.sender = sender; };
}

// The stable word: types that no standard knows are one there.
std::string resultWord(const std::string &key)
{
    return tlsrpt::resultTypeOf(key) == tlsrpt::ResultType::Other ? "other" : key;
}

Narrowing toGroup(archive::FailureKey by, const std::string &key)
{
    return [by, key](ListFilter &filter) {
        switch (by) {
        case archive::FailureKey::ResultType: filter.reports.result = resultWord(key); break;
        case archive::FailureKey::Mx: filter.reports.mx = key; break;
        case archive::FailureKey::Sender: filter.reports.sender = key; break;
        case archive::FailureKey::Domain: filter.find = key; break;
        case archive::FailureKey::SendingIp: filter.sendingIp = key; break;
        case archive::FailureKey::ReasonCode: filter.reports.reason = key; break;
        }
    };
}

QString headingOf(archive::FailureKey by)
{
    switch (by) {
    case archive::FailureKey::ResultType: return Words::tr("Result type");
    case archive::FailureKey::Mx: return Words::tr("Receiving MX");
    case archive::FailureKey::Sender: return Words::tr("Sender");
    case archive::FailureKey::Domain: return Words::tr("Domain");
    case archive::FailureKey::SendingIp: return Words::tr("Sending address");
    case archive::FailureKey::ReasonCode: break;
    }
    return Words::tr("Reason");
}

QString leftOut(std::size_t rows)
{
    return rows > mostRows ? Words::tr("%1 rows more are left out: limit the days or the sender.")
                                 .arg(countText(std::int64_t(rows - mostRows)))
                           : QString();
}

int shadeOf(std::int64_t count, std::int64_t most)
{
    if (count <= 0)
        return 0;
    return 1 + int(4.999 * std::log1p(double(count)) / std::log1p(double(std::max<std::int64_t>(most, 1))));
}

/// The last days on which anybody reported, at most as many as a view has room for.
std::vector<std::int64_t> lastDays(const std::vector<archive::ModeSeen> &modes)
{
    std::set<std::int64_t> days;
    for (const archive::ModeSeen &seen : modes)
        if (seen.day >= 0)
            days.insert(seen.day);
    std::vector<std::int64_t> list(days.begin(), days.end());
    if (list.size() > mostDaysShown)
        list.erase(list.begin(), list.end() - std::ptrdiff_t(mostDaysShown));
    return list;
}

QString modeWord(const archive::ModeSeen &seen)
{
    if (!seen.mode.empty())
        return text(seen.mode);
    return seen.type == "tlsa" ? Words::tr("DANE") : Words::tr("no policy");
}

} // namespace

std::vector<DayBar> dayBars(const ChartData &data)
{
    std::vector<DayBar> bars;
    for (const archive::SessionsOfDay &day : data.days)
        if (day.day >= 0)
            bars.push_back({day.day, day.day, day.sessions});
    if (bars.empty() || bars.back().first - bars.front().first < std::int64_t(mostBars))
        return bars;
    const std::int64_t step = 7 * (1 + (bars.back().first - bars.front().first) / (7 * std::int64_t(mostBars)));
    std::vector<DayBar> weeks;
    for (const DayBar &bar : bars) {
        const std::int64_t begin = bar.first - bar.first % step;
        if (weeks.empty() || weeks.back().first != begin)
            weeks.push_back({begin, begin + step - 1, {}});
        weeks.back().sessions.successful += bar.sessions.successful;
        weeks.back().sessions.failed += bar.sessions.failed;
    }
    return weeks;
}

ChartTable daysTable(const ChartData &data)
{
    ChartTable table{.headings = {Words::tr("Day"), Words::tr("OK"), Words::tr("Failed"), Words::tr("Rate of failure")},
                     .rows = {}};
    for (auto day = data.days.rbegin(); day != data.days.rend() && table.rows.size() < mostRows; ++day) {
        ChartCell rate{.text = rateText(day->sessions), .isNumber = true};
        const double all = double(day->sessions.successful) + double(day->sessions.failed);
        rate.value = all > 0 ? double(day->sessions.failed) / all : -1;
        table.rows.push_back(
            {{dayCell(day->day), numberCell(day->sessions.successful), numberCell(day->sessions.failed), rate},
             {toDays(day->day, day->day)}});
    }
    table.note = leftOut(data.days.size());
    return table;
}

ChartTable groupsTable(const ChartData &data)
{
    ChartTable table{
        .headings = {headingOf(data.groupedBy), Words::tr("Failure details"), Words::tr("Sessions in details")},
        .rows = {}};
    for (const archive::FailuresOfKey &group : data.groups) {
        if (table.rows.size() == mostRows)
            break;
        table.rows.push_back(
            {{textCell(wordOrNone(group.key)), numberCell(group.failures.details), numberCell(group.failures.sessions)},
             {}});
        if (!group.key.empty())
            table.rows.back().narrowings = {toGroup(data.groupedBy, group.key)};
    }
    table.note = leftOut(data.groups.size());
    return table;
}

ChartTable heatTable(const ChartData &data)
{
    std::map<std::pair<std::string, std::string>, std::map<std::string, std::int64_t>> lines;
    std::set<std::string> results;
    std::int64_t most = 0;
    for (const archive::HeatCell &cell : data.heat) {
        lines[{cell.sender, cell.mx}][cell.result] += cell.failures.details;
        results.insert(cell.result);
        most = std::max(most, cell.failures.details);
    }
    ChartTable table{.headings = {Words::tr("Sender"), Words::tr("Receiving MX")}, .rows = {}};
    for (const std::string &result : results)
        table.headings += text(result);
    for (const auto &[place, counts] : lines) {
        if (table.rows.size() == mostRows)
            break;
        const auto &[sender, mx] = place;
        const Narrowing toPlace = [sender = sender, mx = mx](ListFilter &filter) {
            filter.reports.sender = sender;
            filter.reports.mx = mx;
        };
        ChartRow row{{textCell(text(sender)), textCell(wordOrNone(mx))}, {toSender(sender), toPlace}};
        for (const std::string &result : results) {
            const auto found = counts.find(result);
            const std::int64_t count = found == counts.end() ? 0 : found->second;
            ChartCell cell = count > 0 ? numberCell(count) : ChartCell{.text = {}, .isNumber = true};
            cell.shade = shadeOf(count, most);
            cell.words = Words::tr("%1 at %2, %3: %4 failure details")
                             .arg(text(sender), wordOrNone(mx), text(result), countText(count));
            row.cells.push_back(std::move(cell));
            row.narrowings.push_back(count == 0 ? Narrowing() : [toPlace, result](ListFilter &filter) {
                toPlace(filter);
                filter.reports.result = result;
            });
        }
        table.rows.push_back(std::move(row));
    }
    table.note = leftOut(lines.size());
    return table;
}

ChartTable modesTable(const ChartData &data)
{
    const std::vector<std::int64_t> days = lastDays(data.modes);
    std::map<std::string, std::map<std::int64_t, QStringList>> senders;
    for (const archive::ModeSeen &seen : data.modes)
        if (!days.empty() && seen.day >= days.front())
            if (QStringList &words = senders[seen.sender][seen.day]; !words.contains(modeWord(seen)))
                words += modeWord(seen);
    ChartTable table{.headings = {Words::tr("Sender")}, .rows = {}};
    for (auto day = days.rbegin(); day != days.rend(); ++day) // the newest first: it matters most
        table.headings += dayText(*day);
    for (const auto &[sender, seen] : senders) {
        if (table.rows.size() == mostRows)
            break;
        ChartRow row{{textCell(text(sender))}, {toSender(sender)}};
        for (auto day = days.rbegin(); day != days.rend(); ++day) {
            const auto found = seen.find(*day);
            const QStringList words = found == seen.end() ? QStringList() : found->second;
            ChartCell cell = textCell(words.join(QStringLiteral(", ")));
            cell.words = Words::tr("%1 on %2 saw: %3")
                             .arg(text(sender), dayText(*day), words.isEmpty() ? Words::tr("no report") : cell.text);
            if (words.contains(QStringLiteral("enforce")))
                cell.mark = words.size() > 1 ? Mark::Warning : Mark::Ok;
            else if (!words.isEmpty())
                cell.mark = words.contains(QStringLiteral("testing")) ? Mark::Info : Mark::Unknown;
            row.cells.push_back(std::move(cell));
            row.narrowings.push_back([sender = sender, day = *day](ListFilter &filter) {
                filter.reports.sender = sender;
                filter.reports.from = filter.reports.to = day;
            });
        }
        table.rows.push_back(std::move(row));
    }
    table.note = leftOut(senders.size());
    return table;
}

ChartTable coverageTable(const ChartData &data)
{
    ChartTable table{.headings = {Words::tr("Sender"), Words::tr("State"), Words::tr("First day"),
                                  Words::tr("Last day"), Words::tr("Days with a report"),
                                  Words::tr("Of all days since"), Words::tr("Silent days")},
                     .rows = {}};
    const std::int64_t end = data.totals.lastDay.value_or(0);
    for (const archive::SenderCoverage &sender : data.coverage) {
        if (table.rows.size() == mostRows)
            break;
        const std::int64_t silent = end - sender.lastDay, all = end - sender.firstDay + 1;
        const bool isSilent = silent >= silentDays;
        ChartCell state = textCell(isSilent ? Words::tr("silent") : Words::tr("reports"));
        state.mark = isSilent ? Mark::Warning : Mark::Ok;
        ChartCell share{
            .text = QLocale().toString(100 * double(sender.days) / double(std::max<std::int64_t>(all, 1)), 'f', 0) +
                    QStringLiteral(" %"),
            .value = double(sender.days) / double(std::max<std::int64_t>(all, 1)),
            .isNumber = true};
        table.rows.push_back({{textCell(text(sender.sender)), state, dayCell(sender.firstDay), dayCell(sender.lastDay),
                               numberCell(sender.days), share, numberCell(silent)},
                              {toSender(sender.sender)}});
    }
    table.note = leftOut(data.coverage.size());
    return table;
}

} // namespace ui
