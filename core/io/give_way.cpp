// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/give_way.h"

#include <QtGlobal>

#if defined(Q_OS_LINUX)
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>
#elif defined(Q_OS_MACOS)
#include <pthread/qos.h>
#elif defined(Q_OS_WIN)
#include <windows.h>
#endif

namespace io {

// QThread::setPriority() does nothing under Linux's usual scheduling, where each thread has a nice value of its own.
void giveWay()
{
#if defined(Q_OS_LINUX)
    setpriority(PRIO_PROCESS, id_t(gettid()), getpriority(PRIO_PROCESS, 0) + 5);
#elif defined(Q_OS_MACOS)
    pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
#elif defined(Q_OS_WIN)
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
#endif
}

} // namespace io
