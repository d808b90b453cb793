// SPDX-License-Identifier: GPL-3.0-or-later
// A recursive resolver that questions are forwarded to. People name it `ADDR[@PORT]`; systems name it in
// /etc/resolv.conf, where everything but the `nameserver` lines is about search lists and does not concern whole names.
#pragma once

#include "base/ip_address.h"
#include "base/result.h"

#include <QByteArrayList>
#include <QList>

namespace io {

struct DnsServer
{
    base::IpAddress address;
    QString zone; ///< interface of a link-local IPv6 address ("eth0"), else empty
    int port = 53;

    QString toString() const; ///< "192.0.2.53@53", "fe80::1%eth0@53": the form that libunbound reads too
    bool operator==(const DnsServer &) const = default;

    /// Error codes: bad-address, bad-port.
    static base::Result<DnsServer> parse(const QString &text);
};

/// The `nameserver` lines of a resolv.conf; lines that hold no address are passed over, as the C library does.
QList<DnsServer> nameserversOf(const QByteArray &resolvConf);

} // namespace io
