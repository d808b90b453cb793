// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/failure_cases.h"

#include "findings/catalogue.h"
#include "rollout/looks.h"

#include <algorithm>
#include <set>

namespace rollout {

namespace {

bool isPolicyHostError(const Problem &problem)
{
    const findings::Subject subject = findings::subjectOf(problem.id);
    return problem.severity == findings::Severity::Error &&
           (subject == findings::Subject::PolicyHost || subject == findings::Subject::Policy);
}

bool showsAtHost(const Observation &look, const std::string &mx)
{
    return std::any_of(look.serverProblems.begin(), look.serverProblems.end(), [&mx](const Problem &problem) {
        return mx.empty() || problem.host.compare(QString::fromStdString(mx), Qt::CaseInsensitive) == 0;
    });
}

bool showsAtPolicyHost(const Observation &look)
{
    return look.policy == Seen::Invalid || look.policy == Seen::Absent || !look.mxNotCovered.isEmpty() ||
           std::any_of(look.otherProblems.begin(), look.otherProblems.end(), isPolicyHostError);
}

State shows(const Observation &look, const FailureCase &failure)
{
    if (failure.fault == Fault::PolicyHost) {
        if (look.policy == Seen::NotKnown)
            return State::Unknown;
        return showsAtPolicyHost(look) ? State::Met : State::NotMet;
    }
    if (showsAtHost(look, failure.mx))
        return State::Met;
    return look.smtpKnown ? State::NotMet : State::Unknown;
}

bool isNear(const Observation &look, const FailureCase &failure)
{
    const QDate day = look.at.toUTC().date();
    return failure.first.addDays(-1) <= day && day <= failure.last.addDays(1);
}

// The first clean look after the last one that saw the fault at about the time of the failures.
std::optional<QDateTime> mendingLook(const History &history, const FailureCase &failure, const QDateTime &now)
{
    bool seen = false;
    std::optional<QDateTime> mended;
    for (const Observation &look : history.observations) {
        if (look.at > now)
            break;
        const State state = shows(look, failure);
        if (state == State::Met) {
            seen = seen || isNear(look, failure);
            mended.reset();
        } else if (state == State::NotMet && seen && !mended) {
            mended = look.at;
        }
    }
    return mended && failure.last <= mended->toUTC().date() ? mended : std::nullopt;
}

// What a report leaves open, our own look of that day may explain.
Fault withOwnLooks(const History &history, const FailureCase &failure)
{
    if (failure.fault != Fault::Unexplained)
        return failure.fault;
    const bool seen =
        std::any_of(history.observations.begin(), history.observations.end(), [&failure](const Observation &look) {
            return isNear(look, failure) && showsAtHost(look, failure.mx);
        });
    return seen ? Fault::Ours : Fault::Unexplained;
}

void add(std::vector<FailureCase> &cases, const ReportedPolicy &entry, const ReportedFailure &failure,
         const QString &domain)
{
    const auto same = std::find_if(cases.begin(), cases.end(), [&](const FailureCase &known) {
        return known.sender == entry.sender && known.typeWord == failure.typeWord && known.mx == failure.mx;
    });
    if (same != cases.end()) {
        same->first = std::min(same->first, entry.day);
        same->last = std::max(same->last, entry.day);
        same->sessions += failure.sessions;
        return;
    }
    const Fault fault = failure.typeWord.empty() ? Fault::Unexplained : faultOf(failure, entry, domain);
    cases.push_back({entry.sender, failure.typeWord, failure.reason, failure.mx, fault, entry.day, entry.day,
                     failure.sessions, 0, std::nullopt, std::nullopt, false});
}

// Failures of a summary that no detail describes are a case of their own.
void addEntry(std::vector<FailureCase> &cases, const ReportedPolicy &entry, const QString &domain)
{
    if (entry.failed <= 0)
        return;
    for (const ReportedFailure &failure : entry.failures)
        add(cases, entry, failure, domain);
    if (entry.failures.empty()) {
        ReportedFailure bare;
        bare.sessions = entry.failed;
        add(cases, entry, bare, domain);
    }
}

bool isBackup(const History &history, const std::string &mx, const QDateTime &now)
{
    const Observation *look = lastTold(history, now);
    return look && !mx.empty() && look->mx.indexOf(QString::fromStdString(mx)) > 0;
}

int cleanDaysOf(const FailureCase &failure, const std::vector<const ReportedPolicy *> &counted)
{
    std::set<QDate> days;
    for (const ReportedPolicy *entry : counted)
        if (entry->sender == failure.sender && entry->day > failure.last && entry->successful > 0 &&
            entry->type == tlsrpt::PolicyType::Sts)
            days.insert(entry->day);
    return int(days.size());
}

void settle(FailureCase &failure, const History &history, const std::vector<const ReportedPolicy *> &counted,
            const QDateTime &now)
{
    const QDate today = now.toUTC().date();
    failure.fault = withOwnLooks(history, failure);
    failure.cleanDays = cleanDaysOf(failure, counted);
    failure.mendedAt = mendingLook(history, failure, now);
    const bool stillSeen = lastTold(history, now) && shows(*lastTold(history, now), failure) == State::Met;
    if (failure.cleanDays > 0 && !stillSeen) {
        failure.settlesAt = today.addDays(std::max(0, settleDays - failure.cleanDays));
        if (isBackup(history, failure.mx, now))
            failure.settlesAt = std::max(*failure.settlesAt, failure.last.addDays(backupSettleDays));
    }
    failure.over = failure.mendedAt || (failure.settlesAt && *failure.settlesAt <= today);
}

} // namespace

std::vector<FailureCase> failureCases(const History &history, const std::vector<const ReportedPolicy *> &counted,
                                      const QDateTime &now)
{
    std::vector<FailureCase> cases;
    for (const ReportedPolicy *entry : counted)
        addEntry(cases, *entry, history.domain);
    for (FailureCase &failure : cases)
        settle(failure, history, counted, now);
    std::stable_sort(cases.begin(), cases.end(),
                     [](const FailureCase &one, const FailureCase &other) { return one.sessions > other.sessions; });
    return cases;
}

} // namespace rollout
