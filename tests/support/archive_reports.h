// SPDX-License-Identifier: GPL-3.0-or-later
// Reports for the tests of the archive: one that has everything, and as many plain ones as wanted, each different. Also
// archives in a temporary folder.
#pragma once

#include "archive/archive.h"
#include "archive/report_store.h"
#include "archive/stored_text.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

namespace archive_reports {

inline QByteArray hashOf(const std::string &text)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).left(16);
}

constexpr std::int64_t firstDay = 19'800; ///< 2024-03-18

inline tlsrpt::Report fullReport()
{
    using namespace tlsrpt;
    Report report;
    report.organizationName = "Mail Example";
    report.contactInfo = "tls@mail.example";
    report.reportId = "2024-03-18T00:00:00Z_acme.example";
    report.startText = "2024-03-18T00:00:00Z";
    report.endText = "2024-03-19T00:00:00Z";
    report.start = firstDay * 86'400;
    report.end = (firstDay + 1) * 86'400;
    PolicyResult sts;
    sts.policyType = PolicyType::Sts;
    sts.policyTypeWord = "sts";
    sts.policyStrings = {"version: STSv1", "mode: enforce", "mx: *.acme.example", "max_age: 86400"};
    sts.policyDomain = "acme.example";
    sts.mxHosts = {"*.acme.example"};
    sts.successfulSessions = 5'000'000'000;
    sts.failedSessions = 303;
    sts.failures = {{ResultType::CertificateExpired, "certificate-expired", "192.0.2.1", "mx1.acme.example", "mx1",
                     "198.51.100.1", 100, "https://mail.example/?a=1&b=%20", "X509_V_ERR_CERT_HAS_EXPIRED"},
                    {ResultType::Other, "made-up-type", "", "", "", "", std::nullopt, "", ""},
                    {ResultType::CertificateExpired, "Certificate-Expired", "2001:db8::1", "mx2.acme.example", "", "",
                     200, "", std::string("with\0nul", 8)},
                    {ResultType::CertificateExpired, "certificate-expired", "192.0.2.2", "mx1.acme.example", "mx1",
                     "198.51.100.1", -3, "", "\xC3\xBC \xF0\x9F\x94\x92 and \xFF no UTF-8"}};
    PolicyResult tlsa;
    tlsa.policyType = PolicyType::Tlsa;
    tlsa.policyTypeWord = "tlsa";
    tlsa.policyStrings = {"3 1 1 00FF", "with \"quotes\"", ""};
    tlsa.policyDomain = "acme.example";
    PolicyResult odd;
    odd.policyTypeWord = "\x01odd";
    report.policies = {sts, tlsa, odd};
    report.unknown = {{"policies[0].policy.x-note", R"({"a":[1,2,"\u0000"]})"}, {"x", "null"}};
    report.deviations = {{DeviationCode::EndAtMidnight, "date-range.end-datetime", "2024-03-19T00:00:00Z"},
                         {DeviationCode::BadDomain, "policies[2].policy.policy-domain", "\xE2\x82"}};
    return report;
}

inline archive::StoredReport stored(tlsrpt::Report report, const std::string &content = {})
{
    archive::StoredReport stored;
    std::string identity = report.contactInfo + '\n' + report.reportId + '\n' + report.startText;
    for (const tlsrpt::PolicyResult &policy : report.policies)
        identity += '\n' + policy.policyDomain;
    stored.identity = hashOf(identity);
    stored.content = hashOf(identity + content);
    stored.sender = report.contactInfo.substr(report.contactInfo.find('@') + 1);
    stored.source = QStringLiteral("folder/report.json");
    stored.receivedAt = report.start.value_or(0) + 100'000;
    stored.bytes = archive::packed("{\"report-id\":\"" + report.reportId + "\"}");
    stored.report = std::move(report);
    return stored;
}

/// Report `n`: one of 5 senders, one of 20 domains, one of 100 days; every third one has two failures.
inline archive::StoredReport numbered(int n)
{
    static const char *const types[] = {"certificate-expired", "sts-policy-fetch-error", "starttls-not-supported"};
    static const tlsrpt::ResultType values[] = {tlsrpt::ResultType::CertificateExpired,
                                                tlsrpt::ResultType::StsPolicyFetchError,
                                                tlsrpt::ResultType::StarttlsNotSupported};
    tlsrpt::Report report;
    report.organizationName = "Sender " + std::to_string(n % 5);
    report.contactInfo = "tls@sender" + std::to_string(n % 5) + ".example";
    report.reportId = "id-" + std::to_string(n);
    report.start = (firstDay + n % 100) * 86'400;
    report.end = *report.start + 86'399;
    report.startText = std::to_string(*report.start);
    report.endText = std::to_string(*report.end);
    tlsrpt::PolicyResult policy;
    policy.policyType = tlsrpt::PolicyType::Sts;
    policy.policyTypeWord = "sts";
    policy.policyDomain = "domain" + std::to_string(n % 20) + ".example";
    policy.policyStrings = {"version: STSv1", n % 4 == 0 ? "mode: testing" : "mode: enforce"};
    policy.successfulSessions = 10 + n;
    policy.failedSessions = n % 3 == 0 ? 5 : 0;
    if (n % 3 == 0)
        for (int i = 0; i < 2; ++i)
            policy.failures.push_back({values[(n + i) % 3], types[(n + i) % 3], "192.0.2." + std::to_string(n % 250),
                                       "mx" + std::to_string(i) + "." + policy.policyDomain, "", "198.51.100.7", 3, "",
                                       i == 0 ? "reason" : ""});
    report.policies.push_back(std::move(policy));
    return stored(std::move(report));
}

inline std::vector<archive::StoredReport> numberedUpTo(int end, int begin = 0)
{
    std::vector<archive::StoredReport> reports;
    for (int n = begin; n < end; ++n)
        reports.push_back(numbered(n));
    return reports;
}

/// Takes away what version 3 brought, so that the next opening migrates again.
inline archive::Result<> backToVersion2(archive::Archive &archive)
{
    for (const char *sql :
         {"DROP TABLE domain_groups", "DROP TABLE observations", "DROP TABLE unsent_mails", "DROP TABLE alarms",
          "DROP TABLE sending_ips", "DROP INDEX details_long_ip", "UPDATE schema_version SET version = 2"})
        if (auto done = archive.connection().run(QString::fromLatin1(sql)); !done)
            return tl::unexpected(done.error());
    return {};
}

/// Texts in the place of a sending address that no index takes, or only just.
inline void lengthenAddresses(std::vector<archive::StoredReport> &reports)
{
    const std::string texts[] = {std::string(100, 'x'),
                                 std::string(101, 'x'),
                                 std::string(5000, 'y'),
                                 "",
                                 "a\xFF",
                                 QString(100, QChar(0xFC)).toStdString(),
                                 QString(101, QChar(0xFC)).toStdString()};
    std::size_t next = 0;
    for (archive::StoredReport &report : reports)
        for (tlsrpt::PolicyResult &policy : report.report.policies)
            for (tlsrpt::FailureDetails &detail : policy.failures)
                if (next < 2 * std::size(texts))
                    detail.sendingMtaIp = texts[next++ % std::size(texts)];
}

inline qlonglong count(archive::Archive &archive, const char *sql)
{
    const auto value = archive.connection().value(QString::fromLatin1(sql));
    return value ? value->toLongLong() : -1;
}

/// Where a failing Result says why.
template <class T>
QString why(const tl::expected<T, archive::Error> &result)
{
    return result ? QString() : archive::message(result.error());
}

} // namespace archive_reports

/// Evaluates `result` once.
#define ARCHIVE_OK(result)                                                                                             \
    do {                                                                                                               \
        const auto &archiveOkResult = (result);                                                                        \
        QVERIFY2(archiveOkResult.has_value(), qPrintable(archive_reports::why(archiveOkResult)));                      \
    } while (false)
