// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/migrations.h"

namespace archive {
namespace {

// words(id) is referred to without a foreign key: a check of seven numbers for each failure detail would cost more than
// storing it. Only the writer and the purge touch these numbers, in one transaction each.
constexpr const char *version1[] = {
    "CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
    "INSERT INTO counters VALUES ('word', 0), ('report', 0), ('policy', 0), ('failure', 0), ('word-epoch', 0)",
    "CREATE TABLE words (id {id}, hash {blob} NOT NULL UNIQUE, text TEXT NOT NULL)",

    "CREATE TABLE reports (id {id}, identity {blob} NOT NULL, content {blob} NOT NULL, "
    "sender_id BIGINT NOT NULL, organization_id BIGINT NOT NULL, contact_id BIGINT NOT NULL, report_id TEXT NOT NULL, "
    "start_text TEXT NOT NULL, end_text TEXT NOT NULL, start_at BIGINT, end_at BIGINT, day BIGINT NOT NULL, "
    "received_at BIGINT NOT NULL, source TEXT NOT NULL, dkim_id BIGINT NOT NULL, trust BIGINT NOT NULL, "
    "conflict BIGINT NOT NULL, deviations BIGINT NOT NULL, UNIQUE (identity, content))",
    "CREATE INDEX reports_day ON reports (day, id, sender_id, trust, conflict)",
    "CREATE INDEX reports_sender ON reports (sender_id, day, start_at, end_at)",

    "CREATE TABLE policies (id {id}, report BIGINT NOT NULL REFERENCES reports ON DELETE CASCADE, seq BIGINT NOT NULL, "
    "type_id BIGINT NOT NULL, type_word_id BIGINT NOT NULL, domain_id BIGINT NOT NULL, strings_id BIGINT NOT NULL, "
    "mx_hosts_id BIGINT NOT NULL, mode_id BIGINT NOT NULL, successful BIGINT, failed BIGINT, "
    "sender_id BIGINT NOT NULL, day BIGINT NOT NULL, trust BIGINT NOT NULL, conflict BIGINT NOT NULL)",
    "CREATE INDEX policies_report ON policies (report, seq)",
    "CREATE INDEX policies_domain ON policies "
    "(domain_id, day, sender_id, type_id, mode_id, trust, conflict, successful, failed, report)",

    "CREATE TABLE failures (id {id}, policy BIGINT NOT NULL REFERENCES policies ON DELETE CASCADE, "
    "result_id BIGINT NOT NULL, result_word_id BIGINT NOT NULL, mx_id BIGINT NOT NULL, reason_id BIGINT NOT NULL, "
    "details BIGINT NOT NULL, "
    "sessions BIGINT NOT NULL, domain_id BIGINT NOT NULL, sender_id BIGINT NOT NULL, day BIGINT NOT NULL, "
    "type_id BIGINT NOT NULL, mode_id BIGINT NOT NULL, trust BIGINT NOT NULL, conflict BIGINT NOT NULL)",
    "CREATE INDEX failures_policy ON failures (policy, result_id, mx_id)",
    "CREATE INDEX failures_domain ON failures "
    "(domain_id, day, sender_id, result_id, result_word_id, mx_id, reason_id, type_id, mode_id, trust, conflict, "
    "details, sessions, policy)",
    "CREATE INDEX failures_result ON failures "
    "(sender_id, mx_id, result_id, result_word_id, reason_id, day, type_id, mode_id, trust, conflict, details, "
    "sessions, policy)",

    "CREATE TABLE details (failure BIGINT NOT NULL REFERENCES failures ON DELETE CASCADE, seq BIGINT NOT NULL, "
    "sending_ip TEXT NOT NULL, receiving_ip TEXT NOT NULL, helo_id BIGINT NOT NULL, sessions BIGINT, "
    "information TEXT NOT NULL, PRIMARY KEY (failure, seq)) {clustered}",

    "CREATE TABLE deviations (report BIGINT NOT NULL REFERENCES reports ON DELETE CASCADE, seq BIGINT NOT NULL, "
    "code_id BIGINT NOT NULL, place TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (report, seq)) {clustered}",
    "CREATE TABLE unknown_members (report BIGINT NOT NULL REFERENCES reports ON DELETE CASCADE, seq BIGINT NOT NULL, "
    "path TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (report, seq)) {clustered}",
    "CREATE TABLE report_bytes (report {id} REFERENCES reports ON DELETE CASCADE, packed {blob} NOT NULL)",
    "CREATE TABLE mail_evidence (report {id} REFERENCES reports ON DELETE CASCADE, evidence TEXT NOT NULL)",

    "CREATE TABLE facts_snapshots (domain TEXT NOT NULL, observed_at BIGINT NOT NULL, packed {blob} NOT NULL, "
    "PRIMARY KEY (domain, observed_at))",
    "CREATE TABLE plans (domain TEXT NOT NULL PRIMARY KEY, changed_at BIGINT NOT NULL, json TEXT NOT NULL)",
    "CREATE TABLE served_policies (domain TEXT NOT NULL, policy_hash {blob} NOT NULL, record_id TEXT NOT NULL, "
    "mode TEXT NOT NULL, max_age BIGINT NOT NULL, first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, "
    "PRIMARY KEY (domain, policy_hash, record_id))",
};

// Before, a policy had one row for all the time from its first to its last sighting, whatever was served in between, in
// seconds and without its text. Such rows stay as they are.
constexpr const char *servedSpans[] = {
    "CREATE TABLE policy_texts (hash {blob} NOT NULL PRIMARY KEY, text {blob} NOT NULL)",
    "CREATE TABLE served_spans (domain TEXT NOT NULL, first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, "
    "policy_hash {blob} NOT NULL, record_id TEXT NOT NULL, mode TEXT NOT NULL, max_age BIGINT NOT NULL, "
    "PRIMARY KEY (domain, first_seen, policy_hash, record_id))",
    "INSERT INTO served_spans (domain, first_seen, last_seen, policy_hash, record_id, mode, max_age) "
    "SELECT domain, first_seen * 1000, last_seen * 1000, policy_hash, record_id, mode, max_age FROM served_policies",
    "DROP TABLE served_policies",
};

// Adding up a million details by address takes seconds whatever the index. What is longer than any address stays out:
// an index of PostgreSQL cannot hold it, and there is next to none of it to add up.
constexpr const char *sendingIps[] = {
    "CREATE TABLE sending_ips (ip TEXT NOT NULL PRIMARY KEY, details BIGINT NOT NULL, sessions BIGINT NOT NULL) "
    "{clustered}",
    "INSERT INTO sending_ips (ip, details, sessions) SELECT d.sending_ip, count(*), CAST(coalesce(sum(CASE WHEN "
    "d.sessions BETWEEN 0 AND 1000000000000 THEN d.sessions WHEN d.sessions > 0 THEN 1000000000000 ELSE 0 END), 0) AS "
    "BIGINT) FROM details d WHERE length(d.sending_ip) <= 100 GROUP BY d.sending_ip",
    "CREATE INDEX details_long_ip ON details (failure) WHERE length(sending_ip) > 100",
};

constexpr const char *alarmTable[] = {
    "CREATE TABLE alarms (domain TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, severity TEXT NOT NULL, "
    "arguments TEXT NOT NULL, first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, raised_at BIGINT, "
    "cleared_at BIGINT, last_look BIGINT NOT NULL, present BIGINT NOT NULL, absent BIGINT NOT NULL, "
    "PRIMARY KEY (domain, kind, subject, first_seen))",
};

constexpr const char *mailTable[] = {
    "CREATE TABLE unsent_mails (recipient TEXT NOT NULL, number BIGINT NOT NULL, written_at BIGINT NOT NULL, "
    "subject TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (recipient, number))",
};

// What was made from a snapshot (rollout/observation_record.h), and by which rules; it goes with the snapshot.
constexpr const char *observationTable[] = {
    "CREATE TABLE observations (domain TEXT NOT NULL, observed_at BIGINT NOT NULL, rules TEXT NOT NULL, "
    "record {blob} NOT NULL, PRIMARY KEY (domain, observed_at), FOREIGN KEY (domain, observed_at) "
    "REFERENCES facts_snapshots (domain, observed_at) ON DELETE CASCADE)",
};

constexpr const char *groupTable[] = {
    "CREATE TABLE domain_groups (domain TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
};

constexpr Migration steps[] = {{1, version1},  {2, servedSpans},      {3, sendingIps}, {4, alarmTable},
                               {5, mailTable}, {6, observationTable}, {7, groupTable}};
static_assert(steps[std::size(steps) - 1].version == schemaVersion);

QString inDialect(const char *statement, Dialect dialect)
{
    const bool sqlite = dialect == Dialect::Sqlite;
    // Only INTEGER PRIMARY KEY is SQLite's own row number.
    return QString::fromLatin1(statement)
        .replace(QLatin1String("{id}"),
                 sqlite ? QLatin1String("INTEGER PRIMARY KEY") : QLatin1String("BIGINT PRIMARY KEY"))
        .replace(QLatin1String("{blob}"), sqlite ? QLatin1String("BLOB") : QLatin1String("BYTEA"))
        .replace(QLatin1String("{clustered}"), sqlite ? QLatin1String("WITHOUT ROWID") : QLatin1String(""));
}

QString tableCount(Dialect dialect)
{
    if (dialect == Dialect::Sqlite)
        return QStringLiteral("SELECT count(*), coalesce(sum(name = 'schema_version'), 0) FROM sqlite_master "
                              "WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    return QStringLiteral("SELECT count(*), count(*) FILTER (WHERE tablename = 'schema_version') FROM pg_tables "
                          "WHERE schemaname = current_schema()");
}

Result<> runSteps(Connection &connection)
{
    // Creating the table first makes a second program wait here until the first one has committed.
    if (connection.dialect() == Dialect::Postgres)
        if (auto locked = connection.run(QStringLiteral("SELECT pg_advisory_xact_lock(5369676)")); !locked)
            return tl::unexpected(locked.error());
    const auto version = versionOf(connection);
    if (!version)
        return tl::unexpected(version.error());
    if (*version > schemaVersion)
        return tl::unexpected(connection.error(ErrorCode::NewerSchema, QString::number(*version)));
    for (const char *sql : {"CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)",
                            "INSERT INTO schema_version SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM schema_version)"})
        if (auto done = connection.run(QString::fromLatin1(sql)); !done)
            return tl::unexpected(done.error());
    for (const Migration &step : migrations()) {
        if (step.version <= *version)
            continue;
        for (const char *statement : step.statements)
            if (auto done = connection.run(inDialect(statement, connection.dialect())); !done)
                return tl::unexpected(done.error());
    }
    if (auto done = connection.run(QStringLiteral("UPDATE schema_version SET version = ?"), {schemaVersion}); !done)
        return tl::unexpected(done.error());
    return {};
}

} // namespace

std::span<const Migration> migrations()
{
    return steps;
}

Result<int> versionOf(Connection &connection)
{
    auto tables = connection.select(tableCount(connection.dialect()));
    if (!tables)
        return tl::unexpected(tables.error());
    tables->next();
    const int all = tables->value(0).toInt();
    const int ours = tables->value(1).toInt();
    tables->finish();
    if (all > 0 && ours == 0)
        return tl::unexpected(connection.error(ErrorCode::NotAnArchive));
    if (all == 0)
        return 0;
    const auto version = connection.value(QStringLiteral("SELECT max(version) FROM schema_version"));
    if (!version)
        return tl::unexpected(version.error());
    return version->toInt();
}

Result<> migrate(Connection &connection)
{
    const auto version = versionOf(connection);
    if (!version)
        return tl::unexpected(version.error());
    if (*version == schemaVersion)
        return {};
    return connection.transaction([&] { return runSteps(connection); });
}

} // namespace archive
