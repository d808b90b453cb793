// SPDX-License-Identifier: GPL-3.0-or-later
// The places that can hold a policy, by name: which there are, how each is written after --policy-host, and how each is
// made.
#pragma once

#include "io/hosts/policy_host.h"
#include "io/secret.h"

#include <span>

namespace wiring {

struct PolicyHostSettings
{
    QString domain;
    QString place;      ///< what stands behind the colon
    QString knownHosts; ///< SSH: the list of known servers; empty: the user's own
    QString caFile;     ///< PEM of a private authority; empty: the system's
    io::Secret secret;
    int timeoutMs = 10'000; ///< of one exchange
};

enum class SecretUse {
    None,
    Optional,
    Needed,
};

struct PolicyHostKind
{
    const char *name; ///< in front of the colon
    const char *form; ///< "local:/FOLDER"
    SecretUse secretUse;
    const char *secret; ///< what the secret is, translatable in the context "cli::Words"
    /// Error codes: bad-place, password-in-place, unreadable (the file of authorities).
    base::Result<std::unique_ptr<io::PolicyHost>> (*create)(PolicyHostSettings settings);
};

std::span<const PolicyHostKind> policyHostKinds();
const PolicyHostKind *policyHostKind(const QString &name); ///< null when there is none of that name

} // namespace wiring
