// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checking.h"

#include "ui/domain_list.h"
#include "ui/plain_text.h"
#include "ui/preferences.h"

namespace ui {

Checking::Checking(DomainDesk &desk, const DomainList &domains, InspectorSource inspector,
                   const io::InspectOptions &options)
    : m_desk(desk), m_domains(domains), m_options(options), m_session(std::move(inspector), options)
{
    connect(&m_session, &CheckSession::finished, this, &Checking::keep);
    connect(&m_session, &CheckSession::failed, this,
            [this](const QString &domain, const QString &why) { Q_EMIT failed(domain + QStringLiteral(": ") + why); });
    connect(&m_watching, &Watching::due, this, &Checking::checkAll);
    usePreferences();
}

void Checking::check(const QString &domain)
{
    if (const auto name = base::DomainName::parse(domain))
        m_session.start(*name);
}

void Checking::checkAll()
{
    m_watching.begun();
    for (const DomainStanding &standing : m_domains.standings())
        check(standing.domain);
}

void Checking::keep(const facts::DomainFacts &facts)
{
    if (!m_domains.find(facts.domain)) // removed while it was checked
        return;
    if (!facts.cancelled)
        return m_desk.keep(facts);
    Q_EMIT failed(tr("The check of %1 was cancelled; nothing was kept.").arg(plain(facts.domain, 100)));
}

void Checking::usePreferences()
{
    const Preferences preferences = Preferences::load();
    m_session.setOptions(preferences.applied(m_options));
    m_watching.setHours(preferences.watchHours);
}

} // namespace ui
