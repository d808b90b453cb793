// SPDX-License-Identifier: GPL-3.0-or-later
// Whether this machine knows a way to an address at all. Qt calls some failures to connect by wrong names: without IPv6
// here the error is "unknown", and an address without a route may count as refused. Connecting a datagram socket sends
// nothing and asks the system the same question.
#pragma once

#include "base/ip_address.h"

namespace io {

/// The system's words for having no way to `address`; empty when there is one, or when the system cannot be asked like
/// this.
QString routeProblem(const base::IpAddress &address);

} // namespace io
