// SPDX-License-Identifier: GPL-3.0-or-later
// Looking into lists of findings: what failed, what is unknown, and one finding by its name.
#pragma once

#include "findings/catalogue.h"
#include "text/text.h"

#include "base/enum_names.h"

#include <QTest>

namespace support {

/// "fail policy-host-refused error" for everything that did not pass, one a line, sorted: comparable and readable in a
/// failure.
inline QStringList notPassed(const findings::Findings &list, findings::Subject subject)
{
    QStringList out;
    for (const findings::Finding &finding : list)
        if (findings::subjectOf(finding.id) == subject && finding.status != findings::Status::Pass)
            out.append(base::enumName(finding.status) + u' ' + base::enumName(finding.id) + u' ' +
                       base::enumName(finding.severity));
    out.sort();
    return out;
}

inline const findings::Finding *find(const findings::Findings &list, findings::FindingId id)
{
    for (const findings::Finding &finding : list)
        if (finding.id == id)
            return &finding;
    return nullptr;
}

/// Fails the test when a sentence of a finding keeps a {placeholder} that its arguments do not fill, or is missing.
inline void verifySentences(const findings::Findings &list)
{
    for (const findings::Finding &finding : list) {
        const QString title = text::title(finding), explanation = text::explanation(finding),
                      guidance = text::guidance(finding);
        QVERIFY2(!title.isEmpty(), qPrintable(base::enumName(finding.id)));
        for (const QString &sentence : {title, explanation, guidance})
            QVERIFY2(!sentence.contains(u'{'),
                     qPrintable(base::enumName(finding.id) + QStringLiteral(": ") + sentence));
        if (finding.status != findings::Status::Pass)
            QVERIFY2(!explanation.isEmpty() && !guidance.isEmpty(), qPrintable(base::enumName(finding.id)));
    }
}

} // namespace support
