// SPDX-License-Identifier: GPL-3.0-or-later
// What `publish` does alike for records and for the policy itself: the look at the policy as senders get it, waiting,
// and what a failure means for the exit status.
#pragma once

#include "cli/input.h"
#include "cli/options.h"
#include "io/providers/live_policy.h"

namespace cli {

/// --policy: the bytes of a policy that senders accept.
Read<QByteArray> policyFileOf(const Arguments &arguments);
/// --https-port, --allow-private, --timeout; nothing is expected yet.
Read<io::PolicyLook> policyLookOf(const Arguments &arguments);
/// --wait in milliseconds.
Read<int> waitOf(const Arguments &arguments, int otherwiseMs);
/// --undo-file, or a name made of the domain and the time.
QString undoPath(const Arguments &arguments, const QString &domain, const QDateTime &now);

/// Saves an undo file; what went wrong is told, and then nothing may be changed.
bool keepUndo(const QString &path, const QByteArray &undo);

/// What could not be found out is Unsure, what was said no to is Failed.
int statusOf(const io::ProviderError &problem);
/// The event loop runs meanwhile.
void pause(int ms);

inline constexpr int lookAgainMs = 1'000;
inline constexpr qint64 undoFileBytes = 1024 * 1024;

} // namespace cli
