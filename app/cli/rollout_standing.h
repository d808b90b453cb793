// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that `rollout status` derives for one domain, and how it is told: in JSON and in words.
#pragma once

#include "cli/rollout_archive.h"
#include "rollout/advance.h"
#include "rollout/forecast.h"
#include "rollout/mx_move.h"
#include "rollout/rung.h"
#include "rollout/what_if.h"
#include "rollout/withdrawal.h"

#include <QJsonObject>

namespace cli {

struct Standing
{
    QString domain;
    QDateTime now; ///< UTC
    rollout::StageVerdict stage;
    rollout::NextStep next;
    rollout::Readiness readiness;
    std::optional<rollout::Forecast> forecast;
    rollout::Rung rung;
    QList<qint64> ladder; ///< of max_age, seconds
    rollout::MoveVerdict move;
    rollout::Withdrawal withdrawal;
    QList<rollout::HolderView> holders;
    std::optional<rollout::Action> unpublished; ///< decided, and no check has seen it
    bool hasPlan = false;
    bool wholeHistory = true; ///< false: older looks might move the date of the stage
};

Standing standingOf(const Standpoint &standpoint);
int statusOf(const Standing &standing);
QJsonObject standingJson(const Standing &standing);
QString standingText(const Standing &standing);

} // namespace cli
