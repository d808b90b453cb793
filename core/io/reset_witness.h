// SPDX-License-Identifier: GPL-3.0-or-later
// Qt reports a connection that was reset just as one that was closed in order. For a mail server the difference tells a
// crash or a firewall from a decision, so the socket's state is asked for at the end, through a duplicate of its
// descriptor (Qt has closed its own by then). Linux only; elsewhere every end looks orderly.
#pragma once

#include <QtGlobal>

namespace io {

class ResetWitness
{
public:
    ResetWitness() = default;
    ~ResetWitness() { release(); }
    ResetWitness(const ResetWitness &) = delete;
    ResetWitness &operator=(const ResetWitness &) = delete;

    void watch(qintptr socket); ///< a connected TCP socket
    bool sawReset() const;      ///< the peer's RST has come; false when unknown
    void release();             ///< must follow the end, or the connection stays open

private:
    int m_descriptor = -1;
};

} // namespace io
