// SPDX-License-Identifier: GPL-3.0-or-later
// The TXT record at _mta-sts.<domain> (RFC 8461 §3.1): "v=STSv1; id=20160831085700Z;". It says that there is a policy,
// and its id changes with every change of the policy, so that senders know without a fetch whether theirs is current.
#pragma once

#include "base/result.h"
#include "base/tagged_record.h"
#include "sts/policy.h"

class QDateTime;

namespace sts {

inline constexpr char recordVersion[] = "v=STSv1";

struct Record
{
    QByteArray id;
    QList<ExtensionField> extensions;
    bool operator==(const Record &) const = default;
};

struct ParsedRecord
{
    base::TaggedRecord tagged;
    std::optional<base::TaggedField> id; ///< the first field of that name, whatever it holds
    bool idIsGood = false;               ///< 1*32(ALPHA / DIGIT)
    QList<base::TaggedField> ignored;    ///< repeated fields: only the first of a name counts
    QList<base::TaggedField> extensions; ///< well-formed fields of unknown name

    bool isWellFormed() const { return tagged.version == recordVersion && idIsGood && tagged.faults.isEmpty(); }
};

/// Reads one record, its character-strings joined.
ParsedRecord parseRecord(const QByteArray &text);
/// As a conforming sender reads it. Error codes: other-version, syntax, missing-id, bad-id.
base::Result<Record> recordOf(const ParsedRecord &parsed);
/// "v=STSv1; id=…;", extensions behind; what every known parser accepts.
QByteArray format(const Record &record);

/// 1*32(ALPHA / DIGIT), §3.1 sts-id.
bool isId(const QByteArray &id);
/// An id of the form YYYYMMDDhhmmssZ (UTC) that is not among `used`: the present second, or the first free one after
/// it.
QByteArray newId(const QDateTime &now, const QByteArrayList &used);

} // namespace sts
