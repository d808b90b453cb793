// SPDX-License-Identifier: GPL-3.0-or-later
// The bare prober's SMTP sessions: every address of an MX host, and its TLSA records.
#pragma once

#include "prober_loop.h"

#include <string>
#include <vector>

namespace bare {

struct Session
{
    std::string address, error, version, certificate;
};

struct MxHost
{
    std::string name;
    bool hasTlsa = false; ///< secure ones
    std::vector<Session> sessions;
};

/// With -d, hosts that domains of one thread share are probed once.
Task<MxHost> probeMxHost(Context &context, std::string host);

} // namespace bare
