// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/quick_ack.h"

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace io {

#ifdef Q_OS_LINUX

void acknowledgeAtOnce(qintptr socket)
{
    const int on = 1;
    // A failure costs time and nothing else.
    ::setsockopt(int(socket), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

#else

void acknowledgeAtOnce(qintptr) {}

#endif

} // namespace io
