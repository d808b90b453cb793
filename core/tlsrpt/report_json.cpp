// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_json.h"

#include "tlsrpt/report_text.h"
#include "tlsrpt/report_walk.h"

namespace tlsrpt {

struct ReportReader::Parts
{
    std::unique_ptr<ondemand::parser> parser = std::make_unique<ondemand::parser>();
    std::string_view document; ///< behind it, at least `simdjson::SIMDJSON_PADDING` blanks or NULs
    std::string room;          ///< for a document that had to be changed or copied
    ReaderMemory memory;

    void copy(std::string_view text);
    base::Result<Report> read(std::string_view bytes, bool padded);
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

// `text` may be a part of the room.
void ReportReader::Parts::copy(std::string_view text)
{
    room.assign(text);
    room.append(simdjson::SIMDJSON_PADDING, ' ');
    document = std::string_view(room).substr(0, text.size());
}

base::Result<Report> ReportReader::Parts::readOnce(std::vector<Deviation> noted)
{
    const std::size_t length = document.size();
    if (parser->capacity() < length)
        if (parser->allocate(std::max(smallest, length + length / 2)))
            return failureAt("too-large", document, 0);
    ondemand::document json;
    ondemand::object root;
    auto error = parser->iterate(document.data(), length, length + simdjson::SIMDJSON_PADDING).get(json);
    if (!error)
        error = json.get_object().get(root);
    if (error)
        return failureAt(error == simdjson::UTF8_ERROR                   ? "not-utf8"
                         : error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ? "truncated"
                         : error == simdjson::UNCLOSED_STRING            ? "truncated"
                                                                         : "syntax",
                         document, 0);
    base::Result<Report> report;
    report->deviations = std::move(noted);
    ReportWalk walk(*report, document, memory);
    const bool done = walk.read(root);
    const char *here = nullptr;
    const bool inside =
        !json.current_location().get(here) && here >= document.data() && here < document.data() + length;
    const std::size_t offset = inside ? std::size_t(here - document.data()) : length;
    if (!done)
        report = failureAt(walk.fields().stopped(), document, offset); // one variable to return: it is never moved
    else if (inside)
        report->deviations.push_back({DeviationCode::TrailingBytes,
                                      {},
                                      std::string(cut(document.substr(offset), limits::reportDeviationBytes))});
    return report;
}

// Bytes behind the document hide its end from simdjson.
base::Result<Report> ReportReader::Parts::readFront(base::Result<Report> before, std::vector<Deviation> noted)
{
    const std::size_t end = objectEnd(document);
    if (end == std::string_view::npos) {
        before.error().code = QStringLiteral("truncated");
        return before;
    }
    if (end == document.size())
        return before;
    noted.push_back(
        {DeviationCode::TrailingBytes, {}, std::string(cut(document.substr(end), limits::reportDeviationBytes))});
    copy(document.substr(0, end));
    auto again = readOnce(noted);
    return again ? std::move(again) : std::move(before);
}

void ReportReader::Parts::giveBack()
{
    if (parser->capacity() > limits::reportReaderKeeps)
        parser = std::make_unique<ondemand::parser>();
    if (memory.nested.capacity() > limits::reportReaderKeeps)
        memory.nested = simdjson::dom::parser();
    if (room.capacity() > limits::reportReaderKeeps)
        room = {};
    document = {};
}

base::Result<Report> ReportReader::Parts::read(std::string_view bytes, bool padded)
{
    if (bytes.size() > limits::reportBytes)
        return failureAt("too-large", bytes, limits::reportBytes);
    std::vector<Deviation> noted;
    document = decodeReport(bytes, room, noted);
    // What decodeReport() cuts off is padding as well.
    if (!padded || document.data() == room.data())
        copy(document);
    const char *refusal = refusalOf(document);
    base::Result<Report> result = refusal ? failureAt(refusal, document, 0) : readOnce(noted);
    if (!result && result.error().code == u"not-utf8") {
        copy(repairUtf8(document, noted));
        result = readOnce(noted);
    }
    if (!refusal && !result && (result.error().code == u"truncated" || result.error().code == u"syntax"))
        result = readFront(std::move(result), noted);
    giveBack();
    return result;
}

ReportReader::ReportReader() : m_parts(std::make_unique<Parts>()) {}
ReportReader::~ReportReader() = default;
ReportReader::ReportReader(ReportReader &&) noexcept = default;
ReportReader &ReportReader::operator=(ReportReader &&) noexcept = default;

base::Result<Report> ReportReader::read(std::string_view bytes)
{
    return m_parts->read(bytes, false);
}

base::Result<Report> ReportReader::readPadded(std::string_view bytes)
{
    return m_parts->read(bytes, true);
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
