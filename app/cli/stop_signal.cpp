// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stop_signal.h"

#include <chrono>
#include <csignal>

namespace cli {

namespace {

volatile std::sig_atomic_t signalled = 0;

void onSignal(int number)
{
    signalled = 1;
    std::signal(number, SIG_DFL);
}

} // namespace

StopSignal::StopSignal()
{
    using namespace std::chrono_literals;
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    m_look = std::jthread([this](std::stop_token ended) {
        while (!ended.stop_requested() && !signalled)
            std::this_thread::sleep_for(20ms);
        if (signalled)
            m_stop.request_stop();
    });
}

} // namespace cli
