// SPDX-License-Identifier: GPL-3.0-or-later
// Where a generated policy takes its mx lines from: patterns on the command line, or the MX records that are live.
// Whatever was decided on the way is told in notes.
#pragma once

#include "facts/dns_answer.h"

#include <QStringList>

namespace cli {

struct MxSource
{
    QStringList patterns;
    QStringList notes;    ///< whole sentences about what was added or left out
    QString problem;      ///< why there are no patterns; empty otherwise
    bool unknown = false; ///< the problem is that the DNS gave no answer
};

/// The answers to MX, A and AAAA of the domain.
struct LiveMx
{
    facts::DnsAnswer mx, a, aaaa;
};

/// The hosts that mail to the domain goes to; of a Google family all hosts, of leftovers none.
MxSource patternsFrom(const QString &domain, const LiveMx &live);

} // namespace cli
