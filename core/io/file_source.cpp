// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/file_source.h"

#include <QFile>

namespace io {

namespace {

std::vector<std::filesystem::path> pathsOf(const QStringList &names)
{
    std::vector<std::filesystem::path> paths;
    for (const QString &name : names)
        paths.push_back(pathOf(name));
    return paths;
}

} // namespace

std::filesystem::path pathOf(const QString &name)
{
#ifdef Q_OS_WIN
    return name.toStdWString();
#else
    return QFile::encodeName(name).toStdString();
#endif
}

FileSource::FileSource(const QStringList &paths) : FileSource(pathsOf(paths)) {}

FileSource::FileSource(std::vector<std::filesystem::path> paths)
    : m_paths(std::move(paths)), m_walk([this](const std::stop_token &stop) { walk(stop); })
{
}

bool FileSource::put(FileToRead file, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [this] { return m_found.size() < ahead; }))
        return false;
    m_found.push_back(std::move(file));
    if (m_found.size() == 1)
        m_changed.notify_all();
    return true;
}

void FileSource::walk(const std::stop_token &stop)
{
    for (const std::filesystem::path &path : m_paths) {
        if (stop.stop_requested())
            break;
        findReportFiles(
            path, FileLimits(),
            [&](ReportFile file) {
                return put({std::move(file), {}}, stop);
            },
            [&](const std::filesystem::path &skipped, SkipReason reason) {
                put({{skipped, false}, wordOf(reason)}, stop);
            });
    }
    const std::scoped_lock lock(m_mutex);
    m_ended = true;
    m_changed.notify_all();
}

std::optional<FileToRead> FileSource::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ended || !m_found.empty(); });
    if (m_found.empty())
        return std::nullopt;
    FileToRead file = std::move(m_found.front());
    m_found.pop_front();
    if (m_found.size() == ahead / 2)
        m_changed.notify_all();
    return file;
}

} // namespace io
