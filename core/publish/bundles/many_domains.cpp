// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"
#include "publish/quoting.h"

namespace publish::bundles {

namespace {

// One site for all: the name that was asked for chooses the folder. Caddy serves no other name, so {host} is always one
// of those listed.
QByteArray site(const Publications &publications)
{
    QByteArrayList hosts;
    for (const rollout::Publication &publication : publications)
        hosts += policyHost(publication).toLatin1();
    return "# " + QByteArray::number(publications.size()) + " policy hosts\n" + origin("#", publications.first()) +
           hosts.join(",\n") + R"( {
	root * /var/www/{host}

	handle /.well-known/mta-sts.txt {
		header Content-Type text/plain
		file_server
	}
	handle {
		respond 404
	}
}
)";
}

QByteArray domainTable(const Publications &publications)
{
    QByteArray table = "domain,policy_host,mode,max_age,id_record\n";
    for (const rollout::Publication &publication : publications) {
        const auto &records = publication.records.records;
        table += publication.records.domain.toLatin1() + ',' + policyHost(publication).toLatin1() + ',' +
                 base::enumName(publication.policy->mode).toLatin1() + ',' +
                 QByteArray::number(publication.policy->maxAge) + ',' +
                 (records.isEmpty() ? QByteArray() : csvField(records.last().value)) + '\n';
    }
    return table;
}

QList<BundleFile> files(const Publications &publications)
{
    QList<BundleFile> files{{QStringLiteral("Caddyfile"), site(publications)},
                            {QStringLiteral("domains.csv"), domainTable(publications)}};
    for (const rollout::Publication &publication : publications)
        files += policyFile(siteFolder(publication), publication);
    return files;
}

constexpr const char *steps[] = {
    "Give the server one name that stays, such as `mta-sts.provider.example`, with A and AAAA records.",
    "In the DNS of every domain make its policy host a CNAME of that name (`domains.csv` lists them), for example "
    "`{host}`.",
    "Copy what is in `www/` to `/var/www/`: one folder for each policy host, readable for Caddy.",
    "Append the `Caddyfile` of this bundle to `/etc/caddy/Caddyfile`, then `caddy validate --config "
    "/etc/caddy/Caddyfile` and `systemctl reload caddy`. Caddy gets a certificate for each name itself.",
};
constexpr const char *traps[] = {
    "Add a domain only when its CNAME stands: Caddy asks for the certificate at once, and certificate authorities "
    "limit failures and new certificates (Let's Encrypt: 5 failures an hour for a name).",
    "When a customer leaves, first the customer's `_mta-sts` record and cached policies have to end, then the CNAME, "
    "then the folder. A CNAME that is left behind belongs to whoever gets the name that it points to.",
    "The policy of a domain lists the mail servers of that domain; never copy one customer's policy to another.",
};
constexpr const char *passi[] = {
    "Dare al server un nome che resti, come `mta-sts.provider.example`, con record A e AAAA.",
    "Nel DNS di ogni dominio rendere il suo host della policy un CNAME di quel nome (`domains.csv` li elenca), per "
    "esempio `{host}`.",
    "Copiare il contenuto di `www/` in `/var/www/`: una cartella per ogni host, leggibile per Caddy.",
    "Aggiungere il `Caddyfile` di questo pacchetto in fondo a `/etc/caddy/Caddyfile`, poi `caddy validate --config "
    "/etc/caddy/Caddyfile` e `systemctl reload caddy`. Caddy ottiene da sé un certificato per ogni nome.",
};
constexpr const char *insidie[] = {
    "Aggiungere un dominio solo quando il suo CNAME esiste: Caddy chiede subito il certificato, e le autorità limitano "
    "gli errori e i nuovi certificati (Let's Encrypt: 5 errori all'ora per nome).",
    "Quando un cliente se ne va, devono finire prima il suo record `_mta-sts` e le policy in cache, poi il CNAME, poi "
    "la cartella. Un CNAME dimenticato appartiene a chi ottiene il nome a cui punta.",
    "La policy di un dominio elenca i server di posta di quel dominio; mai copiare la policy di un cliente a un altro.",
};

} // namespace

constinit const Target manyDomains{"many-domains", "Caddy", files, {steps, traps}, {passi, insidie}, true};

} // namespace publish::bundles
