// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/observation.h"

#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/mx_set.h"
#include "findings/smtp_reach.h"
#include "sts/policy_parser.h"
#include "sts/record.h"
#include "tlsrpt/record.h"

#include <QCryptographicHash>

#include <algorithm>

namespace rollout {

namespace {

using facts::Cause;
using findings::Finding;
using findings::Severity;

/// The TXT records at a name, before the one that counts (`chosen`) is read.
struct TxtRecord
{
    Seen seen = Seen::NotKnown;
    QByteArray chosen;
};

// An answer that failed validation is no answer to a validating sender, which comes again (RFC 8461 §3.3).
TxtRecord txtRecordOf(const facts::DnsAnswer &answer, const QByteArray &version)
{
    if (answer.provesAbsence())
        return {Seen::Absent, {}};
    if (!answer.hasRecords())
        return {};
    QByteArrayList records;
    for (const QByteArrayList &record : facts::txtRecords(answer))
        records.append(facts::joined(record));
    const base::Selection selection = base::selectRecord(records, version);
    if (!records.isEmpty() && selection.unrelated.size() == records.size())
        return {Seen::Absent, {}};
    if (selection.chosen < 0)
        return {Seen::Invalid, {}};
    return {Seen::Usable, records[selection.chosen]};
}

void observeRecord(const facts::DomainFacts &facts, Observation &seen)
{
    const TxtRecord record = txtRecordOf(facts.stsTxt, sts::recordVersion);
    seen.record = record.seen;
    if (record.seen != Seen::Usable)
        return;
    const auto read = sts::recordOf(sts::parseRecord(record.chosen));
    if (!read) {
        seen.record = Seen::Invalid;
        return;
    }
    seen.recordId = read->id;
    seen.recordTtl = facts.stsTxt.ttl;
}

void observeReporting(const facts::DomainFacts &facts, Observation &seen)
{
    const TxtRecord record = txtRecordOf(facts.tlsrptTxt, tlsrpt::recordVersion);
    seen.reporting = record.seen;
    if (record.seen != Seen::Usable)
        return;
    const auto read = tlsrpt::recordOf(tlsrpt::parseRecord(record.chosen));
    if (!read) {
        seen.reporting = Seen::Invalid;
        return;
    }
    for (const QByteArray &uri : read->rua)
        seen.rua.append(QString::fromLatin1(uri));
}

// The server's own words for "come again", as opposed to "there is no such thing" and to a wrong answer (RFC 9110 §15).
bool isTemporary(int httpStatus)
{
    return httpStatus >= 500 || httpStatus == 429 || httpStatus == 408;
}

bool isGone(const facts::PolicyFetch &fetch)
{
    return (fetch.httpStatus == 404 || fetch.httpStatus == 410) && fetch.tls.trusted() && fetch.tls.nameMatches;
}

/// A fault that does not pass by itself, and that every sender meets.
bool isLasting(Cause cause)
{
    return cause == Cause::TlsFailure || cause == Cause::ProtocolViolation || cause == Cause::TooLong ||
           cause == Cause::PrivateAddress;
}

/// Where no response could be used.
Seen unusablePolicy(const facts::DomainFacts &facts)
{
    const facts::PolicyHostFacts &host = facts.policyHost;
    if (const facts::PolicyFetch *fetch = findings::decisiveFetch(facts)) {
        if (isGone(*fetch))
            return Seen::Absent;
        return isTemporary(fetch->httpStatus) ? Seen::NotKnown : Seen::Invalid;
    }
    if (host.a.provesAbsence() && host.aaaa.provesAbsence())
        return Seen::Absent;
    const bool lasting =
        !host.fetches.isEmpty() && std::all_of(host.fetches.begin(), host.fetches.end(),
                                               [](const facts::PolicyFetch &fetch) { return isLasting(fetch.cause); });
    return lasting ? Seen::Invalid : Seen::NotKnown;
}

void observePolicy(const facts::DomainFacts &facts, Observation &seen)
{
    const facts::PolicyFetch *fetch = findings::decisiveFetch(facts);
    const auto policy = fetch && findings::deploymentOf(facts).policyUsable
                            ? sts::parse(fetch->body)
                            : base::Result<sts::Policy>(base::failure("unusable"));
    if (!policy) {
        seen.policy = unusablePolicy(facts);
        return;
    }
    seen.policy = Seen::Usable;
    seen.policyRead = *policy;
    seen.policyText = fetch->body;
    seen.policyHash = QCryptographicHash::hash(fetch->body, QCryptographicHash::Sha256);
}

void observeMx(const facts::DomainFacts &facts, Observation &seen)
{
    seen.domainExists = facts.mx.status != facts::DnsStatus::NxDomain;
    seen.mxKnown = facts.mx.hasRecords() || facts.mx.provesAbsence();
    if (!seen.mxKnown)
        return;
    seen.takesMail = !findings::takesNoMail(facts);
    seen.mx = findings::liveMxHosts(facts);
    seen.mxTtl = facts.mx.hasRecords() ? facts.mx.ttl : 0;
    if (seen.policy != Seen::Usable || seen.policyRead.mode == sts::Mode::None)
        return;
    for (const QString &host : seen.mx)
        if (!findings::isVerificationLeftover(host, seen.mx) && !sts::matchesAny(seen.policyRead.mx, host))
            seen.mxNotCovered.append(host);
}

bool hadSession(const facts::DomainFacts &facts, const QString &name)
{
    return std::any_of(facts.mxHosts.begin(), facts.mxHosts.end(), [&name](const facts::MxHostFacts &host) {
        return host.name == name && std::any_of(host.probes.begin(), host.probes.end(), findings::connected);
    });
}

void observeReach(const facts::DomainFacts &facts, Observation &seen)
{
    for (const QString &name : seen.mx)
        if (!findings::isVerificationLeftover(name, seen.mx) && !hadSession(facts, name))
            seen.mxUnreached.append(name);
    const bool all = !facts.vantage.smtpSkipped && facts.mxHostsNotProbed == 0;
    seen.smtpKnown = !seen.mx.isEmpty() && all && seen.mxUnreached.isEmpty();
}

// The severity of a fault at a mail server falls with the policy (in testing it is a warning); what it would be under
// enforce is that of the catalogue. Below a warning it was excused, as in a laboratory.
bool wouldStopMail(const Finding &finding)
{
    return findings::subjectOf(finding.id) == findings::Subject::MailServer &&
           findings::entryOf(finding.id).severity == Severity::Error && finding.severity >= Severity::Warning;
}

void observeProblems(const findings::Findings &all, Observation &seen)
{
    for (const Finding &finding : all) {
        if (finding.status != findings::Status::Fail || finding.severity < Severity::Warning)
            continue;
        const bool server = wouldStopMail(finding);
        Problem problem{
            finding.id, server ? Severity::Error : finding.severity, finding.evidence.host, {}, finding.arguments};
        // Equal findings about several addresses of a host come as one.
        for (const QString &address : finding.evidence.address.split(QLatin1String(", "))) {
            problem.address = address;
            (server ? seen.serverProblems : seen.otherProblems).append(problem);
        }
    }
}

void observeCertificate(const facts::TlsFacts &tls, const QString &host, Observation &seen)
{
    if (!tls.established() || tls.chain.isEmpty())
        return;
    const QDateTime end = tls.chain.first().notAfter;
    if (!end.isValid() || (seen.certificatesUntil && *seen.certificatesUntil <= end))
        return;
    seen.certificatesUntil = end;
    seen.certificatesUntilHost = host;
}

void observeCertificates(const facts::DomainFacts &facts, Observation &seen)
{
    for (const facts::MxHostFacts &host : facts.mxHosts)
        if (!findings::isVerificationLeftover(host.name, seen.mx))
            for (const facts::SmtpProbe &probe : host.probes)
                observeCertificate(probe.tls, host.name, seen);
    for (const facts::PolicyFetch &fetch : facts.policyHost.fetches)
        observeCertificate(fetch.tls, facts.policyHost.name, seen);
}

} // namespace

Observation observationOf(const facts::DomainFacts &facts, const findings::Findings &findings)
{
    Observation seen;
    seen.at = facts.observedAt.toUTC();
    observeRecord(facts, seen);
    observePolicy(facts, seen);
    observeReporting(facts, seen);
    observeMx(facts, seen);
    observeReach(facts, seen);
    observeProblems(findings, seen);
    observeCertificates(facts, seen);
    seen.servers = serversOf(facts);
    return seen;
}

} // namespace rollout
