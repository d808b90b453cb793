// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_status.h"

namespace cli {

namespace {

int rank(int status)
{
    switch (status) {
    case Fine: return 0;
    case Warned: return 1;
    case Unsure: return 2;
    case Failed: return 3;
    default: return 4;
    }
}

} // namespace

int worstStatus(int left, int right)
{
    return rank(left) >= rank(right) ? left : right;
}

} // namespace cli
