// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/mx_records.h"

#include "base/domain_name.h"
#include "base/limits.h"
#include "findings/catalogue.h"
#include "findings/dns_evidence.h"
#include "findings/mx_set.h"

namespace findings {

using facts::DnsAnswer;
using facts::DnsStatus;
using facts::MxHostFacts;

namespace {

Finding aboutHost(Finding finding, const QString &host, const QString &summary)
{
    finding.arguments.insert(QStringLiteral("host"), host);
    finding.evidence.host = host;
    finding.evidence.summary = summary;
    return finding;
}

QString answerLines(const MxHostFacts &host)
{
    return dnsSummary(host.a) + QStringLiteral("; ") + dnsSummary(host.aaaa);
}

QString recordLine(const facts::MxRecord &record)
{
    return QStringLiteral("MX %1 %2")
        .arg(record.preference)
        .arg(record.exchange.isEmpty() ? QStringLiteral(".") : record.exchange);
}

void judgeNull(const QList<facts::MxRecord> &records, const facts::DomainFacts &facts, const Deployment &deployment,
               Findings &out)
{
    const auto isNull = [](const facts::MxRecord &record) { return record.exchange.isEmpty(); };
    if (!std::any_of(records.begin(), records.end(), isNull))
        return;
    QStringList lines;
    for (const facts::MxRecord &record : records)
        lines << recordLine(record);
    const QString summary = lines.join(QLatin1String(", "));
    if (records.size() > 1)
        out << aboutHost(failed(FindingId::MxNullNotAlone), facts.domain, summary);
    else if (!deployment.recordAbsent) // without a policy, that the domain takes no mail is no fault
        out << aboutHost(failed(FindingId::MxNull), facts.domain, summary);
}

void judgeName(const facts::MxRecord &record, const facts::DomainFacts &facts, Findings &out)
{
    switch (mxNameFault(record.exchange, facts.domain)) {
    case MxNameFault::None: return;
    case MxNameFault::Address:
        out << aboutHost(failed(FindingId::MxIsAddress), record.exchange, recordLine(record));
        return;
    case MxNameFault::BadCharacter:
    case MxNameFault::BadForm:
        out << aboutHost(failed(FindingId::MxBadName), record.exchange, recordLine(record));
        return;
    }
}

// That the check was stopped is said once, for all.
bool lookupFailed(const DnsAnswer &answer)
{
    return answer.isTemporaryFailure() && answer.status != DnsStatus::Cancelled;
}

void judgeAddresses(const MxHostFacts &host, Findings &out)
{
    if (host.a.status == DnsStatus::Bogus || host.aaaa.status == DnsStatus::Bogus) {
        out << aboutHost(failed(FindingId::MxBogus), host.name, answerLines(host));
        return;
    }
    if (host.a.provesAbsence() && host.aaaa.provesAbsence()) {
        out << aboutHost(failed(FindingId::MxNotFound), host.name, answerLines(host));
        return;
    }
    if (!lookupFailed(host.a) && !lookupFailed(host.aaaa))
        return;
    Finding finding = aboutHost(unknown(FindingId::MxLookupFailed), host.name, answerLines(host));
    if (host.a.hasRecords() || host.aaaa.hasRecords()) // senders use the half that they got
        finding.severity = Severity::Warning;
    out << finding;
}

void judgeAlias(const MxHostFacts &host, Findings &out)
{
    const DnsAnswer &answer = host.a.cnames.isEmpty() ? host.aaaa : host.a;
    if (answer.cnames.isEmpty())
        return;
    Finding finding = aboutHost(failed(FindingId::MxIsAlias), host.name, dnsSummary(answer));
    finding.arguments.insert(QStringLiteral("target"), answer.finalName());
    out << finding;
}

bool resolves(const MxHostFacts &host)
{
    return host.a.hasRecords() || host.aaaa.hasRecords();
}

} // namespace

void mxRecordRules(const facts::DomainFacts &facts, const Deployment &deployment, Findings &out)
{
    const QList<facts::MxRecord> records = facts::mxRecords(facts.mx);
    judgeNull(records, facts, deployment, out);
    QStringList judged;
    for (const facts::MxRecord &record : records) {
        if (record.exchange.isEmpty() || judged.contains(record.exchange))
            continue;
        judged << record.exchange; // the same host may have several preferences
        judgeName(record, facts, out);
    }
    for (const MxHostFacts &host : facts.mxHosts)
        if (host.implicit && resolves(host))
            out << aboutHost(failed(FindingId::MxImplicit), host.name, dnsSummary(facts.mx));
    if (facts.mxHostsNotProbed > 0) {
        Finding finding = unknown(FindingId::MxTooMany);
        finding.arguments = {{QStringLiteral("count"), QString::number(facts.mxHostsNotProbed)},
                             {QStringLiteral("limit"), QString::number(limits::mxHosts)}};
        finding.evidence.summary = QStringLiteral("%1 MX").arg(records.size());
        out << finding;
    }
}

void mxAddressRules(const facts::DomainFacts &facts, Findings &out)
{
    bool all = !facts.mxHosts.isEmpty() && facts.mxHostsNotProbed == 0;
    const QStringList live = liveMxHosts(facts);
    QStringList names;
    for (const MxHostFacts &host : facts.mxHosts) {
        const bool withoutMail = host.implicit && host.a.provesAbsence() && host.aaaa.provesAbsence();
        if (withoutMail || mxNameFault(host.name, facts.domain) == MxNameFault::Address ||
            isVerificationLeftover(host.name, live)) {
            all = false; // judged elsewhere
            continue;
        }
        judgeAddresses(host, out);
        judgeAlias(host, out);
        all = all && resolves(host);
        names << host.name;
    }
    if (!all)
        return;
    Finding finding = passed(FindingId::MxNotFound);
    finding.arguments.insert(QStringLiteral("hosts"), inSentence(names));
    finding.evidence.summary = QStringLiteral("MX ") + inSentence(names);
    out << finding;
}

} // namespace findings
