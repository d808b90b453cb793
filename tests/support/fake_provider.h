// SPDX-License-Identifier: GPL-3.0-or-later
// A DNS company's web interface with a state, played by a script beside this file, and the records that tests publish
// there.
#pragma once

#include "io/await.h"
#include "io/providers/dns_provider.h"
#include "rollout/record_set.h"

#include <QProcess>
#include <QTest>
#include <QUrl>

namespace fake_provider {

inline const QString domain = "acme.test";

inline rollout::RecordSet wanted(const QByteArray &id, rollout::RecordKind hostKind, const QByteArray &host)
{
    rollout::RecordSet set;
    set.domain = domain;
    set.records = {{"mta-sts." + domain, hostKind, host},
                   {"_smtp._tls." + domain, rollout::RecordKind::Txt, "v=TLSRPTv1; rua=mailto:r@acme.test"},
                   {"_mta-sts." + domain, rollout::RecordKind::Txt, "v=STSv1; id=" + id + ';'}};
    return set;
}

/// What stands there now; ends the test program when the fake does not say.
inline publish::ZoneState zoneOf(io::DnsProvider &provider)
{
    const auto state = io::await(provider.list(publish::publishedNames(domain), {}));
    if (!state)
        qFatal("%s %s", qPrintable(state.error().code), qPrintable(state.error().detail));
    return *state;
}

class Fake
{
public:
    ~Fake() { stop(); }
    /// `script` is the name of a file in tests/support.
    void start(const QString &script)
    {
        start("/usr/bin/python3", {QStringLiteral(SOURCE_DIR "/tests/support/") + script});
    }
    /// A program that serves on a loopback port and prints it.
    void start(const QString &program, const QStringList &arguments)
    {
        m_process.start(program, arguments);
        QVERIFY2(m_process.waitForReadyRead(30'000), m_process.readAllStandardError().constData());
        m_base = QUrl("http://127.0.0.1:" + QString::fromLatin1(m_process.readLine()).trimmed());
    }
    void stop()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    const QUrl &base() const { return m_base; }

private:
    QProcess m_process;
    QUrl m_base;
};

} // namespace fake_provider
