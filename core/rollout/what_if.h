// SPDX-License-Identifier: GPL-3.0-or-later
// What a sender that holds any policy ever served would do with the MX set of today. An old policy binds until its
// max_age has run out, however long ago it was replaced, when the sender does not learn of the new one.
#pragma once

#include "rollout/history.h"

namespace rollout {

struct HolderView
{
    Served held;
    QDateTime until;        ///< may be held until, UTC
    QStringList usable;     ///< live MX hosts that it may deliver to
    QStringList notMatched; ///< live MX hosts that its lines do not cover
    QStringList
        failing; ///< covered, and the check that told the MX set found TLS or certificate errors at some address
    /// In mode enforce with no usable host: it would refuse to deliver.
    bool refuses() const { return held.policy.mode == sts::Mode::Enforce && usable.isEmpty(); }
    /// In mode enforce with some host that it may not use: mail waits for the others.
    bool limited() const { return held.policy.mode == sts::Mode::Enforce && !(notMatched + failing).isEmpty(); }
    bool operator==(const HolderView &) const = default;
};

/// Of every policy that may still be held at `now`; those that refuse first. Empty when the MX set is not known.
QList<HolderView> holdersOf(const History &history, const QDateTime &now);

} // namespace rollout
