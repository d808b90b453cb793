// SPDX-License-Identifier: GPL-3.0-or-later
// The status line of the response: exactly 200 counts; a redirect is a failure and never followed (RFC 8461 §3.3).
#pragma once

#include "facts/policy_fetch.h"
#include "findings/finding.h"

namespace findings {

/// True when the status is 200 and the body is worth judging.
bool judgeHttpStatus(const facts::PolicyFetch &fetch, Findings &out);
/// The status alone, as lint has it.
bool judgeHttpStatus(int status, Findings &out);

} // namespace findings
