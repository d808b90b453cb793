// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rollout_wish.h"

#include "base/enum_names.h"
#include "cli/generate_choices.h"
#include "cli/words.h"
#include "rollout/looks.h"
#include "rollout/policy_lines.h"
#include "rollout/mx_move.h"

namespace cli {

namespace {

using rollout::Action;
using rollout::Thresholds;

struct DaysOption
{
    const char *name;
    int Thresholds::*days;
    const char *help;
};
constexpr DaysOption daysOptions[] = {
    {"testing-days", &Thresholds::testingDays, QT_TRANSLATE_NOOP("Words", "Days in testing before enforce: 14.")},
    {"report-days", &Thresholds::reportDays,
     QT_TRANSLATE_NOOP("Words", "Different days with reports before enforce: 7.")},
    {"certificate-days", &Thresholds::certificateDays,
     QT_TRANSLATE_NOOP("Words", "How long certificates have to stay valid: 21.")},
    {"silent-days", &Thresholds::silentDays,
     QT_TRANSLATE_NOOP("Words", "Days without a report after which reports have stopped: 4.")},
    {"rung-days", &Thresholds::rungDays,
     QT_TRANSLATE_NOOP("Words", "Clean days on one rung of max_age before the next: 7.")},
};

struct YesNoOption
{
    const char *name;
    bool Thresholds::*value;
    const char *help;
};
constexpr YesNoOption yesNoOptions[] = {
    {"count-unverified", &Thresholds::countUnverified,
     QT_TRANSLATE_NOOP("Words", "yes: reports from mails without a valid signature count as well; no is the default.")},
    {"count-files", &Thresholds::countWithoutMail,
     QT_TRANSLATE_NOOP("Words", "no: reports that came as files, without a mail, do not count; yes is the default.")},
};

QString readThresholds(const Arguments &arguments, Wish &wish)
{
    for (const DaysOption &option : daysOptions) {
        if (!arguments.has(option.name))
            continue;
        const auto days = readNumber(option.name, arguments.value(option.name), 0, 365);
        if (!days)
            return days.error();
        wish.thresholds.*option.days = *days;
        wish.given[option.name] = true;
    }
    for (const YesNoOption &option : yesNoOptions) {
        if (!arguments.has(option.name))
            continue;
        const QString word = arguments.value(option.name);
        if (word != QLatin1String("yes") && word != QLatin1String("no"))
            return Words::tr("--%1 takes yes or no, not \"%2\".").arg(QLatin1String(option.name), word);
        wish.thresholds.*option.value = word == QLatin1String("yes");
        wish.given[option.name] = true;
    }
    if (arguments.has("verified-share")) {
        const auto percent = readNumber("verified-share", arguments.value("verified-share"), 0, 100);
        if (!percent)
            return percent.error();
        wish.thresholds.verifiedShare = *percent / 100.0;
        wish.given["verified-share"] = true;
    }
    return {};
}

QString readGoal(const Arguments &arguments, Wish &wish)
{
    if (!arguments.has("goal"))
        return {};
    wish.goal = base::enumFromName<rollout::Goal>(arguments.value("goal"));
    return wish.goal ? QString()
                     : Words::tr("--goal takes reporting, testing, enforce or withdrawn, not \"%1\".")
                           .arg(arguments.value("goal"));
}

QString readNumbers(const Arguments &arguments, Wish &wish)
{
    if (arguments.has("max-age-goal")) {
        const auto seconds = readNumber("max-age-goal", arguments.value("max-age-goal"), int(rollout::maxAgeLeast),
                                        int(rollout::maxAgeMost));
        if (!seconds)
            return seconds.error();
        wish.maxAgeGoal = *seconds;
    }
    if (arguments.has("ttl")) {
        const auto ttl = readNumber("ttl", arguments.value("ttl"), rollout::ttlLeast, rollout::ttlMost);
        if (!ttl)
            return ttl.error();
        wish.ttl = *ttl;
    }
    return {};
}

QString readMove(const Arguments &arguments, Wish &wish)
{
    wish.cancelMove = arguments.has("cancel-move");
    if (!arguments.has("move-mx"))
        return arguments.has("wait-for-expiry") ? Words::tr("--wait-for-expiry means nothing without --move-mx.")
                                                : QString();
    rollout::MxMove move;
    move.waitForExpiry = arguments.has("wait-for-expiry");
    for (const QString &word : arguments.values("move-mx").join(u',').split(u',', Qt::SkipEmptyParts)) {
        const auto host = readDomain(word);
        if (!host)
            return host.error();
        if (!move.to.contains(host->toString()))
            move.to += host->toString();
    }
    wish.mxMove = move;
    return {};
}

QString readPublished(const Arguments &arguments, Wish &wish)
{
    const auto mx = mxPatternsOf(arguments);
    const auto rua = reportUrisOf(arguments);
    const auto host = policyHostOf(arguments, wish.notes);
    if (!mx || !rua)
        return mx ? rua.error() : mx.error();
    if (!host)
        return host.error();
    wish.mx = *mx;
    wish.rua = *rua;
    if (arguments.has("policy-host-target") || arguments.has("policy-host-address"))
        wish.policyHost = *host;
    return {};
}

QString conflict(const Wish &wish)
{
    const int changes = int(!wish.mx.isEmpty()) + int(wish.liveMx) + int(wish.adopt) + int(wish.mxMove.has_value()) +
                        int(wish.cancelMove);
    return changes > 1 ? Words::tr("Give only one of --mx, --live-mx, --adopt, --move-mx and --cancel-move.")
                       : QString();
}

void mergeThresholds(const Wish &wish, Thresholds &thresholds)
{
    for (const DaysOption &option : daysOptions)
        if (wish.given.count(option.name) > 0)
            thresholds.*option.days = wish.thresholds.*option.days;
    for (const YesNoOption &option : yesNoOptions)
        if (wish.given.count(option.name) > 0)
            thresholds.*option.value = wish.thresholds.*option.value;
    if (wish.given.count("verified-share") > 0)
        thresholds.verifiedShare = wish.thresholds.verifiedShare;
}

rollout::Plan newPlan(const QString &domain, const Wish &wish, QStringList &notes)
{
    rollout::Plan plan;
    plan.domain = domain;
    if (!wish.goal)
        notes += Words::tr("The goal is enforce; --goal says otherwise.");
    if (wish.rua.isEmpty())
        plan.rua = {usualReportUri(domain)};
    if (wish.mx.isEmpty() && !wish.liveMx && !wish.adopt && !wish.mxMove)
        notes += Words::tr("The mx lines will be those of the live MX hosts when testing begins; --mx names others.");
    if (!wish.policyHost && !wish.adopt)
        notes += Words::tr("No record for mta-sts.%1 is planned; --policy-host-target or --policy-host-address does.")
                     .arg(domain);
    return plan;
}

// What is live becomes what is planned; where the policy comes from is not told by its records.
bool adopt(rollout::Plan &plan, const rollout::Observation *told, QStringList &notes)
{
    if (!told)
        return false;
    if (!told->rua.isEmpty())
        plan.rua = told->rua;
    const rollout::Look look = rollout::lookOf(*told);
    plan.reportingOnly = !rollout::isLive(look) && look != rollout::Look::None;
    if (plan.reportingOnly)
        return true;
    plan.mode = told->policyRead.mode;
    plan.mx = told->policyRead.mx;
    plan.maxAge = told->policyRead.maxAge;
    plan.id = told->recordId;
    if (look == rollout::Look::None)
        plan.goal = rollout::Goal::Withdrawn;
    if (plan.maxAge > plan.maxAgeGoal) {
        plan.maxAgeGoal = plan.maxAge;
        notes += Words::tr("The goal for max_age is the live one, %1 seconds.").arg(plan.maxAge);
    }
    return true;
}

rollout::Permission unseen()
{
    return {false, {{QByteArrayLiteral("no-look"), {}, {}}}, std::nullopt, {}};
}

} // namespace

bool Wish::isChange() const
{
    return goal || !mx.isEmpty() || liveMx || !rua.isEmpty() || policyHost || maxAgeGoal || ttl || !given.empty() ||
           adopt || mxMove || cancelMove;
}

std::vector<Option> wishOptions()
{
    std::vector<Option> options{
        {"goal", Arity::Value, "GOAL",
         QT_TRANSLATE_NOOP("Words", "reporting, testing, enforce (the default) or withdrawn.")},
        {"mx", Arity::Values, "PATTERN…",
         QT_TRANSLATE_NOOP("Words", "The mx lines of the policy; the default is those of the live MX hosts.")},
        {"live-mx", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words", "Renew the mx lines from the live MX hosts; of Google's hosts each family whole.")},
        {"rua", Arity::Values, "URI…",
         QT_TRANSLATE_NOOP("Words",
                           "Where TLS reports go: mailto: or https:. The default is mailto:tls-reports@DOMAIN.")},
        {"policy-host-target", Arity::Value, "NAME",
         QT_TRANSLATE_NOOP("Words", "Make mta-sts.DOMAIN a CNAME of this name.")},
        {"policy-host-address", Arity::Values, "IP…",
         QT_TRANSLATE_NOOP("Words", "Give mta-sts.DOMAIN these addresses.")},
        {"max-age-goal", Arity::Value, "SECONDS",
         QT_TRANSLATE_NOOP("Words", "The top of the ladder of max_age in enforce: 2592000.")},
        {"ttl", Arity::Value, "SECONDS",
         QT_TRANSLATE_NOOP("Words", "Of the records, 0 to 604800; the default is 300.")},
        {"adopt", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words", "Take over mode, mx lines, max_age, id and report addresses that are live.")},
        {"move-mx", Arity::Values, "HOST…",
         QT_TRANSLATE_NOOP("Words", "Begin a move of mail to these MX hosts; the policy covers old and new first.")},
        {"wait-for-expiry", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words", "With --move-mx: wait until no policy without the new hosts can be held.")},
        {"cancel-move", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Give the move up.")}};
    for (const DaysOption &option : daysOptions)
        options.push_back({option.name, Arity::Value, "N", option.help});
    options.push_back(
        {"verified-share", Arity::Value, "PERCENT",
         QT_TRANSLATE_NOOP("Words", "Share of sessions that has to come from reports with a valid signature: 80.")});
    for (const YesNoOption &option : yesNoOptions)
        options.push_back({option.name, Arity::Value, "YES|NO", option.help});
    return options;
}

Read<Wish> wishOf(const Arguments &arguments)
{
    Wish wish;
    wish.adopt = arguments.has("adopt");
    wish.liveMx = arguments.has("live-mx");
    for (const auto read : {readGoal, readNumbers, readThresholds, readMove, readPublished})
        if (const QString problem = read(arguments, wish); !problem.isEmpty())
            return tl::unexpected(problem);
    if (const QString problem = conflict(wish); !problem.isEmpty())
        return tl::unexpected(problem);
    return wish;
}

Wished wished(const Wish &wish, const Standpoint &standpoint)
{
    Wished result;
    result.permission.allowed = true;
    result.notes = wish.notes;
    rollout::Plan &plan = result.plan;
    plan = standpoint.plan ? *standpoint.plan : newPlan(standpoint.history.domain, wish, result.notes);
    const rollout::Observation *told = rollout::lastTold(standpoint.history, standpoint.now);
    const bool isLive = told && rollout::isLive(rollout::lookOf(*told));
    if (isLive && !standpoint.plan && !wish.adopt)
        result.notes += Words::tr("The domain serves a policy already; the plan takes it over.");
    if ((wish.adopt || (isLive && !standpoint.plan)) && !adopt(plan, told, result.notes)) {
        result.permission = unseen();
        return result;
    }
    if (wish.liveMx && !(told && told->mxKnown)) {
        result.permission = unseen();
        return result;
    }
    plan.goal = wish.goal.value_or(plan.goal);
    plan.rua = wish.rua.isEmpty() ? plan.rua : wish.rua;
    if (!standpoint.plan && plan.rua == QStringList{usualReportUri(plan.domain)} && wish.rua.isEmpty())
        result.notes += Words::tr("Reports go to %1; --rua names another address.").arg(plan.rua.first());
    plan.policyHost = wish.policyHost.value_or(plan.policyHost);
    plan.maxAgeGoal = wish.maxAgeGoal.value_or(plan.maxAgeGoal);
    plan.ttl = wish.ttl.value_or(plan.ttl);
    mergeThresholds(wish, plan.thresholds);
    if (standpoint.plan && (!wish.rua.isEmpty() || wish.policyHost || wish.ttl))
        result.notes += Words::tr("\"generate %1 --plan\" prints the changed records.").arg(plan.domain);
    const QStringList lines = wish.liveMx && told ? rollout::patternsFor(told->mx) : wish.mx;
    if (wish.liveMx && lines.isEmpty()) {
        result.permission = {false, {{QByteArrayLiteral("no-line-for-policy"), {}, {}}}, std::nullopt, {}};
        return result;
    }
    if (!lines.isEmpty() && lines != plan.mx) {
        result.action = plan.reportingOnly ? Action::PlanMade : Action::ChangeMx;
        plan.mx = lines;
    }
    if (wish.cancelMove)
        result.action = Action::CancelMxMove;
    if (wish.mxMove)
        result.action = Action::BeginMxMove;
    // A move that is under way is not replaced: the waits of the old one would be lost.
    if (wish.mxMove && !plan.mxMove) {
        plan.mxMove = wish.mxMove;
        plan.mxMove->startedAt = standpoint.now;
    }
    result.permission = rollout::mayDo(result.action, standpoint.history, plan, standpoint.now);
    return result;
}

} // namespace cli
