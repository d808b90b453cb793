// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/report_text.h"

#include "base/domain_name.h"
#include "base/enum_names.h"
#include "cli/finding_text.h"
#include "cli/layout.h"
#include "cli/server_table.h"
#include "cli/verdict_text.h"
#include "cli/words.h"
#include "findings/catalogue.h"
#include "text/text.h"

#include <algorithm>

namespace cli {

namespace {

using findings::Finding;
using findings::Status;

// What is known to be bad comes before what is not known, as in the exit status.
int rankOf(const Finding &finding)
{
    if (finding.status == Status::Pass)
        return 9;
    if (finding.status == Status::Unknown)
        return finding.severity > findings::Severity::Info ? 1 : 4;
    switch (finding.severity) {
    case findings::Severity::Error: return 0;
    case findings::Severity::Warning: return 2;
    case findings::Severity::Info: return 3;
    case findings::Severity::Ok: break;
    }
    return 9;
}

bool isPosture(const Finding &finding)
{
    return findings::subjectOf(finding.id) == findings::Subject::Posture;
}

findings::Findings gravestFirst(findings::Findings findings)
{
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &left, const Finding &right) { return rankOf(left) < rankOf(right); });
    return findings;
}

QString heading(const QString &words, const Style &style)
{
    return u'\n' + painted(words, Tone::Strong, style) + u'\n';
}

QString oneLine(const Finding &finding, const Style &style)
{
    QString line = visible(text::title(finding));
    for (const QString &part : {finding.evidence.host, finding.evidence.address})
        if (!part.isEmpty() && !line.contains(part))
            line += u' ' + visible(part);
    const QString mark = markedWord(toneOf(finding));
    const QString all = wrapped(mark + u' ' + line, style.width, QStringLiteral("  "));
    return QStringLiteral("  ") + painted(mark, toneOf(finding), style) + all.mid(2 + mark.size()) + u'\n';
}

QString passesText(const findings::Findings &findings, const TextOptions &options)
{
    const auto passed = [](const Finding &finding) { return finding.status == Status::Pass; };
    const int passes = int(std::count_if(findings.begin(), findings.end(), passed));
    if (passes == 0)
        return {};
    QString words = passes == 1 ? Words::tr("1 check passed") : Words::tr("%1 checks passed").arg(passes);
    if (!options.verbose)
        return heading(words + Words::tr(" (--verbose lists them)"), options.style);
    QString out = heading(words, options.style);
    for (const Finding &finding : findings)
        if (passed(finding))
            out += oneLine(finding, options.style);
    return out;
}

QString attentionText(const findings::Findings &findings, const Style &style)
{
    QString out;
    for (const Finding &finding : gravestFirst(findings))
        if (finding.status != Status::Pass)
            out += u'\n' + findingText(finding, style);
    return out;
}

QString headText(const Report &report, const Style &style)
{
    const auto name = base::DomainName::parse(report.facts.domain);
    const QString domain = visible(name ? name->forDisplay() : report.facts.domain);
    const auto mode = report.deployment.mode;
    QString line = mode ? Words::tr("%1: mode %2").arg(domain, base::enumName(*mode)) : domain;
    if (!report.policyId.isEmpty())
        line = Words::tr("%1, id %2").arg(line, visible(report.policyId));
    return painted(line, Tone::Strong, style) + u'\n' +
           wrapped(verdictSentence(report), style.width, QStringLiteral("  ")) + u'\n' + QStringLiteral("  ") +
           countsLine(report.findings) + u'\n';
}

QString postureText(const findings::Findings &findings, const Style &style)
{
    QString out;
    for (const Finding &finding : findings)
        if (isPosture(finding))
            out += oneLine(finding, style);
    return out.isEmpty() ? out : heading(text::subjectTitle(findings::Subject::Posture), style) + out;
}

// How the answers were had: two checks that differ often differ here.
QString vantageText(const facts::DomainFacts &facts, const Style &style)
{
    const facts::Vantage &vantage = facts.vantage;
    const QString validation =
        vantage.validating ? Words::tr("DNSSEC validated here") : Words::tr("DNSSEC not validated");
    const QString line = Words::tr("Checked %1 in %2 ms, resolver %3, %4.")
                             .arg(facts.observedAt.toUTC().toString(Qt::ISODate))
                             .arg(facts.elapsedMs)
                             .arg(visible(vantage.resolver), validation);
    return u'\n' + painted(wrapped(line, style.width, {}), Tone::Faint, style) + u'\n';
}

} // namespace

QString reportText(const Report &report, const TextOptions &options)
{
    findings::Findings main;
    std::copy_if(report.findings.begin(), report.findings.end(), std::back_inserter(main), [](const Finding &finding) {
        return !isPosture(finding) || (finding.status == Status::Fail && finding.severity > findings::Severity::Info);
    });
    QString out = headText(report, options.style) + attentionText(main, options.style);
    out += passesText(report.findings, options);
    if (const QString table = serverTable(report); !table.isEmpty())
        out += heading(Words::tr("Servers"), options.style) + table;
    return out + postureText(report.findings, options.style) + vantageText(report.facts, options.style);
}

QString lintText(const findings::Findings &findings, const TextOptions &options)
{
    QString out = attentionText(findings, options.style) + passesText(findings, options);
    return out.startsWith(u'\n') ? out.mid(1) : out.isEmpty() ? Words::tr("No fault found.") + u'\n' : out;
}

} // namespace cli
