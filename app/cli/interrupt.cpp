// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include "cli/terminal.h"
#include "cli/words.h"

#include <csignal>

namespace cli {

namespace {

constexpr int lookEveryMs = 50;

volatile std::sig_atomic_t interrupted = 0;

void onSignal(int number)
{
    interrupted = 1;
    std::signal(number, SIG_DFL);
}

} // namespace

Interrupt::Interrupt()
{
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    QObject::connect(&m_look, &QTimer::timeout, &m_look, [this] {
        if (!interrupted)
            return;
        m_look.stop();
        message(Words::tr("Stopping; what was seen so far follows."));
        m_stop.request_stop();
    });
    m_look.start(lookEveryMs);
}

} // namespace cli
