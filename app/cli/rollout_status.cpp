// SPDX-License-Identifier: GPL-3.0-or-later
// Where a domain stands on the way from nothing to enforce, from the archive alone: no network.
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "base/enum_names.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/input.h"
#include "cli/layout.h"
#include "cli/reports_archive.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "rollout/forecast.h"
#include "rollout/next_step.h"
#include "rollout/what_if.h"
#include "rollout/withdrawal.h"
#include "text/rollout_text.h"

#include <QJsonArray>

namespace cli {
namespace {

constexpr int daysOfHistory = 120; // the longest testing period that anybody waits for, and a month

/// Everything that is derived for one domain.
struct Standing
{
    QString domain;
    rollout::StageVerdict stage;
    rollout::NextStep next;
    rollout::Readiness readiness;
    std::optional<rollout::Forecast> forecast;
    rollout::Withdrawal withdrawal;
    QList<rollout::HolderView> holders;
    bool hasPlan = false;
};

base::Result<Standing, archive::Error> standingOf(archive::Archive &archive, const QString &domain,
                                                  const QDateTime &now)
{
    const auto history = archive::historyOf(archive, domain, {now.addDays(-daysOfHistory), now});
    if (!history)
        return tl::unexpected(history.error());
    const auto stored = archive::PlanStore(archive).plan(domain);
    if (!stored)
        return tl::unexpected(stored.error());
    std::optional<rollout::Plan> plan;
    if (*stored) {
        const auto read = rollout::planFromJson(**stored);
        if (!read)
            return tl::unexpected(
                archive.connection().error(archive::ErrorCode::Corrupt, QStringLiteral("the plan of ") + domain));
        plan = *read;
    }
    const rollout::Plan *wanted = plan ? &*plan : nullptr;
    return Standing{domain,
                    rollout::stageOf(*history, wanted, now),
                    rollout::nextStepOf(*history, wanted, now),
                    rollout::readinessOf(*history, wanted, now),
                    rollout::forecastOf(*history, wanted, now),
                    rollout::withdrawalOf(*history, now),
                    rollout::holdersOf(*history, now),
                    plan.has_value()};
}

int statusOf(const Standing &standing)
{
    if (standing.stage.stage == rollout::Stage::Broken)
        return Failed;
    if (standing.stage.stage == rollout::Stage::Unknown)
        return Unsure;
    return standing.next.overdue ? Warned : Fine;
}

QString moment(const QDateTime &at)
{
    return at.toUTC().toString(Qt::ISODate);
}

QJsonValue momentJson(const std::optional<QDateTime> &at)
{
    return at ? QJsonValue(moment(*at)) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const rollout::Reason &reason)
{
    QJsonObject arguments;
    for (auto it = reason.arguments.cbegin(); it != reason.arguments.cend(); ++it)
        arguments.insert(it.key(), it.value());
    return {{QStringLiteral("code"), QString::fromLatin1(reason.code)}, {QStringLiteral("arguments"), arguments}};
}

QJsonArray toJson(const QList<rollout::Reason> &reasons)
{
    QJsonArray list;
    for (const rollout::Reason &reason : reasons)
        list += toJson(reason);
    return list;
}

QJsonArray toJson(const rollout::Readiness &readiness)
{
    QJsonArray list;
    for (const rollout::ConditionVerdict &each : readiness.conditions)
        list += QJsonObject{
            {QStringLiteral("condition"), base::enumName(each.condition)},
            {QStringLiteral("state"), base::enumName(each.state)},
            {QStringLiteral("required"), each.required},
            {QStringLiteral("met_at"), each.metAt ? QJsonValue(each.metAt->toString(Qt::ISODate)) : QJsonValue()},
            {QStringLiteral("reason"), toJson(each.reason)}};
    return list;
}

QJsonArray toJson(const QList<rollout::HolderView> &holders)
{
    QJsonArray list;
    for (const rollout::HolderView &view : holders)
        list += QJsonObject{{QStringLiteral("id"), QString::fromLatin1(view.held.recordId)},
                            {QStringLiteral("mode"), base::enumName(view.held.policy.mode)},
                            {QStringLiteral("until"), moment(view.until)},
                            {QStringLiteral("refuses"), view.refuses()},
                            {QStringLiteral("usable"), QJsonArray::fromStringList(view.usable)},
                            {QStringLiteral("not_matched"), QJsonArray::fromStringList(view.notMatched)},
                            {QStringLiteral("failing"), QJsonArray::fromStringList(view.failing)}};
    return list;
}

QJsonObject toJson(const Standing &standing)
{
    QJsonObject out{{QStringLiteral("domain"), standing.domain},
                    {QStringLiteral("stage"), base::enumName(standing.stage.stage)},
                    {QStringLiteral("since"), momentJson(standing.stage.since)},
                    {QStringLiteral("seen_at"), momentJson(standing.stage.seenAt)},
                    {QStringLiteral("reasons"), toJson(standing.stage.reasons)},
                    {QStringLiteral("has_plan"), standing.hasPlan},
                    {QStringLiteral("next_step"), base::enumName(standing.next.step)},
                    {QStringLiteral("not_before"), momentJson(standing.next.notBefore)},
                    {QStringLiteral("why"), toJson(standing.next.why)},
                    {QStringLiteral("blocked_by"), toJson(standing.next.blockedBy)},
                    {QStringLiteral("overdue"), standing.next.overdue},
                    {QStringLiteral("ready"), standing.readiness.ready()},
                    {QStringLiteral("readiness"), toJson(standing.readiness)},
                    {QStringLiteral("held_until"), momentJson(standing.withdrawal.heldUntil)},
                    {QStringLiteral("holders"), toJson(standing.holders)}};
    if (standing.forecast)
        out.insert(QStringLiteral("forecast"),
                   QJsonObject{{QStringLiteral("sessions"), standing.forecast->sessions},
                               {QStringLiteral("stopped_least"), standing.forecast->stoppedLeast},
                               {QStringLiteral("stopped_most"), standing.forecast->stoppedMost},
                               {QStringLiteral("unknowns"), toJson(standing.forecast->unknowns)}});
    return out;
}

QString lines(const QString &text)
{
    return text.isEmpty() ? QString() : wrapped(visible(text), outputStyle().width, QStringLiteral("    ")) + u'\n';
}

QString conditionsText(const rollout::Readiness &readiness)
{
    QString out =
        Words::tr("Ready for enforce: %1 % of the required conditions are met").arg(readiness.score()) + u'\n';
    for (const rollout::ConditionVerdict &each : readiness.conditions) {
        out += QStringLiteral("  [") + text::stateWord(each.state) + QStringLiteral("] ") + text::title(each.condition);
        if (!each.required)
            out += QStringLiteral(" (") + Words::tr("advice") + u')';
        if (each.metAt && each.state != rollout::State::Met)
            out += QStringLiteral(", ") + Words::tr("at the earliest on %1").arg(each.metAt->toString(Qt::ISODate));
        out += u'\n' + lines(text::sentence(each.reason));
    }
    return out;
}

QString holdersText(const QList<rollout::HolderView> &holders)
{
    QString out;
    for (const rollout::HolderView &view : holders)
        if (view.refuses())
            out += lines(Words::tr("A sender that still holds the policy with id %1 would refuse to deliver until %2.")
                             .arg(QString::fromLatin1(view.held.recordId), moment(view.until)));
    return out;
}

QString toText(const Standing &standing)
{
    QString out = standing.domain + QStringLiteral(": ") + text::title(standing.stage.stage);
    if (standing.stage.since)
        out += QStringLiteral(", ") + Words::tr("since %1").arg(moment(*standing.stage.since));
    out += u'\n' + lines(text::sentence(standing.stage.stage));
    for (const rollout::Reason &reason : standing.stage.reasons)
        out += lines(text::sentence(reason));
    out += Words::tr("Next: %1").arg(text::title(standing.next.step));
    if (standing.next.notBefore)
        out += QStringLiteral(", ") + Words::tr("not before %1").arg(moment(*standing.next.notBefore));
    out += u'\n' + lines(text::sentence(standing.next.why));
    for (const rollout::Reason &reason : standing.next.blockedBy)
        out += lines(text::sentence(reason));
    const rollout::Stage stage = standing.stage.stage;
    if (stage == rollout::Stage::Testing || stage == rollout::Stage::ReadyToEnforce)
        out += conditionsText(standing.readiness);
    if (standing.forecast && standing.forecast->sessions > 0)
        out += Words::tr("Enforce would have stopped %1 to %2 of %3 reported sessions.")
                   .arg(standing.forecast->stoppedLeast)
                   .arg(standing.forecast->stoppedMost)
                   .arg(standing.forecast->sessions) +
               u'\n';
    return out + holdersText(standing.holders);
}

} // namespace

const Syntax &rolloutStatusSyntax()
{
    static const Syntax syntax{
        "rollout status",
        "DOMAIN…",
        QT_TRANSLATE_NOOP("Words", "Tells where domains stand between nothing and enforce, and what comes next."),
        QT_TRANSLATE_NOOP(
            "Words", "Works from the archive alone: checks that were kept (check --archive) and reports that were "
                     "imported. Exit status 2: a domain is broken; 3: nothing is known of it; 1: it could have been "
                     "enforced long ago."),
        {archiveOption(),
         {"now", Arity::Value, "MOMENT",
          QT_TRANSLATE_NOOP("Words", "Judge as of this moment (ISO 8601) instead of the present one.")},
         jsonOption(),
         helpOption()}};
    return syntax;
}

int runRolloutStatus(Arguments arguments)
{
    const char *const command = rolloutStatusSyntax().command;
    if (arguments.operands().isEmpty())
        return usageProblem(Words::tr("Name at least one mail domain."), command);
    QDateTime now = QDateTime::currentDateTimeUtc();
    if (arguments.has("now")) {
        const auto given = readMoment(arguments.value("now"));
        if (!given)
            return usageProblem(given.error(), command);
        now = *given;
    }
    QStringList domains;
    for (const QString &word : arguments.operands()) {
        const auto domain = readDomain(word);
        if (!domain)
            return usageProblem(domain.error(), command);
        domains += domain->toString();
    }
    auto archive = openArchive(arguments, ArchiveUse::Read, command);
    if (!archive)
        return archive.error();
    QJsonArray all;
    QString text;
    int status = Fine;
    for (const QString &domain : std::as_const(domains)) {
        const auto standing = standingOf(*archive, domain, now);
        if (!standing)
            return archiveProblem(standing.error());
        status = worstStatus(status, statusOf(*standing));
        all += toJson(*standing);
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + toText(*standing);
    }
    if (!arguments.has("json"))
        return print(text, status);
    return print(document(all.size() == 1
                              ? all.first().toObject()
                              : QJsonObject{{QStringLiteral("domains"), all}, {QStringLiteral("exit_status"), status}}),
                 status);
}

} // namespace cli
