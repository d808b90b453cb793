// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C for work that keeps this thread busy, where Interrupt has no event loop to look from: a thread of its own
// looks.
#pragma once

#include <stop_token>
#include <thread>

namespace cli {

class StopSignal
{
public:
    StopSignal(); ///< from now on; the second signal ends the program as usual
    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_look; ///< last: it ends first
};

} // namespace cli
