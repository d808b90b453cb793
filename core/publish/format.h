// SPDX-License-Identifier: GPL-3.0-or-later
// The formats in which records can be handed to a DNS server or provider. Each has a renderer in a file of its own and
// one row in the table; a program lists the table and never names a format itself.
#pragma once

#include "rollout/record_set.h"

#include <span>

namespace publish {

struct Format
{
    const char *name;   ///< what --format takes
    const char *suffix; ///< of a file in this format, without a dot: "zone"
    const char *what;   ///< a few words for a list, translatable in the context "publish"
    QByteArray (*render)(const rollout::RecordSet &records);
    /// People read it, and the policy text may follow on the same page; false: a program reads it, and nothing may.
    bool forPeople = false;
};

std::span<const Format> formats();
/// Null when there is none of that name.
const Format *formatNamed(const QString &name);

} // namespace publish
