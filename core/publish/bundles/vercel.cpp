// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

#include <QJsonArray>

namespace publish::bundles {

namespace {

QJsonObject header(const char *key, const char *value)
{
    return {{QStringLiteral("key"), QLatin1String(key)}, {QStringLiteral("value"), QLatin1String(value)}};
}

QJsonObject configuration()
{
    const QJsonObject rule{
        {QStringLiteral("source"), QStringLiteral("/.well-known/mta-sts.txt")},
        {QStringLiteral("headers"), QJsonArray{header("Content-Type", "text/plain; charset=utf-8"),
                                               header("Cache-Control", "public, max-age=0, must-revalidate")}}};
    return {{QStringLiteral("$schema"), QStringLiteral("https://openapi.vercel.sh/vercel.json")},
            {QStringLiteral("framework"), QJsonValue::Null},
            {QStringLiteral("buildCommand"), QJsonValue::Null},
            {QStringLiteral("outputDirectory"), QStringLiteral("public")},
            {QStringLiteral("headers"), QJsonArray{rule}}};
}

QList<BundleFile> files(const Publications &publications)
{
    return {policyFile(QStringLiteral("public"), publications.first()),
            jsonFile(QStringLiteral("vercel.json"), configuration()), gitAttributes()};
}

constexpr const char *steps[] = {
    "`npx vercel login`, then in this folder `npx vercel --prod` (project name, for example: `{project}`).",
    "In the project, under Settings > Domains, add `{host}`, without a redirect to another domain.",
    "In the DNS make `{host}` a CNAME of the name that this page shows, and wait until it shows the certificate.",
};
constexpr const char *traps[] = {
    "Vercel reserves `/.well-known`: redirects and rewrites do nothing there. The policy has to be a file, as here.",
    "Deployment Protection (Vercel Authentication, a password) must not cover the production domain.",
    "The firewall's Attack Challenge Mode and bot rules answer mail servers with a page for browsers.",
    "Where Vercel offers to redirect `{host}` to another domain of the project, decline.",
};
constexpr const char *passi[] = {
    "`npx vercel login`, poi in questa cartella `npx vercel --prod` (nome del progetto, per esempio: `{project}`).",
    "Nel progetto, in Settings > Domains, aggiungere `{host}`, senza reindirizzamento a un altro dominio.",
    "Nel DNS rendere `{host}` un CNAME del nome che questa pagina mostra, e attendere che mostri il certificato.",
};
constexpr const char *insidie[] = {
    ("Vercel riserva `/.well-known`: lì reindirizzamenti e riscritture non fanno nulla. La policy deve essere un file, "
     "come qui."),
    "Deployment Protection (Vercel Authentication, una password) non deve coprire il dominio di produzione.",
    "Attack Challenge Mode e le regole sui bot del firewall rispondono ai server di posta con una pagina per browser.",
    "Se Vercel propone di reindirizzare `{host}` a un altro dominio del progetto, rifiutare.",
};

} // namespace

constinit const Target vercel{"vercel", "Vercel", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
