// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions about record, policy and policy host, and about what the plan says.
#include "rollout/alarm_rules.h"

#include "base/enum_names.h"
#include "findings/catalogue.h"
#include "rollout/difference.h"
#include "rollout/looks.h"
#include "rollout/plan_difference.h"
#include "rollout/withdrawal.h"

#include <algorithm>

namespace rollout {

namespace {

using findings::Severity;

State stateOf(bool met)
{
    return met ? State::Met : State::NotMet;
}

bool isPlannedAway(const Plan *plan)
{
    return plan && (plan->goal == Goal::Withdrawn || plan->lastTime(Action::Remove));
}

// Seen absent for long, and by now no sender can hold a policy: then it is how the domain is.
bool isPast(const Situation &at, const QDateTime &lastUsable)
{
    const auto heldUntil = withdrawalOf(at.history, at.now).heldUntil;
    return (!heldUntil || *heldUntil <= at.now) && lastUsable.daysTo(at.now) > goneDays;
}

/// The gravest problem of which `counts(problem)` holds, the first of several; null without one.
template <class Counts>
const Problem *gravest(const Observation &look, Counts counts)
{
    const Problem *most = nullptr;
    for (const Problem &problem : look.otherProblems)
        if (counts(problem) && (!most || problem.severity > most->severity))
            most = &problem;
    return most;
}

// An error alone explains it.
const Problem *whatIsWrong(const Observation &look, std::initializer_list<findings::Subject> subjects)
{
    return gravest(look, [subjects](const Problem &problem) {
        return problem.severity == Severity::Error &&
               std::find(subjects.begin(), subjects.end(), findings::subjectOf(problem.id)) != subjects.end();
    });
}

const Problem *whatHides(const Observation &look)
{
    return gravest(look, [&look](const Problem &problem) { return !couldSee(look, findings::subjectOf(problem.id)); });
}

// The ledger reaches further back than the looks that are at hand.
std::optional<QDateTime> lastUsable(const Situation &at, Seen Observation::*record)
{
    if (const Observation *look =
            lastLook(at.history, [&](const Observation &each) { return each.*record == Seen::Usable; }))
        return look->at;
    if (record == &Observation::record && !at.history.served.isEmpty())
        return at.history.served.last().lastSeen;
    return std::nullopt;
}

/// Of one of the two records, by the member that says how it was seen.
State goneState(const Situation &at, Seen Observation::*record)
{
    if (at.look.*record == Seen::NotKnown)
        return State::Unknown;
    if (at.look.*record != Seen::Absent || isPlannedAway(at.plan))
        return State::NotMet;
    const auto usable = lastUsable(at, record);
    return stateOf(usable && !isPast(at, *usable));
}

} // namespace

Situation::Situation(const History &all, const Plan *wish, const QDateTime &moment)
    : history(all), plan(wish), now(moment.toUTC()), look(all.observations.last()),
      evidence(all, wish, now, WaysBack::Ignored), toldNow(lookOf(look) != Look::CannotTell)
{
}

Severity Situation::whileEnforcing() const
{
    return evidence.told && lookOf(*evidence.told) == Look::Enforce ? Severity::Error : Severity::Warning;
}

QMap<QString, QString> argumentsOf(const Problem *problem)
{
    if (!problem)
        return {};
    QMap<QString, QString> arguments = problem->arguments;
    arguments.insert(QStringLiteral("finding"), base::enumName(problem->id));
    return arguments;
}

AlarmSight single(State state, Severity severity, QMap<QString, QString> arguments)
{
    return {{{QString(), state, severity, std::move(arguments)}}, State::NotMet};
}

AlarmSight policyDnsDisagree(const Situation &at)
{
    using findings::Subject;
    const auto disagree = [&at](State state, const char *what, std::initializer_list<Subject> subjects) {
        QMap<QString, QString> arguments = argumentsOf(whatIsWrong(at.look, subjects));
        arguments.insert(QStringLiteral("what"), QString::fromLatin1(what));
        return single(state, Severity::Error, arguments);
    };
    const Observation &look = at.look;
    if (look.record == Seen::Invalid)
        return disagree(State::Met, "record-invalid", {Subject::StsRecord});
    if (look.record == Seen::NotKnown || look.policy == Seen::NotKnown)
        return single(State::Unknown, Severity::Error);
    // A host without an address has an alarm of its own, and a policy without a record is how every deployment begins.
    const bool noHost = look.servers.hostKnown && look.servers.hostAddresses.isEmpty();
    const bool announced = look.record == Seen::Usable && look.policy != Seen::Usable && !noHost;
    return disagree(stateOf(announced), look.policy == Seen::Absent ? "policy-absent" : "policy-invalid",
                    {Subject::PolicyHost, Subject::Policy});
}

AlarmSight contentChangedSameId(const Situation &at)
{
    if (!at.toldNow || at.look.policy != Seen::Usable)
        return {{}, at.toldNow ? State::NotMet : State::Unknown};
    const QString id = QString::fromLatin1(at.look.recordId);
    return {{{id, stateOf(changedUnderSameId(at.history, at.now)), Severity::Error, {{QStringLiteral("id"), id}}}},
            State::NotMet};
}

AlarmSight recordGone(const Situation &at)
{
    const QString sts = QLatin1String("_mta-sts.") + at.history.domain;
    const QString reporting = QLatin1String("_smtp._tls.") + at.history.domain;
    return {
        {{sts, goneState(at, &Observation::record), Severity::Error, {{QStringLiteral("name"), sts}}},
         {reporting, goneState(at, &Observation::reporting), Severity::Warning, {{QStringLiteral("name"), reporting}}}},
        State::NotMet};
}

AlarmSight policyHostGone(const Situation &at)
{
    const SeenServers &servers = at.look.servers;
    if (at.look.record == Seen::NotKnown || !servers.hostKnown)
        return single(State::Unknown, Severity::Error);
    const bool gone = servers.hostAddresses.isEmpty() && servers.hostAlias.isEmpty();
    return single(stateOf(at.look.record != Seen::Absent && gone), Severity::Error,
                  {{QStringLiteral("host"), QLatin1String("mta-sts.") + at.history.domain}});
}

AlarmSight policyHostAliasDangling(const Situation &at)
{
    const SeenServers &servers = at.look.servers;
    if (at.look.record == Seen::NotKnown || !servers.hostKnown)
        return {{}, State::Unknown};
    const bool dangling =
        at.look.record != Seen::Absent && !servers.hostAlias.isEmpty() && servers.hostAddresses.isEmpty();
    if (!dangling)
        return {{}, State::NotMet};
    return {{{servers.hostAlias,
              State::Met,
              Severity::Error,
              {{QStringLiteral("host"), QLatin1String("mta-sts.") + at.history.domain},
               {QStringLiteral("target"), servers.hostAlias}}}},
            State::NotMet};
}

AlarmSight policyWeakerThanPlanned(const Situation &at)
{
    if (!at.toldNow)
        return single(State::Unknown, Severity::Warning);
    const auto difference = differenceFromPlan(at.history, at.plan, at.now);
    const bool weaker = difference && difference->published && difference->weaker;
    return single(stateOf(weaker), Severity::Warning, weaker ? difference->reason.arguments : QMap<QString, QString>());
}

AlarmSight notLookedAt(const Situation &at)
{
    const QList<Observation> &looks = at.history.observations;
    int count = 0;
    for (auto look = looks.crbegin(); look != looks.crend() && isBlind(*look); ++look)
        ++count;
    const QDateTime since = looks.at(looks.size() - std::max(1, count)).at;
    // A first blind look neither raises it nor clears anything: it is not seen, that is all.
    const State state = count == 0 ? State::NotMet : count >= blindLooks ? State::Met : State::Unknown;
    QMap<QString, QString> arguments = argumentsOf(whatHides(at.look));
    arguments.insert(QStringLiteral("looks"), QString::number(count));
    arguments.insert(QStringLiteral("day"), dayText(since));
    return single(state, Severity::Warning, arguments);
}

} // namespace rollout
