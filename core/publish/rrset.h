// SPDX-License-Identifier: GPL-3.0-or-later
// Records as most DNS tools take them: all values of one name and type together (an RRset, RFC 2181 §5), because what
// replaces one value replaces the set. And the few pieces of text that many formats need.
#pragma once

#include "rollout/record_set.h"

#include <QByteArrayList>

namespace publish {

struct RrSet
{
    QString name; ///< absolute, no final dot
    rollout::RecordKind kind{};
    QByteArrayList values; ///< as rollout::Record::value, in order
    bool operator==(const RrSet &) const = default;
};

/// In the order in which each set is first named.
QList<RrSet> rrsetsOf(const rollout::RecordSet &records);

/// "TXT"
QByteArray typeWord(rollout::RecordKind kind);
/// "create", "change", "remove": stable words.
QByteArray operationWord(rollout::Operation operation);
/// The value in presentation form (RFC 1035 §5.1) on one line: names absolute with a final dot, texts quoted and cut
/// into character-strings of at most 255 bytes.
QByteArray presentation(rollout::RecordKind kind, const QByteArray &value);
/// "_mta-sts.example.com."
QByteArray absolute(const QString &name);
/// The name below its zone, "@" for the zone itself, the absolute name when it lies outside.
QByteArray relative(const QString &name, const QString &zone);
/// The same for tools that reject "@" or names that are not below the zone: an identifier of letters, digits and
/// underscores, "mta_sts_example_com_txt".
QByteArray identifier(const RrSet &set);

/// What a comment says about where the text came from: two lines, without comment signs or control characters.
QByteArrayList originLines(const rollout::RecordSet &records);
/// The lines, each behind `sign` and a blank, with line feeds.
QByteArray comment(const char *sign, const QByteArrayList &lines);

/// Where a value is cut into character-strings (RFC 1035 §3.3).
QByteArrayList characterStrings(const QByteArray &text);

} // namespace publish
