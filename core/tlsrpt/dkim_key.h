// SPDX-License-Identifier: GPL-3.0-or-later
// A DKIM key record (RFC 6376 §3.6.1, RFC 8463 §4) and the mathematics of one signature with it.
#pragma once

#include "tlsrpt/dkim.h"

namespace tlsrpt {

struct DkimCheck
{
    DkimFault fault = DkimFault::None;
    int keyBits = 0;
    bool namesTlsrpt = false; ///< s= has "tlsrpt"
    bool testing = false;     ///< t= has "y"
};

/// Whether the key of `record` made `signature`, which must have no fault so far.
DkimCheck checkWithKey(const DkimSignature &signature, std::string_view record);

} // namespace tlsrpt
