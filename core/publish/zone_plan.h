// SPDX-License-Identifier: GPL-3.0-or-later
// What would have to change in a zone so that it holds what is wanted: a pure difference of whole record sets. It can
// be shown before anything is written, it names what has to stand there when it is carried out, and turned round it is
// the way back. The order is that of RFC 8461 §8.1: the policy host, then TLS reporting, then the id that sends senders
// to the policy; a withdrawal goes the other way.
#pragma once

#include "base/result.h"
#include "publish/zone_state.h"

#include <QDateTime>
#include <QJsonValue>

namespace publish {

/// One record set that comes (no `before`), goes (no `after`) or is replaced.
struct Change
{
    QString name;
    QByteArray type;
    std::optional<ZoneSet> before, after;
    /// '+', '-' or '~'.
    char sign() const { return !before ? '+' : !after ? '-' : '~'; }
    bool operator==(const Change &) const = default;
};

/// A text at one of our names that is not ours and stays: senders discard it (RFC 8461 §3.1).
struct KeptText
{
    QString name;
    QByteArray text;
    bool operator==(const KeptText &) const = default;
};

struct ZonePlan
{
    QString domain;
    ZoneState there;       ///< what the plan was made from
    QList<Change> changes; ///< in the order in which they have to happen
    QList<KeptText> kept;
    bool isEmpty() const { return changes.isEmpty(); }
};

/// What is wanted against what is there. Names without a wanted record are left alone; Operation::Remove takes away
/// what stands at the names of the set, whatever its values. Error codes: outside-zone, cname-blocked (the excerpt
/// names the type of a record that no CNAME can stand beside).
base::Result<ZonePlan> planOf(const rollout::RecordSet &wanted, const ZoneState &there);
/// The name of the first set that is no longer as the plan saw it; empty when the plan still fits.
QString changedSince(const ZonePlan &plan, const ZoneState &now);
/// The zone after the plan.
ZoneState after(const ZonePlan &plan);

/// Everything that is needed to go back, written before the first change: also after a change that stopped midway.
struct Undo
{
    QString provider; ///< what --to named
    QString domain;
    QString zone;
    QDateTime createdAt; ///< UTC
    QList<Change> changes;
    bool operator==(const Undo &) const = default;
};

QByteArray toJson(const Undo &undo);
/// Its TTL and values; null for nothing.
QJsonValue toJson(const std::optional<ZoneSet> &set);
/// Error codes: not-json, version, member (the excerpt names it), outside-names (a name that is none of the domain's
/// three).
base::Result<Undo> undoFromJson(const QByteArray &json);
/// The way back from what is there; sets that were never changed are passed over, and one that was left halfway (it
/// holds nothing but values from before and values that were to come) goes back, too. Error code: changed-since (the
/// excerpt is the name of a set that is none of these).
base::Result<ZonePlan> planOf(const Undo &undo, const ZoneState &there);

} // namespace publish
