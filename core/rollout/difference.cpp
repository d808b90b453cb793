// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/difference.h"

#include "base/enum_names.h"
#include "findings/catalogue.h"
#include "rollout/google_workspace.h"
#include "rollout/looks.h"

#include <algorithm>

namespace rollout {

namespace {

using findings::Subject;

constexpr const char *seenWords[] = {"", "absent", "invalid", "usable"}; // in the order of Seen

QString wordOf(Seen seen)
{
    return QString::fromLatin1(seenWords[int(seen)]);
}

QString listed(const QStringList &list)
{
    return list.join(QLatin1String(", "));
}

/// Whether a problem of the look is the domain's. That a server does not answer is its own fault, once its name was
/// resolved; a lookup that failed may be the resolver's.
bool isSeen(const Problem &problem, const Observation &look)
{
    const Subject subject = findings::subjectOf(problem.id);
    if (subject == Subject::PolicyHost)
        return look.record != Seen::NotKnown && look.servers.hostKnown;
    if (subject == Subject::MailServer || subject == Subject::Dane)
        return look.mxKnown;
    return couldSee(look, subject);
}

QList<Problem> seenProblems(const QList<Problem> &problems, const Observation &look)
{
    QList<Problem> seen;
    for (const Problem &problem : problems)
        if (isSeen(problem, look))
            seen.append(problem);
    return seen;
}

QList<Problem> seenProblems(const Observation &look)
{
    return seenProblems(look.serverProblems + look.otherProblems, look);
}

class Comparison
{
public:
    Comparison(const Observation &before, const Observation &after) : m_before(before), m_after(after) {}

    QList<Difference> all()
    {
        record();
        policy();
        reporting();
        if (m_before.mxKnown && m_after.mxKnown)
            note(ChangeKind::MxHosts, {}, listed(m_before.mx), listed(m_after.mx));
        if (m_before.servers.hostKnown && m_after.servers.hostKnown) {
            note(ChangeKind::HostAlias, {}, m_before.servers.hostAlias, m_after.servers.hostAlias);
            note(ChangeKind::HostAddresses, {}, listed(m_before.servers.hostAddresses),
                 listed(m_after.servers.hostAddresses));
        }
        certificates();
        problems(m_before, m_after, ChangeKind::ProblemCame);
        problems(m_after, m_before, ChangeKind::ProblemGone);
        return m_out;
    }

private:
    void note(ChangeKind kind, const QString &subject, const QString &before, const QString &after)
    {
        if (before != after)
            m_out.append({kind, subject, before, after, {}});
    }

    void record()
    {
        if (m_before.record == Seen::NotKnown || m_after.record == Seen::NotKnown)
            return;
        note(ChangeKind::RecordState, {}, wordOf(m_before.record), wordOf(m_after.record));
        if (m_before.record == Seen::Usable && m_after.record == Seen::Usable)
            note(ChangeKind::PolicyId, {}, QString::fromLatin1(m_before.recordId),
                 QString::fromLatin1(m_after.recordId));
    }

    void policy()
    {
        if (m_before.policy == Seen::NotKnown || m_after.policy == Seen::NotKnown)
            return;
        note(ChangeKind::PolicyState, {}, wordOf(m_before.policy), wordOf(m_after.policy));
        if (m_before.policy != Seen::Usable || m_after.policy != Seen::Usable)
            return;
        const sts::Policy &old = m_before.policyRead, &now = m_after.policyRead;
        const qsizetype soFar = m_out.size();
        note(ChangeKind::Mode, {}, base::enumName(old.mode), base::enumName(now.mode));
        note(ChangeKind::MaxAge, {}, QString::number(old.maxAge), QString::number(now.maxAge));
        note(ChangeKind::PolicyLines, {}, listed(linesOf(old)), listed(linesOf(now)));
        if (m_out.size() == soFar)
            note(ChangeKind::PolicyText, {}, QString::fromLatin1(m_before.policyHash.toHex()),
                 QString::fromLatin1(m_after.policyHash.toHex()));
    }

    void reporting()
    {
        if (m_before.reporting == Seen::NotKnown || m_after.reporting == Seen::NotKnown)
            return;
        note(ChangeKind::ReportingState, {}, wordOf(m_before.reporting), wordOf(m_after.reporting));
        if (m_before.reporting == Seen::Usable && m_after.reporting == Seen::Usable)
            note(ChangeKind::ReportAddresses, {}, listed(m_before.rua), listed(m_after.rua));
    }

    // A host may show several certificates; new is one that it did not show before.
    void certificates()
    {
        for (const SeenCertificate &now : m_after.servers.certificates) {
            const SeenCertificate *old = nullptr;
            bool known = !familiesOf(now.host).isEmpty();
            for (const SeenCertificate &each : m_before.servers.certificates)
                if (each.host == now.host) {
                    old = &each;
                    known = known || each.sha256 == now.sha256;
                }
            if (old && !known)
                m_out.append({ChangeKind::CertificateReplaced, now.host, old->until.toString(Qt::ISODate),
                              now.until.toString(Qt::ISODate)});
        }
    }

    void problems(const Observation &without, const Observation &with, ChangeKind kind)
    {
        const auto same = [](const Problem &one) {
            return [&one](const Problem &other) { return one.id == other.id && one.host == other.host; };
        };
        const QList<Problem> there = seenProblems(with), notThere = seenProblems(without);
        for (auto problem = there.begin(); problem != there.end(); ++problem) {
            const bool again = std::any_of(there.begin(), problem, same(*problem)); // of another address
            if (again || !couldSee(without, findings::subjectOf(problem->id)) ||
                std::any_of(notThere.begin(), notThere.end(), same(*problem)))
                continue;
            const QString word = base::enumName(problem->id);
            const bool came = kind == ChangeKind::ProblemCame;
            m_out.append({kind, problem->host, came ? QString() : word, came ? word : QString(), problem->arguments});
        }
    }

    const Observation &m_before, &m_after;
    QList<Difference> m_out;
};

void keepProblems(const QList<Problem> &before, const Observation &after, QList<Problem> &problems)
{
    for (const Problem &problem : before)
        if (!couldSee(after, findings::subjectOf(problem.id)) && !problems.contains(problem))
            problems.append(problem);
}

void keepCertificates(const Observation &before, Observation &all)
{
    QStringList shown;
    for (const SeenCertificate &now : all.servers.certificates)
        shown.append(now.host);
    // Of a host that has left the MX set nothing is kept.
    for (const SeenCertificate &old : before.servers.certificates)
        if (!shown.contains(old.host) && (all.mx.contains(old.host) || !before.mx.contains(old.host)))
            all.servers.certificates.append(old);
}

} // namespace

bool couldSee(const Observation &look, Subject subject)
{
    switch (subject) {
    case Subject::StsRecord: return look.record != Seen::NotKnown;
    case Subject::PolicyHost:
    case Subject::Policy: return look.record != Seen::NotKnown && look.policy != Seen::NotKnown;
    case Subject::MxCoverage:
    case Subject::Google: return look.mxKnown && look.policy != Seen::NotKnown;
    case Subject::MailServer:
    case Subject::Dane: return look.mxKnown && (look.smtpKnown || look.mx.isEmpty());
    case Subject::TlsrptRecord: return look.reporting != Seen::NotKnown;
    case Subject::Domain:
    case Subject::Posture: break;
    }
    return look.mxKnown && look.record != Seen::NotKnown;
}

Observation carriedOver(const Observation &before, const Observation &after)
{
    Observation all = after;
    all.serverProblems = seenProblems(after.serverProblems, after);
    all.otherProblems = seenProblems(after.otherProblems, after);
    if (after.record == Seen::NotKnown) {
        all.record = before.record;
        all.recordId = before.recordId;
        all.recordTtl = before.recordTtl;
    }
    if (after.policy == Seen::NotKnown) {
        all.policy = before.policy;
        all.policyRead = before.policyRead;
        all.policyText = before.policyText;
        all.policyHash = before.policyHash;
        all.mxNotCovered = before.mxNotCovered;
    }
    if (after.reporting == Seen::NotKnown) {
        all.reporting = before.reporting;
        all.rua = before.rua;
    }
    if (!after.mxKnown) {
        all.mxKnown = before.mxKnown;
        all.takesMail = before.takesMail;
        all.mx = before.mx;
        all.mxTtl = before.mxTtl;
        all.mxNotCovered = before.mxNotCovered;
    }
    if (!after.servers.hostKnown) {
        all.servers.hostKnown = before.servers.hostKnown;
        all.servers.hostAlias = before.servers.hostAlias;
        all.servers.hostAddresses = before.servers.hostAddresses;
    }
    all.smtpKnown = after.smtpKnown || before.smtpKnown;
    keepCertificates(before, all);
    keepProblems(before.serverProblems, after, all.serverProblems);
    keepProblems(before.otherProblems, after, all.otherProblems);
    return all;
}

QList<Difference> differencesBetween(const Observation &before, const Observation &after)
{
    return Comparison(before, after).all();
}

std::optional<Observation> knownAt(const History &history, const QDateTime &now)
{
    std::optional<Observation> known;
    for (const Observation &look : history.observations)
        if (look.at <= now)
            known = carriedOver(known.value_or(Observation()), look);
    return known;
}

QList<DatedDifferences> timelineOf(const History &history)
{
    QList<DatedDifferences> timeline;
    std::optional<Observation> known;
    for (const Observation &look : history.observations) {
        if (known) {
            const QList<Difference> differences = differencesBetween(*known, look);
            if (!differences.isEmpty())
                timeline.append({known->at, look.at, differences});
        }
        known = carriedOver(known.value_or(Observation()), look);
    }
    return timeline;
}

} // namespace rollout
