// SPDX-License-Identifier: GPL-3.0-or-later
// What is written for nsupdate and for PowerDNS, carried out by Debian's nsupdate against a real Knot and by a real
// PowerDNS, and read back from their zones.
#include "fake_provider.h"
#include "io/providers/powerdns_provider.h"
#include "io/providers/rfc2136_provider.h"
#include "powerdns_server.h"
#include "publish/format.h"

#include <QRandomGenerator>
#include <QTest>

using fake_provider::domain;
using rollout::Operation;
using rollout::RecordKind;
using namespace support;

namespace {

rollout::RecordSet recordSet(const QByteArray &id, RecordKind kind, const QByteArray &host, Operation operation)
{
    rollout::RecordSet set = fake_provider::wanted(id, kind, host);
    set.operation = operation;
    set.tool = "sigillo 0.1.0";
    set.createdAt = QDateTime(QDate(2026, 3, 1), QTime(), Qt::UTC);
    return set;
}

/// With texts of odd printable characters at one of the names.
rollout::RecordSet randomSet(QRandomGenerator &random)
{
    rollout::RecordSet set = recordSet("1", RecordKind::A, "192.0.2.1", Operation::Change);
    QByteArray text = "v=TLSRPTv1; ";
    for (int left = random.bounded(1, 500); left > 0; --left)
        text += char(random.bounded(0x20, 0x7f));
    set.records[1].value = text;
    return set;
}

QList<publish::ZoneSet> setsOf(const rollout::RecordSet &records)
{
    publish::ZoneState state{domain, {}};
    for (const rollout::Record &record : records.records)
        if (records.operation != Operation::Remove)
            state.add(publish::zoneSet(record.name, record.kind, records.ttl, {record.value}));
    return state.sets;
}

} // namespace

class TestFormatsLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nsupdateToKnot()
    {
        if (KnotServer::program().isEmpty() || QStandardPaths::findExecutable("nsupdate").isEmpty())
            QSKIP("knotd or nsupdate is not installed");
        KnotServer knot;
        QCOMPARE(knot.start(domain, {}), QString());
        io::Rfc2136Options options{*io::DnsServer::parse(knot.address()), domain, {}, 5000};
        options.key.name = "sigillo";
        options.key.secret = io::Secret(QByteArray(KnotServer::secret));
        io::Rfc2136Provider reader(std::move(options));
        goThrough(reader, "nsupdate", [&knot](const QByteArray &text) { return update(knot.port(), text); });
        // Create refuses to touch what stands there.
        const QByteArray again =
            publish::formatNamed("nsupdate")->render(recordSet("9", RecordKind::A, "192.0.2.9", Operation::Create));
        QVERIFY(update(knot.port(), again).isEmpty());
        QVERIFY(update(knot.port(), again).contains("YXRRSET"));
    }

    void patchToPowerDns()
    {
        if (const QString missing = PowerDnsServer::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing + " is not installed"));
        PowerDnsServer server;
        QCOMPARE(server.start(domain), QString());
        io::PowerDnsProvider reader(
            io::PowerDnsOptions{QUrl(server.url()), "localhost", domain, io::Secret(PowerDnsServer::key)},
            *io::HttpApi::create({}));
        const auto http = *io::HttpApi::create({});
        goThrough(reader, "powerdns", [&](const QByteArray &text) -> QByteArray {
            QUrl url(server.url());
            url.setPath("/api/v1/servers/localhost/zones/acme.test.");
            const auto reply = io::await(http->send(
                {"PATCH", url, {{"X-API-Key", PowerDnsServer::key}, {"Content-Type", "application/json"}}, text}, {}));
            return reply && reply->status == 204 ? QByteArray() : reply ? reply->body : QByteArray("no reply");
        });
    }

private:
    using CarryOut = std::function<QByteArray(const QByteArray &text)>; ///< gives what went wrong

    void goThrough(io::DnsProvider &reader, const char *format, const CarryOut &carryOut)
    {
        QRandomGenerator random(20261124);
        QList<rollout::RecordSet> sets{recordSet("1", RecordKind::A, "192.0.2.1", Operation::Create),
                                       recordSet("2", RecordKind::A, "192.0.2.2", Operation::Change)};
        for (int i = 0; i < 40; ++i)
            sets += randomSet(random);
        sets += recordSet("2", RecordKind::A, "192.0.2.2", Operation::Remove);
        for (const rollout::RecordSet &set : std::as_const(sets)) {
            const QByteArray text = publish::formatNamed(format)->render(set);
            const QByteArray problem = carryOut(text);
            QVERIFY2(problem.isEmpty(), (problem + text).constData());
            QVERIFY2(fake_provider::zoneOf(reader).sets == setsOf(set), text.constData());
        }
    }

    static QByteArray update(int port, const QByteArray &text)
    {
        QProcess nsupdate;
        nsupdate.start("nsupdate", {"-y", QStringLiteral("hmac-sha256:sigillo:") + KnotServer::secret});
        nsupdate.write("server 127.0.0.1 " + QByteArray::number(port) + '\n' + text);
        nsupdate.closeWriteChannel();
        if (!nsupdate.waitForFinished(20'000))
            return "no end";
        return nsupdate.readAllStandardError();
    }
};

QTEST_GUILESS_MAIN(TestFormatsLive)
#include "test_formats_live.moc"
