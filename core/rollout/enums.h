// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a rollout. They live in one header because one meta object gives their stable names
// (base/enum_names.h): Stage::ReadyToEnforce is "ready-to-enforce". Sentences for them are in text/rollout_*.cpp.
#pragma once

#include <QMetaType>
#include <QObject>

namespace rollout::words {
Q_NAMESPACE

/// Where a domain stands. Always derived from dated facts, the ledger and report summaries; never stored.
enum class Stage {
    Unknown,        ///< nothing was seen of the domain yet, or the last look could not tell
    NoDomain,       ///< the name does not exist in the DNS: there is nothing to protect, nor to plan
    NotStarted,     ///< neither TLS reporting nor MTA-STS
    Reporting,      ///< TLS reports are asked for; no MTA-STS policy
    Testing,        ///< a usable policy in mode testing; not ready for enforce
    ReadyToEnforce, ///< the same, and every condition of readiness is met
    Enforcing,      ///< a usable policy in mode enforce
    Withdrawing,    ///< mode none, or record gone, while a policy that was served may still be cached (RFC 8461 §8.3)
    Withdrawn,      ///< mode none or nothing, and no policy that was ever served can still be cached
    Broken,         ///< MTA-STS is announced or was enforced, and a sender cannot use it, or would lose mail over it
};
Q_ENUM_NS(Stage)

enum class State { Met, NotMet, Unknown };
Q_ENUM_NS(State)

/// The conditions of readiness for mode enforce (RULES 28). A condition that is not required is advice: it is shown,
/// and does not hold up.
enum class Condition {
    PolicyLive,           ///< a usable policy in testing, record and file agree
    DaysInTesting,        ///< long enough under the present mx lines, and since the last way back from enforce
    ReportsCoverDays,     ///< enough different days with at least one report that counts
    LargeSendersSeen,     ///< Google and Microsoft reported under policy-type sts with the present policy's lines
    NoUnexplainedFailure, ///< every failure in the period has a known cause that is not ours, or is mended since
    NoOwnFailure,         ///< no failure on the receiving side since the last change that mended it
    PolicyHostReliable,   ///< no sender failed to fetch the policy lately
    ReportsVerified,      ///< share of sessions that come from DKIM-verified reports
    ProbesClean,          ///< the last live check: no error at the mail servers, on every address
    MxCovered,            ///< every MX host, of every check in the period, is covered by the policy
    CertificatesLast,     ///< certificates of MX and policy host stay valid beyond the horizon
    ReportMailboxApart,   ///< reports reach a place outside the failing path (RFC 8460 §5.3)
    ReportsKeepComing,    ///< reports have not stopped
};
Q_ENUM_NS(Condition)

/// The one thing to do next.
enum class Step {
    CheckDomain,        ///< no facts yet, or too old
    MendFault,          ///< an error that every later step would be lost on
    PublishReporting,   ///< TLSRPT record first (RULES 28)
    PublishTesting,     ///< policy file, then record, mode testing
    WaitForReports,     ///< until a date
    LookAtFailures,     ///< failures without an explanation
    Enforce,            ///< ready
    RaiseMaxAge,        ///< the next rung of the ladder
    KeepWatching,       ///< enforcing at the planned max_age
    ContinueMxMove,     ///< the next action of a running move
    ContinueWithdrawal, ///< wait, then remove
    RemoveRecords,      ///< the withdrawal is over
    Nothing,            ///< withdrawn, and that was the goal
};
Q_ENUM_NS(Step)

/// What the administrator wants for a domain.
enum class Goal {
    Reporting, ///< TLS reports only
    Testing,
    Enforce,
    Withdrawn,
};
Q_ENUM_NS(Goal)

/// A decision of the administrator, as the plan records it.
enum class Action {
    PlanMade,
    StartReporting,
    StartTesting,
    StartEnforcing,
    RaiseMaxAge,
    ChangeMx, ///< the mx lines of the policy
    BeginMxMove,
    WidenMxMove, ///< the MX set changed during the move: the union takes in what was found
    CancelMxMove,
    FinishMxMove,
    RollBack,    ///< enforce to testing
    LowerMaxAge, ///< back to the rung before
    Republish,   ///< the same policy under a new id
    Withdraw,    ///< mode none
    Remove,      ///< record and host taken away
};
Q_ENUM_NS(Action)

/// In whose hands a failure of a report is, for the conditions.
enum class Fault {
    Ours,       ///< mail server or zone of the receiving domain
    PolicyHost, ///< mta-sts host, certificate or policy text
    Sender,     ///< the sender's own
    Middle,     ///< between the two: could be an attack, which is what enforce is for
    Unexplained,
};
Q_ENUM_NS(Fault)

/// What enforcing would have done to the sessions that failed.
enum class Impact {
    Stopped,    ///< the sender would not have delivered by this session (RFC 8461 §5)
    NotStopped, ///< delivered all the same: no policy could be fetched, or the fault lies elsewhere (DANE)
    NotKnown,   ///< the report does not say which
};
Q_ENUM_NS(Impact)

/// The steps of an MX move (RULES 27), in order.
enum class MovePhase {
    NotStarted,
    PublishUnion, ///< policy covers old and new hosts, new id
    WaitRefresh,  ///< TXT TTL and a refresh day, during which the policy host is up
    MoveMx,       ///< the MX records change
    WaitQueues,   ///< old MX TTL and the senders' queue time
    Trim,         ///< old hosts leave the policy, new id
    Done,
};
Q_ENUM_NS(MovePhase)

} // namespace rollout::words

namespace rollout {
using words::Action;
using words::Condition;
using words::Fault;
using words::Goal;
using words::Impact;
using words::MovePhase;
using words::Stage;
using words::State;
using words::Step;
} // namespace rollout
