// SPDX-License-Identifier: GPL-3.0-or-later
// What of the HTTP response around a policy a sender looks at before the text itself (RFC 8461 §3.2, §3.3): status,
// media type, content coding, length. The same functions judge a live response, a linted one, and whether a policy
// counts as deployed.
#pragma once

#include "findings/lint.h"

namespace findings {

namespace response {

/// "Text/Plain; charset=utf-8" → "text/plain" (RFC 9110 §8.3.1).
QString mediaType(const QString &contentType);
inline bool isPlainText(const QString &contentType)
{
    return mediaType(contentType) == QLatin1String("text/plain");
}
bool isIdentity(const QString &contentEncoding);

/// Media type, content coding and length; not the status.
void judgeBody(const QByteArray &body, const PolicyContext &context, Findings &out);
/// False when the text came cut or encoded, so that judging it would tell faults that are not there.
bool isReadable(const QByteArray &body, const PolicyContext &context);

} // namespace response
} // namespace findings
