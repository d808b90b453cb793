// SPDX-License-Identifier: GPL-3.0-or-later
// Threads of which there are as many as cores take turns with the one thread that all of them work for, and then it
// waits while work for it piles up. Lowered, they run on what it leaves over; a window stays quick beside them, too.
#pragma once

namespace io {

/// Lowers the priority of the calling thread, for good. Where the system does not allow it, nothing changes.
void giveWay();

} // namespace io
