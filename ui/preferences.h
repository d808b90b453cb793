// SPDX-License-Identifier: GPL-3.0-or-later
// What the administrator can choose about the program itself. It is kept in the system's settings; nothing secret is
// among it. What was never chosen has the value of a fresh install.
#pragma once

#include "io/inspector.h"

#include <QString>

namespace ui {

struct Preferences
{
    QString resolver = {};   ///< "ADDR[@PORT]"; empty: the system's
    int timeoutSeconds = 0;  ///< of each lookup, fetch and session; 0: as the program has them
    bool mailServers = true; ///< off where port 25 is blocked
    bool deep = false;       ///< extra sessions for old protocol versions
    int watchHours = 0;      ///< all domains are checked so often while the program runs; 0: never by itself
    int retentionDays = 0;   ///< of reports, for "remove old reports"; 0: for ever
    QString archive = {};    ///< DSN of the archive at the next start; empty: the own one

    static Preferences load();
    void save() const;
    /// The rest of `options` stays as it is.
    io::InspectOptions applied(io::InspectOptions options) const;
    bool operator==(const Preferences &) const = default;
};

/// Whether a resolver can be asked at all: empty, or an address with an optional "@PORT".
bool isResolver(const QString &text);

} // namespace ui
