// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions that our own checks answer.
#include "rollout/google_workspace.h"
#include "rollout/looks.h"
#include "rollout/readiness_rules.h"

#include <algorithm>

namespace rollout {

namespace {

constexpr qint64 idGraceSeconds = 3'600; ///< file first, then record (RFC 8461 §8.1): so long a change may be half done

ConditionVerdict verdict(Condition condition, State state, Reason reason)
{
    ConditionVerdict all;
    all.condition = condition;
    all.state = state;
    all.reason = std::move(reason);
    return all;
}

bool differsFromPlan(const Evidence &evidence)
{
    const Plan *plan = evidence.plan;
    return plan && !plan->reportingOnly && !plan->mx.isEmpty() &&
           linesOf(evidence.told->policyRead) != linesOf({plan->mode, plan->mx, plan->maxAge, {}});
}

// Hosts of Google are probed by the whole world, and the large senders' reports speak of these very hosts.
bool onlyGoogleHosts(const Observation &look)
{
    const GoogleMx google = recogniseMx(look.mx);
    return google.usesWorkspace() && google.otherHosts.isEmpty() && google.consumerHosts.isEmpty();
}

QStringList uncovered(const Observation &look, const sts::Policy &policy)
{
    QStringList hosts;
    for (const QString &host : look.mx)
        if (!sts::matchesAny(policy.mx, host))
            hosts += host;
    return hosts;
}

bool isInsideDomain(const QString &uri, const QString &domain)
{
    if (!uri.startsWith(QStringLiteral("mailto:"), Qt::CaseInsensitive))
        return false;
    const QString host = uri.section(u'@', -1).section(u'?', 0, 0).toLower();
    return host == domain || host.endsWith(u'.' + domain);
}

} // namespace

bool changedUnderSameId(const History &history, const QDateTime &now)
{
    const Observation *told = lastTold(history, now);
    if (!told || told->policy != Seen::Usable || told->recordId.isEmpty())
        return false;
    const Served *present = nullptr;
    for (const Served &span : history.served)
        if (span.firstSeen <= now && span.hash == told->policyHash && span.recordId == told->recordId)
            present = &span;
    if (!present)
        return false;
    const bool young = present->firstSeen.secsTo(now) < told->recordTtl + idGraceSeconds;
    return !young && std::any_of(history.served.begin(), history.served.end(), [&](const Served &other) {
        return other.recordId == told->recordId && other.hash != told->policyHash &&
               other.firstSeen < present->firstSeen;
    });
}

ConditionVerdict policyLive(const Evidence &evidence)
{
    using enum Condition;
    if (!evidence.told)
        return verdict(PolicyLive, State::Unknown, because("no-look"));
    const Look look = lookOf(*evidence.told);
    if (look == Look::Nothing)
        return verdict(PolicyLive, State::NotMet, because("policy-none"));
    if (look == Look::None)
        return verdict(PolicyLive, State::NotMet, because("policy-mode-none"));
    if (look == Look::Unusable)
        return verdict(PolicyLive, State::NotMet, because("policy-unusable"));
    if (changedUnderSameId(evidence.history, evidence.now))
        return verdict(
            PolicyLive, State::NotMet,
            because("policy-changed-same-id", {{QStringLiteral("id"), QString::fromLatin1(evidence.told->recordId)}}));
    if (differsFromPlan(evidence))
        return verdict(PolicyLive, State::NotMet,
                       because("policy-lines-not-planned",
                               {{QStringLiteral("lines"), evidence.told->policyRead.mx.join(QStringLiteral(", "))},
                                {QStringLiteral("planned"), evidence.plan->mx.join(QStringLiteral(", "))}}));
    return verdict(PolicyLive, State::Met, because("policy-live"));
}

ConditionVerdict daysInTesting(const Evidence &evidence)
{
    if (!evidence.period)
        return verdict(Condition::DaysInTesting, evidence.told ? State::NotMet : State::Unknown, because("no-period"));
    const int days = evidence.daysInPeriod(), needed = evidence.thresholds.testingDays;
    const char *tooFew = evidence.period->wentBack ? "days-too-few-since-rollback" : "days-too-few";
    ConditionVerdict all = verdict(
        Condition::DaysInTesting, days >= needed ? State::Met : State::NotMet,
        because(days >= needed ? "days-enough" : tooFew, {{QStringLiteral("days"), QString::number(days)},
                                                          {QStringLiteral("needed"), QString::number(needed)},
                                                          {QStringLiteral("since"), dayText(evidence.period->begin)}}));
    all.metAt = evidence.period->begin.addDays(needed).toUTC().date();
    return all;
}

ConditionVerdict probesClean(const Evidence &evidence)
{
    if (isFresh(evidence.probe, evidence.now)) {
        const QList<Problem> &problems = evidence.probe->serverProblems;
        ConditionVerdict all = verdict(Condition::ProbesClean, problems.isEmpty() ? State::Met : State::NotMet,
                                       because(problems.isEmpty() ? "probes-clean" : "probes-failed",
                                               {{QStringLiteral("day"), dayText(evidence.probe->at)}}));
        if (!problems.isEmpty())
            all.reason.arguments.insert(QStringLiteral("host"), problems.first().host);
        all.reason.problems = problems;
        return all;
    }
    if (evidence.told && onlyGoogleHosts(*evidence.told)) {
        ConditionVerdict all = verdict(Condition::ProbesClean, State::Unknown, because("probes-google-only"));
        all.required = false;
        return all;
    }
    if (!evidence.probe)
        return verdict(Condition::ProbesClean, State::Unknown, because("probes-none"));
    return verdict(Condition::ProbesClean, State::Unknown,
                   because("probes-old", {{QStringLiteral("day"), dayText(evidence.probe->at)}}));
}

ConditionVerdict mxCovered(const Evidence &evidence)
{
    if (!evidence.period)
        return verdict(Condition::MxCovered, State::Unknown, because("no-period"));
    const Observation *latest = nullptr, *lastBad = nullptr;
    for (const Observation &look : evidence.history.observations) {
        if (!look.mxKnown || look.at < evidence.period->begin || look.at > evidence.now)
            continue;
        latest = &look;
        if (look.takesMail && !uncovered(look, evidence.period->policy).isEmpty())
            lastBad = &look;
    }
    if (!latest)
        return verdict(Condition::MxCovered, State::Unknown, because("mx-unknown"));
    if (!lastBad)
        return verdict(Condition::MxCovered, State::Met, because("mx-covered"));
    const QMap<QString, QString> arguments{
        {QStringLiteral("hosts"), uncovered(*lastBad, evidence.period->policy).join(QStringLiteral(", "))},
        {QStringLiteral("day"), dayText(lastBad->at)}};
    if (lastBad == latest)
        return verdict(Condition::MxCovered, State::NotMet, because("mx-not-covered", arguments));
    const QDate quiet = lastBad->at.toUTC().date().addDays(settleDays);
    ConditionVerdict all = verdict(Condition::MxCovered, quiet <= evidence.today ? State::Met : State::NotMet,
                                   because("mx-was-not-covered", arguments));
    all.metAt = quiet;
    return all;
}

ConditionVerdict certificatesLast(const Evidence &evidence)
{
    const Observation *look = nullptr;
    for (const Observation &each : evidence.history.observations)
        if (each.at <= evidence.now && each.certificatesUntil)
            look = &each;
    if (!look)
        return verdict(Condition::CertificatesLast, State::Unknown, because("certificates-unknown"));
    const qint64 days = evidence.now.secsTo(*look->certificatesUntil) / 86'400;
    const bool last = days >= evidence.thresholds.certificateDays;
    return verdict(Condition::CertificatesLast, last ? State::Met : State::NotMet,
                   because(last ? "certificates-last" : "certificates-end",
                           {{QStringLiteral("day"), dayText(*look->certificatesUntil)},
                            {QStringLiteral("days"), QString::number(days)},
                            {QStringLiteral("needed"), QString::number(evidence.thresholds.certificateDays)},
                            {QStringLiteral("host"), look->certificatesUntilHost}}));
}

ConditionVerdict reportMailboxApart(const Evidence &evidence)
{
    ConditionVerdict all = verdict(Condition::ReportMailboxApart, State::Unknown, because("mailbox-unknown"));
    all.required = false;
    const Seen reporting = reportingSeen(evidence.history, evidence.now);
    if (reporting == Seen::NotKnown)
        return all;
    all.state = State::NotMet;
    all.reason = because("mailbox-none");
    if (reporting != Seen::Usable)
        return all;
    QStringList rua;
    for (const Observation &look : evidence.history.observations)
        if (look.at <= evidence.now && look.reporting == Seen::Usable)
            rua = look.rua;
    const bool apart = std::any_of(rua.begin(), rua.end(), [&evidence](const QString &uri) {
        return !isInsideDomain(uri, evidence.history.domain);
    });
    all.state = apart ? State::Met : State::NotMet;
    all.reason = because(apart ? "mailbox-apart" : "mailbox-inside");
    return all;
}

} // namespace rollout
