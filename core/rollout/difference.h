// SPDX-License-Identifier: GPL-3.0-or-later
// What changed at a domain from one look to the next, as values. A look that could not see something says nothing about
// it: what was known before stays known, so a resolver that fails for an hour neither takes a record away nor brings it
// back, and that it fails is no change of the domain. Certificates of Google's own MX hosts are left out: they are
// replaced every few weeks, and nobody here can act on it.
#pragma once

#include "rollout/history.h"
#include "rollout/watch_words.h"

namespace rollout {

struct Difference
{
    ChangeKind kind{};
    QString subject;       ///< a host where there are several; else empty; untrusted text
    QString before, after; ///< words of an enum, or untrusted text; lists with commas; empty: nothing was there
    QMap<QString, QString> arguments = {}; ///< of the finding that came or went, for its title; untrusted text
    bool operator==(const Difference &) const = default;
};

/// `after` with what it could not see filled in from `before`.
Observation carriedOver(const Observation &before, const Observation &after);

/// In the order of ChangeKind. What is unknown in either look does not differ.
QList<Difference> differencesBetween(const Observation &before, const Observation &after);

/// Everything that was known at the last look at or before `now`; nothing without a look.
std::optional<Observation> knownAt(const History &history, const QDateTime &now);

struct DatedDifferences
{
    QDateTime since, at; ///< UTC; changed after the look at `since`, seen at `at`
    QList<Difference> differences;
    bool operator==(const DatedDifferences &) const = default;
};

/// Oldest first; looks without a difference are left out.
QList<DatedDifferences> timelineOf(const History &history);

/// Whether the look could have seen a problem of that subject: only then its absence says that it is gone.
bool couldSee(const Observation &look, findings::Subject subject);

} // namespace rollout
