// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

QByteArray virtualHosts(const rollout::Publication &publication)
{
    return origin("#", publication) + QByteArray(R"(<VirtualHost *:443>
    ServerName {host}
    DocumentRoot "/var/www/{host}"

    SSLEngine on
    SSLCertificateFile "/etc/letsencrypt/live/{host}/fullchain.pem"
    SSLCertificateKeyFile "/etc/letsencrypt/live/{host}/privkey.pem"
    SSLProtocol -all +TLSv1.2 +TLSv1.3

    <Directory "/var/www/{host}">
        Options None
        AllowOverride None
    </Directory>
    <Location "/">
        Require all denied
    </Location>
    <Location "/.well-known/mta-sts.txt">
        Require all granted
        ForceType text/plain
        SetEnv no-gzip 1
    </Location>
</VirtualHost>

# For the certificate authority only.
<VirtualHost *:80>
    ServerName {host}
    DocumentRoot "/var/www/{host}"

    <Directory "/var/www/{host}">
        Options None
        AllowOverride None
    </Directory>
    <Location "/">
        Require all denied
    </Location>
    <Location "/.well-known/acme-challenge/">
        Require all granted
    </Location>
</VirtualHost>
)")
                                          .replace("{host}", policyHost(publication).toLatin1());
}

QList<BundleFile> files(const Publications &publications)
{
    return configuredSites(QStringLiteral("mta-sts.conf"), publications, virtualHosts);
}

constexpr const char *steps[] = {
    "Point `{host}` at this server in the DNS: A and AAAA records, or a CNAME.",
    "Copy what is in `www/` to `/var/www/`: the policy is then `/var/www/{host}/.well-known/mta-sts.txt`, readable for "
    "Apache.",
    "Get a certificate, for example with `certbot certonly --apache -d {host}`; renewal goes on by itself. The paths "
    "in `mta-sts.conf` are those of certbot.",
    "Copy `mta-sts.conf` to `/etc/apache2/sites-available/`, then `a2enmod ssl`, `a2ensite mta-sts`, "
    "`apachectl configtest` and `systemctl reload apache2`. On other systems the folder is `/etc/httpd/conf.d/`, the "
    "service `httpd`, and `mod_ssl` a package.",
};
constexpr const char *traps[] = {
    "A `RewriteRule` or `Redirect` for the whole server, to `www` or to another path, reaches this host too.",
    "certbot, cPanel's AutoSSL and others may alias all of `/.well-known` to a folder of their own; the policy is then "
    "not found.",
    "Rules that hide what begins with a dot (`<FilesMatch \"^\\.\">`, `RedirectMatch 404 /\\.`) may hide "
    "`.well-known`.",
    "`fullchain.pem`, not `cert.pem`: mail servers do not look for missing intermediate certificates.",
};
constexpr const char *passi[] = {
    "Nel DNS far puntare `{host}` a questo server: record A e AAAA, oppure un CNAME.",
    "Copiare il contenuto di `www/` in `/var/www/`: la policy è allora `/var/www/{host}/.well-known/mta-sts.txt`, "
    "leggibile per Apache.",
    "Ottenere un certificato, per esempio con `certbot certonly --apache -d {host}`; il rinnovo prosegue da sé. I "
    "percorsi in `mta-sts.conf` sono quelli di certbot.",
    "Copiare `mta-sts.conf` in `/etc/apache2/sites-available/`, poi `a2enmod ssl`, `a2ensite mta-sts`, "
    "`apachectl configtest` e `systemctl reload apache2`. Su altri sistemi la cartella è `/etc/httpd/conf.d/`, il "
    "servizio `httpd`, e `mod_ssl` un pacchetto.",
};
constexpr const char *insidie[] = {
    "Una `RewriteRule` o un `Redirect` per tutto il server, verso `www` o un altro percorso, vale anche per questo "
    "host.",
    "certbot, AutoSSL di cPanel e altri possono deviare tutto `/.well-known` verso una cartella propria; la policy "
    "allora non si trova.",
    "Le regole che nascondono ciò che inizia con un punto (`<FilesMatch \"^\\.\">`, `RedirectMatch 404 /\\.`) possono "
    "nascondere `.well-known`.",
    "`fullchain.pem`, non `cert.pem`: i server di posta non cercano i certificati intermedi mancanti.",
};

} // namespace

constinit const Target apache{"apache", "Apache", files, {steps, traps}, {passi, insidie}, true};

} // namespace publish::bundles
