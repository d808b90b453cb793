// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_json.h"

#include "tlsrpt/report_text.h"
#include "tlsrpt/report_walk.h"

namespace tlsrpt {

struct ReportReader::Parts
{
    std::unique_ptr<ondemand::parser> parser = std::make_unique<ondemand::parser>();
    std::string text; ///< of the document, then `simdjson::SIMDJSON_PADDING` blanks
    std::size_t length = 0;

    void pad();
    std::string_view document() const { return std::string_view(text).substr(0, length); }
    base::Result<Report> readOnce(std::vector<Deviation> noted);
    base::Result<Report> readFront(base::Result<Report> before, std::vector<Deviation> noted);
    void giveBack();
};

namespace {

constexpr std::size_t smallest = 16 * 1024; ///< bytes that the buffers are made for at first

tl::unexpected<base::ParseError> failureAt(const char *code, std::string_view text, std::size_t offset)
{
    offset = std::min(offset, text.size());
    const std::string_view some = text.substr(offset, 40);
    return tl::unexpected(base::ParseError{QString::fromLatin1(code), qsizetype(offset),
                                           QByteArray(some.data(), qsizetype(some.size()))});
}

// What a JSON text begins with says whether it can be a report at all.
const char *refusalOf(std::string_view text)
{
    if (text.empty())
        return "empty";
    const char first = text[std::min(text.find_first_not_of(" \t\r\n"), text.size() - 1)];
    if (first == '{')
        return nullptr;
    return std::string_view("[\"-0123456789tfn").find(first) == std::string_view::npos ? "syntax" : "not-a-report";
}

} // namespace

void ReportReader::Parts::pad()
{
    length = text.size();
    text.append(simdjson::SIMDJSON_PADDING, ' ');
}

base::Result<Report> ReportReader::Parts::readOnce(std::vector<Deviation> noted)
{
    if (parser->capacity() < length)
        if (parser->allocate(std::max(smallest, length + length / 2)))
            return failureAt("too-large", document(), 0);
    ondemand::document json;
    ondemand::object root;
    auto error = parser->iterate(text.data(), length, text.size()).get(json);
    if (!error)
        error = json.get_object().get(root);
    if (error)
        return failureAt(error == simdjson::UTF8_ERROR                   ? "not-utf8"
                         : error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ? "truncated"
                         : error == simdjson::UNCLOSED_STRING            ? "truncated"
                                                                         : "syntax",
                         document(), 0);
    Report report;
    report.deviations = std::move(noted);
    ReportWalk walk(report, document());
    const bool done = walk.read(root);
    const char *here = nullptr;
    const bool inside = !json.current_location().get(here) && here >= text.data() && here < text.data() + length;
    const std::size_t offset = inside ? std::size_t(here - text.data()) : length;
    if (!done)
        return failureAt(walk.fields().stopped(), document(), offset);
    if (inside)
        report.deviations.push_back({DeviationCode::TrailingBytes,
                                     {},
                                     std::string(cut(document().substr(offset), limits::reportDeviationBytes))});
    return report;
}

// Bytes behind the document hide its end from simdjson.
base::Result<Report> ReportReader::Parts::readFront(base::Result<Report> before, std::vector<Deviation> noted)
{
    const std::size_t end = objectEnd(document());
    if (end == std::string_view::npos) {
        before.error().code = QStringLiteral("truncated");
        return before;
    }
    if (end == length)
        return before;
    noted.push_back(
        {DeviationCode::TrailingBytes, {}, std::string(cut(document().substr(end), limits::reportDeviationBytes))});
    text.resize(end);
    pad();
    auto again = readOnce(noted);
    return again ? std::move(again) : std::move(before);
}

void ReportReader::Parts::giveBack()
{
    if (parser->capacity() > limits::reportReaderKeeps)
        parser = std::make_unique<ondemand::parser>();
    if (text.capacity() > limits::reportReaderKeeps)
        text = {};
}

ReportReader::ReportReader() : m_parts(std::make_unique<Parts>()) {}
ReportReader::~ReportReader() = default;
ReportReader::ReportReader(ReportReader &&) noexcept = default;
ReportReader &ReportReader::operator=(ReportReader &&) noexcept = default;

base::Result<Report> ReportReader::read(std::string_view bytes)
{
    if (bytes.size() > limits::reportBytes)
        return failureAt("too-large", bytes, limits::reportBytes);
    Parts &parts = *m_parts;
    std::vector<Deviation> noted;
    decodeReport(bytes, parts.text, noted);
    parts.pad();
    const char *refusal = refusalOf(parts.document());
    base::Result<Report> result = refusal ? failureAt(refusal, parts.document(), 0) : parts.readOnce(noted);
    if (!result && result.error().code == u"not-utf8") {
        parts.text = repairUtf8(parts.document(), noted);
        parts.pad();
        result = parts.readOnce(noted);
    }
    if (!refusal && !result && (result.error().code == u"truncated" || result.error().code == u"syntax"))
        result = parts.readFront(std::move(result), noted);
    parts.giveBack();
    return result;
}

base::Result<Report> parseReport(std::string_view bytes)
{
    return ReportReader().read(bytes);
}

base::Result<Report> parseReport(const QByteArray &bytes)
{
    return parseReport(std::string_view(bytes.constData(), std::size_t(bytes.size())));
}

} // namespace tlsrpt
