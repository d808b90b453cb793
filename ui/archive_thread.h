// SPDX-License-Identifier: GPL-3.0-or-later
// The archive belongs to one thread, and the window must never wait for a disk: this is that thread. Work is done in
// the order in which it was given; its answer arrives as a future, to be continued on the window's thread.
#pragma once

#include "archive/archive.h"

#include <QFuture>
#include <QPromise>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace ui {

class ArchiveThread
{
public:
    /// Opens nothing yet; the first work does.
    explicit ArchiveThread(const QString &dsn);
    /// Waits for the work that is under way; what is still waiting is not done, and its futures end without an answer.
    ~ArchiveThread();
    ArchiveThread(const ArchiveThread &) = delete;
    ArchiveThread &operator=(const ArchiveThread &) = delete;

    /// `work` gets the open archive. An archive that cannot be opened is the answer, and is tried anew next time.
    template <class T>
    QFuture<archive::Result<T>> run(std::function<archive::Result<T>(archive::Archive &)> work)
    {
        auto promise = std::make_shared<QPromise<archive::Result<T>>>();
        QFuture<archive::Result<T>> future = promise->future();
        post([this, promise, work = std::move(work)] {
            if (m_stopping)
                return;
            promise->start();
            if (auto archive = opened(); !archive)
                promise->addResult(archive::Result<T>(tl::unexpected(archive.error())));
            else
                promise->addResult(work(**archive));
            promise->finish();
        });
        return future;
    }

    const QString &dsn() const { return m_dsn; }

private:
    void post(std::function<void()> what);
    archive::Result<archive::Archive *> opened();

    const QString m_dsn;
    QThread m_thread;
    std::atomic_bool m_stopping = false;
    QObject m_place; ///< lives on the thread
    std::optional<archive::Archive> m_archive;
};

} // namespace ui
