// SPDX-License-Identifier: GPL-3.0-or-later
// Who keeps a domain's DNS, from names of name servers; and the words of the panels.
#include "publish/dns_host.h"
#include "publish/format.h"
#include "publish/panel.h"

#include <QTest>

using namespace publish;
using rollout::RecordKind;

class TestDnsHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knows_data()
    {
        QTest::addColumn<QStringList>("nameServers");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *nameServers, const char *names) {
            const QString hosts = QString::fromLatin1(names);
            QTest::newRow(nameServers) << QString::fromLatin1(nameServers).split(u' ', Qt::SkipEmptyParts)
                                       << (hosts.isEmpty() ? QStringList() : hosts.split(u'|'));
        };
        row("ada.ns.cloudflare.com bob.ns.cloudflare.com", "Cloudflare");
        row("ADA.NS.CLOUDFLARE.COM.", "Cloudflare");
        row("ns-cloud-a1.googledomains.com", "Squarespace Domains (formerly Google Domains) or Google Cloud DNS");
        row("ns1.squarespacedns.com", "Squarespace Domains");
        row("ns-1.awsdns-00.com ns-2.awsdns-63.net ns-3.awsdns-12.org ns-4.awsdns-40.co.uk", "Amazon Route 53");
        row("ns1-01.azure-dns.com ns4-01.azure-dns.info", "Azure DNS");
        row("dns100.ovh.net ns100.ovh.net", "OVHcloud");
        row("dns.technorail.com dns3.arubadns.net", "Aruba");
        row("ns1.register.it", "Register.it");
        row("ns51.domaincontrol.com", "GoDaddy");
        row("ns1045.ui-dns.biz ns1045.ui-dns.de", "IONOS");
        row("ns1.digitalocean.com", "DigitalOcean");
        row("ns-1-a.gandi.net", "Gandi");
        row("hydrogen.ns.hetzner.com robotns3.second-ns.com", "Hetzner");
        row("dns1.p01.nsone.net", "NS1, which Netlify DNS uses");
        row("ns1.vercel-dns.com", "Vercel");
        row("ns1.example.net", "");
        row("", "");
        row("ada.ns.cloudflare.com ns1.gandi.net", "Cloudflare|Gandi");
        // Names that only look alike.
        row("ns.cloudflare.com", "");
        row("evil-ns.cloudflare.com.example.net", "");
        row("a.notregister.it", "");
        row("ns.awsdns.com", "");
        row("awsdns-1.com", "");
    }
    void knows()
    {
        QFETCH(QStringList, nameServers);
        QStringList names;
        for (const DnsHost *host : dnsHostsOf(nameServers))
            names += QString::fromUtf8(host->name);
        QTEST(names, "names");
    }

    void offersWhatExists()
    {
        for (const char *server :
             {"a.ns.cloudflare.com", "a.googledomains.com", "a.squarespacedns.com", "a.awsdns-1.com",
              "a.azure-dns.com",     "a.ovh.net",           "a.technorail.com",     "a.register.it",
              "a.domaincontrol.com", "a.ui-dns.de",         "a.digitalocean.com",   "a.gandi.net",
              "a.ns.hetzner.com",    "a.nsone.net",         "a.vercel-dns.com",     "a.registrar-servers.com",
              "a.linode.com",        "a.dnsimple.com",      "a.infomaniak.ch",      "a.wixdns.net"}) {
            const auto hosts = dnsHostsOf({QString::fromLatin1(server)});
            QCOMPARE(hosts.size(), 1);
            const DnsHost &host = *hosts.first();
            QVERIFY2(formatNamed(QLatin1String(host.format)), host.name);
            QVERIFY2(panelWordsNamed(QLatin1String(host.panel)), host.name);
            // Without an API only a person can publish.
            QVERIFY2(host.api != DnsApi::None || QByteArray(host.format) == "panel", host.name);
        }
    }

    void speaksThePanelsWords_data()
    {
        QTest::addColumn<QString>("name");
        for (const PanelWords &words : panelWords())
            QTest::newRow(words.name) << QString(words.name);
    }
    void speaksThePanelsWords()
    {
        QFETCH(QString, name);
        const PanelWords *words = panelWordsNamed(name);
        QVERIFY(words);
        rollout::RecordSet set;
        set.domain = QStringLiteral("sub.example.com");
        set.zone = QStringLiteral("example.com");
        set.records = {{QStringLiteral("_mta-sts.sub.example.com"), RecordKind::Txt, "v=STSv1; id=1;"}};
        for (const Language language : {Language::English, Language::Italian}) {
            const QByteArray text = panel(set, *words, language);
            const PanelColumns &columns = words->columns(language);
            for (const char *heading : {columns.name, columns.type, columns.value, columns.ttl})
                QVERIFY(text.contains(heading));
            const char *host = words->hostForm == HostForm::Full ? "_mta-sts.sub.example.com" : "_mta-sts.sub";
            QVERIFY2(text.contains('\n' + QByteArray(host) + ' '), text.constData());
            QVERIFY(text.contains(" v=STSv1; id=1; ") && !text.contains("\"v=STSv1"));
            QVERIFY(!text.contains("{zone}"));
        }
        QVERIFY(panel(set, *words, Language::English) != panel(set, *words, Language::Italian));
        QVERIFY(panel(set, *words, Language::Italian).contains("senza virgolette"));
    }

    void followsTheHost()
    {
        QCOMPARE(QByteArray(dnsHostsOf({QStringLiteral("dns.technorail.com")}).first()->panel), QByteArray("aruba"));
        QVERIFY(panelWordsNamed(QStringLiteral("aruba"))->hostForm == HostForm::Full);
        QCOMPARE(panelWords().front().name, "generic");
        QVERIFY(!panelWordsNamed(QString()));
    }
};

QTEST_GUILESS_MAIN(TestDnsHost)
#include "test_dns_host.moc"
