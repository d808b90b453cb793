// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/response_rules.h"

#include "base/limits.h"
#include "findings/catalogue.h"
#include "findings/software.h"

namespace findings::response {
namespace {

bool isTooLong(const QByteArray &body, const PolicyContext &context)
{
    return context.tooLong || body.size() > limits::policyBytes;
}

Finding withContentType(Finding finding, const QString &contentType)
{
    finding.arguments[QStringLiteral("value")] = contentType;
    finding.evidence.summary = QStringLiteral("Content-Type: ") + contentType;
    for (const QString &who : {software::mox(), software::mailauth(), software::checkdmarc()})
        finding.disagreements.append(software::accepts(who)); // they do not look, or only warn
    return finding;
}

// RFC 8461 §3.2: the media type is text/plain.
void judgeMediaType(const QString &contentType, Findings &out)
{
    if (contentType.trimmed().isEmpty())
        out.append(withContentType(failed(FindingId::PolicyMediaTypeMissing), contentType));
    else if (!isPlainText(contentType))
        out.append(withContentType(failed(FindingId::PolicyMediaType), contentType));
    else
        out.append(passed(FindingId::PolicyMediaType));
}

void judgeEncoding(const QString &contentEncoding, Findings &out)
{
    if (isIdentity(contentEncoding))
        return;
    Finding finding = failed(FindingId::PolicyContentEncoding);
    finding.arguments[QStringLiteral("value")] = contentEncoding;
    finding.evidence.summary = QStringLiteral("Content-Encoding: ") + contentEncoding;
    out.append(finding);
}

// RFC 8461 §3.3: senders may refuse what is longer than 64 KiB.
void judgeLength(const QByteArray &body, const PolicyContext &context, Findings &out)
{
    const bool tooLong = isTooLong(body, context);
    if (!tooLong && body.size() <= limits::policyBytesWarn)
        return;
    Finding finding = failed(tooLong ? FindingId::PolicyTooLong : FindingId::PolicyNearlyTooLong);
    finding.arguments[QStringLiteral("bytes")] = QString::number(body.size());
    finding.arguments[QStringLiteral("limit")] = QString::number(limits::policyBytes);
    out.append(finding);
}

// Some servers announce a coding that they did not apply: plain ASCII at the start is text all the same.
bool looksEncoded(const QByteArray &body)
{
    for (const char c : body.left(64))
        if (uchar(c) >= 0x80 || (uchar(c) < 0x20 && c != '\r' && c != '\n' && c != '\t'))
            return true;
    return false;
}

} // namespace

QString mediaType(const QString &contentType)
{
    return contentType.section(u';', 0, 0).trimmed().toLower();
}

bool isIdentity(const QString &contentEncoding)
{
    const QString coding = contentEncoding.trimmed().toLower();
    return coding.isEmpty() || coding == QLatin1String("identity");
}

void judgeBody(const QByteArray &body, const PolicyContext &context, Findings &out)
{
    if (context.contentType)
        judgeMediaType(*context.contentType, out);
    judgeEncoding(context.contentEncoding, out);
    judgeLength(body, context, out);
}

bool isReadable(const QByteArray &body, const PolicyContext &context)
{
    return !isTooLong(body, context) && (isIdentity(context.contentEncoding) || !looksEncoded(body));
}

} // namespace findings::response
