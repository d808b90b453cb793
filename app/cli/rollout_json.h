// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a rollout in JSON: names of enums in kebab case, moments in ISO 8601 (UTC), reasons as a code with
// arguments and the sentence for people beside it.
#pragma once

#include "rollout/next_step.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cli {

/// "2026-06-15T12:00:00Z", to the second.
QString momentText(const QDateTime &at);
/// Null for nothing.
QJsonValue momentJson(const std::optional<QDateTime> &at);
QJsonObject toJson(const rollout::Reason &reason);
QJsonArray toJson(const QList<rollout::Reason> &reasons);
QJsonArray toJson(const QList<rollout::ConditionVerdict> &conditions);

} // namespace cli
