// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/paint.h"

#include "cli/words.h"
#include "text/text.h"

namespace cli {

namespace {

const char *sgr(Tone tone)
{
    switch (tone) {
    case Tone::Good: return "32";
    case Tone::Info: return "36";
    case Tone::Warning: return "33";
    case Tone::Error: return "1;31";
    case Tone::Unknown: return "35";
    case Tone::Strong: return "1";
    case Tone::Faint: return "2";
    }
    return "0";
}

} // namespace

QString painted(const QString &text, Tone tone, const Style &style)
{
    if (!style.colour)
        return text;
    return QLatin1String("\x1b[") + QLatin1String(sgr(tone)) + u'm' + text + QLatin1String("\x1b[0m");
}

Tone toneOf(const findings::Finding &finding)
{
    if (finding.status == findings::Status::Unknown)
        return Tone::Unknown;
    switch (finding.severity) {
    case findings::Severity::Ok: return Tone::Good;
    case findings::Severity::Info: return Tone::Info;
    case findings::Severity::Warning: return Tone::Warning;
    case findings::Severity::Error: return Tone::Error;
    }
    return Tone::Error;
}

QString markedWord(Tone tone)
{
    switch (tone) {
    case Tone::Good: return QStringLiteral("✔ ") + text::severityWord(findings::Severity::Ok);
    case Tone::Info: return QStringLiteral("ℹ ") + text::severityWord(findings::Severity::Info);
    case Tone::Warning: return QStringLiteral("⚠ ") + text::severityWord(findings::Severity::Warning);
    case Tone::Error: return QStringLiteral("✖ ") + text::severityWord(findings::Severity::Error);
    case Tone::Unknown: return QStringLiteral("? ") + Words::tr("unknown");
    case Tone::Strong:
    case Tone::Faint: break;
    }
    return {};
}

} // namespace cli
