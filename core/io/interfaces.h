// SPDX-License-Identifier: GPL-3.0-or-later
// The edges of the program. Each call starts at once and returns a QFuture that always delivers exactly one fact and never an
// exception: failure, time-out and cancellation are values inside the fact. QFuture::cancel does not travel upstream in Qt
// 6.4, so a call is cancelled through its std::stop_token. Futures may be fulfilled on any thread; continue with
// QFuture::then(context, …) to come back to your own.
#pragma once

#include "base/domain_name.h"
#include "facts/domain_facts.h"

#include <QFuture>
#include <functional>
#include <stop_token>

namespace io {

class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime now() const = 0; ///< UTC
};

class Resolver
{
public:
    virtual ~Resolver() = default;
    /// One question; CNAMEs are followed. `name` in presentation form, with or without the final dot.
    virtual QFuture<facts::DnsAnswer> lookup(const QString &name, facts::RecordType type, std::stop_token stop) = 0;
    /// Hint: names at or under `name` are about to be asked for. A validating resolver fetches the DS and DNSKEY records on the
    /// way in the same burst, so that validation costs no round trips of its own: call it before those lookups. Does nothing
    /// elsewhere.
    virtual void prepare(const QString &name) { Q_UNUSED(name) }
    virtual QString description() const = 0; ///< for Vantage::resolver
    /// Whether answers are validated in this process; waits for the root keys if need be, so it is a future.
    virtual QFuture<QString> validationProblem(std::stop_token stop) = 0; ///< empty: validating
};

struct PolicyTarget
{
    QString host;               ///< mta-sts.<domain>: SNI, certificate name and Host header
    base::IpAddress address;
    int port = 443;
    bool allowPrivate = false;  ///< contact addresses in private space too
    int timeoutMs = 60'000;
};
class PolicyFetcher
{
public:
    virtual ~PolicyFetcher() = default;
    virtual QFuture<facts::PolicyFetch> fetch(const PolicyTarget &target, std::stop_token stop) = 0;
};

struct SmtpTarget
{
    QString host;               ///< MX name: SNI and certificate name
    base::IpAddress address;
    int port = 25;
    QString heloName;           ///< what EHLO says
    bool deep = false;          ///< extra sessions for old protocol versions
    int timeoutMs = 60'000;     ///< the whole session
    std::function<void()> onConnected = {}; ///< called once when TCP is up, on any thread; may be empty
};
class SmtpProber
{
public:
    virtual ~SmtpProber() = default;
    virtual QFuture<facts::SmtpProbe> probe(const SmtpTarget &target, std::stop_token stop) = 0;
    /// Connects and waits for the banner only: the control probe.
    virtual QFuture<facts::SmtpProbe> greet(const SmtpTarget &target, std::stop_token stop) = 0;
};

} // namespace io
