// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/octodns.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

#include <algorithm>
#include <map>

namespace publish {
namespace {

/// octoDNS reads "\;" in a text as a semicolon, and takes a backslash otherwise as it stands.
QByteArray octodnsValue(const RrSet &set, const QByteArray &value)
{
    if (set.kind == rollout::RecordKind::Cname)
        return yamlString(value + '.');
    return yamlString(set.kind == rollout::RecordKind::Txt ? QByteArray(value).replace(';', "\\;") : value);
}

QByteArray entry(const RrSet &set, int ttl, const QByteArray &indent)
{
    QByteArray out = "ttl: " + QByteArray::number(ttl) + '\n' + indent + "type: " + typeWord(set.kind) + '\n' + indent;
    if (set.values.size() == 1)
        return out + "value: " + octodnsValue(set, set.values.front()) + '\n';
    out += "values:\n";
    for (const QByteArray &value : set.values)
        out += indent + "- " + octodnsValue(set, value) + '\n';
    return out;
}

/// Several types at one name are a list.
QByteArray entriesOf(const QList<RrSet> &sets, int ttl)
{
    if (sets.size() == 1)
        return "  " + entry(sets.front(), ttl, "  ");
    QByteArray out;
    for (const RrSet &set : sets)
        out += "  - " + entry(set, ttl, "    ");
    return out;
}

} // namespace

QByteArray octodns(const rollout::RecordSet &records)
{
    QByteArray out = comment("#", originLines(records));
    std::map<QByteArray, QList<RrSet>> byName; // octoDNS wants its names in order
    for (const RrSet &set : rrsetsOf(records)) {
        const QByteArray name = relative(set.name, records.zoneName());
        byName[name == "@" ? QByteArray() : name] += set;
    }
    if (records.operation == rollout::Operation::Remove) {
        out += "# octoDNS removes what its configuration does not name: take these names out of it.\n";
        for (const auto &[name, sets] : byName)
            out += "# " + jsonString(name) + '\n';
        return out;
    }
    out += "# \"\\\\;\" is how octoDNS 1 wants a semicolon; with escaped_semicolons: false, or in octoDNS 2, write "
           "\";\".\n";
    for (const auto &[name, sets] : byName)
        out += yamlString(name) + ":\n" + entriesOf(sets, records.ttl);
    return out;
}

} // namespace publish
