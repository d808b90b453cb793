// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON that scripts rely on: keys and words are stable and never translated (FindingId names in kebab case),
// sentences stand beside them for people. Bytes that are not UTF-8 are escaped without loss, and the document says so.
#pragma once

#include "cli/report.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cli {

QJsonObject toJson(const findings::Finding &finding);
QJsonArray toJson(const findings::Findings &findings);
/// One checked domain.
QJsonObject toJson(const Report &report);
/// What `lint` answers. The effect is that of the linted text, whatever its subject.
QJsonObject lintJson(const findings::Findings &findings);

/// Serialised so that it can be shown: characters that would act on a terminal are \u escapes, as JSON allows.
QByteArray document(const QJsonObject &object);

} // namespace cli
