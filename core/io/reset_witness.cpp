// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/reset_witness.h"

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace io {

#ifdef Q_OS_LINUX

void ResetWitness::watch(qintptr socket)
{
    release();
    m_descriptor = fcntl(int(socket), F_DUPFD_CLOEXEC, 3);
}

bool ResetWitness::sawReset() const
{
    tcp_info info{};
    socklen_t size = sizeof info;
    return m_descriptor >= 0 && getsockopt(m_descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
           info.tcpi_state == TCP_CLOSE;
}

void ResetWitness::release()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

#else

void ResetWitness::watch(qintptr) {}

bool ResetWitness::sawReset() const
{
    return false;
}

void ResetWitness::release() {}

#endif

} // namespace io
