// SPDX-License-Identifier: GPL-3.0-or-later
// What the program returns: the convention of monitoring plugins for verdicts, of sysexits.h for the rest. Scripts rely
// on it.
#pragma once

namespace cli {

enum ExitStatus : int {
    Fine = 0,      ///< ok, or remarks only
    Warned = 1,    ///< the worst is a warning
    Failed = 2,    ///< the worst is an error
    Unsure = 3,    ///< something that the verdict needs could not be determined
    Usage = 64,    ///< the command line, or a file that it names, is wrong
    Internal = 70, ///< the program could not do its work (output could not be written, memory ran out)
};

/// The status of several verdicts together: an error outranks an unknown, which outranks a warning.
int worstStatus(int left, int right);

} // namespace cli
