// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_writer.h"

#include "archive/row_writer.h"
#include "archive/session_sums.h"

#include <QtEndian>
#include <algorithm>

namespace archive {
namespace {

/// As the database's length() counts: characters of UTF-8.
bool fitsAnAddress(std::string_view stored)
{
    if (stored.size() <= addressLength)
        return true;
    return std::ranges::count_if(stored, [](char c) { return (c & 0xC0) != 0x80; }) <= addressLength;
}

/// A failure detail among those of other sending addresses.
struct FromAddress
{
    std::uint64_t firstEight; ///< tells most addresses apart without a look at their text
    std::string_view ip;
    std::int64_t sessions;
};

std::uint64_t firstEight(std::string_view text)
{
    char bytes[8] = {};
    text.copy(bytes, sizeof bytes);
    return qFromBigEndian<quint64>(bytes);
}

bool isBefore(const FromAddress &a, const FromAddress &b)
{
    return a.firstEight != b.firstEight ? a.firstEight < b.firstEight : a.ip < b.ip;
}

} // namespace

Result<> ReportWriter::number(const std::vector<NewReport> &added)
{
    std::size_t words = 0;
    for (const NewReport &report : added)
        words += report.content->words.size();
    m_reports.clear();
    m_reports.reserve(added.size());
    m_wordIds.clear();
    m_wordIds.reserve(words); // Numbered::words points into it
    for (const NewReport &report : added) {
        const ReportRows &rows = *report.content;
        m_reports.push_back({.report = &report,
                             .words = m_wordIds.data() + m_wordIds.size(),
                             .firstPolicy = m_counters.policy + 1,
                             .firstFailure = m_counters.failure + 1});
        m_counters.policy += std::int64_t(rows.policies.size());
        m_counters.failure += std::int64_t(rows.failures.size());
        for (std::size_t i = 0; i < rows.words.size(); ++i) {
            const auto id = m_words.id(rows.word(ReportRows::Word(i)), m_counters);
            if (!id)
                return tl::unexpected(id.error());
            m_wordIds.push_back(*id);
        }
    }
    return {};
}

Result<> ReportWriter::writeReports()
{
    const auto table =
        rowWriter(m_connection, "reports",
                  "id, identity, content, sender_id, organization_id, contact_id, report_id, start_text, "
                  "end_text, start_at, end_at, day, received_at, source, dkim_id, trust, conflict, "
                  "deviations");
    for (const auto &[report, words, firstPolicy, firstFailure] : m_reports) {
        const ReportRows &rows = *report->content;
        const ReportRows &carrier = *report->carrier;
        const auto dkim = m_words.id(carrier.word(carrier.dkim), m_counters);
        if (!dkim)
            return tl::unexpected(dkim.error());
        if (auto done =
                table->add(report->id, rows.identity, rows.content, words[rows.sender], words[rows.organization],
                           words[rows.contact], rows[rows.reportId], rows[rows.startText], rows[rows.endText],
                           rows.start, rows.end, rows.day, carrier.receivedAt, carrier[carrier.source], *dkim,
                           int(carrier.trust), int(report->conflict), qlonglong(carrier.deviations.size()));
            !done)
            return done;
    }
    return table->flush();
}

Result<> ReportWriter::writePolicies()
{
    const auto table = rowWriter(m_connection, "policies",
                                 "id, report, seq, type_id, type_word_id, domain_id, strings_id, mx_hosts_id, mode_id, "
                                 "successful, failed, sender_id, day, trust, conflict");
    for (const auto &[report, words, firstPolicy, firstFailure] : m_reports) {
        const ReportRows &rows = *report->content;
        for (std::size_t seq = 0; seq < rows.policies.size(); ++seq) {
            const ReportRows::Policy &policy = rows.policies[seq];
            if (auto done =
                    table->add(firstPolicy + std::int64_t(seq), report->id, qlonglong(seq), words[policy.type],
                               words[policy.typeWord], words[policy.domain], words[policy.strings],
                               words[policy.mxHosts], words[policy.mode], policy.successful, policy.failed,
                               words[rows.sender], rows.day, int(report->carrier->trust), int(report->conflict));
                !done)
                return done;
        }
    }
    return table->flush();
}

Result<> ReportWriter::writeFailures()
{
    const auto table = rowWriter(m_connection, "failures",
                                 "id, policy, result_id, result_word_id, mx_id, reason_id, details, sessions, "
                                 "domain_id, sender_id, day, type_id, mode_id, trust, conflict");
    for (const auto &[report, words, firstPolicy, firstFailure] : m_reports) {
        const ReportRows &rows = *report->content;
        std::size_t at = 0;
        for (std::size_t seq = 0; seq < rows.policies.size(); ++seq) {
            const ReportRows::Policy &policy = rows.policies[seq];
            for (const std::size_t end = at + policy.failures; at < end; ++at) {
                const ReportRows::Failure &failure = rows.failures[at];
                if (auto done = table->add(firstFailure + std::int64_t(at), firstPolicy + std::int64_t(seq),
                                           words[failure.result], words[failure.resultWord], words[failure.mx],
                                           words[failure.reason], failure.details, failure.sessions,
                                           words[policy.domain], words[rows.sender], rows.day, words[policy.type],
                                           words[policy.mode], int(report->carrier->trust), int(report->conflict));
                    !done)
                    return done;
            }
        }
    }
    return table->flush();
}

Result<> ReportWriter::writeDetails()
{
    const auto table =
        rowWriter(m_connection, "details", "failure, seq, sending_ip, receiving_ip, helo_id, sessions, information");
    for (const auto &[report, words, firstPolicy, firstFailure] : m_reports) {
        const ReportRows &rows = *report->content;
        std::size_t at = 0;
        for (std::size_t group = 0; group < rows.failures.size(); ++group) {
            for (const std::size_t end = at + rows.failures[group].details; at < end; ++at) {
                const ReportRows::Detail &detail = rows.details[at];
                if (auto done = table->add(firstFailure + std::int64_t(group), detail.seq, rows[detail.sendingIp],
                                           rows[detail.receivingIp], words[detail.helo], detail.sessions,
                                           rows[detail.information]);
                    !done)
                    return done;
            }
        }
    }
    return table->flush();
}

Result<> ReportWriter::addSendingIps()
{
    std::vector<FromAddress> details;
    for (const Numbered &numbered : m_reports) {
        const ReportRows &rows = *numbered.report->content;
        for (const ReportRows::Detail &detail : rows.details)
            if (fitsAnAddress(rows[detail.sendingIp]))
                details.push_back(
                    {firstEight(rows[detail.sendingIp]), rows[detail.sendingIp], counted(detail.sessions)});
    }
    std::ranges::sort(details, isBefore); // in the order of the table, which is cheaper to write
    const auto table = rowWriter(m_connection, "sending_ips", "ip, details, sessions",
                                 "ON CONFLICT (ip) DO UPDATE SET details = sending_ips.details + excluded.details, "
                                 "sessions = sending_ips.sessions + excluded.sessions");
    for (auto at = details.begin(); at != details.end();) {
        const auto first = at;
        std::int64_t sum = 0;
        for (; at != details.end() && at->ip == first->ip; ++at)
            sum += at->sessions;
        if (auto done = table->add(first->ip, std::int64_t(at - first), sum); !done)
            return done;
    }
    return table->flush();
}

Result<> ReportWriter::writeCarriers(const std::vector<NewReport> &added)
{
    const auto bytes = rowWriter(m_connection, "report_bytes", "report, packed");
    const auto evidence = rowWriter(m_connection, "mail_evidence", "report, evidence");
    for (const NewReport &report : added) {
        const ReportRows &carrier = *report.carrier;
        if (auto done = bytes->add(report.id, carrier.bytes); !done)
            return done;
        if (carrier.evidence.size == 0)
            continue;
        if (auto done = evidence->add(report.id, carrier[carrier.evidence]); !done)
            return done;
    }
    if (auto done = bytes->flush(); !done)
        return done;
    return evidence->flush();
}

Result<> ReportWriter::writeRemarks(const std::vector<NewReport> &added)
{
    const auto deviations = rowWriter(m_connection, "deviations", "report, seq, code_id, place, value");
    const auto unknown = rowWriter(m_connection, "unknown_members", "report, seq, path, json");
    for (const NewReport &report : added) {
        std::int64_t seq = 0;
        const ReportRows &carrier = *report.carrier;
        for (const ReportRows::Deviation &deviation : carrier.deviations) {
            const auto code = m_words.id(carrier.word(deviation.code), m_counters);
            if (!code)
                return tl::unexpected(code.error());
            if (auto done =
                    deviations->add(report.id, seq++, *code, carrier[deviation.place], carrier[deviation.value]);
                !done)
                return done;
        }
        seq = 0;
        const ReportRows &content = *report.content;
        for (const ReportRows::UnknownMember &member : content.unknown)
            if (auto done = unknown->add(report.id, seq++, content[member.path], content[member.json]); !done)
                return done;
    }
    if (auto done = deviations->flush(); !done)
        return done;
    return unknown->flush();
}

Result<> ReportWriter::write(const std::vector<NewReport> &added)
{
    if (auto done = number(added); !done)
        return done;
    for (const auto part : {&ReportWriter::writeReports, &ReportWriter::writePolicies, &ReportWriter::writeFailures,
                            &ReportWriter::writeDetails, &ReportWriter::addSendingIps})
        if (auto done = (this->*part)(); !done)
            return done;
    if (auto done = writeCarriers(added); !done)
        return done;
    return writeRemarks(added);
}

Result<> ReportWriter::replaceCarrier(std::int64_t report, const ReportRows &carrier)
{
    const auto dkim = m_words.id(carrier.word(carrier.dkim), m_counters);
    if (!dkim)
        return tl::unexpected(dkim.error());
    const qlonglong id = report;
    const int trust = int(carrier.trust);
    const std::string_view source = carrier[carrier.source];
    const std::pair<const char *, QVariantList> statements[] = {
        {"UPDATE reports SET trust = ?, dkim_id = ?, source = ?, received_at = ?, deviations = ? WHERE id = ?",
         {trust, qlonglong(*dkim), QString::fromUtf8(source.data(), qsizetype(source.size())),
          qlonglong(carrier.receivedAt), qlonglong(carrier.deviations.size()), id}},
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
