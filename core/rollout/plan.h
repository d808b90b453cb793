// SPDX-License-Identifier: GPL-3.0-or-later
// What the administrator wants for one domain, and what was decided when and why. A plan is a wish: where the domain
// stands is derived from what was seen (stage.h). It goes to JSON and back; members that this version does not know are
// kept, so that an older program does not lose what a newer one wrote.
#pragma once

#include "base/result.h"
#include "rollout/enums.h"
#include "rollout/history.h"
#include "rollout/templates.h"

#include <QDate>
#include <QJsonObject>

#include <optional>

namespace rollout {

/// What has to be shown before enforce is offered. The defaults are those of a cautious expert (RULES 28).
struct Thresholds
{
    int testingDays = 14;         ///< Google asks for two weeks
    int reportDays = 7;           ///< different UTC days with reports that count
    int certificateDays = 21;     ///< every certificate valid that much longer
    int silentDays = 4;           ///< no report for longer than that: they have stopped
    double verifiedShare = 0.8;   ///< of sessions, from DKIM-verified reports
    bool countUnverified = false; ///< reports from unverified mails count as well
    bool countWithoutMail = true; ///< reports that came as files, with no mail to verify
    int rungDays = 7;             ///< clean days on one rung of the ladder before the next
    bool operator==(const Thresholds &) const = default;
};

/// A dated decision. `reason` is the administrator's own words; required for what was forced.
struct Decision
{
    QDateTime at; ///< UTC
    Action action{};
    bool forced = false;
    QString reason;
    QByteArray id = {}; ///< of the policy from then on; empty without one
    bool operator==(const Decision &) const = default;
};

/// Moving mail to other MX hosts; which phase it is in follows from what was seen (mx_move.h).
struct MxMove
{
    QStringList to;      ///< the new MX hosts, A-labels, in order of preference
    QDateTime startedAt; ///< UTC
    bool waitForExpiry =
        false; ///< wait until every policy without the new hosts has run out, not only for senders' refresh
    bool operator==(const MxMove &) const = default;
};

/// A policy that a decision handed out for publishing. From then on it may be live at any time, whether a check sees it
/// or not.
struct Issued
{
    QDateTime at; ///< UTC
    QByteArray id;
    sts::Mode mode = sts::Mode::Testing;
    QStringList mx;
    qint64 maxAge = 0; ///< seconds
    bool operator==(const Issued &) const = default;
};

struct Plan
{
    static constexpr int formatVersion = 1;

    QString domain; ///< A-labels
    Goal goal = Goal::Enforce;
    sts::Mode mode = sts::Mode::Testing; ///< that the policy should have now; with reportingOnly there is no policy yet
    bool reportingOnly = true;           ///< no MTA-STS policy is wanted yet
    QStringList mx;                      ///< patterns of the policy now
    QStringList rua;
    PolicyHost policyHost;
    qint64 maxAge = 604'800;       ///< of the policy now, seconds
    qint64 maxAgeGoal = 2'592'000; ///< the top of the ladder: 30 days
    QByteArray id;                 ///< of the policy now; empty before the first
    int ttl = 300;
    Thresholds thresholds;
    std::optional<MxMove> mxMove;
    QList<Decision> decisions; ///< oldest first
    QList<Issued> issued;      ///< oldest first
    QJsonObject unknown;       ///< members of a newer version, kept
    bool operator==(const Plan &) const = default;

    /// What has to be live for this plan.
    Choices choices() const;
    std::optional<QDateTime> lastTime(Action action) const;
    /// What was handed out, in the form of the ledger.
    QList<Served> issuedPolicies() const;
};

QJsonObject toJson(const Plan &plan);
/// Error codes: version (newer and incompatible), domain, member (the excerpt names it).
base::Result<Plan> planFromJson(const QJsonObject &json);

/// The rungs of max_age in enforce, in seconds, ending at `goal`: a day, a week, 30 days, …; each is at least a day.
QList<qint64> maxAgeLadder(qint64 goal);
/// The next rung above `now`; nothing at the top.
std::optional<qint64> nextRung(qint64 now, qint64 goal);
/// The next rung below `now`; nothing at the bottom.
std::optional<qint64> previousRung(qint64 now, qint64 goal);

} // namespace rollout
