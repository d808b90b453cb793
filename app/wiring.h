// SPDX-License-Identifier: GPL-3.0-or-later
// The only place that names concrete adapters: everything else of the programs sees the interfaces of io/interfaces.h.
// What is dear to set up (certificate authorities, probe threads) is set up beside the first DNS questions, which are
// asked before.
#pragma once

#include "base/result.h"
#include "io/interfaces.h"

#include <memory>

namespace wiring {

struct Settings
{
    QString resolver;        ///< "ADDR[@PORT]"; empty: the system's
    QString trustAnchorFile; ///< empty: the root's
    QString caFile;          ///< PEM; empty: the system's authorities
    int lookupMs = 0;        ///< of one DNS lookup; 0: the default of limits.h
};

class Adapters
{
public:
    /// Touches no network. Error codes: those of io::UnboundResolver::create() and tls::TrustStore::fromPemFile();
    /// the excerpt of `unreadable` is the file's name.
    static base::Result<std::unique_ptr<Adapters>> create(const Settings &settings);
    virtual ~Adapters() = default;

    virtual io::Resolver &resolver() = 0;
    virtual io::PolicyFetcher &policyFetcher() = 0;
    virtual io::SmtpProber &smtpProber() = 0;
    virtual const io::Clock &clock() const = 0;
};

} // namespace wiring
