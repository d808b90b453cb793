// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/forecast.h"

#include "rollout/readiness_rules.h"

#include <algorithm>
#include <map>

namespace rollout {

namespace {

struct Range
{
    qint64 least = 0, most = 0;
};

// Details may overlap, so one line is a lower bound and all lines together are an upper one; what no line describes may
// be anything. The summary limits both (RFC 8460 §4).
Range stoppedOf(const ReportedPolicy &entry)
{
    const qint64 failed = std::max<qint64>(0, entry.failed);
    qint64 stopped = 0, largest = 0, other = 0, open = 0;
    for (const ReportedFailure &failure : entry.failures) {
        const qint64 sessions = std::clamp<qint64>(failure.sessions, 0, failed);
        switch (impactOf(failure.type, entry.type)) {
        case Impact::Stopped:
            stopped += sessions;
            largest = std::max(largest, sessions);
            break;
        case Impact::NotStopped: other += sessions; break;
        case Impact::NotKnown: open += sessions; break;
        }
    }
    const qint64 undescribed = std::max<qint64>(0, failed - stopped - other - open);
    const qint64 least = std::max(largest, failed - other - open - undescribed);
    return {std::clamp<qint64>(least, 0, failed), std::min(failed, stopped + open + undescribed)};
}

const FailureCase *caseOf(const Evidence &evidence, const ReportedPolicy &entry, const ReportedFailure &failure)
{
    for (const FailureCase &known : evidence.cases)
        if (known.sender == entry.sender && known.typeWord == failure.typeWord && known.mx == failure.mx)
            return &known;
    return nullptr;
}

// Everything in the entry that could have stopped mail was seen gone by a later check.
bool isMended(const Evidence &evidence, const ReportedPolicy &entry)
{
    return !entry.failures.empty() &&
           std::all_of(entry.failures.begin(), entry.failures.end(), [&](const ReportedFailure &failure) {
               const FailureCase *known = caseOf(evidence, entry, failure);
               return impactOf(failure.type, entry.type) == Impact::NotStopped || (known && known->mendedAt);
           });
}

void addCause(std::vector<ReportedFailure> &causes, const ReportedFailure &failure)
{
    const auto same = std::find_if(causes.begin(), causes.end(), [&failure](const ReportedFailure &known) {
        return known.typeWord == failure.typeWord && known.reason == failure.reason && known.mx == failure.mx;
    });
    if (same == causes.end())
        causes.push_back(failure);
    else
        same->sessions += failure.sessions;
}

void addEntry(Forecast &all, SenderForecast &sender, const Evidence &evidence, const ReportedPolicy &entry)
{
    const Range stopped = stoppedOf(entry);
    const qint64 sessions = std::max<qint64>(0, entry.successful) + std::max<qint64>(0, entry.failed);
    all.sessions += sessions;
    all.stoppedLeast += stopped.least;
    all.stoppedMost += stopped.most;
    if (isMended(evidence, entry)) {
        all.mendedLeast += stopped.least;
        all.mendedMost += stopped.most;
    }
    sender.sender = entry.sender;
    sender.sessions += sessions;
    sender.stoppedLeast += stopped.least;
    sender.stoppedMost += stopped.most;
    for (const ReportedFailure &failure : entry.failures)
        if (impactOf(failure.type, entry.type) != Impact::NotStopped)
            addCause(sender.causes, failure);
}

qint64 sessionsOf(const Entries &entries)
{
    qint64 sessions = 0;
    for (const ReportedPolicy *entry : entries)
        sessions += std::max<qint64>(0, entry->successful) + std::max<qint64>(0, entry->failed);
    return sessions;
}

void addUnknown(Forecast &all, const char *code, qint64 sessions)
{
    if (sessions > 0)
        all.unknowns += because(code, {{QStringLiteral("sessions"), QString::number(sessions)}});
}

void addUnknowns(Forecast &all, const Evidence &evidence)
{
    Entries unnamed;
    for (const ReportedPolicy *entry : evidence.underPolicy)
        if (entry->policyStrings.empty())
            unnamed.push_back(entry);
    if (all.sessions == 0)
        all.unknowns += because("forecast-no-sessions");
    all.unknowns += because("forecast-silent-senders");
    if (all.stoppedMost > 0)
        all.unknowns += because("forecast-tried-again");
    addUnknown(all, "forecast-other-sessions", all.otherSessions);
    addUnknown(all, "forecast-uncounted", all.uncountedSessions);
    addUnknown(all, "forecast-older-lines", sessionsOf(evidence.olderLines));
    addUnknown(all, "forecast-lines-not-named", sessionsOf(unnamed));
}

void sortSenders(std::vector<SenderForecast> &senders)
{
    for (SenderForecast &sender : senders)
        std::stable_sort(
            sender.causes.begin(), sender.causes.end(),
            [](const ReportedFailure &one, const ReportedFailure &other) { return one.sessions > other.sessions; });
    std::sort(senders.begin(), senders.end(), [](const SenderForecast &one, const SenderForecast &other) {
        return one.stoppedMost != other.stoppedMost ? one.stoppedMost > other.stoppedMost : one.sender < other.sender;
    });
}

} // namespace

std::optional<Forecast> forecastOf(const History &history, const Plan *plan, const QDateTime &now)
{
    const Evidence evidence(history, plan, now);
    if (!evidence.period)
        return std::nullopt;
    Forecast all;
    all.from = evidence.period->begin.toUTC().date();
    all.to = std::max(all.from, evidence.today.addDays(-1)); // a day is reported on the next
    std::map<std::string, SenderForecast> senders;
    for (const ReportedPolicy *entry : evidence.underPolicy)
        addEntry(all, senders[entry->sender], evidence, *entry);
    for (const auto &named : senders)
        all.senders.push_back(named.second);
    sortSenders(all.senders);
    Entries other;
    for (const ReportedPolicy *entry : evidence.counted)
        if (entry->type != tlsrpt::PolicyType::Sts)
            other.push_back(entry);
    all.otherSessions = sessionsOf(other);
    all.uncountedSessions = sessionsOf(evidence.inPeriod) - sessionsOf(evidence.counted);
    addUnknowns(all, evidence);
    return all;
}

} // namespace rollout
