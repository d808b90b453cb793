// SPDX-License-Identifier: GPL-3.0-or-later
// Generated records and policy, on their way out: one text, one JSON document, or files in a directory.
#pragma once

#include "cli/input.h"
#include "cli/options.h"
#include "publish/format.h"
#include "rollout/templates.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cli {

/// The records in one format.
struct Rendered
{
    const publish::Format &format;
    QByteArray text;
};
Rendered renderedIn(const publish::Format &format, const rollout::RecordSet &records);

QString policyUrl(const QString &domain);
/// What --format names, bind without it.
Read<const publish::Format *> formatOf(const Arguments &arguments);
/// The records, then the policy behind a line that says where it belongs.
QByteArray publicationText(const rollout::Publication &publication, const Rendered &rendered);
QJsonObject publicationJson(const rollout::Publication &publication, const Rendered &rendered);
/// The records as plain values: name, type, ttl, value.
QJsonArray recordsJson(const rollout::RecordSet &records);

/// Writes DOMAIN.<suffix> and .well-known/mta-sts.txt into the directory, which is made when missing. Existing files
/// are replaced only when wanted. Returns the sentence that says what is wrong, empty when all is written.
struct Replace
{
    const char *option; ///< that asks for it
    bool wanted = false;
};
struct WrittenFiles
{
    QStringList paths;
    QString problem;
    bool exists = false; ///< the problem is that a file is there already
};
WrittenFiles writePublication(const rollout::Publication &publication, const Rendered &rendered,
                              const QString &directory, const Replace &replace);
/// Whether writePublication() could write there now: nothing is written but directories that are missing.
WrittenFiles checkPublication(const rollout::Publication &publication, const Rendered &rendered,
                              const QString &directory, const Replace &replace);
/// Usage where a file is in the way, else Internal; Fine without a problem, which is told.
int statusOf(const WrittenFiles &written);
/// The same with messages about what was written or not. Returns the exit status.
int writeFiles(const rollout::Publication &publication, const Rendered &rendered, const QString &directory,
               const Replace &replace);

/// To standard output, as text or with --json as a document, or with --output into files that --force replaces.
int printPublication(const rollout::Publication &publication, const Rendered &rendered, const Arguments &arguments);

} // namespace cli
