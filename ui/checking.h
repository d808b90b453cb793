// SPDX-License-Identifier: GPL-3.0-or-later
// Everything by which domains are checked through the window: one, all of them, or all by themselves every so many
// hours. What a check saw goes into the archive, as long as the domain is still there.
#pragma once

#include "ui/check_session.h"
#include "ui/domain_desk.h"
#include "ui/watching.h"

namespace ui {

class DomainList;

class Checking : public QObject
{
    Q_OBJECT
public:
    /// `desk` and `domains` outlive it. What the administrator prefers goes before `options`.
    Checking(DomainDesk &desk, const DomainList &domains, InspectorSource inspector, const io::InspectOptions &options);

    CheckSession &session() { return m_session; }
    bool isWatching() const { return m_watching.isOn(); }
    void check(const QString &domain);
    /// Every domain, one after the other.
    void checkAll();
    void keep(const facts::DomainFacts &facts);
    /// For the checks that begin from now on.
    void usePreferences();

Q_SIGNALS:
    void failed(const QString &why);

private:
    DomainDesk &m_desk;
    const DomainList &m_domains;
    const io::InspectOptions m_options;
    CheckSession m_session;
    Watching m_watching;
};

} // namespace ui
