// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/verdict_text.h"

#include "cli/words.h"

#include <algorithm>

namespace cli {

namespace {

QString usableSentence(const Report &report)
{
    const bool broken = report.verdict.severity == findings::Severity::Error;
    switch (report.deployment.mode.value_or(sts::Mode::None)) {
    case sts::Mode::Enforce:
        return broken
                   ? Words::tr(
                         "MTA-STS is enforced and something is broken: senders that honour it may not deliver to this "
                         "domain.")
                   : Words::tr(
                         "MTA-STS is enforced: senders that honour it deliver only over TLS with a valid certificate.");
    case sts::Mode::Testing:
        return Words::tr("MTA-STS is in testing: senders report failures and deliver all the same.");
    case sts::Mode::None:
        return Words::tr("The policy has mode none: senders treat the domain as if it had no MTA-STS.");
    }
    return {};
}

QString policySentence(const Report &report)
{
    if (report.deployment.recordAbsent)
        return Words::tr("Senders see no MTA-STS policy: mail to this domain may travel without TLS.");
    if (report.deployment.recordUsable && report.deployment.policyUsable)
        return usableSentence(report);
    switch (report.verdict.effect) {
    case findings::Effect::Absent:
        return Words::tr("Senders see no MTA-STS policy: mail to this domain may travel without TLS.");
    case findings::Effect::Invalid:
        return Words::tr(
            "Senders cannot use the MTA-STS policy: it protects only mail from those that still hold an older copy.");
    case findings::Effect::None:
    case findings::Effect::Usable: break;
    }
    return Words::tr("Whether senders can use an MTA-STS policy could not be determined.");
}

} // namespace

QString verdictSentence(const Report &report)
{
    QString sentence = policySentence(report);
    if (report.facts.cancelled)
        sentence += u' ' + Words::tr("The check was stopped before it was complete.");
    else if (report.verdict.unknown)
        sentence += u' ' + Words::tr("Something that the verdict needs could not be determined from here.");
    return sentence;
}

QString countsLine(const findings::Findings &findings)
{
    const auto count = [&findings](auto matches) {
        return int(std::count_if(findings.begin(), findings.end(), matches));
    };
    const auto failed = [&count](findings::Severity severity) {
        return count([severity](const findings::Finding &finding) {
            return finding.status == findings::Status::Fail && finding.severity == severity;
        });
    };
    // What nobody needs to know for the verdict is a thing left undone, not a doubt.
    const auto undetermined = [&count](bool needed) {
        return count([needed](const findings::Finding &finding) {
            return finding.status == findings::Status::Unknown &&
                   (finding.severity > findings::Severity::Info) == needed;
        });
    };
    const int errors = failed(findings::Severity::Error), warnings = failed(findings::Severity::Warning);
    const int remarks = failed(findings::Severity::Info), unknowns = undetermined(true),
              notChecked = undetermined(false);
    const int passes = count([](const findings::Finding &finding) { return finding.status == findings::Status::Pass; });
    QStringList parts;
    if (errors)
        parts += errors == 1 ? Words::tr("1 error") : Words::tr("%1 errors").arg(errors);
    if (unknowns)
        parts += Words::tr("%1 unknown").arg(unknowns);
    if (warnings)
        parts += warnings == 1 ? Words::tr("1 warning") : Words::tr("%1 warnings").arg(warnings);
    if (remarks)
        parts += remarks == 1 ? Words::tr("1 remark") : Words::tr("%1 remarks").arg(remarks);
    if (notChecked)
        parts += Words::tr("%1 not checked").arg(notChecked);
    parts += passes == 1 ? Words::tr("1 check passed") : Words::tr("%1 checks passed").arg(passes);
    return parts.join(QLatin1String(", "));
}

} // namespace cli
