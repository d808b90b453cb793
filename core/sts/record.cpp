// SPDX-License-Identifier: GPL-3.0-or-later
#include "sts/record.h"

#include <QDateTime>
#include <QSet>
#include <algorithm>

namespace sts {

bool isId(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= 32 && std::all_of(id.begin(), id.end(), base::isAlphanumeric);
}

ParsedRecord parseRecord(const QByteArray &text)
{
    ParsedRecord parsed;
    parsed.tagged = base::parseTagged(text, {"v", "id"}, true);
    QSet<QByteArray> seen{"v"}; // the version token is the first "v"
    for (const base::TaggedField &field : parsed.tagged.fields) {
        if (seen.contains(field.name))
            parsed.ignored.append(field);
        else if (field.name == "id")
            parsed.id = field;
        else if (!field.malformed)
            parsed.extensions.append(field);
        seen.insert(field.name);
    }
    parsed.idIsGood = parsed.id && isId(parsed.id->value);
    return parsed;
}

base::Result<Record> recordOf(const ParsedRecord &parsed)
{
    const QByteArray &text = parsed.tagged.text;
    if (parsed.tagged.version != recordVersion)
        return base::failure("other-version", 0, text);
    if (!parsed.tagged.faults.isEmpty())
        return base::failure("syntax", parsed.tagged.faults.first().span.offset, text);
    if (!parsed.id)
        return base::failure("missing-id", 0, text);
    if (!parsed.idIsGood)
        return base::failure("bad-id", parsed.id->valueOffset, text);
    Record record{parsed.id->value, {}};
    for (const base::TaggedField &field : parsed.extensions)
        record.extensions.append({field.name, field.value});
    return record;
}

QByteArray format(const Record &record)
{
    QByteArray text = QByteArray(recordVersion) + "; id=" + record.id + ';';
    for (const ExtensionField &field : record.extensions)
        text += ' ' + field.name + '=' + field.value + ';';
    return text;
}

QByteArray newId(const QDateTime &now, const QByteArrayList &used)
{
    for (QDateTime at = now.toUTC();; at = at.addSecs(1)) {
        const QByteArray id = at.toString(u"yyyyMMddhhmmss").toLatin1() + 'Z';
        if (!used.contains(id))
            return id;
    }
}

} // namespace sts
