// SPDX-License-Identifier: GPL-3.0-or-later
// The argument of EHLO (RFC 5321 §4.1.1.1): the client's fully qualified name where it has one, else its address as a
// literal in brackets (§4.1.3). A desktop is seldom in the DNS, and "localhost" or "mypc.local" makes servers refuse a
// session that a literal would not.
#pragma once

#include "base/ip_address.h"

#include <QByteArray>

namespace smtp {

/// `name` when it can be said: a host name of two labels or more outside the special-use names, or a literal in
/// brackets; otherwise the literal of `local`, the address of the client's end of the connection.
QByteArray heloArgument(const QString &name, const base::IpAddress &local);

/// "[192.0.2.1]" or "[IPv6:2001:db8::1]"; an IPv4-mapped address is written as IPv4.
QByteArray addressLiteral(const base::IpAddress &address);

} // namespace smtp
