// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/http_status_rules.h"

#include "findings/catalogue.h"
#include "findings/software.h"
#include "findings/txt_rules.h"

#include <algorithm>
#include <array>

namespace findings {
namespace {

bool isRedirect(int status)
{
    return status >= 300 && status < 400;
}

// What protection against robots answers; a policy host has to serve senders, which are nothing else.
bool isRefusal(int status)
{
    return status == 403 || status == 406 || status == 429 || status == 503;
}

bool browserGetsPolicy(const facts::PolicyFetch &fetch)
{
    return fetch.browserRetry && fetch.browserRetry->httpStatus == 200 && fetch.browserRetry->looksLikePolicy;
}

bool looksLikeChallenge(const facts::PolicyFetch &fetch)
{
    static constexpr std::array signs{"captcha",        "challenge-platform", "cf-chl",
                                      "just a moment",  "are you human",      "enable javascript and cookies",
                                      "ddos protection"};
    if (fetch.header(QLatin1String("cf-mitigated")) == QLatin1String("challenge"))
        return true;
    const QByteArray body = fetch.body.left(8192).toLower();
    return std::any_of(signs.begin(), signs.end(), [&](const char *sign) { return body.contains(sign); });
}

Finding withStatus(Finding finding, int status)
{
    finding.arguments[QStringLiteral("status")] = QString::number(status);
    finding.evidence.summary = QStringLiteral("HTTP %1").arg(status);
    return finding;
}

} // namespace

bool judgeHttpStatus(int status, Findings &out)
{
    if (status == 200) {
        out.append(withStatus(passed(FindingId::PolicyHttpStatus), status));
        return true;
    }
    Finding finding =
        withStatus(failed(isRedirect(status) ? FindingId::PolicyRedirect : FindingId::PolicyHttpStatus), status);
    if (isRedirect(status))
        finding.disagreements = {software::accepts(software::checkdmarc())}; // its HTTP library follows
    else if (status > 200 && status < 300)
        finding.disagreements = {software::accepts(software::mailauth()), software::accepts(software::checkdmarc())};
    out.append(finding);
    return false;
}

bool judgeHttpStatus(const facts::PolicyFetch &fetch, Findings &out)
{
    const int status = fetch.httpStatus;
    const bool challenge = looksLikeChallenge(fetch);
    if (browserGetsPolicy(fetch) ? isRefusal(status) || challenge : isRefusal(status) && challenge) {
        Finding finding = withStatus(failed(FindingId::PolicyBotProtection), status);
        if (fetch.browserRetry)
            finding.evidence.summary +=
                QStringLiteral("; with a browser's User-Agent: HTTP %1").arg(fetch.browserRetry->httpStatus);
        out.append(finding);
        return false;
    }
    const qsizetype before = out.size();
    const bool good = judgeHttpStatus(status, out);
    if (out.size() > before && out.last().id == FindingId::PolicyRedirect) {
        const QString target = fetch.header(QLatin1String("Location"));
        out.last().arguments[QStringLiteral("target")] = shown(target.toUtf8());
        out.last().evidence.summary += QStringLiteral(" → ") + target;
    }
    return good;
}

} // namespace findings
