// SPDX-License-Identifier: GPL-3.0-or-later
// Software whose behaviour we know from its source or from running it, for disagreements. Nothing else is claimed.
#pragma once

#include "findings/finding.h"

namespace findings::software {

/// The MTA-STS daemon for Postfix, as Debian 12 has it.
inline QString postfixResolver()
{
    return QStringLiteral("postfix-mta-sts-resolver 1.1.2");
}

// Read in their published source; the version is not pinned.
inline QString mox()
{
    return QStringLiteral("mox");
}
inline QString mailauth()
{
    return QStringLiteral("mailauth");
}
inline QString checkdmarc()
{
    return QStringLiteral("checkdmarc");
}

inline Disagreement refuses(const QString &who)
{
    return {who, true, false};
}
inline Disagreement accepts(const QString &who)
{
    return {who, false, false};
}

} // namespace findings::software
