// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_files.h"

#include <QFile>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace io {
namespace {

/// Files up to this size are read, because a mapped file that somebody cuts short meanwhile ends the program.
constexpr qint64 readBytes = qint64(64) << 20;

using Outcome = tl::expected<FileBytes, SkipReason>;

Outcome mapped(const std::shared_ptr<QFile> &file, qint64 size)
{
    const uchar *at = file->map(0, size);
    if (!at)
        return tl::unexpected(SkipReason::Unreadable);
    return FileBytes(QByteArrayView(at, size), file); // QFile unmaps when it goes
}

/// Reads to the end; the size is only a guess, the file may grow or shrink meanwhile.
template <class Read>
Outcome readAll(qint64 size, qint64 maximum, Read read)
{
    QByteArray bytes(size + 1, Qt::Uninitialized);
    qint64 used = 0;
    for (;;) {
        if (used == bytes.size())
            bytes.resize(bytes.size() * 2);
        const qint64 room = bytes.size() - used;
        const qint64 got = read(bytes.data() + used, room);
        if (got < 0)
            return tl::unexpected(SkipReason::Unreadable);
        used += got;
        if (used > maximum)
            return tl::unexpected(SkipReason::TooLarge);
        if (got < room) // of a regular file only the last read is short
            break;
    }
    bytes.resize(used);
    return FileBytes(std::move(bytes));
}

#ifdef Q_OS_UNIX

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd;
};

SkipReason reasonOf(int error)
{
    return error == ENOENT || error == ENOTDIR ? SkipReason::NotFound
           : error == ELOOP                    ? SkipReason::Link
           : error == ENXIO                    ? SkipReason::Special
                                               : SkipReason::Unreadable;
}

Outcome openAndRead(const ReportFile &file, qint64 maximum)
{
    // Without O_NONBLOCK, a pipe put in the file's place after it was found would be waited for without end.
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (file.named ? 0 : O_NOFOLLOW);
    Descriptor fd(::open(file.path.c_str(), flags));
    if (fd.get() < 0)
        return tl::unexpected(reasonOf(errno));
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0)
        return tl::unexpected(SkipReason::Unreadable);
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(SkipReason::Special);
    if (status.st_size > maximum)
        return tl::unexpected(SkipReason::TooLarge);
    if (status.st_size > readBytes) {
        const auto large = std::make_shared<QFile>();
        if (!large->open(fd.release(), QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
            return tl::unexpected(SkipReason::Unreadable);
        return mapped(large, status.st_size);
    }
    return readAll(status.st_size, maximum, [&fd](char *to, qint64 room) -> qint64 {
        ssize_t got = 0;
        do
            got = ::read(fd.get(), to, std::size_t(room));
        while (got < 0 && errno == EINTR);
        return got;
    });
}

#else

Outcome openAndRead(const ReportFile &file, qint64 maximum)
{
    std::error_code error;
    const auto type =
        (file.named ? std::filesystem::status(file.path, error) : std::filesystem::symlink_status(file.path, error))
            .type();
    if (type == std::filesystem::file_type::not_found)
        return tl::unexpected(SkipReason::NotFound);
    if (type != std::filesystem::file_type::regular)
        return tl::unexpected(SkipReason::Special);
    const auto opened = std::make_shared<QFile>(file.path);
    if (!opened->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return tl::unexpected(SkipReason::Unreadable);
    if (opened->size() > maximum)
        return tl::unexpected(SkipReason::TooLarge);
    if (opened->size() > readBytes)
        return mapped(opened, opened->size());
    return readAll(opened->size(), maximum, [&](char *to, qint64 room) { return opened->read(to, room); });
}

#endif

} // namespace

FileBytes::FileBytes(QByteArray bytes) : m_own(std::move(bytes)), m_view(m_own) {}

FileBytes::FileBytes(QByteArrayView mapped, std::shared_ptr<void> unmap) : m_mapping(std::move(unmap)), m_view(mapped)
{
}

tl::expected<FileBytes, SkipReason> readReportFile(const ReportFile &file, qint64 maximum)
{
    return openAndRead(file, maximum);
}

} // namespace io
