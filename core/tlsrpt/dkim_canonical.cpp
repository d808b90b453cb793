// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/dkim_canonical.h"

namespace tlsrpt {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Takes the next line off `rest`, without its line end.
std::string_view takeLine(std::string_view &rest)
{
    const std::size_t lf = rest.find('\n');
    std::string_view line = rest.substr(0, lf);
    rest.remove_prefix(lf == rest.npos ? rest.size() : lf + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// Runs of blanks become one, blanks at the end go.
void appendRelaxedLine(std::string &out, std::string_view line)
{
    const std::size_t start = out.size();
    if (line.find(' ') == line.npos && line.find('\t') == line.npos) { // nearly all lines of a report are base64
        out += line;
        return;
    }
    for (const char c : line) {
        if (!isBlank(c))
            out.push_back(c);
        else if (out.size() == start || out.back() != ' ')
            out.push_back(' ');
    }
    if (out.size() > start && out.back() == ' ')
        out.pop_back();
}

/// §3.4.2: folds are taken out, so a run of blanks may reach over several lines.
std::string relaxedValue(std::string_view value)
{
    std::string oneLine;
    oneLine.reserve(value.size());
    for (const char c : value)
        if (c != '\r' && c != '\n')
            oneLine.push_back(c);
    std::string out;
    out.reserve(oneLine.size());
    appendRelaxedLine(out, oneLine);
    return out.starts_with(' ') ? out.substr(1) : out;
}

} // namespace

std::string canonicalField(const MailField &field, Canonicalisation how)
{
    if (how == Canonicalisation::Relaxed)
        return lowerCase(field.name) + ":" + relaxedValue(field.value) + "\r\n";
    std::string out;
    out.reserve(field.whole.size() + 8);
    for (std::string_view rest = field.whole; !rest.empty();) {
        out += takeLine(rest);
        out += "\r\n";
    }
    return out;
}

std::string canonicalBody(std::string_view body, Canonicalisation how)
{
    std::string out;
    out.reserve(body.size() + body.size() / 32 + 2);
    while (!body.empty()) {
        const std::string_view line = takeLine(body);
        if (how == Canonicalisation::Relaxed)
            appendRelaxedLine(out, line);
        else
            out += line;
        out += "\r\n";
    }
    while (out.ends_with("\r\n\r\n"))
        out.resize(out.size() - 2);
    // §3.4.3 and §3.4.4: a body of empty lines only is one CRLF when simple, and nothing when relaxed.
    if (out.empty() || out == "\r\n")
        return how == Canonicalisation::Simple ? "\r\n" : "";
    return out;
}

} // namespace tlsrpt
