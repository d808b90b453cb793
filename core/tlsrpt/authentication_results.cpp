// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/authentication_results.h"

#include "tlsrpt/mail_fields.h"

#include <algorithm>

namespace tlsrpt {
namespace {

/// Comments out, quoted strings without their quotes; a ";" within either parts nothing.
std::vector<std::string> statements(std::string_view text)
{
    std::vector<std::string> all(1);
    int comment = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool escaped = c == '\\' && i + 1 < text.size();
        if (escaped)
            ++i;
        if (comment > 0) {
            comment += escaped ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
        } else if (escaped) {
            all.back().push_back(text[i]);
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == '(') {
            ++comment;
        } else if (!quoted && c == ';') {
            all.emplace_back();
        } else {
            all.back().push_back(c);
        }
    }
    return all;
}

std::vector<std::string> words(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<std::string> all;
    for (std::size_t at = text.find_first_not_of(blanks); at != text.npos;) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        all.push_back(lowerCase(text.substr(at, end - at)));
        at = text.find_first_not_of(blanks, end);
    }
    return all;
}

/// The value of "name=value" among the words.
std::string property(const std::vector<std::string> &words, std::string_view name)
{
    for (const std::string &word : words)
        if (word.size() > name.size() && word.starts_with(name) && word[name.size()] == '=')
            return word.substr(name.size() + 1);
    return {};
}

} // namespace

AuthenticationResults authenticationResults(std::string_view fieldValue)
{
    AuthenticationResults results;
    const std::vector<std::string> all = statements(fieldValue);
    if (const std::vector<std::string> first = words(all[0]); !first.empty())
        results.authservId = first[0];
    for (std::size_t i = 1; i < all.size(); ++i) {
        const std::vector<std::string> one = words(all[i]);
        if (one.empty() || !one[0].starts_with("dkim="))
            continue;
        std::string domain = property(one, "header.d");
        if (domain.empty()) {
            const std::string identity = property(one, "header.i");
            domain = identity.substr(identity.rfind('@') + 1); // npos + 1 is 0: no "@", all of it
        }
        results.dkim.push_back({one[0].substr(5), std::move(domain)});
    }
    return results;
}

} // namespace tlsrpt
