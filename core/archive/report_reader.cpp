// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_reader.h"

#include "archive/row_values.h"

namespace archive {
namespace {

Result<std::optional<ArchivedReport>> readHead(Connection &connection, qlonglong id)
{
    auto row = connection.select(
        QStringLiteral("SELECT r.identity, r.content, s.text, o.text, c.text, r.report_id, r.start_text, r.end_text, "
                       "r.start_at, r.end_at, r.received_at, r.source, d.text, r.trust, r.conflict, b.packed, "
                       "e.evidence FROM reports r JOIN words s ON s.id = r.sender_id "
                       "JOIN words o ON o.id = r.organization_id JOIN words c ON c.id = r.contact_id "
                       "JOIN words d ON d.id = r.dkim_id JOIN report_bytes b ON b.report = r.id "
                       "LEFT JOIN mail_evidence e ON e.report = r.id WHERE r.id = ?"),
        {id});
    if (!row)
        return tl::unexpected(row.error());
    if (!row->next())
        return std::optional<ArchivedReport>();
    ArchivedReport read;
    read.id = id;
    StoredReport &stored = read.stored;
    stored.identity = row->value(0).toByteArray();
    stored.content = row->value(1).toByteArray();
    stored.sender = textAt(*row, 2);
    stored.report.organizationName = textAt(*row, 3);
    stored.report.contactInfo = textAt(*row, 4);
    stored.report.reportId = textAt(*row, 5);
    stored.report.startText = textAt(*row, 6);
    stored.report.endText = textAt(*row, 7);
    stored.report.start = numberAt(*row, 8);
    stored.report.end = numberAt(*row, 9);
    stored.receivedAt = row->value(10).toLongLong();
    stored.source = QString::fromStdString(textAt(*row, 11));
    stored.dkim = QString::fromStdString(textAt(*row, 12));
    stored.trust = Trust(row->value(13).toInt());
    read.conflict = row->value(14).toBool();
    stored.bytes = row->value(15).toByteArray();
    stored.evidence = QByteArray::fromStdString(textAt(*row, 16));
    return read;
}

/// Gives the number of each policy, to put the failures under it.
Result<QHash<qlonglong, std::size_t>> readPolicies(Connection &connection, qlonglong id, tlsrpt::Report &report)
{
    auto rows = connection.select(
        QStringLiteral("SELECT p.id, t.text, w.text, d.text, s.text, m.text, p.successful, p.failed FROM policies p "
                       "JOIN words t ON t.id = p.type_id JOIN words w ON w.id = p.type_word_id "
                       "JOIN words d ON d.id = p.domain_id JOIN words s ON s.id = p.strings_id "
                       "JOIN words m ON m.id = p.mx_hosts_id WHERE p.report = ? ORDER BY p.seq"),
        {id});
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<qlonglong, std::size_t> places;
    while (rows->next()) {
        tlsrpt::PolicyResult policy;
        policy.policyType = enumAt(*rows, 1, tlsrpt::PolicyType::Other);
        policy.policyTypeWord = textAt(*rows, 2);
        policy.policyDomain = textAt(*rows, 3);
        policy.policyStrings = listFrom(textAt(*rows, 4));
        policy.mxHosts = listFrom(textAt(*rows, 5));
        policy.successfulSessions = numberAt(*rows, 6);
        policy.failedSessions = numberAt(*rows, 7);
        places.insert(rows->value(0).toLongLong(), report.policies.size());
        report.policies.push_back(std::move(policy));
    }
    return places;
}

Result<> readFailures(Connection &connection, qlonglong id, tlsrpt::Report &report)
{
    const auto places = readPolicies(connection, id, report);
    if (!places)
        return tl::unexpected(places.error());
    auto rows = connection.select(
        QStringLiteral("SELECT f.policy, r.text, w.text, m.text, d.sending_ip, d.receiving_ip, h.text, d.sessions, "
                       "d.information, c.text FROM policies p JOIN failures f ON f.policy = p.id "
                       "JOIN details d ON d.failure = f.id JOIN words r ON r.id = f.result_id "
                       "JOIN words w ON w.id = f.result_word_id JOIN words m ON m.id = f.mx_id "
                       "JOIN words h ON h.id = d.helo_id JOIN words c ON c.id = f.reason_id "
                       "WHERE p.report = ? ORDER BY p.seq, d.seq"),
        {id});
    if (!rows)
        return tl::unexpected(rows.error());
    while (rows->next()) {
        tlsrpt::FailureDetails detail;
        detail.resultType = enumAt(*rows, 1, tlsrpt::ResultType::Other);
        detail.resultTypeWord = textAt(*rows, 2);
        detail.receivingMxHostname = textAt(*rows, 3);
        detail.sendingMtaIp = textAt(*rows, 4);
        detail.receivingIp = textAt(*rows, 5);
        detail.receivingMxHelo = textAt(*rows, 6);
        detail.failedSessionCount = numberAt(*rows, 7);
        detail.additionalInformation = textAt(*rows, 8);
        detail.failureReasonCode = textAt(*rows, 9);
        report.policies[places->value(rows->value(0).toLongLong())].failures.push_back(std::move(detail));
    }
    return {};
}

Result<> readRemarks(Connection &connection, qlonglong id, tlsrpt::Report &report)
{
    auto deviations = connection.select(QStringLiteral("SELECT c.text, d.place, d.value FROM deviations d "
                                                       "JOIN words c ON c.id = d.code_id WHERE d.report = ? "
                                                       "ORDER BY d.seq"),
                                        {id});
    if (!deviations)
        return tl::unexpected(deviations.error());
    while (deviations->next())
        report.deviations.push_back({enumAt(*deviations, 0, tlsrpt::DeviationCode::UnknownMember),
                                     textAt(*deviations, 1), textAt(*deviations, 2)});
    auto unknown =
        connection.select(QStringLiteral("SELECT path, json FROM unknown_members WHERE report = ? ORDER BY seq"), {id});
    if (!unknown)
        return tl::unexpected(unknown.error());
    while (unknown->next())
        report.unknown.push_back({textAt(*unknown, 0), textAt(*unknown, 1)});
    return {};
}

} // namespace

Result<std::optional<ArchivedReport>> readReport(Connection &connection, std::int64_t id)
{
    auto read = readHead(connection, id);
    if (!read || !*read)
        return read;
    tlsrpt::Report &report = (*read)->stored.report;
    if (auto done = readFailures(connection, id, report); !done)
        return tl::unexpected(done.error());
    if (auto done = readRemarks(connection, id, report); !done)
        return tl::unexpected(done.error());
    return read;
}

} // namespace archive
