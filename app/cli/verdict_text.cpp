// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/verdict_text.h"

#include "cli/words.h"
#include "findings/catalogue.h"
#include "findings/mx_set.h"

#include <algorithm>

namespace cli {

namespace {

bool isError(const findings::Finding &finding)
{
    return finding.status == findings::Status::Fail && finding.severity == findings::Severity::Error;
}

// Of errors in the record, the policy host and TLS reporting no delivery fails.
bool hindersDelivery(const findings::Finding &finding)
{
    using findings::Subject;
    const Subject subject = findings::subjectOf(finding.id);
    return isError(finding) && (subject == Subject::Domain || subject == Subject::MxCoverage ||
                                subject == Subject::MailServer || subject == Subject::Dane);
}

bool bearsOnPolicy(const findings::Finding &finding)
{
    using findings::Subject;
    const Subject subject = findings::subjectOf(finding.id);
    return isError(finding) &&
           (subject == Subject::StsRecord || subject == Subject::PolicyHost || subject == Subject::Policy);
}

QString usableSentence(const Report &report)
{
    const auto any = [&report](bool (*matches)(const findings::Finding &)) {
        return std::any_of(report.findings.begin(), report.findings.end(), matches);
    };
    const bool broken = any(hindersDelivery);
    switch (report.deployment.mode.value_or(sts::Mode::None)) {
    case sts::Mode::Enforce:
        if (broken)
            return Words::tr("MTA-STS is enforced and something is broken: senders that honour it may not deliver to "
                             "this domain.");
        if (any(bearsOnPolicy))
            return Words::tr("MTA-STS is enforced, but not every sender gets or understands the policy.");
        return Words::tr("MTA-STS is enforced: senders that honour it deliver only over TLS with a valid certificate.");
    case sts::Mode::Testing:
        if (broken)
            return Words::tr("MTA-STS is in testing, and something is broken that also keeps mail from arriving or "
                             "will do so once the policy is enforced.");
        return Words::tr("MTA-STS is in testing: senders report failures and deliver all the same.");
    case sts::Mode::None:
        return Words::tr("The policy has mode none: senders treat the domain as if it had no MTA-STS.");
    }
    return {};
}

// What comes before any policy; empty when mail can be sent at all.
QString noMailSentence(const Report &report)
{
    if (report.facts.mx.status == facts::DnsStatus::NxDomain)
        return Words::tr("This domain does not exist, so nobody can send mail to it.");
    if (findings::hasOnlyNullMx(report.facts))
        return Words::tr("This domain says that it takes no mail (null MX), so MTA-STS has nothing to protect.");
    if (findings::takesNoMail(report.facts))
        return Words::tr("This domain has neither MX records nor an address, so nobody can send mail to it.");
    return {};
}

QString policySentence(const Report &report)
{
    if (QString noMail = noMailSentence(report); !noMail.isEmpty())
        return noMail;
    if (report.deployment.recordAbsent)
        return Words::tr("Senders see no MTA-STS policy: mail to this domain may travel without TLS.");
    if (report.deployment.recordUsable && report.deployment.policyUsable &&
        report.verdict.effect <= findings::Effect::Usable)
        return usableSentence(report); // what could be used when it was seen may have expired since
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
