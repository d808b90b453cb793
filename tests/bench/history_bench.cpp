// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to put the history of one domain together: 90 days of checks, a day or an hour apart, of a domain
// with five MX hosts on two addresses each, and 10,000 reports of 25 senders.
//   bench_history [WORK-FOLDER]
#include "archive/facts_store.h"
#include "archive/report_store.h"
#include "archive/reported_policies.h"
#include "archive/rollout_history.h"
#include "archive/stored_text.h"
#include "facts/json.h"
#include "facts_builder.h"
#include "findings/evaluate.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

using namespace archive;

namespace {

constexpr int days = 90, reportCount = 10'000, senders = 25, hosts = 5;
const QDateTime begin(QDate(2026, 4, 1), QTime(0, 0), Qt::UTC);
const HistoryRange range{begin, begin.addDays(days)};

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::global()->generate());
    return bytes;
}

/// As large as what a live check of a Workspace domain keeps: every address has the chain of its host, with the bytes,
/// and the conversation.
facts::DomainFacts weightyFacts()
{
    facts::DomainFacts facts = support::healthyFacts();
    facts.mxHosts.clear();
    QByteArrayList mx;
    for (int i = 0; i < hosts; ++i) {
        const QString name = QStringLiteral("mx%1.example.com").arg(i + 1);
        mx << support::mxRdata(10 * i, name);
        facts.mxHosts << support::mxHost(name, 10 * i, QStringLiteral("192.0.2.%1").arg(25 + i),
                                         QStringLiteral("2001:db8::%1").arg(25 + i));
        const QByteArray leaf = noise(1'400), intermediate = noise(1'100);
        for (facts::SmtpProbe &probe : facts.mxHosts.last().probes) {
            probe.tls.chain = {support::leafCertificate(name), support::intermediateCertificate()};
            probe.tls.chain[0].der = leaf;
            probe.tls.chain[1].der = intermediate;
            for (int line = 0; line < 20; ++line)
                probe.transcript << facts::TranscriptLine{facts::Speaker::Server, 10 * line,
                                                          "250-mx.example.com at your service, line of a reply"};
        }
    }
    facts.mx = support::answer("example.com", facts::RecordType::Mx, mx);
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = "version: STSv1\r\nmode: testing\r\nmx: *.example.com\r\nmax_age: 604800\r\n";
    return facts;
}

StoredReport reportOf(int n)
{
    tlsrpt::Report report;
    const int sender = n % senders;
    report.organizationName = "Sender";
    report.contactInfo = "tls@sender" + std::to_string(sender) + ".example";
    report.reportId = std::to_string(n);
    report.start = begin.addDays(n % days).toSecsSinceEpoch();
    report.end = *report.start + 86'399;
    tlsrpt::PolicyResult policy;
    policy.policyType = tlsrpt::PolicyType::Sts;
    policy.policyTypeWord = "sts";
    policy.policyDomain = "example.com";
    policy.policyStrings = {"version: STSv1", "mode: testing", "mx: *.example.com", "max_age: 604800"};
    policy.successfulSessions = 100 + n;
    policy.failedSessions = n % 4 == 0 ? 5 : 0;
    for (int i = 0; n % 4 == 0 && i < 3; ++i)
        policy.failures.push_back({tlsrpt::ResultType::CertificateExpired, "certificate-expired",
                                   "198.51.100." + std::to_string(n % 250), "mx" + std::to_string(i) + ".example.com",
                                   "", "192.0.2.25", 2, "", "10"});
    report.policies = {policy};
    StoredReport stored;
    stored.identity = stored.content =
        QCryptographicHash::hash(QByteArray::number(n), QCryptographicHash::Sha256).left(16);
    stored.sender = "sender" + std::to_string(sender) + ".example";
    stored.trust = Trust::Verified;
    stored.bytes = "x";
    stored.report = std::move(report);
    return stored;
}

bool fill(Archive &archive, int secondsApart)
{
    facts::DomainFacts facts = weightyFacts();
    for (QDateTime at = begin; at < range.to; at = at.addSecs(secondsApart)) {
        facts.observedAt = at;
        facts.elapsedMs = QRandomGenerator::global()->bounded(500);
        if (!keepFacts(archive, facts, rollout::observationOf(facts, findings::evaluate(facts, at))))
            return false;
    }
    std::vector<StoredReport> batch;
    for (int n = 0; n < reportCount; ++n) {
        batch.push_back(reportOf(n));
        if (batch.size() == 500) {
            if (!ReportStore(archive).add(batch))
                return false;
            batch.clear();
        }
    }
    return true;
}

double bestMs(const std::function<bool()> &work)
{
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        QElapsedTimer timer;
        timer.start();
        if (!work())
            return -1;
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

bool measure(const char *name, const QString &path, int secondsApart)
{
    auto archive = Archive::open(path);
    if (!archive || !fill(*archive, secondsApart))
        return false;
    rollout::History history;
    const double whole = bestMs([&] {
        auto read = historyOf(*archive, QStringLiteral("example.com"), range);
        if (read)
            history = std::move(*read);
        return read.has_value();
    });
    const double reports = bestMs([&] {
        const std::int64_t first = QDate(1970, 1, 1).daysTo(begin.date());
        return reportedPolicies(*archive, QStringLiteral("example.com"), first, first + days).has_value();
    });
    std::printf("%s: %lld observations, %zu entries from %d reports, %lld span(s): %.0f ms, of which reports %.0f ms\n",
                name, static_cast<long long>(history.observations.size()), history.reports.size(), reportCount,
                static_cast<long long>(history.served.size()), whole, reports);
    return true;
}

void measureParts()
{
    const facts::DomainFacts facts = weightyFacts();
    const QByteArray json = QJsonDocument(facts::toJson(facts)).toJson(QJsonDocument::Compact);
    const QByteArray packedJson = packed({json.constData(), std::size_t(json.size())});
    findings::Findings findings;
    const double unpack = bestMs([&] { return unpacked(packedJson).has_value(); });
    const double parse = bestMs([&] { return facts::fromJson(json).has_value(); });
    const double evaluate = bestMs([&] { return !(findings = findings::evaluate(facts, facts.observedAt)).isEmpty(); });
    const double observe =
        bestMs([&] { return rollout::observationOf(facts, findings).policy == rollout::Seen::Usable; });
    std::printf("one snapshot of %lld bytes, %lld packed: unpack %.2f, read %.2f, evaluate %.2f, observe %.2f ms\n",
                static_cast<long long>(json.size()), static_cast<long long>(packedJson.size()), unpack, parse, evaluate,
                observe);
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) + QStringLiteral("/history-XXXXXX")
                                        : QDir::tempPath() + QStringLiteral("/history-XXXXXX"));
    measureParts();
    if (measure("daily", folder.filePath(QStringLiteral("daily.db")), 86'400) &&
        measure("hourly", folder.filePath(QStringLiteral("hourly.db")), 3'600))
        return 0;
    std::fputs("the archive refused\n", stderr);
    return 1;
}
