// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/record.h"

#include "tlsrpt/report_uri.h"

#include <algorithm>

namespace tlsrpt {
namespace {

// RFC 8460 §3: tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri). No blank between "rua=" and the first URI.
void readUris(const base::TaggedField &field, QList<ReportUri> &uris)
{
    const QByteArray &value = field.value;
    for (qsizetype at = 0; at <= value.size();) {
        qsizetype end = value.indexOf(',', at);
        if (end < 0)
            end = value.size();
        qsizetype from = at, to = end;
        while (at > 0 && from < to && base::isWsp(value[from]))
            ++from;
        while (to > from && base::isWsp(value[to - 1]))
            --to;
        uris.append(parseReportUri(value.mid(from, to - from), {field.valueOffset + from, to - from}));
        at = end + 1;
    }
}

} // namespace

bool ParsedRecord::hasUsableUri() const
{
    return std::any_of(uris.begin(), uris.end(), [](const ReportUri &uri) { return uri.isUsable(); });
}

bool ParsedRecord::isWellFormed() const
{
    return tagged.version == recordVersion && tagged.faults.isEmpty() && hasUsableUri() &&
           std::all_of(uris.begin(), uris.end(), [](const ReportUri &uri) { return uri.isUri(); });
}

ParsedRecord parseRecord(const QByteArray &text)
{
    ParsedRecord parsed;
    parsed.tagged = base::parseTagged(text, {"rua"}, false);
    for (const base::TaggedField &field : parsed.tagged.fields) {
        if (field.name == "rua") {
            parsed.rua.append(field);
            readUris(field, parsed.uris);
        } else if (!field.malformed) {
            parsed.extensions.append(field);
        }
    }
    return parsed;
}

base::Result<Record> recordOf(const ParsedRecord &parsed)
{
    const QByteArray &text = parsed.tagged.text;
    if (parsed.tagged.version != recordVersion)
        return base::failure("other-version", 0, text);
    if (!parsed.tagged.faults.isEmpty())
        return base::failure("syntax", parsed.tagged.faults.first().span.offset, text);
    if (parsed.rua.isEmpty())
        return base::failure("missing-rua", 0, text);
    Record record;
    for (const ReportUri &uri : parsed.uris) {
        if (!uri.isUri())
            return base::failure("bad-uri", uri.span.offset, text);
        record.rua.append(uri.text);
    }
    if (!parsed.hasUsableUri())
        return base::failure("no-usable-uri", parsed.rua.first().valueOffset, text);
    for (const base::TaggedField &field : parsed.extensions)
        record.extensions.append({field.name, field.value});
    return record;
}

QByteArray format(const Record &record)
{
    QByteArray text = QByteArray(recordVersion) + "; rua=" + record.rua.join(',') + ';';
    for (const Record::Extension &field : record.extensions)
        text += ' ' + field.name + '=' + field.value + ';';
    return text;
}

} // namespace tlsrpt
