// SPDX-License-Identifier: GPL-3.0-or-later
// The tables behind report_explanations.h: one entry a result type and one a class of reasons. Placeholders: {domain},
// {mx}, {server} ("the policy host mta-sts.example.com"), {word} the result type, {reason} the text of the report.
#pragma once

#include "tlsrpt/explain.h"

namespace text {

struct FailureSentences
{
    const char *what; ///< what happened
    const char *fix;  ///< what to change; empty where the result type's sentence serves
};

FailureSentences sentencesOf(tlsrpt::ResultType type);
FailureSentences sentencesOf(tlsrpt::ReasonClass reason);
const char *missingResultType();
const char *googleMiddleFix();
const char *googleSenderFix();

} // namespace text
