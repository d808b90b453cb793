// SPDX-License-Identifier: GPL-3.0-or-later
// The words of watching a domain: what may change between two looks, and what is worth an alarm. They live in one
// header because one meta object gives their stable names (base/enum_names.h). Sentences are in
// text/rollout_difference.h.
#pragma once

#include <QMetaType>
#include <QObject>

namespace rollout::watch {
Q_NAMESPACE

/// What differs between two looks. "Before" and "after" are words or texts of the kind named here.
enum class ChangeKind {
    RecordState,         ///< the _mta-sts record: absent, invalid, usable
    PolicyId,            ///< id= of the record
    PolicyState,         ///< the policy: absent, invalid, usable
    Mode,                ///< none, testing, enforce
    MaxAge,              ///< seconds
    PolicyLines,         ///< the mx lines
    PolicyText,          ///< the text in another way: line ends, order, extensions; SHA-256
    ReportingState,      ///< the TLSRPT record: absent, invalid, usable
    ReportAddresses,     ///< its rua
    MxHosts,             ///< the MX set, by preference
    HostAlias,           ///< where the CNAME of the policy host leads
    HostAddresses,       ///< addresses of the policy host
    CertificateReplaced, ///< subject: the host; the ends of the certificates' lives
    ProblemCame,         ///< subject: the host; after: the finding
    ProblemGone,         ///< subject: the host; before: the finding
};
Q_ENUM_NS(ChangeKind)

/// What an alarm is about; in the order in which they are told.
enum class AlarmKind {
    PolicyDnsDisagree,       ///< a record announces a policy that is not usable, or the reverse
    ContentChangedSameId,    ///< senders that hold the old text never ask for the new one (RFC 8461 §3.3)
    RecordGone,              ///< subject: the record's name; it was there, and no plan takes it away
    PolicyHostGone,          ///< no address, and a record points senders there
    PolicyHostAliasDangling, ///< a CNAME to a name without an address: whoever claims it decides the policy
    MxNotCovered,            ///< subject: the MX host
    MxChanged,               ///< subject: the new set; no plan names it
    MailServerFault,         ///< subject: finding and host
    CertificateEndsSoon,     ///< subject: the host
    PolicyWeakerThanPlanned, ///< somebody has changed what was published
    NewFailureKind,          ///< subject: result type and MX host, of the reports
    ReportsSilent,           ///< they came, and have stopped
    NotLookedAt,             ///< several looks could not tell: a fault of the network here as likely as the domain's
};
Q_ENUM_NS(AlarmKind)

} // namespace rollout::watch

namespace rollout {
using watch::AlarmKind;
using watch::ChangeKind;
} // namespace rollout
