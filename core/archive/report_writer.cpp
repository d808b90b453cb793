// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_writer.h"

#include "archive/report_words.h"
#include "archive/row_buffer.h"
#include "archive/stored_text.h"

#include <algorithm>
#include <tuple>

namespace archive {
namespace {

QVariant numberOrNull(const std::optional<std::int64_t> &number)
{
    return number ? QVariant(qlonglong(*number)) : QVariant(QMetaType::fromType<qlonglong>());
}

/// What a count adds to a sum: nothing when it is missing or negative, a forged one at most 10^12.
std::int64_t counted(const std::optional<std::int64_t> &number)
{
    return std::clamp<std::int64_t>(number.value_or(0), 0, 1'000'000'000'000);
}

std::vector<FailureGroup> groupsOf(const tlsrpt::PolicyResult &policy)
{
    std::map<std::tuple<tlsrpt::ResultType, std::string_view, std::string_view, std::string_view>, FailureGroup> groups;
    for (std::size_t i = 0; i < policy.failures.size(); ++i) {
        const tlsrpt::FailureDetails &detail = policy.failures[i];
        FailureGroup &group =
            groups[{detail.resultType, detail.resultTypeWord, detail.receivingMxHostname, detail.failureReasonCode}];
        group.first = group.first ? group.first : &detail;
        group.sessions += counted(detail.failedSessionCount);
        group.details.push_back(i);
    }
    std::vector<FailureGroup> list;
    for (auto &[key, group] : groups)
        list.push_back(std::move(group));
    return list;
}

} // namespace

std::string_view modeSeen(const tlsrpt::PolicyResult &policy)
{
    for (std::string_view line : policy.policyStrings) {
        if (!line.starts_with("mode"))
            continue;
        line.remove_prefix(4);
        const std::size_t value = line.find_first_not_of(" \t:");
        if (value == 0 || value == line.npos)
            continue;
        for (const std::string_view mode : {"enforce", "testing", "none"})
            if (line.substr(value).starts_with(mode))
                return mode;
    }
    return {};
}

std::int64_t dayOf(const tlsrpt::Report &report)
{
    constexpr std::int64_t secondsADay = 86'400;
    return report.start && *report.start >= 0 ? *report.start / secondsADay : noDay;
}

Result<qlonglong> ReportWriter::word(std::string_view text)
{
    const auto id = m_words.id(text, m_counters);
    if (!id)
        return tl::unexpected(id.error());
    return qlonglong(*id);
}

Result<ReportWriter::PolicyRow> ReportWriter::policyRow(const NewReport &added, std::size_t seq, std::int64_t sender)
{
    const tlsrpt::PolicyResult &policy = added.content->report.policies[seq];
    const auto domain = word(policy.policyDomain);
    const auto type = word(wordOf(policy.policyType));
    const auto mode = word(modeSeen(policy));
    for (const auto *id : {&domain, &type, &mode})
        if (!*id)
            return tl::unexpected(id->error());
    PolicyRow row{.report = &added,
                  .policy = &policy,
                  .id = ++m_counters.policy,
                  .seq = std::int64_t(seq),
                  .sender = sender,
                  .domain = *domain,
                  .type = *type,
                  .mode = *mode,
                  .day = dayOf(added.content->report),
                  .groups = groupsOf(policy)};
    for (FailureGroup &group : row.groups)
        group.id = ++m_counters.failure;
    return row;
}

Result<> ReportWriter::writeReports(const std::vector<NewReport> &added)
{
    RowBuffer rows(m_connection, "reports",
                   "id, identity, content, sender_id, organization_id, contact_id, report_id, start_text, end_text, "
                   "start_at, end_at, day, received_at, source, dkim_id, trust, conflict, deviations");
    for (const NewReport &report : added) {
        const tlsrpt::Report &body = report.content->report;
        const StoredReport &carrier = *report.carrier;
        const auto sender = word(report.content->sender);
        const auto organization = word(body.organizationName);
        const auto contact = word(body.contactInfo);
        const auto dkim = word(carrier.dkim.toStdString());
        for (const auto *id : {&sender, &organization, &contact, &dkim})
            if (!*id)
                return tl::unexpected(id->error());
        if (auto done = rows.add(qlonglong(report.id), report.content->identity, report.content->content, *sender,
                                 *organization, *contact, storedText(body.reportId), storedText(body.startText),
                                 storedText(body.endText), numberOrNull(body.start), numberOrNull(body.end),
                                 qlonglong(dayOf(body)), qlonglong(carrier.receivedAt),
                                 storedText(carrier.source.toStdString()), *dkim, int(carrier.trust),
                                 int(report.conflict), qlonglong(carrier.report.deviations.size()));
            !done)
            return done;
        for (std::size_t seq = 0; seq < body.policies.size(); ++seq) {
            auto row = policyRow(report, seq, *sender);
            if (!row)
                return tl::unexpected(row.error());
            m_policies.push_back(std::move(*row));
        }
    }
    return rows.flush();
}

Result<> ReportWriter::writePolicies()
{
    RowBuffer rows(m_connection, "policies",
                   "id, report, seq, type_id, type_word_id, domain_id, strings_id, mx_hosts_id, mode_id, successful, "
                   "failed, sender_id, day, trust, conflict");
    for (const PolicyRow &row : m_policies) {
        const auto typeWord = word(row.policy->policyTypeWord);
        const auto strings = word(joinedList(row.policy->policyStrings));
        const auto hosts = word(joinedList(row.policy->mxHosts));
        for (const auto *id : {&typeWord, &strings, &hosts})
            if (!*id)
                return tl::unexpected(id->error());
        if (auto done = rows.add(qlonglong(row.id), qlonglong(row.report->id), qlonglong(row.seq), qlonglong(row.type),
                                 *typeWord, qlonglong(row.domain), *strings, *hosts, qlonglong(row.mode),
                                 numberOrNull(row.policy->successfulSessions), numberOrNull(row.policy->failedSessions),
                                 qlonglong(row.sender), qlonglong(row.day), int(row.report->carrier->trust),
                                 int(row.report->conflict));
            !done)
            return done;
    }
    return rows.flush();
}

Result<> ReportWriter::writeFailures()
{
    RowBuffer rows(
        m_connection, "failures",
        "id, policy, result_id, result_word_id, mx_id, reason_id, details, sessions, domain_id, sender_id, day, "
        "type_id, mode_id, trust, conflict");
    for (const PolicyRow &row : m_policies) {
        for (const FailureGroup &group : row.groups) {
            const auto result = word(wordOf(group.first->resultType));
            const auto resultWord = word(group.first->resultTypeWord);
            const auto mx = word(group.first->receivingMxHostname);
            const auto reason = word(group.first->failureReasonCode);
            for (const auto *id : {&result, &resultWord, &mx, &reason})
                if (!*id)
                    return tl::unexpected(id->error());
            if (auto done = rows.add(qlonglong(group.id), qlonglong(row.id), *result, *resultWord, *mx, *reason,
                                     qlonglong(group.details.size()), qlonglong(group.sessions), qlonglong(row.domain),
                                     qlonglong(row.sender), qlonglong(row.day), qlonglong(row.type),
                                     qlonglong(row.mode), int(row.report->carrier->trust), int(row.report->conflict));
                !done)
                return done;
        }
    }
    return rows.flush();
}

Result<> ReportWriter::writeDetails()
{
    RowBuffer rows(m_connection, "details", "failure, seq, sending_ip, receiving_ip, helo_id, sessions, information");
    for (const PolicyRow &row : m_policies) {
        for (const FailureGroup &group : row.groups) {
            for (const std::size_t seq : group.details) {
                const tlsrpt::FailureDetails &detail = row.policy->failures[seq];
                const auto helo = word(detail.receivingMxHelo);
                if (!helo)
                    return tl::unexpected(helo.error());
                if (auto done = rows.add(qlonglong(group.id), qlonglong(seq), storedText(detail.sendingMtaIp),
                                         storedText(detail.receivingIp), *helo, numberOrNull(detail.failedSessionCount),
                                         storedText(detail.additionalInformation));
                    !done)
                    return done;
            }
        }
    }
    return rows.flush();
}

Result<> ReportWriter::writeCarriers(const std::vector<NewReport> &added)
{
    RowBuffer bytes(m_connection, "report_bytes", "report, packed");
    RowBuffer evidence(m_connection, "mail_evidence", "report, evidence");
    for (const NewReport &report : added) {
        if (auto done = bytes.add(qlonglong(report.id), report.carrier->bytes); !done)
            return done;
        if (report.carrier->evidence.isEmpty())
            continue;
        if (auto done = evidence.add(qlonglong(report.id), storedText(report.carrier->evidence.toStdString())); !done)
            return done;
    }
    if (auto done = bytes.flush(); !done)
        return done;
    return evidence.flush();
}

Result<> ReportWriter::writeRemarks(const std::vector<NewReport> &added)
{
    RowBuffer deviations(m_connection, "deviations", "report, seq, code_id, place, value");
    RowBuffer unknown(m_connection, "unknown_members", "report, seq, path, json");
    for (const NewReport &report : added) {
        qlonglong seq = 0;
        for (const tlsrpt::Deviation &deviation : report.carrier->report.deviations) {
            const auto code = word(wordOf(deviation.code));
            if (!code)
                return tl::unexpected(code.error());
            if (auto done = deviations.add(qlonglong(report.id), seq++, *code, storedText(deviation.where),
                                           storedText(deviation.value));
                !done)
                return done;
        }
        seq = 0;
        for (const tlsrpt::UnknownMember &member : report.content->report.unknown)
            if (auto done = unknown.add(qlonglong(report.id), seq++, storedText(member.path), storedText(member.json));
                !done)
                return done;
    }
    if (auto done = deviations.flush(); !done)
        return done;
    return unknown.flush();
}

Result<> ReportWriter::write(const std::vector<NewReport> &added)
{
    m_policies.clear();
    if (auto done = writeReports(added); !done)
        return done;
    for (const auto part : {&ReportWriter::writePolicies, &ReportWriter::writeFailures, &ReportWriter::writeDetails})
        if (auto done = (this->*part)(); !done)
            return done;
    if (auto done = writeCarriers(added); !done)
        return done;
    return writeRemarks(added);
}

Result<> ReportWriter::replaceCarrier(std::int64_t report, const StoredReport &carrier)
{
    const auto dkim = word(carrier.dkim.toStdString());
    if (!dkim)
        return tl::unexpected(dkim.error());
    const qlonglong id = report;
    const int trust = int(carrier.trust);
    const std::pair<const char *, QVariantList> statements[] = {
        {"UPDATE reports SET trust = ?, dkim_id = ?, source = ?, received_at = ?, deviations = ? WHERE id = ?",
         {trust, *dkim, storedText(carrier.source.toStdString()), qlonglong(carrier.receivedAt),
          qlonglong(carrier.report.deviations.size()), id}},
        {"UPDATE policies SET trust = ? WHERE report = ?", {trust, id}},
        {"UPDATE failures SET trust = ? WHERE policy IN (SELECT id FROM policies WHERE report = ?)", {trust, id}},
        {"DELETE FROM report_bytes WHERE report = ?", {id}},
        {"DELETE FROM mail_evidence WHERE report = ?", {id}},
        {"DELETE FROM deviations WHERE report = ?", {id}},
        {"DELETE FROM unknown_members WHERE report = ?", {id}},
    };
    for (const auto &[sql, values] : statements)
        if (auto done = m_connection.run(QString::fromLatin1(sql), values); !done)
            return tl::unexpected(done.error());
    const std::vector<NewReport> one = {{&carrier, &carrier, report, false}};
    if (auto done = writeCarriers(one); !done)
        return done;
    return writeRemarks(one);
}

Result<> ReportWriter::flagConflicts(std::span<const std::int64_t> reports)
{
    // Full statements stay prepared; the last one repeats its last value to keep the number of places.
    constexpr std::size_t atOnce = 32;
    static const QString places = QStringList(atOnce, QStringLiteral("?")).join(u',');
    for (const char *sql :
         {"UPDATE reports SET conflict = 1 WHERE id IN (%1)", "UPDATE policies SET conflict = 1 WHERE report IN (%1)",
          "UPDATE failures SET conflict = 1 WHERE policy IN (SELECT id FROM policies WHERE report IN (%1))"}) {
        const auto query = m_connection.prepared(QString::fromLatin1(sql).arg(places));
        if (!query)
            return tl::unexpected(query.error());
        for (std::size_t from = 0; from < reports.size(); from += atOnce) {
            for (std::size_t i = 0; i < atOnce; ++i)
                (*query)->bindValue(int(i), qlonglong(reports[std::min(from + i, reports.size() - 1)]));
            if (auto done = m_connection.exec(**query); !done)
                return done;
        }
    }
    return {};
}

} // namespace archive
