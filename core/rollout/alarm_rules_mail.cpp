// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions about MX records, mail servers, certificates and reports.
#include "rollout/alarm_rules.h"

#include "base/enum_names.h"
#include "findings/mx_set.h"
#include "rollout/looks.h"

#include <algorithm>

namespace rollout {

namespace {

using findings::Severity;

QStringList sorted(QStringList hosts)
{
    hosts.sort();
    return hosts;
}

/// A decision of the administrator that changes the MX set, made lately, or a move to hosts that are there now.
bool isPlanned(const Situation &at)
{
    if (!at.plan)
        return false;
    if (at.plan->mxMove && std::any_of(at.look.mx.begin(), at.look.mx.end(), [&at](const QString &host) {
            return at.plan->mxMove->to.contains(host, Qt::CaseInsensitive);
        }))
        return true;
    return std::any_of(at.plan->decisions.begin(), at.plan->decisions.end(), [&at](const Decision &decision) {
        const bool ofMx = decision.action == Action::ChangeMx || decision.action == Action::BeginMxMove ||
                          decision.action == Action::WidenMxMove || decision.action == Action::CancelMxMove ||
                          decision.action == Action::FinishMxMove;
        return ofMx && decision.at.daysTo(at.now) <= goneDays;
    });
}

/// The set that stood before the present one, when the present one is younger than mxNewsDays and was not there in the
/// time before that.
const Observation *lookBeforeMxChange(const Situation &at)
{
    const QStringList present = sorted(at.look.mx);
    const Observation *before = nullptr;
    for (const Observation &look : at.history.observations) {
        if (!look.mxKnown || look.at.daysTo(at.now) > goneDays)
            continue;
        if (sorted(look.mx) != present)
            before = &look;
        else
            return before && look.at.daysTo(at.now) < mxNewsDays ? before : nullptr;
    }
    return nullptr;
}

// Short-lived certificates are near their end only for the last third of their lives (RULES 11).
bool endsSoon(const SeenCertificate &certificate, const Situation &at)
{
    const qint64 left = at.now.secsTo(certificate.until), life = certificate.from.secsTo(certificate.until);
    return left < std::min<qint64>(at.evidence.thresholds.certificateDays * 86'400LL, life / 3);
}

Signal endOf(const SeenCertificate &certificate, const Situation &at)
{
    const qint64 left = at.now.secsTo(certificate.until);
    const bool soon = endsSoon(certificate, at);
    return {certificate.host,
            soon ? State::Met : State::NotMet,
            left <= 0 ? Severity::Error : Severity::Warning,
            {{QStringLiteral("host"), certificate.host},
             {QStringLiteral("day"), dayText(certificate.until)},
             {QStringLiteral("days"), QString::number(std::max<qint64>(0, left / 86'400))}}};
}

QString failureSubject(const FailureCase &failure)
{
    return QString::fromStdString(failure.typeWord) + u' ' + QString::fromStdString(failure.mx);
}

Signal signalOf(const FailureCase &failure)
{
    return {failureSubject(failure),
            failure.over ? State::NotMet : State::Met,
            Severity::Warning,
            {{QStringLiteral("type"), QString::fromStdString(failure.typeWord)},
             {QStringLiteral("mx"), QString::fromStdString(failure.mx)},
             {QStringLiteral("sender"), QString::fromStdString(failure.sender)},
             {QStringLiteral("sessions"), QString::number(failure.sessions)},
             {QStringLiteral("day"), dayText(failure.last)}}};
}

} // namespace

AlarmSight mxNotCovered(const Situation &at)
{
    if (!at.look.mxKnown || !at.toldNow)
        return {{}, State::Unknown};
    if (!isLive(lookOf(at.look)))
        return {{}, State::NotMet};
    AlarmSight sight{{}, State::NotMet};
    for (const QString &host : at.look.mxNotCovered)
        sight.told.append({host, State::Met, at.whileEnforcing(), {{QStringLiteral("host"), host}}});
    return sight;
}

AlarmSight mxChanged(const Situation &at)
{
    if (!at.look.mxKnown)
        return {{}, State::Unknown};
    const Observation *before = lookBeforeMxChange(at);
    if (!before || isPlanned(at))
        return {{}, State::NotMet};
    return {{{sorted(at.look.mx).join(QLatin1String(", ")),
              State::Met,
              Severity::Warning,
              {{QStringLiteral("before"), findings::inSentence(before->mx)},
               {QStringLiteral("after"), findings::inSentence(at.look.mx)}}}},
            State::NotMet};
}

AlarmSight mailServerFault(const Situation &at)
{
    AlarmSight sight{{}, at.look.mxKnown ? State::NotMet : State::Unknown, at.look.mxUnreached};
    for (const Problem &problem : at.look.serverProblems) {
        QMap<QString, QString> arguments = argumentsOf(&problem);
        arguments.insert(QStringLiteral("host"), problem.host);
        sight.told.append(
            {base::enumName(problem.id) + u' ' + problem.host, State::Met, at.whileEnforcing(), std::move(arguments)});
    }
    return sight;
}

// Of several certificates of a host the list has the one that ends first at the front, so that one counts. A host that
// was not reached keeps what is known of it, as long as it is a host of the domain.
AlarmSight certificateEndsSoon(const Situation &at)
{
    AlarmSight sight{{}, at.look.mxKnown && at.look.servers.hostKnown ? State::NotMet : State::Unknown};
    for (const SeenCertificate &certificate : at.look.servers.certificates)
        sight.told.append(endOf(certificate, at));
    for (const QString &host : at.look.mx + QStringList{QLatin1String("mta-sts.") + at.history.domain})
        sight.told.append({host, State::Unknown, Severity::Warning, {}});
    return sight;
}

// One failure of a kind that is not over outweighs others that are.
AlarmSight newFailureKind(const Situation &at)
{
    AlarmSight sight{{}, at.evidence.period ? State::NotMet : State::Unknown};
    for (const State wanted : {State::Met, State::NotMet})
        for (const FailureCase &failure : at.evidence.cases)
            if (failure.fault != Fault::Sender && signalOf(failure).state == wanted)
                sight.told.append(signalOf(failure));
    return sight;
}

AlarmSight reportsSilent(const Situation &at)
{
    if (at.toldNow && !isLive(lookOf(at.look)))
        return single(State::NotMet, Severity::Warning);
    const ConditionVerdict verdict = reportsKeepComing(at.evidence);
    const State state = verdict.reason.code == "reports-stopped" ? State::Met
                        : verdict.state == State::Met            ? State::NotMet
                                                                 : State::Unknown;
    return single(state, Severity::Warning, verdict.reason.arguments);
}

} // namespace rollout
