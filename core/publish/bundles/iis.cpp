// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

// Sections that need a module of their own (URL Rewrite) are left out: a missing module makes IIS answer 500.19.
constexpr const char webConfig[] = R"(<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <staticContent>
      <remove fileExtension=".txt" />
      <mimeMap fileExtension=".txt" mimeType="text/plain" />
    </staticContent>
    <httpRedirect enabled="false" />
    <directoryBrowse enabled="false" />
    <urlCompression doStaticCompression="false" doDynamicCompression="false" />
  </system.webServer>
</configuration>
)";

QList<BundleFile> files(const Publications &publications)
{
    return {{QStringLiteral("site/web.config"), webConfig}, policyFile(QStringLiteral("site"), publications.first())};
}

constexpr const char *steps[] = {
    "Point `{host}` at this server in the DNS: A and AAAA records, or a CNAME.",
    "Copy the folder `site` to `C:\\inetpub\\{host}`. Explorer makes no folder whose name begins with a dot; "
    "`cmd /c mkdir .well-known` does.",
    "Get a certificate for `{host}`, for example with win-acme (`wacs --target manual --host {host}`).",
    "Make the site, in PowerShell as administrator: `New-Website -Name '{host}' -PhysicalPath 'C:\\inetpub\\{host}' "
    "-HostHeader '{host}' -Port 80`, then `New-WebBinding -Name '{host}' -Protocol https -Port 443 -HostHeader "
    "'{host}' -SslFlags 1` and choose the certificate for this binding in IIS Manager.",
};
constexpr const char *traps[] = {
    ("Rules for the whole server that redirect to HTTPS with another host name, or to one canonical name, reach this "
     "site too; with URL Rewrite, put `<rewrite><rules><clear /></rules></rewrite>` into `web.config`."),
    "Request filtering may list `.well-known` under hidden segments; take it out there.",
    "Without SNI (`SslFlags 1`) IIS shows one certificate for all names of an address.",
    "TLS 1.2 has to be switched on in old versions of Windows Server.",
};
constexpr const char *passi[] = {
    "Nel DNS far puntare `{host}` a questo server: record A e AAAA, oppure un CNAME.",
    "Copiare la cartella `site` in `C:\\inetpub\\{host}`. Esplora file non crea cartelle il cui nome inizia con un "
    "punto; `cmd /c mkdir .well-known` sì.",
    "Ottenere un certificato per `{host}`, per esempio con win-acme (`wacs --target manual --host {host}`).",
    "Creare il sito, in PowerShell come amministratore: `New-Website -Name '{host}' -PhysicalPath "
    "'C:\\inetpub\\{host}' -HostHeader '{host}' -Port 80`, poi `New-WebBinding -Name '{host}' -Protocol https -Port "
    "443 "
    "-HostHeader '{host}' -SslFlags 1` e scegliere il certificato per questo binding in Gestione IIS.",
};
constexpr const char *insidie[] = {
    ("Le regole per tutto il server che reindirizzano a HTTPS con un altro nome, o a un unico nome canonico, valgono "
     "anche per questo sito; con URL Rewrite, inserire `<rewrite><rules><clear /></rules></rewrite>` in `web.config`."),
    "Il filtro delle richieste può elencare `.well-known` fra i segmenti nascosti; toglierlo da lì.",
    "Senza SNI (`SslFlags 1`) IIS mostra un solo certificato per tutti i nomi di un indirizzo.",
    "Nelle versioni vecchie di Windows Server TLS 1.2 va attivato.",
};

} // namespace

constinit const Target iis{"iis", "IIS", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
