// SPDX-License-Identifier: GPL-3.0-or-later
// Report files on a disk: single files, folders, Maildirs. Folders come from anywhere (a mail server's spool, a share,
// a download), so they may hold links in a circle, pipes that never end and devices. What the user named is followed,
// what lies inside a folder is not when it is a link; nothing is opened that could block, and everything that is not
// read has a reason. Order is by name, so that two runs see the same.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <memory>

namespace io {

enum class SkipReason {
    NotFound,
    Unreadable, ///< no permission, or the disk fails
    Link,       ///< a symbolic link inside a folder, or one that leads nowhere
    Special,    ///< a pipe, socket or device
    TooLarge,
    TooDeep, ///< folders inside each other
    TooMany, ///< files in all; the rest was not looked at
};
/// A stable kebab-case word: "too-large".
const char *wordOf(SkipReason reason);

struct FileLimits
{
    qint64 bytes = qint64(2) << 30; ///< one file
    int depth = 64;
    int files = 10'000'000;
};

struct ReportFile
{
    std::filesystem::path path;
    bool named = false; ///< the user named it, so it may be a link
};

/// Finds the files under `root`, which may be a file itself. Names that begin with a dot are left out. A folder with
/// "cur" and "new" in it is a Maildir: those two are read, and its sub-folders ".Name"; "tmp" never. `onFile` returns
/// false to end the search.
void findReportFiles(const std::filesystem::path &root, const FileLimits &limits,
                     const std::function<bool(ReportFile)> &onFile,
                     const std::function<void(const std::filesystem::path &, SkipReason)> &onSkipped);

/// The bytes of a file: read, or mapped when it is large. A mapped file must not be cut short by others meanwhile.
class FileBytes
{
public:
    explicit FileBytes(QByteArray bytes);
    /// `unmap` runs when the bytes are no longer needed.
    FileBytes(QByteArrayView mapped, std::shared_ptr<void> unmap);
    QByteArrayView bytes() const { return m_view; }

private:
    QByteArray m_own;
    std::shared_ptr<void> m_mapping;
    QByteArrayView m_view;
};

tl::expected<FileBytes, SkipReason> readReportFile(const ReportFile &file, qint64 maximum);

} // namespace io
