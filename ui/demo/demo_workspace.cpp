// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/demo/demo_workspace.h"

#include "archive/report_store.h"
#include "archive/rollout_history.h"
#include "facts/json.h"
#include "findings/evaluate.h"
#include "io/report_keeping.h"
#include "rollout/observation.h"
#include "tlsrpt/report_json.h"

#include <QDir>
#include <QFile>

namespace ui {

namespace {

struct Sender
{
    const char *domain;
    int good;          ///< sessions a day
    int badEvery;      ///< of so many days, one has failures
    const char *fault; ///< result type
};
constexpr Sender senders[] = {
    {"google.com", 240, 100, ""}, {"microsoft.com", 90, 5, "sts-policy-fetch-error"}, {"mail.example", 12, 100, ""}};

constexpr char enforcingDomain[] = "gws-b.test";
constexpr int enforcedDays = 9;
constexpr char reportedDomain[] = "gws-testing.test", reportedMx[] = "smtp.google.com";

QByteArray contentOf(const QString &file)
{
    QFile resource(file);
    return resource.open(QIODevice::ReadOnly) ? resource.readAll() : QByteArray();
}

void move(QList<facts::CertificateFacts> &chain, qint64 ms)
{
    for (facts::CertificateFacts &certificate : chain) {
        certificate.notBefore = certificate.notBefore.addMSecs(ms);
        certificate.notAfter = certificate.notAfter.addMSecs(ms);
    }
}

/// As if the check had been then; certificates keep their age.
facts::DomainFacts movedTo(facts::DomainFacts facts, const QDateTime &when)
{
    const qint64 ms = facts.observedAt.msecsTo(when);
    facts.observedAt = when;
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        move(fetch.tls.chain, ms);
    for (facts::MxHostFacts &host : facts.mxHosts)
        for (facts::SmtpProbe &probe : host.probes)
            move(probe.tls.chain, ms);
    return facts;
}

/// The domain that enforces was in testing before.
void asBefore(facts::DomainFacts &facts)
{
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body.replace("mode: enforce", "mode: testing");
    for (QByteArray &record : facts.stsTxt.rdata)
        record.replace("id=2026", "id=2025");
}

archive::Result<> keepChecks(archive::Archive &archive, const facts::DomainFacts &recorded, const QDateTime &now)
{
    for (int day = demoDays; day >= 0; --day) {
        facts::DomainFacts facts = movedTo(recorded, now.addDays(-day).addSecs(-240));
        if (facts.domain == QLatin1String(enforcingDomain) && day > enforcedDays)
            asBefore(facts);
        const auto look = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
        if (auto done = archive::keepFacts(archive, facts, look); !done)
            return done;
    }
    return {};
}

QByteArray detailsOf(const Sender &sender, int bad)
{
    if (bad == 0)
        return "[]";
    return "[{\"result-type\": \"" + QByteArray(sender.fault) +
           "\", \"sending-mta-ip\": \"192.0.2.40\", \"failed-session-count\": " + QByteArray::number(bad) +
           ", \"failure-reason-code\": \"bad https response code: 404\"}]";
}

QByteArray reportOf(const Sender &sender, const QDate &day, int number)
{
    const int bad = number % sender.badEvery == sender.badEvery - 1 ? 1 + number % 3 : 0;
    const bool isWeekend = day.dayOfWeek() >= Qt::Saturday;
    const int good = isWeekend ? sender.good / 4 : sender.good + 7 * (number % 5);
    QByteArray text = contentOf(QStringLiteral(":/demo/report.json.in"));
    const std::pair<const char *, QByteArray> values[] = {
        {"@SENDER@", sender.domain},          {"@DAY@", day.toString(Qt::ISODate).toLatin1()},
        {"@DOMAIN@", reportedDomain},         {"@MX@", reportedMx},
        {"@GOOD@", QByteArray::number(good)}, {"@BAD@", QByteArray::number(bad)},
        {"@DETAILS@", detailsOf(sender, bad)}};
    for (const auto &[place, value] : values)
        text.replace(place, value);
    return text;
}

archive::Result<> keepReports(archive::Archive &archive, const QDateTime &now)
{
    tlsrpt::ReportReader reader;
    std::vector<archive::StoredReport> reports;
    for (int number = 0; number < demoDays; ++number)
        for (const Sender &sender : senders) {
            const QByteArray json = reportOf(sender, now.date().addDays(number - demoDays), number);
            auto report = reader.read({json.constData(), std::size_t(json.size())});
            if (!report)
                continue; // test_demo reads them all
            io::ReadReport read;
            read.source = "demo";
            read.report = *std::move(report);
            read.json = json;
            reports.push_back(io::toKeep(std::move(read), now.toSecsSinceEpoch()));
        }
    const auto stored = archive::ReportStore(archive).add(std::span<const archive::StoredReport>(reports));
    if (!stored)
        return tl::unexpected(stored.error());
    return {};
}

} // namespace

archive::Result<> fillDemo(archive::Archive &archive, const QDateTime &now)
{
    for (const QString &name : QDir(QStringLiteral(":/demo")).entryList({QStringLiteral("*.json")})) {
        const auto facts = facts::fromJson(contentOf(QStringLiteral(":/demo/") + name));
        if (!facts)
            continue; // test_demo reads them all
        if (auto done = keepChecks(archive, *facts, now); !done)
            return done;
    }
    return keepReports(archive, now);
}

} // namespace ui
