// SPDX-License-Identifier: GPL-3.0-or-later
// One MX host within a check: its addresses, the TLSA records that DANE senders look for (RFC 7672 §2.2), and a session
// with each address as soon as that address is known.
#pragma once

#include "io/control_check.h"
#include "io/per_address.h"

namespace io {

class MxHostCheck : public QObject
{
    Q_OBJECT
public:
    MxHostCheck(CheckTasks &tasks, ControlCheck &control, facts::MxHostFacts host);

    void start();
    facts::MxHostFacts result() const;

    /// A name that can have addresses: no IP literal, no odd bytes. Underscores are seen in practice and pass.
    static bool isHostName(const QString &name);

private:
    void onAddresses(const facts::DnsAnswer &answer);
    void askExpandedTlsa(const facts::DnsAnswer &answer);
    void contact(const base::IpAddress &address);

    CheckTasks &m_tasks;
    ControlCheck &m_control;
    facts::MxHostFacts m_host;
    PerAddress<facts::SmtpProbe> m_probes;
    bool m_expanded = false;
};

} // namespace io
