// SPDX-License-Identifier: GPL-3.0-or-later
// The bare prober's fetch of a policy: the first address, one GET.
#pragma once

#include "prober_loop.h"

#include <string>

namespace bare {

struct Policy
{
    std::string error, body, certificate;
    int status = 0;
};

Task<Policy> fetchPolicy(Context &context, std::string host);

} // namespace bare
