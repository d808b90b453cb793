// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

constexpr const char headers[] = "/.well-known/mta-sts.txt\n"
                                 "  Content-Type: text/plain; charset=utf-8\n"
                                 "  Cache-Control: public, max-age=300\n";

QList<BundleFile> files(const Publications &publications)
{
    const rollout::Publication &publication = publications.first();
    const QString root = QStringLiteral("public");
    return {policyFile(root, publication),
            {root + QLatin1String("/_headers"), headers},
            notFoundPage(root),
            jsonFile(QStringLiteral("wrangler.json"),
                     {{QStringLiteral("name"), projectName(publication.records.domain)},
                      {QStringLiteral("pages_build_output_dir"), QStringLiteral("./public")},
                      {QStringLiteral("compatibility_date"), QStringLiteral("2024-09-23")}}),
            gitAttributes()};
}

constexpr const char *steps[] = {
    "`npx wrangler login`, then in this folder `npx wrangler pages project create {project} --production-branch main` "
    "and `npx wrangler pages deploy --branch main`.",
    "In the dashboard, under Workers & Pages > {project} > Custom domains, add `{host}`.",
    "If the DNS of `{domain}` is elsewhere, make `{host}` a CNAME of `{project}.pages.dev` (the dashboard shows the "
    "exact name), after the custom domain was added, not before: the name answers with an error until then.",
};
constexpr const char *traps[] = {
    "Without `404.html` Pages takes the site for one with a single page and answers unknown paths with it.",
    "Only the production branch is served at the custom domain; deployments of other branches are previews.",
    "Bot Fight Mode, Under Attack Mode and WAF challenges of the zone answer mail servers with a page for browsers.",
    "An Access policy for Pages that covers the custom domain asks mail servers to log in.",
};
constexpr const char *passi[] = {
    "`npx wrangler login`, poi in questa cartella `npx wrangler pages project create {project} --production-branch "
    "main` e `npx wrangler pages deploy --branch main`.",
    "Nella dashboard, in Workers & Pages > {project} > Custom domains, aggiungere `{host}`.",
    "Se il DNS di `{domain}` è altrove, rendere `{host}` un CNAME di `{project}.pages.dev` (la dashboard mostra il "
    "nome "
    "esatto), dopo aver aggiunto il dominio personalizzato e non prima: fino ad allora il nome risponde con un errore.",
};
constexpr const char *insidie[] = {
    "Senza `404.html` Pages considera il sito di una sola pagina e con quella risponde ai percorsi sconosciuti.",
    "Al dominio personalizzato è servito solo il ramo di produzione; gli altri sono anteprime.",
    ("Bot Fight Mode, Under Attack Mode e le verifiche del WAF della zona rispondono ai server di posta con una pagina "
     "per browser."),
    "Una regola di Access per Pages che copre il dominio personalizzato chiede ai server di posta di autenticarsi.",
};

} // namespace

constinit const Target cloudflarePages{"cloudflare-pages", "Cloudflare Pages", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
