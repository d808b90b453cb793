// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

// A name in nginx's hash takes two machine words more than its bytes, in a bucket of 64: longer ones stop nginx from
// starting unless server_names_hash_bucket_size is raised. A pattern is not hashed.
constexpr qsizetype hashedNameMost = 46;

QByteArray serverName(const QString &host)
{
    if (host.size() <= hashedNameMost)
        return host.toLatin1();
    return "\"~^" + host.toLatin1().replace('.', "\\.") + "$\"";
}

QByteArray servers(const rollout::Publication &publication)
{
    return origin("#", publication) + QByteArray(R"(server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name {name};

    ssl_certificate /etc/letsencrypt/live/{host}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{host}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;

    root /var/www/{host};

    location = /.well-known/mta-sts.txt {
        types { }
        default_type text/plain;
        gzip off;
    }
    location / {
        return 404;
    }
}

# For the certificate authority only.
server {
    listen 80;
    listen [::]:80;
    server_name {name};

    root /var/www/{host};

    location ^~ /.well-known/acme-challenge/ {
    }
    location / {
        return 404;
    }
}
)")
                                          .replace("{name}", serverName(policyHost(publication)))
                                          .replace("{host}", policyHost(publication).toLatin1());
}

QList<BundleFile> files(const Publications &publications)
{
    return configuredSites(QStringLiteral("mta-sts.conf"), publications, servers);
}

constexpr const char *steps[] = {
    "Point `{host}` at this server in the DNS: A and AAAA records, or a CNAME.",
    "Copy what is in `www/` to `/var/www/`: the policy is then `/var/www/{host}/.well-known/mta-sts.txt`, readable for "
    "nginx.",
    "Get a certificate, for example with `certbot certonly --nginx -d {host}`; renewal goes on by itself. The paths in "
    "`mta-sts.conf` are those of certbot.",
    "Copy `mta-sts.conf` to `/etc/nginx/conf.d/`, then `nginx -t && systemctl reload nginx`.",
};
constexpr const char *traps[] = {
    ("A rule such as `location ~ /\\.` with `deny all` hides `.well-known`; here an exact location wins over it, in a "
     "configuration of your own it may not."),
    "Without a `server` for `{host}` nginx answers from the default server, often with a redirect to `www`.",
    "`fullchain.pem`, not `cert.pem`: mail servers do not look for missing intermediate certificates.",
    "`return 200 \"…\"` in place of the file works only with double quotes, and then `\\n` and `$` have a meaning.",
};
constexpr const char *passi[] = {
    "Nel DNS far puntare `{host}` a questo server: record A e AAAA, oppure un CNAME.",
    "Copiare il contenuto di `www/` in `/var/www/`: la policy è allora `/var/www/{host}/.well-known/mta-sts.txt`, "
    "leggibile per nginx.",
    "Ottenere un certificato, per esempio con `certbot certonly --nginx -d {host}`; il rinnovo prosegue da sé. I "
    "percorsi in `mta-sts.conf` sono quelli di certbot.",
    "Copiare `mta-sts.conf` in `/etc/nginx/conf.d/`, poi `nginx -t && systemctl reload nginx`.",
};
constexpr const char *insidie[] = {
    "Una regola come `location ~ /\\.` con `deny all` nasconde `.well-known`; qui una location esatta ha la "
    "precedenza, in una configurazione propria potrebbe non averla.",
    "Senza un `server` per `{host}` nginx risponde con il server predefinito, spesso con un reindirizzamento a `www`.",
    "`fullchain.pem`, non `cert.pem`: i server di posta non cercano i certificati intermedi mancanti.",
    "`return 200 \"…\"` al posto del file funziona solo con le virgolette doppie, e allora `\\n` e `$` hanno un "
    "significato.",
};

} // namespace

constinit const Target nginx{"nginx", "nginx", files, {steps, traps}, {passi, insidie}, true};

} // namespace publish::bundles
