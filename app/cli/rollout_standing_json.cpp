// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"
#include "cli/rollout_json.h"
#include "cli/rollout_standing.h"

namespace cli {

namespace {

QJsonArray holdersJson(const QList<rollout::HolderView> &holders)
{
    QJsonArray list;
    for (const rollout::HolderView &view : holders)
        list += QJsonObject{{QStringLiteral("id"), QString::fromLatin1(view.held.recordId)},
                            {QStringLiteral("mode"), base::enumName(view.held.policy.mode)},
                            {QStringLiteral("until"), momentText(view.until)},
                            {QStringLiteral("refuses"), view.refuses()},
                            {QStringLiteral("usable"), QJsonArray::fromStringList(view.usable)},
                            {QStringLiteral("not_matched"), QJsonArray::fromStringList(view.notMatched)},
                            {QStringLiteral("failing"), QJsonArray::fromStringList(view.failing)}};
    return list;
}

QJsonValue ladderJson(const Standing &standing)
{
    const rollout::Rung &rung = standing.rung;
    if (rung.maxAge == 0)
        return {};
    QJsonArray rungs;
    for (const qint64 seconds : standing.ladder)
        rungs += seconds;
    return QJsonObject{{QStringLiteral("rungs"), rungs},
                       {QStringLiteral("max_age"), rung.maxAge},
                       {QStringLiteral("next"), rung.next ? QJsonValue(*rung.next) : QJsonValue()},
                       {QStringLiteral("since"), momentJson(rung.since)},
                       {QStringLiteral("ends_at"), momentJson(rung.endsAt)},
                       {QStringLiteral("obstacles"), toJson(rung.obstacles)}};
}

QJsonValue moveJson(const rollout::MoveVerdict &move)
{
    if (move.phase == rollout::MovePhase::NotStarted)
        return {};
    QJsonArray earliest;
    for (qsizetype i = 0; i < move.earliest.size(); ++i)
        earliest +=
            QJsonObject{{QStringLiteral("phase"), base::enumName(rollout::MovePhase(int(move.phase) + 1 + int(i)))},
                        {QStringLiteral("at"), momentText(move.earliest.at(i))}};
    return QJsonObject{{QStringLiteral("phase"), base::enumName(move.phase)},
                       {QStringLiteral("from"), QJsonArray::fromStringList(move.oldHosts)},
                       {QStringLiteral("to"), QJsonArray::fromStringList(move.newHosts)},
                       {QStringLiteral("policy_patterns"), QJsonArray::fromStringList(move.policyPatterns)},
                       {QStringLiteral("wait_until"), momentJson(move.waitUntil)},
                       {QStringLiteral("earliest"), earliest},
                       {QStringLiteral("safe_whatever_happens"), momentJson(move.safeWhateverHappens)}};
}

QJsonObject withdrawalJson(const rollout::Withdrawal &withdrawal)
{
    return {{QStringLiteral("none_since"), momentJson(withdrawal.noneSince)},
            {QStringLiteral("held_until"), momentJson(withdrawal.heldUntil)},
            {QStringLiteral("may_remove"), withdrawal.mayRemove},
            {QStringLiteral("removed"), withdrawal.removed}};
}

} // namespace

QJsonObject standingJson(const Standing &standing)
{
    QJsonObject out{{QStringLiteral("domain"), standing.domain},
                    {QStringLiteral("stage"), base::enumName(standing.stage.stage)},
                    {QStringLiteral("since"), momentJson(standing.stage.since)},
                    {QStringLiteral("since_is_certain"), standing.wholeHistory},
                    {QStringLiteral("seen_at"), momentJson(standing.stage.seenAt)},
                    {QStringLiteral("reasons"), toJson(standing.stage.reasons)},
                    {QStringLiteral("has_plan"), standing.hasPlan},
                    {QStringLiteral("unpublished"),
                     standing.unpublished ? QJsonValue(base::enumName(*standing.unpublished)) : QJsonValue()},
                    {QStringLiteral("next_step"), base::enumName(standing.next.step)},
                    {QStringLiteral("not_before"), momentJson(standing.next.notBefore)},
                    {QStringLiteral("why"), toJson(standing.next.why)},
                    {QStringLiteral("blocked_by"), toJson(standing.next.blockedBy)},
                    {QStringLiteral("overdue"), standing.next.overdue},
                    {QStringLiteral("ready"), standing.readiness.ready()},
                    {QStringLiteral("readiness"), toJson(standing.readiness.conditions)},
                    {QStringLiteral("held_until"), momentJson(standing.withdrawal.heldUntil)},
                    {QStringLiteral("ladder"), ladderJson(standing)},
                    {QStringLiteral("mx_move"), moveJson(standing.move)},
                    {QStringLiteral("withdrawal"), withdrawalJson(standing.withdrawal)},
                    {QStringLiteral("holders"), holdersJson(standing.holders)}};
    if (standing.forecast)
        out.insert(QStringLiteral("forecast"),
                   QJsonObject{{QStringLiteral("sessions"), standing.forecast->sessions},
                               {QStringLiteral("stopped_least"), standing.forecast->stoppedLeast},
                               {QStringLiteral("stopped_most"), standing.forecast->stoppedMost},
                               {QStringLiteral("unknowns"), toJson(standing.forecast->unknowns)}});
    return out;
}

} // namespace cli
