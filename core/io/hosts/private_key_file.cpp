// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/private_key_file.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace io {
namespace {

bool write(QFile &file, const QByteArray &bytes)
{
    return file.write(bytes) == bytes.size() && file.flush();
}

} // namespace

PrivateKeyFile::PrivateKeyFile(const Secret &key)
{
#ifdef Q_OS_LINUX
    m_memory = memfd_create("key", MFD_CLOEXEC);
    QFile memory;
    if (m_memory >= 0 && memory.open(m_memory, QIODevice::WriteOnly | QIODevice::Unbuffered) &&
        write(memory, key.bytes()))
        m_name = "/proc/self/fd/" + QByteArray::number(m_memory);
#else
    if (m_file.open() && write(m_file, key.bytes()))
        m_name = QFile::encodeName(m_file.fileName());
#endif
}

PrivateKeyFile::~PrivateKeyFile()
{
#ifdef Q_OS_LINUX
    if (m_memory >= 0)
        close(m_memory);
#endif
}

} // namespace io
