// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C, politely: the first one stops the work, which then ends with what it has seen; the second one ends the
// program as usual.
#pragma once

#include <QTimer>

#include <stop_token>

namespace cli {

class Interrupt
{
public:
    Interrupt(); ///< from now on
    std::stop_token token() const { return m_stop.get_token(); }

private:
    // A signal handler may do next to nothing, so it sets a flag and this looks at it.
    QTimer m_look;
    std::stop_source m_stop;
};

} // namespace cli
