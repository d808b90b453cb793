// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/archive_thread.h"

namespace ui {

ArchiveThread::ArchiveThread(const QString &dsn) : m_dsn(dsn)
{
    m_thread.setObjectName(QStringLiteral("archive"));
    m_place.moveToThread(&m_thread);
    m_thread.start();
}

ArchiveThread::~ArchiveThread()
{
    m_stopping = true;
    // A connection must be closed by the thread that opened it.
    post([this] {
        m_archive.reset();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
}

void ArchiveThread::post(std::function<void()> what)
{
    QMetaObject::invokeMethod(&m_place, std::move(what), Qt::QueuedConnection);
}

archive::Result<archive::Archive *> ArchiveThread::opened()
{
    if (!m_archive) {
        auto archive = archive::Archive::open(m_dsn);
        if (!archive)
            return tl::unexpected(archive.error());
        m_archive = std::move(*archive);
    }
    return &*m_archive;
}

} // namespace ui
