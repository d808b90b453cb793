// SPDX-License-Identifier: GPL-3.0-or-later
// A place where the records of a zone can be read and changed by a program: a name server that takes dynamic updates,
// or the web interface of a DNS company. What has to change is worked out elsewhere (publish/zone_plan.h); a provider
// reads, and carries a plan out. It never touches a name that the plan does not name, and it stops when the zone is no
// longer as the plan saw it.
#pragma once

#include "base/result.h"
#include "io/ready_future.h"
#include "publish/zone_plan.h"

#include <QFuture>

#include <memory>
#include <stop_token>

namespace io {

/// Why a provider did not do what was asked. `code` is a stable kebab-case word (text/provider_text.h has its
/// sentence):
///   unreachable, timeout, cancelled, tls   nothing was changed
///   cut                  the connection ended before the answer: whether the change was made is not known
///   bad-key, bad-signature, bad-time       TSIG (RFC 8945 §5.3)
///   unsigned-answer, bad-answer            what came back is not from whoever holds the key, or is no answer
///   refused, unauthorized, forbidden       the server, or the company, does not allow it
///   not-zone, not-authoritative            the server does not have that zone
///   changed-meanwhile    the zone is no longer as the plan saw it; nothing was changed
///   rejected             the records were not accepted
///   half-made            a part of the change stands, and the provider refused to take it back
///   rate-limited, server-failure
struct ProviderError
{
    QString code;
    QString detail; ///< the server's own words; untrusted, never holds a secret
    bool operator==(const ProviderError &) const = default;
};

template <class T>
using ProviderResult = base::Result<T, ProviderError>;

inline tl::unexpected<ProviderError> providerFailure(const char *code, const QString &detail = {})
{
    return tl::unexpected(ProviderError{QString::fromLatin1(code), detail});
}

/// What an error means once the change may have been carried out: that no answer came does not say that nothing was
/// done.
inline ProviderError afterSending(ProviderError error)
{
    if (error.code == QLatin1String("timeout") || error.code == QLatin1String("cancelled"))
        error.code = QStringLiteral("cut");
    return error;
}

class DnsProvider
{
public:
    virtual ~DnsProvider() = default;
    /// What stands at these names now, as the provider itself has it.
    virtual QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) = 0;
    /// Makes the changes, all of them at once where the provider can. An empty plan does nothing.
    virtual QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) = 0;
    virtual QString description() const = 0; ///< "RFC 2136 at 192.0.2.1@53"
};

} // namespace io
