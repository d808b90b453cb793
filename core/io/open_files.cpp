// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/open_files.h"

#include <QtGlobal>
#ifdef Q_OS_UNIX
#include <algorithm>
#include <sys/resource.h>
#endif

namespace io {

void makeRoomForOpenFiles(int wanted)
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= rlim_t(wanted))
        return;
    limit.rlim_cur = std::min(limit.rlim_max, rlim_t(wanted)); // RLIM_INFINITY is the largest value
    setrlimit(RLIMIT_NOFILE, &limit);
#else
    Q_UNUSED(wanted)
#endif
}

} // namespace io
