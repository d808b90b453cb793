// SPDX-License-Identifier: GPL-3.0-or-later
// The policy file where it is kept (RFC 8461 §3.3): a place is a folder, a server, or a company's service that answers
// at https://mta-sts.DOMAIN/.well-known/mta-sts.txt. What has to change there is a pure difference of what is there and
// what is wanted, and turned round it is the way back, as with records (publish/zone_plan.h).
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace publish {

struct HostedPolicy
{
    std::optional<QByteArray> bytes = {}; ///< the file as it is, whatever it says; nothing: there is none
    /// Whether the name of the policy host leads there, as far as the place itself decides that.
    bool isConnected = true;
    QString version = {}; ///< what the place calls this state, where it keeps earlier ones
    /// A place may give the same state another name, so versions do not count.
    bool isSameAs(const HostedPolicy &other) const { return bytes == other.bytes && isConnected == other.isConnected; }
};

struct PolicyPlan
{
    QString domain;
    HostedPolicy there;  ///< what the plan was made from
    HostedPolicy wanted; ///< without bytes: the file goes
    bool isEmpty() const { return there.isSameAs(wanted); }
};

/// One line of a policy in a comparison.
struct PolicyLine
{
    char sign; ///< '+' comes, '-' goes, ' ' stays
    QByteArray text;
    bool operator==(const PolicyLine &) const = default;
};
/// The lines before and after; what is the same at the start and at the end stays.
QList<PolicyLine> linesOf(const PolicyPlan &plan);

/// Everything that is needed to go back, written before the first change.
struct PolicyUndo
{
    QString place; ///< what --policy-host named
    QString domain;
    QDateTime createdAt; ///< UTC
    HostedPolicy before, after;
};

QByteArray toJson(const PolicyUndo &undo);
/// Error codes: not-json, version, member (the excerpt names it).
base::Result<PolicyUndo> policyUndoFromJson(const QByteArray &json);
/// The way back from what is there, also when the change stopped midway; empty when it was never made. Error code:
/// changed-since (it is neither as it was before nor as it was made then).
base::Result<PolicyPlan> planOf(const PolicyUndo &undo, const HostedPolicy &there);

} // namespace publish
