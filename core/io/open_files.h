// SPDX-License-Identifier: GPL-3.0-or-later
// Every connection is an open file of the process, and many systems start programs with room for 1,024 of them, which
// a few checks side by side can use up. The room may be extended up to a hard limit without any privilege.
#pragma once

namespace io {

/// Makes room for at least `wanted` open files, or as many as the system grants. Where there is no such limit it does
/// nothing.
void makeRoomForOpenFiles(int wanted = 8192);

} // namespace io
