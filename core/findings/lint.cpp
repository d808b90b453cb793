// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/lint.h"

#include "findings/http_status_rules.h"
#include "findings/policy_text_rules.h"
#include "findings/record_rules.h"
#include "findings/response_rules.h"
#include "findings/txt_rules.h"

#include <algorithm>

namespace findings {

Findings lintStsRecord(const QList<QByteArrayList> &rrset)
{
    Findings out;
    judgeStsRecords(joinedRecords(rrset), out);
    nameOwner(QStringLiteral("_mta-sts.<domain>"), out, 0);
    return out;
}

Findings lintTlsrptRecord(const QList<QByteArrayList> &rrset)
{
    Findings out;
    judgeTlsrptRecords(joinedRecords(rrset), {}, out);
    nameOwner(QStringLiteral("_smtp._tls.<domain>"), out, 0);
    return out;
}

Findings lintPolicy(const QByteArray &body, const PolicyContext &context)
{
    Findings out;
    if (!context.httpStatus || judgeHttpStatus(*context.httpStatus, out)) {
        response::judgeBody(body, context, out);
        if (response::isReadable(body, context))
            judgePolicyText(body, context.domain, out);
    }
    nameUrl(context.domain.isEmpty() ? QStringLiteral("<domain>") : context.domain, out);
    return out;
}

Effect effectOf(const Findings &findings)
{
    Effect worst = Effect::Usable;
    for (const Finding &finding : findings)
        worst = std::max(worst, finding.effect);
    return worst;
}

} // namespace findings
