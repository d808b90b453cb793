// SPDX-License-Identifier: GPL-3.0-or-later
// The files of findReportFiles(), pulled one at a time: folders are walked on a thread of its own, a little ahead of
// those who read. What is not read comes out as a problem, not in silence.
#pragma once

#include "io/report_reading.h"

#include <QStringList>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace io {

/// A name as the user typed it or as a folder listed it.
std::filesystem::path pathOf(const QString &name);

class FileSource
{
public:
    /// Files and folders; their order is kept.
    explicit FileSource(const QStringList &paths);
    explicit FileSource(std::vector<std::filesystem::path> paths);

    /// Nothing at the end. Any thread, one at a time.
    std::optional<FileToRead> next();

private:
    void walk(const std::stop_token &stop);
    bool put(FileToRead file, const std::stop_token &stop);

    static constexpr std::size_t ahead = 1'000;

    const std::vector<std::filesystem::path> m_paths;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<FileToRead> m_found;
    bool m_ended = false;
    std::jthread m_walk; ///< last: it ends first
};

} // namespace io
