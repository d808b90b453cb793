// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a policy judged by itself (RFC 8461 §3.2): its grammar, its fields, and what its mx patterns would cover.
// Shared by the live rules and by lint.
#pragma once

#include "findings/finding.h"
#include "sts/policy_parser.h"

namespace findings {

/// Everything about the text. `domain` is the protected domain, empty when it is not known.
void judgePolicyText(const QByteArray &body, const QString &domain, Findings &out);

/// The finding with its place in the policy marked, {line} and {value} filled.
Finding markedIn(Finding finding, const QByteArray &text, const sts::Place &place);

// Parts of it, one a file.
void judgePolicyFault(const sts::ParsedPolicy &policy, const sts::PolicyFault &fault, Findings &out);
void judgePolicyFields(const sts::ParsedPolicy &policy, Findings &out);
void judgeWildcards(const sts::ParsedPolicy &policy, const QString &domain, Findings &out);

/// Fills {url}, the address of the policy.
void nameUrl(const QString &domain, Findings &out);

/// A web page where a policy was expected: begins with a tag.
bool looksLikeHtml(const QByteArray &body);

} // namespace findings
