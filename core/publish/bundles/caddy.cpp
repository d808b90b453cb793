// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

QByteArray site(const rollout::Publication &publication)
{
    return origin("#", publication) + QByteArray(R"({host} {
	root * /var/www/{host}

	handle /.well-known/mta-sts.txt {
		header Content-Type text/plain
		file_server
	}
	handle {
		respond 404
	}
}
)")
                                          .replace("{host}", policyHost(publication).toLatin1());
}

QList<BundleFile> files(const Publications &publications)
{
    return configuredSites(QStringLiteral("Caddyfile"), publications, site);
}

constexpr const char *steps[] = {
    "Point `{host}` at this server in the DNS: A and AAAA records, or a CNAME. Caddy gets the certificate itself, so "
    "the name and the ports 80 and 443 have to reach it first.",
    "Copy what is in `www/` to `/var/www/`: the policy is then `/var/www/{host}/.well-known/mta-sts.txt`, readable for "
    "Caddy.",
    "Append the `Caddyfile` of this bundle to `/etc/caddy/Caddyfile`, then `caddy validate --config "
    "/etc/caddy/Caddyfile` and `systemctl reload caddy`.",
};
constexpr const char *traps[] = {
    "Until the certificate is there, the policy host fails; the log of Caddy says why it is not.",
    "A CAA record of `{domain}` that leaves out Let's Encrypt and ZeroSSL keeps Caddy from getting a certificate.",
};
constexpr const char *passi[] = {
    "Nel DNS far puntare `{host}` a questo server: record A e AAAA, oppure un CNAME. Caddy ottiene da sé il "
    "certificato, quindi prima devono raggiungerlo il nome e le porte 80 e 443.",
    "Copiare il contenuto di `www/` in `/var/www/`: la policy è allora `/var/www/{host}/.well-known/mta-sts.txt`, "
    "leggibile per Caddy.",
    "Aggiungere il `Caddyfile` di questo pacchetto in fondo a `/etc/caddy/Caddyfile`, poi `caddy validate --config "
    "/etc/caddy/Caddyfile` e `systemctl reload caddy`.",
};
constexpr const char *insidie[] = {
    "Finché il certificato non c'è, l'host della policy non funziona; il log di Caddy dice perché manca.",
    "Un record CAA di `{domain}` che esclude Let's Encrypt e ZeroSSL impedisce a Caddy di ottenere un certificato.",
};

} // namespace

constinit const Target caddy{"caddy", "Caddy", files, {steps, traps}, {passi, insidie}, true};

} // namespace publish::bundles
