// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions about which reports came, and from whom.
#include "rollout/readiness_rules.h"

#include <algorithm>
#include <array>
#include <set>

namespace rollout {

namespace {

constexpr int mostSilentDays = 14;

ConditionVerdict verdict(Condition condition, State state, Reason reason)
{
    ConditionVerdict all;
    all.condition = condition;
    all.state = state;
    all.reason = std::move(reason);
    return all;
}

std::set<QDate> daysOf(const Entries &entries)
{
    std::set<QDate> days;
    for (const ReportedPolicy *entry : entries)
        days.insert(entry->day);
    return days;
}

// Why there is no evidence, in the order in which an administrator can do something about it.
const char *whyNoEvidence(const Evidence &evidence)
{
    if (evidence.inPeriod.empty())
        return "reports-none";
    if (evidence.counted.empty())
        return "reports-uncounted";
    const auto all = [&evidence](tlsrpt::PolicyType type) {
        return std::all_of(evidence.counted.begin(), evidence.counted.end(),
                           [type](const ReportedPolicy *entry) { return entry->type == type; });
    };
    if (all(tlsrpt::PolicyType::Tlsa))
        return "reports-only-dane";
    if (all(tlsrpt::PolicyType::NoPolicyFound))
        return "reports-no-policy";
    return evidence.olderLines.empty() ? "reports-too-early" : "reports-older-lines";
}

/// How one of the large senders stands.
enum class Sight {
    Seen,         ///< sessions under the present policy, lines named
    WithoutLines, ///< sessions under sts, lines not named
    OlderLines,
    Trouble, ///< it reports, and none of its sessions was under a policy that it could use
    Dane,    ///< only under tlsa: this sender uses DANE
    Uncounted,
    Never,
};

constexpr std::array sightWords{"sender-seen",      "sender-seen-without-lines", "sender-older-lines", "sender-trouble",
                                "sender-only-dane", "sender-uncounted",          "sender-never"};

bool isOf(const ReportedPolicy &entry, LargeSender sender)
{
    return largeSenderOf(entry.sender) == sender;
}

Sight sightOf(const Evidence &evidence, LargeSender sender)
{
    const auto any = [sender](const Entries &entries, auto holds) {
        return std::any_of(entries.begin(), entries.end(), [&holds, sender](const ReportedPolicy *entry) {
            return isOf(*entry, sender) && holds(*entry);
        });
    };
    const auto delivered = [](const ReportedPolicy &entry) { return entry.successful > 0; };
    const auto withLines = [&delivered](const ReportedPolicy &entry) {
        return delivered(entry) && !entry.policyStrings.empty();
    };
    const auto each = [](const ReportedPolicy &) { return true; };
    const auto notDane = [](const ReportedPolicy &entry) { return entry.type != tlsrpt::PolicyType::Tlsa; };
    if (any(evidence.underPolicy, withLines))
        return Sight::Seen;
    if (any(evidence.underPolicy, delivered))
        return Sight::WithoutLines;
    if (any(evidence.olderLines, each))
        return Sight::OlderLines;
    if (any(evidence.counted, notDane))
        return Sight::Trouble;
    if (any(evidence.counted, each))
        return Sight::Dane;
    return any(evidence.inPeriod, each) ? Sight::Uncounted : Sight::Never;
}

bool isEnough(Sight sight)
{
    return sight == Sight::Seen || sight == Sight::WithoutLines;
}

// A sender that writes for reasons of its own, or never, cannot be waited for without end. One that writes of trouble
// can be listened to.
bool mayBePassed(Sight sight)
{
    return isEnough(sight) || sight == Sight::Never || sight == Sight::Dane;
}

struct Missing
{
    QString name;
    Sight sight;
};

Reason missingReason(const Evidence &evidence, const Missing &missing, bool passed)
{
    return because(passed ? "sender-passed-over" : sightWords[std::size_t(missing.sight)],
                   {{QStringLiteral("sender"), missing.name},
                    {QStringLiteral("days"), QString::number(evidence.daysInPeriod())},
                    {QStringLiteral("until"), dayText(evidence.period->begin.addDays(longTestingDays))}});
}

qint64 sessionsOf(const ReportedPolicy &entry)
{
    return std::max<qint64>(0, entry.successful) + std::max<qint64>(0, entry.failed);
}

bool isTrusted(const ReportedPolicy &entry, const Thresholds &thresholds)
{
    return entry.verified == Verified::Yes || (entry.verified == Verified::NoMail && thresholds.countWithoutMail);
}

// Small domains have days without mail: twice their longest pause is not silence yet.
int pauseAllowed(const std::set<QDate> &days, int least)
{
    int longest = 0;
    for (auto day = days.begin(); day != days.end(); ++day)
        if (const auto next = std::next(day); next != days.end())
            longest = std::max(longest, int(day->daysTo(*next)) - 1);
    return std::max(least, std::min(2 * longest, mostSilentDays));
}

} // namespace

ConditionVerdict reportsCoverDays(const Evidence &evidence)
{
    if (!evidence.period)
        return verdict(Condition::ReportsCoverDays, evidence.told ? State::NotMet : State::Unknown,
                       because("no-period"));
    const int days = int(daysOf(evidence.underPolicy).size()), needed = evidence.thresholds.reportDays;
    const QMap<QString, QString> arguments{{QStringLiteral("days"), QString::number(days)},
                                           {QStringLiteral("needed"), QString::number(needed)}};
    if (days >= needed)
        return verdict(Condition::ReportsCoverDays, State::Met, because("report-days-enough", arguments));
    ConditionVerdict all = verdict(Condition::ReportsCoverDays, State::NotMet,
                                   because(days ? "report-days-too-few" : whyNoEvidence(evidence), arguments));
    all.metAt = evidence.today.addDays(needed - days);
    return all;
}

ConditionVerdict largeSendersSeen(const Evidence &evidence)
{
    if (!evidence.period)
        return verdict(Condition::LargeSendersSeen, evidence.told ? State::NotMet : State::Unknown,
                       because("no-period"));
    const Missing google{QStringLiteral("Google"), sightOf(evidence, LargeSender::Google)};
    const Missing microsoft{QStringLiteral("Microsoft"), sightOf(evidence, LargeSender::Microsoft)};
    if (isEnough(google.sight) && isEnough(microsoft.sight)) {
        const bool named = google.sight == Sight::Seen && microsoft.sight == Sight::Seen;
        return verdict(Condition::LargeSendersSeen, State::Met,
                       because(named ? "large-senders-seen" : "large-senders-seen-without-lines"));
    }
    // Trouble outranks absence.
    const bool microsoftFirst = isEnough(google.sight) || (mayBePassed(google.sight) && !mayBePassed(microsoft.sight));
    const Missing &missing = microsoftFirst ? microsoft : google;
    const bool passed = evidence.daysInPeriod() >= longTestingDays && mayBePassed(missing.sight);
    ConditionVerdict all =
        verdict(Condition::LargeSendersSeen, State::NotMet, missingReason(evidence, missing, passed));
    all.required = !passed;
    if (mayBePassed(missing.sight) || missing.sight == Sight::OlderLines)
        all.metAt = evidence.today.addDays(1);
    return all;
}

// Advice only: reports that are not verified are left out already, and anyone can send those, so their number must not
// hold up (RFC 8460 §7).
ConditionVerdict reportsVerified(const Evidence &evidence)
{
    ConditionVerdict all = verdict(Condition::ReportsVerified, State::Unknown, because("no-report-counts"));
    all.required = false;
    qint64 trusted = 0, sessions = 0;
    for (const ReportedPolicy *entry : evidence.inPeriod) {
        sessions += sessionsOf(*entry);
        trusted += isTrusted(*entry, evidence.thresholds) ? sessionsOf(*entry) : 0;
    }
    if (sessions == 0)
        return all;
    const double share = double(trusted) / double(sessions);
    const bool enough = share >= evidence.thresholds.verifiedShare;
    all.state = enough ? State::Met : State::NotMet;
    all.reason = because(enough ? "verified-enough" : "verified-too-few",
                         {{QStringLiteral("percent"), QString::number(int(share * 100))},
                          {QStringLiteral("needed"), QString::number(int(evidence.thresholds.verifiedShare * 100))}});
    return all;
}

ConditionVerdict reportsKeepComing(const Evidence &evidence)
{
    if (!evidence.period)
        return verdict(Condition::ReportsKeepComing, State::Unknown, because("no-period"));
    const std::set<QDate> days = daysOf(evidence.counted);
    if (days.empty()) {
        ConditionVerdict all = verdict(Condition::ReportsKeepComing, State::NotMet, because(whyNoEvidence(evidence)));
        all.metAt = evidence.today.addDays(1);
        return all;
    }
    const int silent = int(days.rbegin()->daysTo(evidence.today)) - 1; // a day is reported on the next
    const bool coming = silent <= pauseAllowed(days, evidence.thresholds.silentDays);
    ConditionVerdict all = verdict(
        Condition::ReportsKeepComing, coming ? State::Met : State::NotMet,
        because(coming ? "reports-coming" : "reports-stopped",
                {{QStringLiteral("day"), dayText(*days.rbegin())}, {QStringLiteral("days"), QString::number(silent)}}));
    return all;
}

} // namespace rollout
