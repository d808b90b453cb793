// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_session.h"

#include "io/file_source.h"
#include "tlsrpt/fault_text.h"

#include <QDateTime>

namespace ui {

namespace {

constexpr int tellEveryMs = 100;
constexpr qsizetype mostWhy = 4'000;

QString whyOf(const io::FileOutcome &outcome)
{
    QStringList lines;
    for (const io::ReadFault &fault : outcome.faults) {
        const QString source = QString::fromStdString(fault.source);
        const QString sentence = tlsrpt::faultText(fault.reason);
        lines += source == outcome.path || source.isEmpty() ? sentence : source + QStringLiteral(": ") + sentence;
    }
    if (outcome.counts.conflicts > 0)
        lines.prepend(ImportSession::tr("Another report claims to be the same one and says something else; both are "
                                        "kept and marked."));
    const qint64 faults = outcome.counts.refused + outcome.counts.notReports + outcome.counts.unreadable;
    if (const qint64 more = faults - qint64(outcome.faults.size()); more > 0)
        lines += ImportSession::tr("and %1 more").arg(more);
    return lines.join(u' ').left(mostWhy);
}

} // namespace

ImportSession::ImportSession(const QString &dsn, QObject *parent) : QObject(parent), m_dsn(dsn)
{
    m_timer.setInterval(tellEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &ImportSession::tell);
}

ImportSession::~ImportSession() = default;

void ImportSession::start(const QStringList &paths)
{
    m_waiting += paths;
    startNext();
    if (!m_waiting.isEmpty())
        Q_EMIT waits();
}

void ImportSession::cancel()
{
    m_waiting.clear();
    m_worker.request_stop();
    Q_EMIT waits();
}

void ImportSession::startNext()
{
    if (isRunning() || m_waiting.isEmpty())
        return;
    m_news = {};
    m_timer.start();
    m_worker = std::jthread([this, paths = std::exchange(m_waiting, {})](const std::stop_token &stop) {
        const io::ImportResult result = run(paths, stop);
        QMetaObject::invokeMethod(
            this, [this, result] { end(result); }, Qt::QueuedConnection);
    });
    Q_EMIT begun();
}

io::ImportResult ImportSession::run(const QStringList &paths, const std::stop_token &stop)
{
    auto archive = archive::Archive::open(m_dsn);
    if (!archive) {
        io::ImportResult failed;
        failed.error = archive.error();
        return failed;
    }
    io::ImportOptions options;
    options.now = QDateTime::currentSecsSinceEpoch();
    io::FileSource files(paths);
    return io::ReportImporter(*archive, options)
        .run([&files] { return files.next(); },
             [this](const io::FileOutcome &outcome, const io::ImportResult &soFar) {
                 ImportedFile file{outcome.path, outcome.outcome(), outcome.counts, whyOf(outcome)};
                 const std::scoped_lock lock(m_mutex);
                 m_news.files += std::move(file);
                 m_news.soFar = soFar;
             },
             stop);
}

void ImportSession::tell()
{
    News news;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_news.files.isEmpty())
            return;
        news = {std::exchange(m_news.files, {}), m_news.soFar};
    }
    Q_EMIT told(news.files, news.soFar);
}

void ImportSession::end(const io::ImportResult &result)
{
    m_worker.join();
    m_worker = {};
    m_timer.stop();
    tell();
    Q_EMIT finished(result);
    startNext();
}

} // namespace ui
