// SPDX-License-Identifier: GPL-3.0-or-later
// Histories of a rollout, written day by day: one check at noon, reports of whole days, changes of the policy. Day 0 is
// the 1st of June 2026; "now" is noon of the last day written. The domain has two MX hosts of its own.
#pragma once

#include "base/enum_names.h"
#include "rollout/history.h"
#include "rollout/plan.h"
#include "sts/policy.h"

#include <QCryptographicHash>

namespace histories {

using namespace rollout;

inline QDateTime noon(int day)
{
    return QDateTime(QDate(2026, 6, 1).addDays(day), QTime(12, 0), Qt::UTC);
}
inline QDate date(int day)
{
    return noon(day).date();
}

inline Observation plainLook()
{
    Observation look;
    look.record = Seen::Absent;
    look.policy = Seen::Absent;
    look.reporting = Seen::Usable;
    look.rua = {QStringLiteral("mailto:tls@reports.example.net")};
    look.mxKnown = true;
    look.mx = {QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")};
    look.mxTtl = 3600;
    look.recordTtl = 300;
    look.smtpKnown = true;
    look.certificatesUntil = noon(400);
    look.certificatesUntilHost = QStringLiteral("mx1.example.com");
    return look;
}

inline ReportedFailure failure(const char *type, const char *reason, const char *mx, qint64 sessions)
{
    ReportedFailure one;
    one.type = tlsrpt::ResultType::Other;
    for (const auto known : {tlsrpt::ResultType::StarttlsNotSupported, tlsrpt::ResultType::CertificateHostMismatch,
                             tlsrpt::ResultType::CertificateExpired, tlsrpt::ResultType::ValidationFailure,
                             tlsrpt::ResultType::DaneRequired, tlsrpt::ResultType::StsPolicyFetchError})
        if (base::enumName(known).toStdString() == type)
            one.type = known;
    one.typeWord = type;
    one.reason = reason;
    one.mx = mx;
    one.sessions = sessions;
    return one;
}

/// Writes a history. What is set with state() and policy() holds for the days that follow.
class Writer
{
public:
    Writer()
    {
        m_all.domain = QStringLiteral("example.com");
        m_look = plainLook();
    }

    Observation &state() { return m_look; }

    void serve(sts::Mode mode, qint64 maxAge = 604'800, const char *id = "a1",
               const QStringList &mx = {QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")})
    {
        m_look.record = m_look.policy = Seen::Usable;
        m_look.recordId = id;
        m_look.policyRead = {mode, mx, maxAge, {}};
        m_look.policyText = sts::format(m_look.policyRead);
        m_look.policyHash = QCryptographicHash::hash(m_look.policyText, QCryptographicHash::Sha256);
    }

    void removeRecord() { m_look.record = m_look.policy = Seen::Absent; }

    /// One check at noon of each of these days.
    void checks(int from, int to)
    {
        for (int day = from; day <= to; ++day) {
            m_look.at = noon(day);
            m_look.mxNotCovered.clear();
            for (const QString &host : m_look.mx)
                if (m_look.policy == Seen::Usable && !sts::matchesAny(m_look.policyRead.mx, host))
                    m_look.mxNotCovered += host;
            m_all.observations += m_look;
            recordServed(m_all.served, m_look);
            m_now = noon(day);
        }
    }

    /// A verified report under the present policy for each of these days; change what differs in the result.
    ReportedPolicy entry(const char *sender, int day, qint64 successful = 100) const
    {
        ReportedPolicy one;
        one.sender = sender;
        one.day = date(day);
        one.type = tlsrpt::PolicyType::Sts;
        for (const QByteArray &line : m_look.policyText.split('\n'))
            if (!line.trimmed().isEmpty())
                one.policyStrings.push_back(line.trimmed().toStdString());
        one.mode = m_look.policyRead.mode;
        one.successful = successful;
        one.verified = Verified::Yes;
        return one;
    }
    void add(const ReportedPolicy &one) { m_all.reports.push_back(one); }
    void clean(const char *sender, int from, int to)
    {
        for (int day = from; day <= to; ++day)
            add(entry(sender, day));
    }
    void failing(const char *sender, int from, int to, const ReportedFailure &how, qint64 failed)
    {
        for (int day = from; day <= to; ++day) {
            ReportedPolicy one = entry(sender, day);
            one.failed = failed;
            one.failures = {how};
            add(one);
        }
    }
    void bothClean(int from, int to)
    {
        clean("google.com", from, to);
        clean("microsoft.com", from, to);
    }

    const History &history() const { return m_all; }
    QDateTime now() const { return m_now; }

private:
    History m_all;
    Observation m_look;
    QDateTime m_now = noon(0);
};

} // namespace histories
