// SPDX-License-Identifier: GPL-3.0-or-later
// A small world around the Inspector: scripted edges that know one domain with one MX host and a policy host.
#pragma once

#include "fake_io.h"
#include "io/inspector.h"

#include <QTest>

namespace support {

using facts::DomainFacts;
using facts::RecordType;

inline QByteArray ip(const QString &address)
{
    return base::IpAddress::parse(address)->bytes();
}
inline QByteArray mx(int preference, const QString &exchange)
{
    return QByteArray(1, char(preference >> 8)) + char(preference & 0xff) + facts::nameToWire(exchange);
}
inline QByteArray txt(const QByteArray &text)
{
    return char(text.size()) + text;
}

inline const QString domain = u"example.it"_qs;

/// One world: a domain with one MX host of one address, and a policy host.
struct World
{
    CallLog log;
    FakeResolver resolver{log};
    FakeFetcher fetcher{log};
    FakeProber prober{log};
    FakeClock clock;
    io::Inspector inspector{resolver, fetcher, prober, clock};
    io::InspectOptions options;
    std::stop_source stop;

    World()
    {
        resolver.answer(domain, RecordType::Mx, {mx(10, u"mx1.example.it"_qs)});
        resolver.answer(u"mx1.example.it"_qs, RecordType::A, {ip(u"192.0.2.25"_qs)});
        resolver.answer(u"mx1.example.it"_qs, RecordType::Aaaa, {});
        resolver.answer(u"mta-sts.example.it"_qs, RecordType::A, {ip(u"192.0.2.80"_qs)});
        resolver.answer(u"smtp.google.com"_qs, RecordType::A, {ip(u"203.0.113.1"_qs)});
    }

    DomainFacts check(const QString &name = domain)
    {
        auto future = inspector.inspect(*base::DomainName::parse(name), options, stop.get_token());
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000) || future.resultCount() != 1)
            return {};
        return future.result();
    }
};

} // namespace support
