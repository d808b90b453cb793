// SPDX-License-Identifier: GPL-3.0-or-later
// The words in which facts are written. They live in one header because one meta object gives their JSON names
// (base/enum_names.h): DnsStatus::NxDomain is "nx-domain".
#pragma once

#include <QMetaType>
#include <QObject>

namespace facts {
Q_NAMESPACE

enum class RecordType {
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Ds = 43,
    Dnskey = 48,
    Tlsa = 52
};
Q_ENUM_NS(RecordType)

enum class DnsStatus {
    NotAsked,     ///< nobody asked (skipped, or the question before it failed)
    Answer,       ///< at least one record of the type
    NoData,       ///< the name exists, the type does not
    NxDomain,     ///< the name does not exist
    ServFail,     ///< a server said that it could not answer: temporary
    Timeout,      ///< no answer within the deadline: temporary
    Bogus,        ///< DNSSEC validation failed: an attack, or broken signing
    Refused,      ///< the resolver refused the question
    NetworkError, ///< the resolver could not be reached at all
    Cancelled,    ///< the user stopped the check
};
Q_ENUM_NS(DnsStatus)

enum class Dnssec {
    Indeterminate, ///< not validated: no trust anchor, or the resolver strips signatures
    Insecure,      ///< proven to be unsigned
    Secure,        ///< validated from the trust anchor
    Bogus,         ///< signed, and the signature is wrong
};
Q_ENUM_NS(Dnssec)

enum class TlsOutcome {
    NotAttempted, ///< something before TLS failed
    Established,  ///< handshake complete, whatever the certificate is worth
    Failed,       ///< alert, protocol error, garbage
    Closed,       ///< the peer closed before the handshake was complete
    TimedOut,
    Cancelled,
};
Q_ENUM_NS(TlsOutcome)

enum class FetchStage {
    NotStarted,
    Connect,
    Handshake,
    Request, ///< request sent, no complete header yet
    Body,
    Done, ///< a complete response
};
Q_ENUM_NS(FetchStage)

enum class Cause {
    None,              ///< it did not end early
    Refused,           ///< TCP reset in answer to SYN
    TimedOut,          ///< the deadline passed in this stage
    Unreachable,       ///< no route to host or network
    NetworkError,      ///< another error of the operating system
    ClosedByPeer,      ///< orderly close where more was expected
    Reset,             ///< connection reset
    TlsFailure,        ///< see TlsFacts
    Rejected,          ///< the server said no (SMTP 4xx or 5xx reply)
    ProtocolViolation, ///< what came is not the protocol
    TooLong,           ///< a limit of limits.h was hit
    NotOffered,        ///< the server lacks what is needed (STARTTLS)
    PrivateAddress,    ///< not contacted: the address is not on the Internet
    Cancelled,         ///< the user stopped the check
    Skipped,           ///< not tried (over a count limit, or switched off)
};
Q_ENUM_NS(Cause)

enum class SmtpStage {
    NotStarted,
    Connect, ///< TCP
    Banner,  ///< 220 greeting
    Ehlo,
    StartTls,  ///< STARTTLS offered, sent, 220 awaited
    Handshake, ///< TLS
    EhloTls,   ///< EHLO inside TLS
    Done,      ///< all of it, QUIT sent
};
Q_ENUM_NS(SmtpStage)

/// Who said a line of a transcript; Note is our own remark ("TLS established").
enum class Speaker { Client, Server, Note };
Q_ENUM_NS(Speaker)

} // namespace facts
