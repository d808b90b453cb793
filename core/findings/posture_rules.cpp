// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"
#include "findings/dns_evidence.h"
#include "findings/evaluate.h"
#include "findings/posture_records.h"

#include <algorithm>

namespace findings {

namespace {

using facts::DnsAnswer;
using facts::DnsStatus;
using facts::DomainFacts;
using posture::Judgement;
using posture::State;

constexpr qsizetype recordShown = 500;

QByteArrayList textsOf(const DnsAnswer &answer)
{
    QByteArrayList texts;
    for (const QByteArrayList &record : facts::txtRecords(answer))
        texts.append(facts::joined(record));
    return texts;
}

/// Neither there nor absent: failed, bogus or stopped.
bool isUnknown(const DnsAnswer &answer)
{
    return answer.isTemporaryFailure() || answer.status == DnsStatus::Bogus;
}

QString stateText(const Judgement &judgement)
{
    if (judgement.state == State::Absent)
        return QStringLiteral("no record");
    QStringList parts;
    if (!judgement.summary.isEmpty())
        parts.append(judgement.summary);
    for (const QString &problem : judgement.problems)
        if (!judgement.summary.contains(problem))
            parts.append(problem);
    return parts.join(QStringLiteral(", ")).left(recordShown);
}

Finding about(Finding finding, const DomainFacts &facts, const DnsAnswer &answer)
{
    finding.arguments = {{QStringLiteral("domain"), facts.domain},
                         {QStringLiteral("name"), answer.name},
                         {QStringLiteral("reason"), dnsReason(answer)},
                         {QStringLiteral("state"), statusWord(answer.status)}};
    finding.evidence.summary = dnsSummary(answer);
    return finding;
}

Finding judged(FindingId id, const DomainFacts &facts, const DnsAnswer &answer, const Judgement &judgement)
{
    Finding finding = about(judgement.state == State::Strict ? passed(id) : failed(id), facts, answer);
    finding.arguments.insert(QStringLiteral("state"), stateText(judgement));
    if (!judgement.record.isEmpty()) {
        finding.evidence.summary =
            answer.name + QStringLiteral(": ") + QString::fromUtf8(judgement.record.left(recordShown));
        finding.evidence.text.bytes = judgement.record;
    }
    return finding;
}

void judgeOne(FindingId id, const DomainFacts &facts, const DnsAnswer &answer,
              Judgement (*judge)(const QByteArrayList &), Findings &out)
{
    if (answer.status == DnsStatus::NotAsked || answer.status == DnsStatus::Cancelled)
        return;
    out.append(isUnknown(answer) ? about(unknown(id), facts, answer)
                                 : judged(id, facts, answer, judge(textsOf(answer))));
}

// The domain's own record counts, and where it has none, that of the organizational domain.
void judgeDmarcRecord(const DomainFacts &facts, Findings &out)
{
    const DnsAnswer &own = facts.posture.dmarc, &parent = facts.posture.dmarcOrganization;
    if (own.status == DnsStatus::NotAsked || own.status == DnsStatus::Cancelled)
        return;
    const Judgement mine = posture::judgeDmarc(textsOf(own), false);
    const bool inherited = !isUnknown(own) && mine.state == State::Absent && parent.status != DnsStatus::NotAsked;
    const DnsAnswer &answer = inherited ? parent : own;
    if (isUnknown(answer))
        out.append(about(unknown(FindingId::PostureDmarc), facts, answer));
    else
        out.append(judged(FindingId::PostureDmarc, facts, answer,
                          inherited ? posture::judgeDmarc(textsOf(parent), true) : mine));
}

/// "google: RSA 2048"
QString selectorText(const facts::DkimLookup &lookup, const Judgement &judgement)
{
    const bool known = !isUnknown(lookup.answer);
    return lookup.selector + QStringLiteral(": ") + (known ? stateText(judgement) : statusWord(lookup.answer.status));
}

// Selectors cannot be listed, so only those asked for are judged; one good key is enough where others are merely
// absent.
void judgeDkim(const DomainFacts &facts, Findings &out)
{
    QStringList states;
    bool strict = false, faulty = false, unsure = false;
    const DnsAnswer *decisive = nullptr;
    for (const facts::DkimLookup &lookup : facts.posture.dkim) {
        if (lookup.answer.status == DnsStatus::NotAsked || lookup.answer.status == DnsStatus::Cancelled)
            continue;
        const Judgement judgement = posture::judgeDkimKey(textsOf(lookup.answer));
        unsure |= isUnknown(lookup.answer);
        strict |= judgement.state == State::Strict;
        faulty |= judgement.state == State::Broken || judgement.state == State::Lax;
        states.append(selectorText(lookup, judgement));
        if (!decisive || judgement.state != State::Absent)
            decisive = &lookup.answer;
    }
    if (!decisive)
        return;
    const bool good = strict && !faulty;
    const Finding bare = good                ? passed(FindingId::PostureDkim)
                         : unsure && !faulty ? unknown(FindingId::PostureDkim)
                                             : failed(FindingId::PostureDkim);
    Finding finding = about(bare, facts, *decisive);
    finding.arguments.insert(QStringLiteral("state"), states.join(QStringLiteral(", ")));
    finding.evidence.text.bytes = textsOf(*decisive).value(0);
    out.append(finding);
}

} // namespace

void postureRules(const DomainFacts &facts, const QDateTime &, Findings &out)
{
    if (facts.mx.status == DnsStatus::NxDomain)
        return; // there is no domain to speak of
    judgeOne(FindingId::PostureSpf, facts, facts.hints.apexTxt, posture::judgeSpf, out);
    judgeDkim(facts, out);
    judgeDmarcRecord(facts, out);
    judgeOne(FindingId::PostureBimi, facts, facts.posture.bimi, posture::judgeBimi, out);
}

} // namespace findings
