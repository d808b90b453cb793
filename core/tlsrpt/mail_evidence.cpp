// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mail_evidence.h"

#include "tlsrpt/mail_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace tlsrpt {
namespace {

constexpr std::size_t textBytes = 1024, resultsBytes = 8192;

void keepFirst(std::string &to, std::string_view value, std::size_t atMost = textBytes)
{
    if (to.empty())
        to = unfolded(value, atMost);
}

void keepFirst(std::optional<std::string> &to, std::string_view value)
{
    if (!to)
        to = lowerCase(unfolded(value, textBytes));
}

void keep(MailEvidence &mail, const MailField &field)
{
    const std::string_view name = field.name, value = field.value;
    switch (name.size()) {
    case 4:
        if (sameWord(name, "from"))
            keepFirst(mail.from, value);
        else if (sameWord(name, "date"))
            keepFirst(mail.date, value);
        break;
    case 7:
        if (sameWord(name, "subject"))
            keepFirst(mail.subject, value);
        break;
    case 8:
        if (sameWord(name, "received"))
            keepFirst(mail.received, value, 2 * textBytes);
        else if (sameWord(name, "arc-seal"))
            mail.hasArcSeal = true;
        break;
    case 10:
        if (sameWord(name, "message-id"))
            keepFirst(mail.messageId, value);
        break;
    case 14: mail.hasDkimSignature = mail.hasDkimSignature || sameWord(name, "dkim-signature"); break;
    case 17:
        if (sameWord(name, "tls-report-domain"))
            keepFirst(mail.reportDomain, value);
        else if (sameWord(name, "x-original-sender"))
            keepFirst(mail.originalSender, value);
        break;
    case 20:
        if (sameWord(name, "tls-report-submitter"))
            keepFirst(mail.reportSubmitter, value);
        break;
    case 22:
        if (sameWord(name, "authentication-results"))
            keepFirst(mail.authenticationResults, value, resultsBytes);
        break;
    default: break;
    }
}

/// Words of a date without comments; "," and blanks part them.
std::size_t dateWords(std::string_view text, std::array<std::string_view, 8> &words)
{
    std::size_t count = 0, depth = 0, at = 0;
    while (at < text.size() && count < words.size()) {
        const char c = text[at];
        if (c == '(' || c == ')') {
            depth = c == '(' ? depth + 1 : depth - (depth > 0 ? 1 : 0);
            ++at;
        } else if (depth > 0 || c == ' ' || c == '\t' || c == ',' || c == '\r' || c == '\n') {
            ++at;
        } else {
            const std::size_t end = std::min(text.find_first_of(" \t,\r\n()", at), text.size());
            words[count++] = text.substr(at, end - at);
            at = end;
        }
    }
    return count;
}

std::optional<int> number(std::string_view text)
{
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size() || n < 0)
        return std::nullopt;
    return n;
}

std::optional<unsigned> month(std::string_view word)
{
    constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
    for (unsigned i = 0; i < names.size(); ++i)
        if (sameWord(word.substr(0, 3), names[i]))
            return i + 1;
    return std::nullopt;
}

/// "hh:mm" or "hh:mm:ss" in seconds.
std::optional<int> clockTime(std::string_view word)
{
    if (word.size() != 5 && word.size() != 8)
        return std::nullopt;
    const auto h = number(word.substr(0, 2)), m = number(word.substr(3, 2));
    const auto s = word.size() == 8 ? number(word.substr(6, 2)) : std::optional<int>(0);
    if (!h || !m || !s || word[2] != ':' || (word.size() == 8 && word[5] != ':') || *h > 23 || *m > 59 || *s > 60)
        return std::nullopt;
    return *h * 3600 + *m * 60 + *s;
}

/// "+hhmm" in seconds; RFC 5322 §4.3 takes every word that it does not know as -0000.
int zoneOffset(std::string_view word)
{
    if (word.size() != 5 || (word[0] != '+' && word[0] != '-'))
        return 0;
    const auto h = number(word.substr(1, 2)), m = number(word.substr(3, 2));
    const int seconds = h && m ? *h * 3600 + *m * 60 : 0;
    return word[0] == '-' ? -seconds : seconds;
}

} // namespace

MailEvidence mailEvidence(std::string_view mail)
{
    MailEvidence evidence;
    readEvidence(mailHeader(mail), evidence);
    return evidence;
}

void readEvidence(const MailHeader &header, MailEvidence &evidence)
{
    for (const MailField &field : header.fields)
        keep(evidence, field);
}

std::optional<std::int64_t> mailTime(std::string_view text)
{
    std::array<std::string_view, 8> words;
    const std::size_t count = dateWords(text, words);
    const std::size_t first = count > 0 && !number(words[0]) ? 1 : 0;
    if (count < first + 4)
        return std::nullopt;
    const auto d = number(words[first]);
    const auto mon = month(words[first + 1]);
    auto y = number(words[first + 2]);
    const auto t = clockTime(words[first + 3]);
    if (!d || !mon || !y || !t)
        return std::nullopt;
    if (*y < 1000) // RFC 5322 §4.3: two and three digits
        *y += *y < 50 ? 2000 : 1900;
    const std::chrono::year_month_day date{std::chrono::year(*y), std::chrono::month(*mon),
                                           std::chrono::day(unsigned(*d))};
    if (!date.ok())
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return days * 86400 + *t - (count > first + 4 ? zoneOffset(words[first + 4]) : 0);
}

std::optional<std::int64_t> receivedAt(const MailEvidence &mail)
{
    const std::size_t semicolon = mail.received.rfind(';');
    return semicolon == std::string::npos ? std::nullopt
                                          : mailTime(std::string_view(mail.received).substr(semicolon + 1));
}

} // namespace tlsrpt
