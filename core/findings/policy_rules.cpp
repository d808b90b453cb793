// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/evaluate.h"
#include "findings/http_status_rules.h"
#include "findings/policy_text_rules.h"
#include "findings/response_rules.h"
#include "findings/txt_rules.h"

#include <algorithm>
#include <array>

namespace findings {
namespace {

// A text in which these stand is no policy by mistake of one line: what is missing from it is no news.
bool explainsTheRest(sts::PolicyFaultCode code)
{
    return code == sts::PolicyFaultCode::Empty || code == sts::PolicyFaultCode::Utf16;
}

bool isToldOnce(sts::PolicyFaultCode code)
{
    using Code = sts::PolicyFaultCode;
    return code == Code::BareCarriageReturn || code == Code::BlankLine || code == Code::NotUtf8;
}

void judgeFaults(const sts::ParsedPolicy &policy, Findings &out)
{
    QMap<sts::PolicyFaultCode, int> told;
    for (const sts::PolicyFault &fault : policy.faults) {
        if (++told[fault.code] > (isToldOnce(fault.code) ? 1 : findingsPerKind))
            continue;
        judgePolicyFault(policy, fault, out);
        if (explainsTheRest(fault.code))
            return;
    }
}

// Live only: a linted text may be a draft, but a published one in testing protects nobody yet.
void judgePublishedMode(const sts::ParsedPolicy &policy, Findings &out)
{
    if (policy.modeValue == sts::Mode::Testing)
        out.append(markedIn(failed(FindingId::PolicyModeTesting), policy.text, policy.mode->line));
    for (Finding &finding : out)
        if (finding.id == FindingId::PolicyModeNone && finding.status == Status::Fail)
            finding.severity = Severity::Warning;
}

PolicyContext contextOf(const facts::DomainFacts &facts, const facts::PolicyFetch &fetch)
{
    PolicyContext context;
    context.httpStatus = fetch.httpStatus;
    context.contentType = fetch.header(QLatin1String("Content-Type"));
    context.contentEncoding = fetch.header(QLatin1String("Content-Encoding"));
    context.tooLong = fetch.bodyTooLong;
    context.domain = facts.domain;
    return context;
}

void nameTheServer(const facts::PolicyFetch &fetch, const QString &host, Findings &found)
{
    for (Finding &finding : found) {
        finding.evidence.host = host;
        finding.evidence.address = fetch.address.toString();
    }
}

} // namespace

Finding markedIn(Finding finding, const QByteArray &text, const sts::Place &place)
{
    finding = markedIn(finding, text, base::Span{place.offset, place.length});
    finding.evidence.text.bytes = text.left(limits::policyBytes);
    finding.evidence.text.offset = place.offset;
    finding.evidence.text.length = place.length;
    finding.evidence.text.line = place.line;
    finding.evidence.text.column = place.column;
    finding.arguments[QStringLiteral("line")] = QString::number(place.line);
    return finding;
}

void nameUrl(const QString &domain, Findings &out)
{
    for (Finding &finding : out)
        finding.arguments[QStringLiteral("url")] =
            QStringLiteral("https://mta-sts.%1/.well-known/mta-sts.txt").arg(domain);
}

bool looksLikeHtml(const QByteArray &body)
{
    QByteArray start = body.left(1024);
    if (start.startsWith("\xef\xbb\xbf"))
        start = start.mid(3);
    start = start.trimmed().toLower();
    if (!start.startsWith('<'))
        return false;
    static constexpr std::array tags{"<!doctype", "<html",   "<head", "<body", "<?xml",
                                     "<!--",      "<script", "<meta", "<title"};
    return std::any_of(tags.begin(), tags.end(), [&](const char *tag) { return start.startsWith(tag); }) ||
           start.contains("</") || start.contains("/>");
}

void judgePolicyText(const QByteArray &body, const QString &domain, Findings &out)
{
    if (looksLikeHtml(body)) {
        out.append(markedIn(failed(FindingId::PolicyHtml), body, sts::Place{0, std::min<qsizetype>(body.size(), 64)}));
        return;
    }
    const sts::ParsedPolicy policy = sts::parsePolicy(body);
    judgeFaults(policy, out);
    judgePolicyFields(policy, out);
    judgeWildcards(policy, domain, out);
    if (policy.isWellFormed())
        out.append(passed(FindingId::PolicyMalformedLine));
}

void policyRules(const facts::DomainFacts &facts, const QDateTime &, Findings &out)
{
    const facts::PolicyFetch *fetch = decisiveFetch(facts);
    if (!fetch)
        return; // policyHostRules() tells why
    const PolicyContext context = contextOf(facts, *fetch);
    Findings found;
    if (judgeHttpStatus(*fetch, found)) {
        response::judgeBody(fetch->body, context, found);
        if (!fetch->bodyIncomplete && response::isReadable(fetch->body, context)) {
            judgePolicyText(fetch->body, facts.domain, found);
            judgePublishedMode(sts::parsePolicy(fetch->body), found);
        }
    }
    nameTheServer(*fetch, facts.policyHost.name, found);
    nameUrl(facts.domain, found);
    lowerWhenNotDeployed(deploymentOf(facts), found, 0);
    out.append(found);
}

} // namespace findings
