// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/date_time.h"

#include <chrono>

namespace tlsrpt {

namespace {

class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    /// Exactly `digits` decimal digits; -1 when they are not there.
    int number(std::size_t digits)
    {
        if (m_rest.size() < digits)
            return -1;
        int value = 0;
        for (const char c : m_rest.substr(0, digits)) {
            if (c < '0' || c > '9')
                return -1;
            value = value * 10 + (c - '0');
        }
        m_rest.remove_prefix(digits);
        return value;
    }
    bool skip(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool skipDigits()
    {
        bool any = false;
        for (; !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9'; any = true)
            m_rest.remove_prefix(1);
        return any;
    }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

std::optional<std::int64_t> readDay(Scanner &scan)
{
    const int year = scan.number(4);
    if (year < 0 || !scan.skip('-'))
        return std::nullopt;
    const int month = scan.number(2);
    if (month < 0 || !scan.skip('-'))
        return std::nullopt;
    const int day = scan.number(2);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (day < 0 || !date.ok())
        return std::nullopt;
    return std::int64_t(std::chrono::sys_days(date).time_since_epoch().count()) * 86'400;
}

std::optional<std::int64_t> readTime(Scanner &scan)
{
    const int hour = scan.number(2);
    if (hour < 0 || hour > 23 || !scan.skip(':'))
        return std::nullopt;
    const int minute = scan.number(2);
    if (minute < 0 || minute > 59 || !scan.skip(':'))
        return std::nullopt;
    const int second = scan.number(2);
    if (second < 0 || second > 60)
        return std::nullopt;
    return hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
}

// "+02:00"; also "+0200" and "+02", as ISO 8601 has them.
std::optional<std::int64_t> readOffset(Scanner &scan, int sign)
{
    const int hour = scan.number(2);
    if (hour < 0 || hour > 23)
        return std::nullopt;
    if (scan.atEnd())
        return sign * hour * 3600;
    scan.skip(':');
    const int minute = scan.number(2);
    if (minute < 0 || minute > 59)
        return std::nullopt;
    return sign * (hour * 3600 + minute * 60);
}

// Whatever follows the seconds.
bool readZone(Scanner &scan, DateTime &out)
{
    if (scan.skip('Z') || scan.skip('z'))
        return scan.atEnd();
    if (scan.atEnd())
        return out.withoutZone = true;
    const bool plus = scan.skip('+');
    if (!plus && !scan.skip('-'))
        return false;
    const auto offset = readOffset(scan, plus ? 1 : -1);
    if (!offset)
        return false;
    out.withOffset = true;
    out.seconds -= *offset;
    return scan.atEnd();
}

} // namespace

std::optional<DateTime> readDateTime(std::string_view text)
{
    DateTime out;
    Scanner scan(text);
    const auto day = readDay(scan);
    if (!day)
        return std::nullopt;
    if (!scan.skip('T') && !scan.skip('t')) {
        if (!scan.skip(' '))
            return std::nullopt;
        out.withBlank = true;
    }
    const auto time = readTime(scan);
    if (!time)
        return std::nullopt;
    out.seconds = *day + *time;
    if (scan.skip('.') || scan.skip(',')) {
        if (!scan.skipDigits())
            return std::nullopt;
        out.withFraction = true;
    }
    return readZone(scan, out) ? std::optional(out) : std::nullopt;
}

} // namespace tlsrpt
