// SPDX-License-Identifier: GPL-3.0-or-later
// What a conforming sender accepts, and a person should know all the same.
#include "base/tagged_record.h"
#include "findings/catalogue.h"
#include "findings/policy_text_rules.h"
#include "findings/software.h"
#include "findings/txt_rules.h"

namespace findings {
namespace {

constexpr qint64 oneDay = 86'400; // seconds: below it some senders raise the value
constexpr qint64 twoWeeks = 14 * oneDay;

void judgeLineEnds(const sts::ParsedPolicy &policy, Findings &out)
{
    if (!policy.mixedLineEnds)
        return;
    sts::Place place{policy.firstOddLineEnd, 1, 0, 0};
    const QByteArray before = policy.text.left(place.offset);
    place.line = int(before.count('\n')) + 1;
    place.column = int(place.offset - (before.lastIndexOf('\n') + 1)) + 1;
    Finding finding = markedIn(failed(FindingId::PolicyMixedLineEnds), policy.text, place);
    finding.disagreements = {software::refuses(software::checkdmarc())};
    out.append(finding);
}

void judgeVersionPlace(const sts::ParsedPolicy &policy, Findings &out)
{
    if (policy.version && !policy.versionIsFirst())
        out.append(markedIn(failed(FindingId::PolicyVersionNotFirst), policy.text, policy.version->line));
}

void judgeMode(const sts::ParsedPolicy &policy, Findings &out)
{
    if (policy.modeValue != sts::Mode::None)
        return;
    out.append(markedIn(failed(FindingId::PolicyModeNone), policy.text, policy.mode->line));
    if (policy.mx.isEmpty())
        out.append(markedIn(failed(FindingId::PolicyNoneWithoutMx), policy.text, policy.mode->line));
}

void judgeMaxAge(const sts::ParsedPolicy &policy, Findings &out)
{
    if (!policy.maxAgeValue)
        return;
    const qint64 seconds = *policy.maxAgeValue;
    const auto say = [&](FindingId id) { out.append(markedIn(failed(id), policy.text, policy.maxAge->valuePlace)); };
    if (seconds == 0)
        say(FindingId::PolicyMaxAgeZero);
    else if (seconds < oneDay)
        say(FindingId::PolicyMaxAgeShort);
    else if (seconds < twoWeeks && policy.modeValue == sts::Mode::Enforce)
        say(FindingId::PolicyMaxAgeModest);
    else
        out.append(passed(FindingId::PolicyMaxAgeShort));
}

// An address in dotted form is within the grammar (RFC 5321 §4.1.2 Domain), and matches nothing.
void judgeNumericMx(const sts::ParsedPolicy &policy, Findings &out)
{
    int told = 0;
    for (const sts::MxEntry &entry : policy.mx) {
        if (entry.fault != sts::MxFault::None || !sts::isNumericMx(entry.value) || ++told > findingsPerKind)
            continue;
        Finding finding = markedIn(failed(FindingId::PolicyMxIpAddress), policy.text, entry.place);
        finding.disagreements = {software::accepts(software::postfixResolver()),
                                 software::accepts(software::mailauth())};
        out.append(finding);
    }
}

// Programs that judge or use the later value stumble over it, although it is to be ignored.
bool isBadValue(const sts::PolicyField &field)
{
    if (field.key == "version")
        return field.value != "STSv1";
    if (field.key == "mode")
        return field.value != "testing" && field.value != "enforce" && field.value != "none";
    bool isNumber = false;
    field.value.toLongLong(&isNumber);
    return field.key == "max_age" && !isNumber;
}

void judgeRepeated(const sts::ParsedPolicy &policy, Findings &out)
{
    for (const sts::PolicyField &field : policy.ignored.mid(0, findingsPerKind)) {
        Finding finding = markedIn(failed(FindingId::PolicyDuplicateKey), policy.text, field.line);
        finding.arguments[QStringLiteral("key")] = shown(field.key);
        finding.disagreements = {software::refuses(software::checkdmarc())};
        if (isBadValue(field))
            finding.disagreements +=
                {software::refuses(software::mox()), software::refuses(software::postfixResolver())};
        out.append(finding);
    }
}

void judgeUnknownKeys(const sts::ParsedPolicy &policy, Findings &out)
{
    for (const sts::PolicyField &field : policy.extensions.mid(0, findingsPerKind)) {
        Finding finding = markedIn(failed(FindingId::PolicyUnknownKey), policy.text, field.line);
        finding.arguments[QStringLiteral("key")] = shown(field.key);
        finding.disagreements = {software::refuses(software::checkdmarc())};
        if (!base::isAscii(field.value))
            finding.disagreements.append(software::refuses(software::postfixResolver() +
                                                           QStringLiteral(" (when Content-Type names no charset)")));
        out.append(finding);
    }
}

} // namespace

void judgePolicyFields(const sts::ParsedPolicy &policy, Findings &out)
{
    judgeLineEnds(policy, out);
    judgeVersionPlace(policy, out);
    judgeMode(policy, out);
    judgeMaxAge(policy, out);
    judgeNumericMx(policy, out);
    judgeRepeated(policy, out);
    judgeUnknownKeys(policy, out);
}

} // namespace findings
