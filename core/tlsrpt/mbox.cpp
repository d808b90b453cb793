// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mbox.h"

#include <algorithm>

namespace tlsrpt {
namespace {

/// A "From " line has a time in it ("03:00:11"); a sentence in a mail that begins with the word hardly ever has.
bool isSeparator(std::string_view rest)
{
    const std::string_view line = rest.substr(0, std::min<std::size_t>(rest.find('\n'), 512));
    for (std::size_t at = line.find(':', 5); at != line.npos; at = line.find(':', at + 1)) {
        const auto digit = [&](std::size_t i) { return i < line.size() && line[i] >= '0' && line[i] <= '9'; };
        if (digit(at - 1) && digit(at + 1) && digit(at + 2))
            return true;
    }
    return false;
}

std::size_t nextSeparator(std::string_view rest, std::size_t from)
{
    for (std::size_t at = rest.find("\nFrom ", from); at != rest.npos; at = rest.find("\nFrom ", at + 1)) {
        const std::string_view before = rest.substr(0, at);
        const bool afterEmptyLine = before.ends_with('\n') || before.ends_with("\n\r");
        if (afterEmptyLine && isSeparator(rest.substr(at + 1)))
            return at + 1;
    }
    return rest.size();
}

} // namespace

std::string_view nextMail(std::string_view &rest)
{
    const std::size_t start = rest.starts_with("From ") ? std::min(rest.find('\n'), rest.size() - 1) + 1 : 0;
    const std::size_t end = nextSeparator(rest, start > 0 ? start - 1 : 0);
    std::string_view mail = rest.substr(start, end - start);
    rest.remove_prefix(end);
    if (!rest.empty() && mail.ends_with("\r\n"))
        mail.remove_suffix(2);
    else if (!rest.empty() && mail.ends_with('\n'))
        mail.remove_suffix(1);
    return mail;
}

} // namespace tlsrpt
