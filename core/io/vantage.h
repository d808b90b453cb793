// SPDX-License-Identifier: GPL-3.0-or-later
// From where a check looks: which kinds of Internet this machine has, and with what options. A fault that only shows
// without IPv6, or behind a blocked port, is the vantage point's and not the domain's.
#pragma once

#include "io/inspector.h"

namespace io {

/// An address of the kind on an interface that is up. IPv4 behind a translator counts; IPv6 only when it is global.
bool hasIpv4(const QList<base::IpAddress> &own);
bool hasIpv6(const QList<base::IpAddress> &own);
QList<base::IpAddress> ownAddresses();

/// Everything but what the resolver has to say about validation.
facts::Vantage vantageOf(const Resolver &resolver, const InspectOptions &options);

} // namespace io
