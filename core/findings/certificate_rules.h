// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a certificate chain, whoever showed it. A policy host and a mail server are judged by the same
// rules (RFC 8461 §3.3 and §4.2, RFC 9525), and differ only in the name of the finding and in how grave it is. So the
// judging is done once, here, in neutral words, and each subject brings its table of FindingIds. Dates are judged
// against the moment of the evaluation, not against what verification said when the chain was seen: a recorded chain
// expires while it lies in the archive.
#pragma once

#include "facts/certificate_facts.h"
#include "findings/certificate_words.h"
#include "findings/finding.h"

namespace findings {

enum class CertificateFaultKind {
    Expired,         ///< a certificate of the chain is past its notAfter
    NotYetValid,     ///< a certificate of the chain is before its notBefore
    NameMismatch,    ///< no dNSName fits the host
    SelfSigned,      ///< the server's own certificate is signed by its own key
    Untrusted,       ///< the chain ends at an authority that is not trusted here
    IncompleteChain, ///< the server does not send the intermediate that signed its certificate
    Unsuitable,      ///< not for TLS servers, name constraints violated, or another objection of verification
    ExpiresSoon,     ///< less than a third of the lifetime is left
    Weak,            ///< RSA under 2048 bits, EC under 224 bits, or a SHA-1 or MD5 signature
};

/// One fault. The arguments that the sentences of text/ may use, apart from {host} and {address}, which the caller
/// knows:
///   all kinds        {certificate} subject, {issuer}
///   Expired, NotYetValid, ExpiresSoon   {date} "2026-03-01 12:00 UTC", {days} since, until, or left (whole days, 0 for
///   under a day) ExpiresSoon      {lifetime} days of this certificate NameMismatch     {names} the dNSNames,
///   comma-separated Unsuitable       {reason} the library's words, "; "-separated Weak             {weakness} "RSA
///   1024, sha1WithRSAEncryption"
struct CertificateFault
{
    CertificateFaultKind kind{};
    QMap<QString, QString> arguments; ///< untrusted text
    QString summary;                  ///< one line of raw facts about the certificate concerned
    QList<Disagreement> disagreements;
    bool operator==(const CertificateFault &) const = default;
};

/// Every fault of the chain, in the order of the enum; empty when there was no handshake. `observedAt` is when the
/// chain was seen: what verification said about dates then is believed only as far as it still holds at `now`.
QList<CertificateFault> certificateFaults(const facts::TlsFacts &tls, const QDateTime &now,
                                          const QDateTime &observedAt);

/// The names of a subject's findings, one a kind.
struct CertificateFindingIds
{
    FindingId expired, notYetValid, nameMismatch, selfSigned, untrusted, incompleteChain, unsuitable, expiresSoon, weak;
    FindingId of(CertificateFaultKind kind) const;
};

/// The faults as failed findings of usual severity, with {host} (tls.referenceName), {address}, evidence and
/// disagreements filled in.
Findings certificateFindings(const facts::TlsFacts &tls, const QString &address, const QDateTime &now,
                             const QDateTime &observedAt, const CertificateFindingIds &ids);

} // namespace findings
