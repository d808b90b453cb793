// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

constexpr const char configuration[] = R"([build]
  publish = "public"
  command = ""

[[headers]]
  for = "/.well-known/mta-sts.txt"
  [headers.values]
    Content-Type = "text/plain; charset=utf-8"
    Cache-Control = "public, max-age=0, must-revalidate"
)";

QList<BundleFile> files(const Publications &publications)
{
    const rollout::Publication &publication = publications.first();
    return {policyFile(QStringLiteral("public"), publication),
            {QStringLiteral("netlify.toml"), origin("#", publication) + configuration},
            gitAttributes()};
}

constexpr const char *steps[] = {
    ("`npx netlify-cli login`, then in this folder `npx netlify-cli sites:create --name {project}` and `npx "
     "netlify-cli "
     "deploy --prod`; or connect a repository that holds these files."),
    "In the site, under Domain management, add `{host}` as the primary domain of this site.",
    "In the DNS make `{host}` a CNAME of `{project}.netlify.app`, and wait until Netlify shows the certificate.",
};
constexpr const char *traps[] = {
    "A drag-and-drop upload may leave out `.well-known`: file managers hide it.",
    ("Add `{host}` to a site of its own: a catch-all redirect (`/* /index.html 200`) of another site answers with a "
     "page."),
    "Password protection, and Visitor access for the team only, keep mail servers out.",
};
constexpr const char *passi[] = {
    "`npx netlify-cli login`, poi in questa cartella `npx netlify-cli sites:create --name {project}` e `npx "
    "netlify-cli "
    "deploy --prod`; oppure collegare un repository che contiene questi file.",
    "Nel sito, in Domain management, aggiungere `{host}` come dominio primario di questo sito.",
    "Nel DNS rendere `{host}` un CNAME di `{project}.netlify.app` e attendere che Netlify mostri il certificato.",
};
constexpr const char *insidie[] = {
    "Un caricamento con trascinamento può tralasciare `.well-known`: i gestori di file la nascondono.",
    "Aggiungere `{host}` a un sito proprio: una regola generale (`/* /index.html 200`) di un altro sito risponde con "
    "una "
    "pagina.",
    "La protezione con password e l'accesso riservato al team tengono fuori i server di posta.",
};

} // namespace

constinit const Target netlify{"netlify", "Netlify", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
