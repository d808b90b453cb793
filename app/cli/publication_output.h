// SPDX-License-Identifier: GPL-3.0-or-later
// Generated records and policy, on their way out: one text, one JSON document, or files in a directory.
#pragma once

#include "publish/format.h"
#include "rollout/templates.h"

#include <QJsonObject>

namespace cli {

QString policyUrl(const QString &domain);
/// The records, then the policy behind a line that says where it belongs.
QByteArray publicationText(const rollout::Publication &publication, const publish::Format &format);
QJsonObject publicationJson(const rollout::Publication &publication, const publish::Format &format);

/// Writes DOMAIN.<suffix> and .well-known/mta-sts.txt into the directory, which is made when missing. Existing files
/// are replaced only with `force`. Returns the sentence that says what is wrong, empty when all is written.
struct WrittenFiles
{
    QStringList paths;
    QString problem;
    bool exists = false; ///< the problem is that a file is there already
};
WrittenFiles writePublication(const rollout::Publication &publication, const publish::Format &format,
                              const QString &directory, bool force);

} // namespace cli
