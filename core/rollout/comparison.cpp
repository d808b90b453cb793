// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/comparison.h"

#include "sts/policy_parser.h"

#include <QSet>

#include <algorithm>

namespace rollout {

namespace {

/// What stands at one place; nothing: it could not be seen.
using Live = std::optional<QByteArrayList>;

QByteArrayList distinct(QByteArrayList texts)
{
    QByteArrayList out;
    for (const QByteArray &text : texts)
        if (!out.contains(text))
            out += text;
    return out;
}

Live textsAt(const facts::DnsAnswer &answer)
{
    if (answer.provesAbsence())
        return QByteArrayList();
    if (!answer.hasRecords())
        return std::nullopt;
    QByteArrayList texts;
    for (const QByteArrayList &record : facts::txtRecords(answer))
        texts += facts::joined(record);
    return texts;
}

Live hostOf(const facts::PolicyHostFacts &host)
{
    if (!host.a.cnames.isEmpty())
        return QByteArrayList{host.a.cnames.first().to.toLatin1()};
    if (host.a.isTemporaryFailure() || host.a.status == facts::DnsStatus::NotAsked)
        return std::nullopt;
    QByteArrayList texts;
    for (const facts::DnsAnswer *answer : {&host.a, &host.aaaa})
        for (const base::IpAddress &address : facts::addresses(*answer))
            texts += address.toString().toLatin1();
    return texts;
}

Live policiesOf(const facts::PolicyHostFacts &host)
{
    const auto isAnswered = [](const facts::PolicyFetch &fetch) { return fetch.complete(); };
    if (host.a.provesAbsence() && host.aaaa.provesAbsence())
        return QByteArrayList();
    if (std::none_of(host.fetches.begin(), host.fetches.end(), isAnswered))
        return std::nullopt;
    QByteArrayList texts;
    for (const facts::PolicyFetch &fetch : host.fetches)
        if (fetch.complete() && fetch.httpStatus == 200)
            texts += fetch.body;
    return distinct(texts);
}

Live liveOf(Part part, const facts::DomainFacts &facts)
{
    switch (part) {
    case Part::PolicyHost: return hostOf(facts.policyHost);
    case Part::ReportingRecord: return textsAt(facts.tlsrptTxt);
    case Part::Policy: return policiesOf(facts.policyHost);
    case Part::StsRecord: return textsAt(facts.stsTxt);
    }
    return std::nullopt;
}

QString placeOf(Part part, const QString &domain)
{
    switch (part) {
    case Part::PolicyHost: return QStringLiteral("mta-sts.") + domain;
    case Part::ReportingRecord: return QStringLiteral("_smtp._tls.") + domain;
    case Part::Policy: return QStringLiteral("https://mta-sts.%1/.well-known/mta-sts.txt").arg(domain);
    case Part::StsRecord: return QStringLiteral("_mta-sts.") + domain;
    }
    return {};
}

std::optional<QByteArray> recordIn(const RecordSet &set, const QString &name)
{
    QByteArrayList values;
    for (const Record &record : set.records)
        if (record.name == name)
            values += record.value;
    return values.isEmpty() ? std::nullopt : std::optional(values.join('\n'));
}

/// What the plan has published, as far as there is enough of it to publish.
Publication wantedBy(const Plan &plan, const base::DomainName &domain)
{
    if (!plan.reportingOnly)
        if (auto all = publication(domain, plan.choices()))
            return *std::move(all);
    auto reporting = reportingPublication(domain, plan.choices());
    return reporting ? *std::move(reporting) : Publication();
}

std::optional<QByteArray> wantedOf(Part part, const Publication &wanted, const QString &place)
{
    if (part != Part::Policy)
        return recordIn(wanted.records, place);
    return wanted.policy ? std::optional(sts::format(*wanted.policy)) : std::nullopt;
}

QByteArray withoutForm(QByteArray record)
{
    record.replace(' ', "").replace('\t', "");
    while (record.endsWith(';'))
        record.chop(1);
    return record;
}

bool isSame(Part part, const QByteArray &live, const QByteArray &wanted)
{
    if (part == Part::PolicyHost)
        return live.toLower() == wanted.toLower();
    if (part != Part::Policy)
        return withoutForm(live) == withoutForm(wanted);
    const auto read = sts::parse(live), meant = sts::parse(wanted);
    return read && meant && read->mode == meant->mode && read->maxAge == meant->maxAge &&
           QSet<QString>(read->mx.begin(), read->mx.end()) == QSet<QString>(meant->mx.begin(), meant->mx.end());
}

Agreement agreementOf(Part part, const Live &live, const std::optional<QByteArray> &wanted)
{
    if (!live)
        return Agreement::NotKnown;
    if (!wanted) // a policy host may stand without being planned: it is somebody else's work
        return live->isEmpty() || part == Part::PolicyHost ? Agreement::Same : Agreement::Unwanted;
    if (live->isEmpty())
        return Agreement::Missing;
    if (part == Part::PolicyHost) // several addresses are one value
        return isSame(part, live->join('\n'), *wanted) ? Agreement::Same : Agreement::Differs;
    return live->size() == 1 && isSame(part, live->first(), *wanted) ? Agreement::Same : Agreement::Differs;
}

} // namespace

QList<Comparison> compareWithPlan(const base::DomainName &domain, const facts::DomainFacts *facts, const Plan *plan)
{
    const Publication wanted = plan ? wantedBy(*plan, domain) : Publication();
    QList<Comparison> all;
    for (const Part part : {Part::PolicyHost, Part::ReportingRecord, Part::Policy, Part::StsRecord}) {
        Comparison one;
        one.part = part;
        one.place = placeOf(part, domain.toString());
        const Live live = facts ? liveOf(part, *facts) : Live();
        one.live = live.value_or(QByteArrayList());
        if (plan)
            one.wanted = wantedOf(part, wanted, one.place);
        one.agreement = !live ? Agreement::NotKnown : plan ? agreementOf(part, live, one.wanted) : Agreement::NoPlan;
        all += one;
    }
    return all;
}

} // namespace rollout
