// SPDX-License-Identifier: GPL-3.0-or-later
// What a pass of the monitor saw, and the timeline of a domain, for scripts: stable words, and sentences beside them.
#pragma once

#include "io/monitor.h"

#include <QJsonObject>

namespace cli {

QJsonObject toJson(const io::DomainOutcome &outcome);
QJsonObject toJson(const rollout::Difference &difference);
QJsonObject toJson(const rollout::Alarm &alarm);
QJsonObject toJson(const rollout::DatedDifferences &dated);

} // namespace cli
