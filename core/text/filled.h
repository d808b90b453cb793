// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences with {placeholders}: filled in one pass, so that an argument that holds braces is never expanded again.
#pragma once

#include <QMap>
#include <QString>

namespace text {

/// What becomes of a placeholder that has no argument.
enum class Missing {
    Kept,    ///< it stays as it stands
    Dropped, ///< nothing takes its place
};

QString filled(const QString &sentence, const QMap<QString, QString> &arguments, Missing missing);

} // namespace text
