// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check_session.h"

#include <QPointer>

namespace ui {

CheckSession::CheckSession(InspectorSource source, const io::InspectOptions &options, QObject *parent)
    : QObject(parent), m_source(std::move(source)), m_options(options)
{
}

CheckSession::~CheckSession()
{
    if (m_running)
        m_running->request_stop();
}

void CheckSession::start(const base::DomainName &domain)
{
    if (m_waiting.contains(domain) || (m_running && m_name == domain.toString()))
        return;
    m_waiting += domain;
    startNext();
    Q_EMIT changed();
}

void CheckSession::cancel()
{
    m_waiting.clear();
    if (m_running)
        m_running->request_stop();
    Q_EMIT changed();
}

void CheckSession::cancel(const QString &domain)
{
    m_waiting.removeIf([&domain](const base::DomainName &name) { return name.toString() == domain; });
    if (m_running && m_name == domain)
        m_running->request_stop();
    Q_EMIT changed();
}

QStringList CheckSession::waiting() const
{
    QStringList domains;
    for (const base::DomainName &domain : m_waiting)
        domains += domain.toString();
    return domains;
}

void CheckSession::startNext()
{
    if (m_running || m_waiting.isEmpty())
        return;
    const base::DomainName domain = m_waiting.takeFirst();
    const auto inspector = m_source();
    if (!inspector) {
        Q_EMIT failed(domain.toString(), inspector.error());
        return startNext();
    }
    m_running.emplace();
    m_name = domain.toString();
    m_progress = {};
    const QPointer<CheckSession> self(this);
    const auto onProgress = [self](const io::Progress &progress) {
        if (!self)
            return;
        self->m_progress = progress;
        Q_EMIT self->changed();
    };
    (*inspector)
        ->inspect(domain, m_options, m_running->get_token(), onProgress)
        .then(this, [this](const facts::DomainFacts &facts) { end(facts); });
}

void CheckSession::end(const facts::DomainFacts &facts)
{
    m_running.reset();
    m_name.clear();
    Q_EMIT finished(facts);
    startNext();
    Q_EMIT changed();
}

} // namespace ui
