// SPDX-License-Identifier: GPL-3.0-or-later
// What `publish` says: the plan with its signs (+ comes, ~ is replaced, - goes), and what the servers answered after it
// was carried out.
#pragma once

#include "cli/terminal.h"
#include "io/providers/zone_verification.h"

#include <QJsonObject>

namespace cli {

/// Everything that one run came to know.
struct PublishResult
{
    QString provider; ///< what --to named
    QString description;
    publish::ZonePlan plan;
    bool applied = false;
    QString undoFile;                    ///< empty: none was written
    QList<io::Witness> authorities;      ///< after the change
    std::optional<io::Witness> publicly; ///< after the change
    std::optional<io::ProviderError> problem;
    int status = 0;
};

QString planText(const PublishResult &result, const Style &style);
QString verificationText(const PublishResult &result);
QJsonObject toJson(const PublishResult &result);
/// The sentence for an error, with the server's own words behind it.
QString problemText(const io::ProviderError &problem);

} // namespace cli
