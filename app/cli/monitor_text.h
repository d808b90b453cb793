// SPDX-License-Identifier: GPL-3.0-or-later
// What a pass of the monitor says: words for people, one line for a monitoring system. Only news is told; what lasts is
// in the exit status.
#pragma once

#include "cli/paint.h"
#include "cli/terminal.h"
#include "io/monitor.h"

namespace cli {

/// The exit status of alarms that last: an error 2, domains that could not be looked at 3, a warning 1, else 0.
int statusOf(const QList<rollout::Alarm> &alarms);
/// Of one domain, what was just raised included; at least Unsure when this look was blind or was stopped; Internal when
/// the archive failed.
int statusOf(const io::DomainOutcome &outcome);

/// Empty without news; else the domain and a line for each change and alarm, ending in a line feed.
QString newsText(const io::DomainOutcome &outcome, const Style &style);
/// A mark and what it stands before: escaped, wrapped, the further lines indented; ends in a line feed.
QString marked(const QString &mark, Tone tone, const QString &text, const Style &style);
Tone toneOf(const rollout::Alarm &alarm);
QString differenceLine(const rollout::Difference &difference, const Style &style);

/// "SIGILLO WARNING - 3 domains, 1 alarm: … | domains=3 …": the line of a monitoring plugin with its performance data,
/// ending in a line feed.
QString pluginLine(const QList<io::DomainOutcome> &outcomes, int status);

/// "acme.example: 1 alarm, 2 changes": how much there is to tell, of which domain or of how many.
QString headline(const QList<io::DomainOutcome> &outcomes);

} // namespace cli
