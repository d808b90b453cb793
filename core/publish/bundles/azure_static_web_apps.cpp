// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

#include <QJsonArray>

namespace publish::bundles {

namespace {

// No navigationFallback: it would answer unknown paths with a page and status 200.
QJsonObject configuration()
{
    const QJsonObject headers{{QStringLiteral("Content-Type"), QStringLiteral("text/plain; charset=utf-8")},
                              {QStringLiteral("Cache-Control"), QStringLiteral("public, max-age=300")}};
    const QJsonObject route{{QStringLiteral("route"), QStringLiteral("/.well-known/mta-sts.txt")},
                            {QStringLiteral("methods"), QJsonArray{QStringLiteral("GET"), QStringLiteral("HEAD")}},
                            {QStringLiteral("headers"), headers}};
    return {{QStringLiteral("routes"), QJsonArray{route}},
            {QStringLiteral("mimeTypes"), QJsonObject{{QStringLiteral(".txt"), QStringLiteral("text/plain")}}}};
}

QList<BundleFile> files(const Publications &publications)
{
    const QString root = QStringLiteral("public");
    BundleFile startPage = notFoundPage(root);
    startPage.path = root + QLatin1String("/index.html");
    return {policyFile(root, publications.first()), startPage,
            jsonFile(root + QLatin1String("/staticwebapp.config.json"), configuration()), gitAttributes()};
}

constexpr const char *steps[] = {
    "Make a Static Web App (the Free plan does), for example `az staticwebapp create -n {project} -g GROUP`, then in "
    "this "
    "folder `npx @azure/static-web-apps-cli deploy public --env production --deployment-token TOKEN` (the token is "
    "under "
    "Manage deployment token).",
    "In the DNS make `{host}` a CNAME of the name of the app (`….azurestaticapps.net`).",
    "Add the name: `az staticwebapp hostname set -n {project} -g GROUP --hostname {host}`, and wait until it is Ready.",
};
constexpr const char *traps[] = {
    "A `navigationFallback` in the configuration answers with a page and status 200 when the file is missing.",
    "The deployment fails without `index.html`; the one here is only for that.",
    "Routes that ask for a role, and a password for the environment, keep mail servers out.",
};
constexpr const char *passi[] = {
    "Creare una App Web statica (basta il piano gratuito), per esempio `az staticwebapp create -n {project} -g "
    "GRUPPO`, "
    "poi in questa cartella `npx @azure/static-web-apps-cli deploy public --env production --deployment-token TOKEN` "
    "(il "
    "token è in Gestisci token di distribuzione).",
    "Nel DNS rendere `{host}` un CNAME del nome dell'app (`….azurestaticapps.net`).",
    ("Aggiungere il nome: `az staticwebapp hostname set -n {project} -g GRUPPO --hostname {host}`, e attendere che sia "
     "pronto."),
};
constexpr const char *insidie[] = {
    "Un `navigationFallback` nella configurazione risponde con una pagina e stato 200 quando il file manca.",
    "La pubblicazione fallisce senza `index.html`; quello presente serve solo a questo.",
    "Le route che richiedono un ruolo e una password per l'ambiente tengono fuori i server di posta.",
};

} // namespace

constinit const Target azureStaticWebApps{
    "azure-static-web-apps", "Azure Static Web Apps", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
