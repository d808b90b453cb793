// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/mx_host_check.h"

#include "base/limits.h"

#include <algorithm>

namespace io {

namespace {

QString tlsaName(const QString &host)
{
    return QStringLiteral("_25._tcp.") + host;
}

// The zone that most likely holds the host: the registrable domain itself, else what is above the left-most label.
QString likelyZone(const QString &host)
{
    return base::registrableDomain(host) == host ? host : host.section(u'.', 1);
}

bool isNameByte(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
}

} // namespace

MxHostCheck::MxHostCheck(CheckTasks &tasks, ControlCheck &control, facts::MxHostFacts host)
    : m_tasks(tasks), m_control(control), m_host(std::move(host)), m_probes(limits::mxAddresses)
{
}

bool MxHostCheck::isHostName(const QString &name)
{
    if (name.isEmpty() || name.size() > 253 || base::IpAddress::parse(name))
        return false;
    const QStringList labels = name.split(u'.');
    const bool wellFormed = std::all_of(labels.begin(), labels.end(), [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && std::all_of(label.begin(), label.end(), isNameByte);
    });
    const QString &top = labels.last();
    return wellFormed && !std::all_of(top.begin(), top.end(), [](QChar c) { return c.isDigit(); });
}

void MxHostCheck::start()
{
    if (!isHostName(m_host.name) || m_tasks.stopped())
        return;
    m_tasks.prepare(likelyZone(m_host.name));
    // Both before either is asked: a future that is ready already runs its continuation inside the call.
    m_control.lookupBegins();
    m_control.lookupBegins();
    for (const auto type : {facts::RecordType::A, facts::RecordType::Aaaa})
        m_tasks.ask(m_host.name, type, [this](const facts::DnsAnswer &answer) { onAddresses(answer); });
    m_tasks.ask(tlsaName(m_host.name), facts::RecordType::Tlsa,
                [this](const facts::DnsAnswer &answer) { m_host.tlsa = answer; });
}

void MxHostCheck::onAddresses(const facts::DnsAnswer &answer)
{
    (answer.type == facts::RecordType::A ? m_host.a : m_host.aaaa) = answer;
    const QList<base::IpAddress> addresses = m_probes.add(answer);
    if (m_tasks.options().smtp)
        for (const base::IpAddress &address : addresses)
            contact(address);
    askExpandedTlsa(answer);
    m_control.lookupEnds();
}

void MxHostCheck::askExpandedTlsa(const facts::DnsAnswer &answer)
{
    if (m_expanded || answer.cnames.isEmpty() || !isHostName(answer.finalName()))
        return;
    m_expanded = true;
    m_tasks.prepare(likelyZone(answer.finalName()));
    m_tasks.ask(tlsaName(answer.finalName()), facts::RecordType::Tlsa,
                [this](const facts::DnsAnswer &tlsa) { m_host.tlsaExpanded = tlsa; });
}

void MxHostCheck::contact(const base::IpAddress &address)
{
    const InspectOptions &options = m_tasks.options();
    SmtpTarget target;
    target.host = m_host.name;
    target.address = address;
    target.port = options.smtpPort;
    if (!options.allowPrivate && address.scope() != base::AddressScope::Global) {
        facts::SmtpProbe skipped;
        skipped.address = address;
        skipped.port = target.port;
        skipped.cause = facts::Cause::PrivateAddress;
        return m_probes.set(skipped);
    }
    if (m_tasks.stopped() || !m_tasks.takeSession())
        return;
    target.heloName = options.heloName;
    target.deep = options.deep;
    target.timeoutMs = options.timeoutMs > 0 ? options.timeoutMs : limits::smtpProbeMs;
    target.onConnected = m_control.attemptBegins();
    m_tasks.probe(target, [this](const facts::SmtpProbe &probe) {
        m_probes.set(probe);
        m_control.attemptEnds(probe);
    });
}

facts::MxHostFacts MxHostCheck::result() const
{
    facts::MxHostFacts host = m_host;
    host.probes = m_probes.inOrder();
    return host;
}

} // namespace io
