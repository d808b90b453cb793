// SPDX-License-Identifier: GPL-3.0-or-later
// Findings in words: what it is, why it matters, what to do. Plain text, translated through Qt, one table of sentences
// a subject (text/<subject>.cpp); together the tables hold every FindingId exactly once, which a test checks.
// Placeholders in braces are filled from Finding::arguments: {host}, {address}, {value}, … The caller escapes for its
// medium; nothing here is HTML.
#pragma once

#include "findings/finding.h"

#include <span>

namespace text {

struct Entry
{
    findings::FindingId id;
    const char *title;       ///< the fault in a few words, no full stop
    const char *explanation; ///< why it matters and to whom, whole sentences
    const char *guidance;    ///< exactly what to change to what, whole sentences
    const char *passed = ""; ///< the title when all is well ("The record is well formed")
    /// What goes on from "Not known: " where the finding may be a fault or unknown. Of what can only be unknown the
    /// title does so itself.
    const char *unknown = "";
};

QString title(const findings::Finding &finding);
QString explanation(const findings::Finding &finding);
QString guidance(const findings::Finding &finding);
QString severityWord(findings::Severity severity);
QString subjectTitle(findings::Subject subject);
/// "RFC 8461 §3.1 (our inference)": the clause and, unless it is a plain MUST, what it rests on.
QString sourceOf(findings::FindingId id);
/// "Refused by mailauth 4.6": a disagreement in words.
QString disagreement(const findings::Disagreement &disagreement);

std::span<const Entry> entries(findings::Subject subject);

// The tables, one a file.
std::span<const Entry> domainTexts();
std::span<const Entry> stsRecordTexts();
std::span<const Entry> policyHostTexts();
std::span<const Entry> policyTexts();
std::span<const Entry> mxCoverageTexts();
std::span<const Entry> mailServerTexts();
std::span<const Entry> daneTexts();
std::span<const Entry> tlsrptRecordTexts();
std::span<const Entry> googleTexts();
std::span<const Entry> postureTexts();

} // namespace text
