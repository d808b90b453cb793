// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions about failures that senders reported.
#include "rollout/looks.h"
#include "rollout/readiness_rules.h"

#include <algorithm>

namespace rollout {

namespace {

struct FailureRule
{
    Condition condition;
    Fault fault;
    const char *clean;    ///< no such failure
    const char *over;     ///< there were, and they are over
    const char *open;     ///< there are
    const char *settling; ///< none lately, and not for long enough
};

constexpr FailureRule unexplainedRule{Condition::NoUnexplainedFailure, Fault::Unexplained,
                                      "failures-all-explained",        "failures-unexplained-over",
                                      "failures-unexplained",          "failures-unexplained-settling"};
constexpr FailureRule ownRule{Condition::NoOwnFailure, Fault::Ours,    "failures-none-own",
                              "failures-own-over",     "failures-own", "failures-own-settling"};
constexpr FailureRule hostRule{Condition::PolicyHostReliable, Fault::PolicyHost,      "policy-host-reliable",
                               "policy-host-mended",          "policy-host-failures", "policy-host-settling"};

QMap<QString, QString> argumentsOf(const FailureCase &failure)
{
    return {{QStringLiteral("sender"), QString::fromStdString(failure.sender)},
            {QStringLiteral("type"), QString::fromStdString(failure.typeWord)},
            {QStringLiteral("reason"), QString::fromStdString(failure.reason)},
            {QStringLiteral("mx"), QString::fromStdString(failure.mx)},
            {QStringLiteral("sessions"), QString::number(failure.sessions)},
            {QStringLiteral("first"), dayText(failure.first)},
            {QStringLiteral("day"), dayText(failure.last)}};
}

// Until when the failure is watched; a case that nothing clean has followed yet has to be mended first.
void blame(ConditionVerdict &all, const FailureRule &rule, const FailureCase &failure)
{
    all.state = State::NotMet;
    all.metAt = failure.settlesAt;
    all.reason = because(failure.settlesAt ? rule.settling : rule.open, argumentsOf(failure));
    if (failure.settlesAt)
        all.reason.arguments.insert(QStringLiteral("until"), dayText(*failure.settlesAt));
}

// Of several, the one that no date will end, then the one that ends last.
bool isWorse(const FailureCase &one, const FailureCase &other)
{
    if (!one.settlesAt || !other.settlesAt)
        return !one.settlesAt && other.settlesAt;
    return *one.settlesAt > *other.settlesAt;
}

ConditionVerdict judged(const Evidence &evidence, const FailureRule &rule)
{
    ConditionVerdict all;
    all.condition = rule.condition;
    if (!evidence.period || evidence.counted.empty()) {
        all.reason = because(evidence.period ? "no-report-counts" : "no-period");
        all.metAt = evidence.period ? std::optional(evidence.today.addDays(1)) : std::nullopt;
        return all;
    }
    all.state = State::Met;
    all.reason = because(rule.clean);
    const FailureCase *worst = nullptr;
    for (const FailureCase &failure : evidence.cases) {
        if (failure.fault != rule.fault)
            continue;
        if (failure.over && all.reason.code == rule.clean)
            all.reason = because(rule.over, argumentsOf(failure));
        if (!failure.over && (!worst || isWorse(failure, *worst)))
            worst = &failure;
    }
    if (worst)
        blame(all, rule, *worst);
    return all;
}

} // namespace

ConditionVerdict noUnexplainedFailure(const Evidence &evidence)
{
    return judged(evidence, unexplainedRule);
}

ConditionVerdict noOwnFailure(const Evidence &evidence)
{
    return judged(evidence, ownRule);
}

ConditionVerdict policyHostReliable(const Evidence &evidence)
{
    return judged(evidence, hostRule);
}

} // namespace rollout
