// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/local_folder.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX

#include "base/limits.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace io {
namespace {

using Look = ProviderResult<publish::HostedPolicy>;
using Done = ProviderResult<void>;

constexpr mode_t folderMode = 0755, fileMode = 0644;

class Descriptor
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }
    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

struct ErrorRow
{
    int number;
    const char *code;
};

constexpr std::array errors{
    ErrorRow{ENOENT, "absent-place"}, ErrorRow{EACCES, "no-permission"}, ErrorRow{EPERM, "no-permission"},
    ErrorRow{EROFS, "no-permission"}, ErrorRow{ELOOP, "link"},           ErrorRow{ENOTDIR, "not-a-file"},
    ErrorRow{EISDIR, "not-a-file"},   ErrorRow{ENOSPC, "no-space"},      ErrorRow{EDQUOT, "no-space"},
};

tl::unexpected<ProviderError> systemFailure(const QString &path, int number)
{
    for (const ErrorRow &row : errors)
        if (row.number == number)
            return providerFailure(row.code, path);
    return providerFailure("failed", path + QStringLiteral(": ") + qt_error_string(number));
}

bool isLink(int folder, const char *name)
{
    struct stat info = {};
    return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode);
}

/// The folder of the policy, opened step by step so that nobody can put a link in between.
class Place
{
public:
    /// Without the folder: only the root is open.
    static ProviderResult<Place> open(const QString &root)
    {
        Place place{root, Descriptor(::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))};
        if (!place.m_top.isOpen())
            return systemFailure(root, errno);
        if (const Done opened = place.openFolder(); !opened)
            return tl::unexpected(opened.error());
        return place;
    }

    Look read() const;
    /// Both leave the old file as it is when they fail.
    Done write(const QByteArray &bytes);
    Done remove();

private:
    Place(QString root, Descriptor top) : m_root(std::move(root)), m_top(std::move(top)) {}

    QString folderPath() const { return m_root + u'/' + QLatin1String(wellKnownFolder); }
    QString filePath() const { return folderPath() + u'/' + QLatin1String(policyFileName); }
    Done openFolder();
    Done makeFolder();
    Done fill(int file, const QByteArray &bytes) const;
    Done keepOwner(int file) const;

    QString m_root;
    Descriptor m_top;
    Descriptor m_folder{-1};
};

Done Place::openFolder()
{
    m_folder = Descriptor(openat(m_top.number(), wellKnownFolder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (m_folder.isOpen() || errno == ENOENT)
        return {};
    const int number = errno; // ENOTDIR also for a link, with O_DIRECTORY
    return isLink(m_top.number(), wellKnownFolder) ? Done(providerFailure("link", folderPath()))
                                                   : Done(systemFailure(folderPath(), number));
}

Done Place::makeFolder()
{
    if (m_folder.isOpen())
        return {};
    if (mkdirat(m_top.number(), wellKnownFolder, folderMode) != 0)
        return systemFailure(folderPath(), errno);
    if (const Done opened = openFolder(); !opened)
        return opened;
    if (!m_folder.isOpen() || fchmod(m_folder.number(), folderMode) != 0) // whatever the umask says
        return systemFailure(folderPath(), errno);
    fsync(m_top.number());
    return {};
}

Look Place::read() const
{
    if (!m_folder.isOpen())
        return publish::HostedPolicy{};
    const Descriptor file(openat(m_folder.number(), policyFileName, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.isOpen())
        return errno == ENOENT ? Look(publish::HostedPolicy{}) : Look(systemFailure(filePath(), errno));
    struct stat info = {};
    if (fstat(file.number(), &info) != 0)
        return systemFailure(filePath(), errno);
    if (!S_ISREG(info.st_mode))
        return providerFailure("not-a-file", filePath());
    QFile bytes;
    if (!bytes.open(file.number(), QIODevice::ReadOnly))
        return providerFailure("failed", filePath() + QStringLiteral(": ") + bytes.errorString());
    publish::HostedPolicy policy{bytes.read(limits::policyBytes + 1)};
    if (policy.bytes->size() > limits::policyBytes)
        return providerFailure("too-long", filePath());
    return policy;
}

// Only root can give a file away; a web server that read it as its owner or group would be locked out.
Done Place::keepOwner(int file) const
{
    struct stat old = {};
    if (fstatat(m_folder.number(), policyFileName, &old, AT_SYMLINK_NOFOLLOW) != 0)
        return fchmod(file, fileMode) == 0 ? Done() : Done(systemFailure(filePath(), errno));
    struct stat now = {};
    fstat(file, &now);
    const bool isKept =
        (now.st_uid == old.st_uid && now.st_gid == old.st_gid) || fchown(file, old.st_uid, old.st_gid) == 0;
    if (!isKept && !(old.st_mode & S_IROTH))
        return providerFailure("lost-owner", filePath());
    return fchmod(file, old.st_mode & 07777) == 0 ? Done() : Done(systemFailure(filePath(), errno));
}

Done Place::fill(int file, const QByteArray &bytes) const
{
    for (qsizetype written = 0; written < bytes.size();) {
        const ssize_t part = ::write(file, bytes.constData() + written, size_t(bytes.size() - written));
        if (part < 0 && errno != EINTR)
            return systemFailure(filePath(), errno);
        written += std::max<ssize_t>(part, 0);
    }
    if (const Done kept = keepOwner(file); !kept)
        return kept;
    return fsync(file) == 0 ? Done() : Done(systemFailure(filePath(), errno));
}

Done Place::write(const QByteArray &bytes)
{
    if (const Done made = makeFolder(); !made)
        return made;
    const QByteArray draft =
        QByteArray(".") + policyFileName + '.' + QByteArray::number(QRandomGenerator::system()->generate64(), 36);
    const Descriptor file(
        openat(m_folder.number(), draft.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return systemFailure(folderPath(), errno);
    Done done = fill(file.number(), bytes);
    if (done && renameat(m_folder.number(), draft.constData(), m_folder.number(), policyFileName) != 0)
        done = systemFailure(filePath(), errno);
    if (done)
        fsync(m_folder.number());
    else
        unlinkat(m_folder.number(), draft.constData(), 0);
    return done;
}

Done Place::remove()
{
    if (unlinkat(m_folder.number(), policyFileName, 0) != 0)
        return systemFailure(filePath(), errno);
    fsync(m_folder.number());
    return {};
}

Look lookIn(const QString &root)
{
    const auto place = Place::open(root);
    return place ? place->read() : Look(tl::unexpected(place.error()));
}

Done putInto(const QString &root, const publish::PolicyPlan &plan)
{
    auto place = Place::open(root);
    if (!place)
        return tl::unexpected(place.error());
    return plan.wanted.bytes ? place->write(*plan.wanted.bytes) : place->remove();
}

} // namespace

QString LocalFolder::description() const
{
    return QCoreApplication::translate("text", "the folder %1").arg(m_root);
}

QFuture<Look> LocalFolder::look(std::stop_token)
{
    return readyFuture(lookIn(m_root));
}

QFuture<Done> LocalFolder::put(const publish::PolicyPlan &plan, std::stop_token stop)
{
    if (stop.stop_requested())
        return readyFuture<Done>(providerFailure("cancelled"));
    return putUnlessChanged(*this, plan, stop, [root = m_root, plan] { return readyFuture(putInto(root, plan)); });
}

} // namespace io

#endif
