// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"

namespace publish::bundles {

namespace {

// Jekyll leaves out folders that begin with a dot. .nojekyll turns it off for a branch; a workflow that runs it all the
// same reads _config.yml.
QList<BundleFile> files(const Publications &publications)
{
    const rollout::Publication &publication = publications.first();
    return {policyFile({}, publication),
            {QStringLiteral("CNAME"), policyHost(publication).toLatin1() + '\n'},
            {QStringLiteral(".nojekyll"), {}},
            {QStringLiteral("_config.yml"), origin("#", publication) + "include: [\".well-known\"]\n"},
            gitAttributes()};
}

constexpr const char *steps[] = {
    "Make a public repository, put the files of this bundle into it (those that begin with a dot too) and push: "
    "`git add --all && git commit -m \"MTA-STS policy\" && git push`.",
    "In the repository, under Settings > Pages, choose to deploy from the branch, folder `/ (root)`. The file `CNAME` "
    "sets the custom domain `{host}`.",
    "In the DNS make `{host}` a CNAME of `USER.github.io` (user or organisation, without the repository).",
    "Wait for the certificate (up to an hour, rarely a day), then switch Enforce HTTPS on under Settings > Pages.",
};
constexpr const char *traps[] = {
    "One repository serves one domain: each policy host needs a repository of its own.",
    "Without `.nojekyll` or the line in `_config.yml`, Jekyll leaves `.well-known` out and the address is 404.",
    "A CAA record of `{domain}` has to allow Let's Encrypt.",
    ("Verify the domain under the account's Settings > Pages: otherwise, when the repository goes and the CNAME stays, "
     "somebody else may serve a policy for `{domain}`."),
    "GitHub caches pages for ten minutes: wait that long between the file and the id.",
};
constexpr const char *passi[] = {
    "Creare un repository pubblico, inserirvi i file di questo pacchetto (anche quelli che iniziano con un punto) e "
    "inviarli: `git add --all && git commit -m \"Policy MTA-STS\" && git push`.",
    "Nel repository, in Settings > Pages, scegliere la pubblicazione dal ramo, cartella `/ (root)`. Il file `CNAME` "
    "imposta il dominio personalizzato `{host}`.",
    "Nel DNS rendere `{host}` un CNAME di `UTENTE.github.io` (utente o organizzazione, senza il repository).",
    "Attendere il certificato (fino a un'ora, di rado un giorno), poi attivare Enforce HTTPS in Settings > Pages.",
};
constexpr const char *insidie[] = {
    "Un repository serve un solo dominio: ogni host della policy richiede un repository proprio.",
    "Senza `.nojekyll` o la riga in `_config.yml`, Jekyll tralascia `.well-known` e l'indirizzo dà 404.",
    "Un record CAA di `{domain}` deve ammettere Let's Encrypt.",
    "Verificare il dominio in Settings > Pages dell'account: altrimenti, quando il repository sparisce e il CNAME "
    "resta, "
    "altri possono servire una policy per `{domain}`.",
    "GitHub conserva le pagine in cache per dieci minuti: attenderli fra il file e l'id.",
};

} // namespace

constinit const Target githubPages{"github-pages", "GitHub Pages", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
