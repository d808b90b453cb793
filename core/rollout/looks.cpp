// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/looks.h"

#include <algorithm>

namespace rollout {

namespace {

template <class Told>
const Observation *last(const History &history, const QDateTime &now, Told told)
{
    return lastLook(history, [&now, &told](const Observation &look) { return look.at <= now && told(look); });
}

} // namespace

Look lookOf(const Observation &observation)
{
    if (observation.record == Seen::NotKnown)
        return Look::CannotTell;
    if (observation.record == Seen::Absent)
        return Look::Nothing;
    if (observation.record == Seen::Invalid)
        return Look::Unusable;
    if (observation.policy == Seen::NotKnown)
        return Look::CannotTell;
    if (observation.policy != Seen::Usable)
        return Look::Unusable;
    switch (observation.policyRead.mode) {
    case sts::Mode::None: return Look::None;
    case sts::Mode::Testing: return Look::Testing;
    case sts::Mode::Enforce: return Look::Enforce;
    }
    return Look::CannotTell;
}

bool isLive(Look look)
{
    return look == Look::Testing || look == Look::Enforce;
}

const Observation *lastTold(const History &history, const QDateTime &now)
{
    return last(history, now, [](const Observation &look) { return lookOf(look) != Look::CannotTell; });
}

const Observation *lastProbe(const History &history, const QDateTime &now)
{
    return last(history, now, [](const Observation &look) { return look.smtpKnown; });
}

Seen reportingSeen(const History &history, const QDateTime &now)
{
    const Observation *look =
        last(history, now, [](const Observation &each) { return each.reporting != Seen::NotKnown; });
    return look ? look->reporting : Seen::NotKnown;
}

bool isFresh(const Observation *look, const QDateTime &now)
{
    return look && look->at.secsTo(now) <= lookFreshSeconds;
}

QStringList linesOf(const sts::Policy &policy)
{
    QStringList lines;
    for (const QString &pattern : policy.mx)
        lines += pattern.toLower();
    lines.sort();
    lines.removeDuplicates();
    return lines;
}

bool sameLines(const sts::Policy &one, const sts::Policy &other)
{
    return linesOf(one) == linesOf(other);
}

// A report about a day is sent after the day is over.
History upTo(const History &history, const QDateTime &when)
{
    History known;
    known.domain = history.domain;
    for (const Observation &look : history.observations)
        if (look.at <= when)
            known.observations += look;
    for (Served span : history.served) {
        if (span.firstSeen > when)
            continue;
        span.lastSeen = std::min(span.lastSeen, when);
        known.served += span;
    }
    for (const Served &policy : history.issued)
        if (policy.firstSeen <= when)
            known.issued += policy;
    const QDate day = when.toUTC().date();
    for (const ReportedPolicy &entry : history.reports)
        if (entry.day < day)
            known.reports.push_back(entry);
    return known;
}

} // namespace rollout
