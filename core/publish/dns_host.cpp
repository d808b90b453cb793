// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/dns_host.h"

#include <QCoreApplication>

#include <algorithm>

namespace publish {

namespace {

constexpr DnsHost cloudflare{
    "Cloudflare", "cloudflare", DnsApi::Open, "cloudflare",
    QT_TRANSLATE_NOOP("publish",
                      "Proxying has to be off (DNS only) for a policy host that is served elsewhere, and for "
                      "every MX host.")};
// Google Domains handed its customers to Squarespace, their name servers are still those of Google Cloud DNS.
constexpr DnsHost googleDomains{
    "Squarespace Domains (formerly Google Domains) or Google Cloud DNS", "panel", DnsApi::Restricted, "squarespace",
    QT_TRANSLATE_NOOP("publish", "The name servers of both are the same. Squarespace has no API: use its web panel. If "
                                 "the zone is in a project of Google Cloud, use --format gcloud or terraform-google.")};
constexpr DnsHost squarespace{"Squarespace Domains", "panel", DnsApi::None, "squarespace",
                              QT_TRANSLATE_NOOP("publish", "It has no API: use its web panel.")};
constexpr DnsHost route53{
    "Amazon Route 53", "route53", DnsApi::Open, "generic",
    QT_TRANSLATE_NOOP("publish", "UPSERT replaces the whole record set at a name, other TXT records there included.")};
constexpr DnsHost azure{
    "Azure DNS", "azure-cli", DnsApi::Open, "generic",
    QT_TRANSLATE_NOOP("publish", "add-record appends: an old TXT record has to be removed, or two void each other.")};
constexpr DnsHost ovh{
    "OVHcloud", "lexicon", DnsApi::Open, "ovh",
    QT_TRANSLATE_NOOP("publish", "Over the API, a change shows only after the zone was refreshed; lexicon does that.")};
constexpr DnsHost aruba{
    "Aruba", "panel", DnsApi::Restricted, "aruba",
    QT_TRANSLATE_NOOP("publish",
                      "Its panel wants the full name, without a final dot; press Salva Configurazione at the "
                      "end. If it refuses the underscore in _mta-sts, ask its support. Only business and "
                      "reseller accounts have an API.")};
constexpr DnsHost registerIt{"Register.it", "panel", DnsApi::None, "register",
                             QT_TRANSLATE_NOOP("publish", "It has no public API: use its web panel.")};
constexpr DnsHost goDaddy{
    "GoDaddy", "panel", DnsApi::Restricted, "godaddy",
    QT_TRANSLATE_NOOP("publish", "Its API is only for accounts with at least ten domains or Discount Domain Club "
                                 "Premier, and answers 403 to others.")};
constexpr DnsHost ionos{"IONOS", "panel", DnsApi::Open, "ionos", ""};
constexpr DnsHost digitalOcean{"DigitalOcean", "lexicon", DnsApi::Open, "generic", ""};
constexpr DnsHost gandi{"Gandi", "lexicon", DnsApi::Open, "generic", ""};
constexpr DnsHost hetzner{
    "Hetzner", "panel", DnsApi::Open, "generic",
    QT_TRANSLATE_NOOP("publish", "The API of dns.hetzner.com is being replaced by that of the Cloud Console; see that "
                                 "your tool speaks the one where the zone is.")};
constexpr DnsHost netlify{
    "NS1, which Netlify DNS uses", "panel", DnsApi::Open, "generic",
    QT_TRANSLATE_NOOP("publish", "A policy host on Netlify gets its record by itself when its domain is added there.")};
constexpr DnsHost vercel{
    "Vercel", "panel", DnsApi::Open, "generic",
    QT_TRANSLATE_NOOP("publish", "A policy host on Vercel gets its record by itself when its domain is added there.")};
constexpr DnsHost namecheap{
    "Namecheap", "panel", DnsApi::Restricted, "generic",
    QT_TRANSLATE_NOOP("publish", "Its API replaces all records of the domain at once and is not for every account.")};
constexpr DnsHost linode{"Akamai (Linode)", "lexicon", DnsApi::Open, "generic", ""};
constexpr DnsHost dnsimple{"DNSimple", "lexicon", DnsApi::Open, "generic", ""};
constexpr DnsHost infomaniak{"Infomaniak", "panel", DnsApi::Open, "generic", ""};
constexpr DnsHost wix{"Wix", "panel", DnsApi::None, "generic",
                      QT_TRANSLATE_NOOP("publish", "It has no API for DNS: use its web panel.")};

struct NameServers
{
    const char *pattern; ///< the right-most labels; a label that ends in "*" stands for any with that beginning
    const DnsHost *host;
};

constexpr NameServers known[] = {
    {"ns.cloudflare.com", &cloudflare},
    {"googledomains.com", &googleDomains},
    {"squarespacedns.com", &squarespace},
    {"awsdns-*.com", &route53},
    {"awsdns-*.net", &route53},
    {"awsdns-*.org", &route53},
    {"awsdns-*.co.uk", &route53},
    {"azure-dns.com", &azure},
    {"azure-dns.net", &azure},
    {"azure-dns.org", &azure},
    {"azure-dns.info", &azure},
    {"ovh.net", &ovh},
    {"ovh.ca", &ovh},
    {"anycast.me", &ovh},
    {"technorail.com", &aruba},
    {"arubadns.net", &aruba},
    {"arubadns.cz", &aruba},
    {"aruba.it", &aruba},
    {"register.it", &registerIt},
    {"domaincontrol.com", &goDaddy},
    {"ui-dns.com", &ionos},
    {"ui-dns.de", &ionos},
    {"ui-dns.org", &ionos},
    {"ui-dns.biz", &ionos},
    {"digitalocean.com", &digitalOcean},
    {"gandi.net", &gandi},
    {"ns.hetzner.com", &hetzner},
    {"ns.hetzner.de", &hetzner},
    {"first-ns.de", &hetzner},
    {"second-ns.de", &hetzner},
    {"second-ns.com", &hetzner},
    {"your-server.de", &hetzner},
    {"nsone.net", &netlify},
    {"vercel-dns.com", &vercel},
    {"registrar-servers.com", &namecheap},
    {"linode.com", &linode},
    {"dnsimple.com", &dnsimple},
    {"infomaniak.ch", &infomaniak},
    {"infomaniak.com", &infomaniak},
    {"wixdns.net", &wix},
};

bool labelMatches(const QString &label, const QString &pattern)
{
    return pattern.endsWith(u'*') ? label.startsWith(pattern.chopped(1)) : label == pattern;
}

// At least one label stands before the pattern.
bool matches(const QStringList &labels, const char *pattern)
{
    const QStringList wanted = QString::fromLatin1(pattern).split(u'.');
    return labels.size() > wanted.size() &&
           std::equal(wanted.rbegin(), wanted.rend(), labels.rbegin(),
                      [](const QString &part, const QString &label) { return labelMatches(label, part); });
}

const DnsHost *hostOf(QString nameServer)
{
    if (nameServer.endsWith(u'.'))
        nameServer.chop(1);
    const QStringList labels = nameServer.toLower().split(u'.');
    const auto found = std::find_if(std::begin(known), std::end(known),
                                    [&labels](const NameServers &row) { return matches(labels, row.pattern); });
    return found == std::end(known) ? nullptr : found->host;
}

} // namespace

QList<const DnsHost *> dnsHostsOf(const QStringList &nameServers)
{
    QList<const DnsHost *> hosts;
    for (const QString &nameServer : nameServers)
        if (const DnsHost *host = hostOf(nameServer); host && !hosts.contains(host))
            hosts += host;
    return hosts;
}

} // namespace publish
