// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/generate_source.h"

#include "base/enum_names.h"
#include "cli/words.h"
#include "rollout/policy_lines.h"

namespace cli {

namespace {

MxSource problem(const QString &sentence, bool unknown = false)
{
    return {{}, {}, sentence, unknown};
}

// RFC 5321 §5.1: without MX records the domain itself receives, if it has an address.
MxSource implicitMx(const QString &domain, const LiveMx &live)
{
    if (live.a.isTemporaryFailure() || live.aaaa.isTemporaryFailure())
        return problem(
            Words::tr(
                "Whether %1 has an address could not be looked up. Try again, or name the mail servers with --mx.")
                .arg(domain),
            true);
    if (!live.a.hasRecords() && !live.aaaa.hasRecords())
        return problem(Words::tr("%1 has neither MX nor address records, so it takes no mail. Name its mail servers "
                                 "with --mx if it will.")
                           .arg(domain));
    return {
        {domain},
        {Words::tr("%1 has no MX record; the policy lists the domain itself, which receives its mail.").arg(domain)},
        {},
        false};
}

QStringList hostsOf(const QList<facts::MxRecord> &records)
{
    QStringList hosts;
    for (const facts::MxRecord &record : records)
        if (!record.exchange.isEmpty() && !hosts.contains(record.exchange))
            hosts += record.exchange;
    return hosts;
}

QStringList notesAbout(const rollout::PolicyLines &lines)
{
    QStringList notes;
    if (lines.google.families.size() > 1)
        notes += Words::tr("The MX records mix hosts of several Google families; the policy lists all of them.");
    for (const QString &host : lines.google.verificationHosts)
        notes += Words::tr("%1 only proved ownership once and was left out. Remove its MX record.").arg(host);
    for (const QString &host : lines.google.consumerHosts)
        notes += Words::tr("%1 belongs to consumer Gmail and was left out. Replace its MX record.").arg(host);
    for (const QString &host : lines.noHostNames)
        notes += Words::tr("The MX host \"%1\" is no host name and was left out.").arg(host);
    return notes;
}

} // namespace

MxSource patternsFrom(const QString &domain, const LiveMx &live)
{
    if (live.mx.status == facts::DnsStatus::NxDomain)
        return problem(
            Words::tr("The DNS has no domain %1. Check the spelling, or name the mail servers with --mx.").arg(domain));
    if (live.mx.status == facts::DnsStatus::NoData)
        return implicitMx(domain, live);
    if (!live.mx.hasRecords())
        return problem(
            Words::tr(
                "The MX records of %1 could not be looked up (%2). Try again, or name the mail servers with --mx.")
                .arg(domain, base::enumName(live.mx.status)),
            true);
    const QStringList hosts = hostsOf(facts::mxRecords(live.mx));
    if (hosts.isEmpty())
        return problem(Words::tr("%1 has a null MX: it takes no mail, and a policy would do nothing.").arg(domain));
    const rollout::PolicyLines lines = rollout::policyLinesFor(hosts);
    MxSource source{lines.patterns, notesAbout(lines), {}, false};
    if (source.patterns.isEmpty())
        source.problem =
            Words::tr("No MX host of %1 belongs in a policy. Name the mail servers with --mx.").arg(domain);
    return source;
}

} // namespace cli
