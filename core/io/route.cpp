// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/route.h"

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace io {

#ifdef Q_OS_UNIX

namespace {

int connectDatagram(int socket, const base::IpAddress &address)
{
    if (address.isV6()) {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(9);
        memcpy(&to.sin6_addr, address.bytes().constData(), sizeof to.sin6_addr);
        return ::connect(socket, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(9);
    memcpy(&to.sin_addr, address.bytes().constData(), sizeof to.sin_addr);
    return ::connect(socket, reinterpret_cast<const sockaddr *>(&to), sizeof to);
}

} // namespace

QString routeProblem(const base::IpAddress &address)
{
    if (address.isNull())
        return {};
    const int socket = ::socket(address.isV6() ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
    const int error = socket < 0 || connectDatagram(socket, address) < 0 ? errno : 0;
    if (socket >= 0)
        ::close(socket);
    switch (error) {
    case EAFNOSUPPORT:  // no IPv6 in the kernel
    case EADDRNOTAVAIL: // no address of this family
    case EINVAL:        // a discarding route, or a link-local address without its link
    case ENETUNREACH:
    case EHOSTUNREACH: return QString::fromLocal8Bit(std::strerror(error));
    default: return {};
    }
}

#else

QString routeProblem(const base::IpAddress &)
{
    return {};
}

#endif

} // namespace io
