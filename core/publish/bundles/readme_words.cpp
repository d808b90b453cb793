// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/readme_words.h"

namespace publish::bundles {

namespace {

constexpr const char *change[] = {
    "Make the bundle again with the new choices: `sigillo-cli bundle {made} {target} --output DIR --replace`. It has a "
    "new "
    "id.",
    "Put the new policy in place first, and see with `curl` that it is what is served (a cache may hold the old one).",
    ("Only then put the new id into the `_mta-sts` record. Senders fetch the policy again when the id changes; if the "
     "id came first, they would keep the old policy under the new id."),
};
constexpr const char *withdraw[] = {
    "Serve the same policy with `mode: none` and `max_age: 86400` (`sigillo-cli bundle {made} {target} --mode none "
    "--output "
    "DIR --replace`), then put the new id into the `_mta-sts` record.",
    "Wait until every policy that was ever served has run out: for each, its `max_age` from the last day on which it "
    "was served. For this policy that is {days} days. Until then the host has to stay, with a valid certificate.",
    "Then remove the `_mta-sts` record, and a day later the host. Never remove host or record first: senders that "
    "hold an enforce policy would go on with it.",
};
constexpr const char *traps[] = {
    "A redirect is never followed, not even to `www` or to the same path with a slash: senders take it for a failure.",
    "`{host}` needs a certificate for exactly that name (or `*.{domain}`), with the whole chain; one for `{domain}` "
    "alone does not do.",
    "If `{host}` has both IPv4 and IPv6 addresses, both have to serve the policy.",
    "A firewall, a country block or a page that looks for browsers keeps mail servers out: they fetch from anywhere, "
    "without cookies or JavaScript.",
    "The policy has no blank lines, no comments and no byte order mark; editors and converters add such things.",
};
constexpr const char *cambio[] = {
    "Rifare il pacchetto con le nuove scelte: `sigillo-cli bundle {made} {target} --output CARTELLA --replace`. "
    "Contiene un "
    "nuovo id.",
    "Mettere al suo posto prima la nuova policy e verificare con `curl` che sia quella servita (una cache può "
    "conservare la vecchia).",
    "Solo dopo scrivere il nuovo id nel record `_mta-sts`. I mittenti rileggono la policy quando l'id cambia; se l'id "
    "arrivasse prima, terrebbero la vecchia policy con il nuovo id.",
};
constexpr const char *ritiro[] = {
    "Servire la stessa policy con `mode: none` e `max_age: 86400` (`sigillo-cli bundle {made} {target} --mode none "
    "--output "
    "CARTELLA --replace`), poi scrivere il nuovo id nel record `_mta-sts`.",
    "Attendere la scadenza di ogni policy mai servita: per ciascuna, il suo `max_age` dall'ultimo giorno in cui è "
    "stata "
    "servita. Per questa policy sono {days} giorni. Fino ad allora l'host deve restare, con un certificato valido.",
    ("Poi eliminare il record `_mta-sts` e, un giorno dopo, l'host. Mai eliminare prima l'host o il record: i mittenti "
     "che conservano una policy enforce continuerebbero ad applicarla."),
};
constexpr const char *insidie[] = {
    "Un reindirizzamento non viene mai seguito, nemmeno verso `www` o verso lo stesso percorso con una barra: per i "
    "mittenti è un errore.",
    "`{host}` richiede un certificato proprio per quel nome (oppure `*.{domain}`), con la catena completa; uno per il "
    "solo `{domain}` non basta.",
    "Se `{host}` ha indirizzi sia IPv4 sia IPv6, entrambi devono servire la policy.",
    "Un firewall, un blocco per paese o una pagina che cerca i browser tiene fuori i server di posta: questi leggono "
    "da "
    "qualsiasi luogo, senza cookie né JavaScript.",
    "La policy non ha righe vuote, commenti né byte order mark; alcuni editor e convertitori li aggiungono.",
};

} // namespace

const ReadmeWords &englishWords()
{
    static constexpr ReadmeWords words{
        "MTA-STS policy of {domains}: {place}",
        "Mail servers read the policy of a domain at `https://mta-sts.DOMAIN/.well-known/mta-sts.txt`. They accept it "
        "only with status 200, as `text/plain`, without a redirect, and with a certificate for that name (RFC 8461). "
        "The policy in this bundle is to be served as it is, byte for byte.",
        "Publishing, in this order",
        "Add this record for the policy host to the DNS:",
        "See that the policy is served: the status is 200, the `Content-Type` is `text/plain`, and the policy follows.",
        "Only then add these TXT records to the DNS, the `_mta-sts` record last. Web forms take the value without "
        "quotes.",
        "Check everything from outside:",
        "Changing the policy: the file first, then the id",
        change,
        "Withdrawing",
        withdraw,
        "What goes wrong here",
        traps,
    };
    return words;
}

const ReadmeWords &italianWords()
{
    static constexpr ReadmeWords words{
        "Policy MTA-STS di {domains}: {place}",
        "I server di posta leggono la policy di un dominio da `https://mta-sts.DOMINIO/.well-known/mta-sts.txt`. La "
        "accettano solo con stato 200, come `text/plain`, senza reindirizzamenti e con un certificato per quel nome "
        "(RFC 8461). La policy di questo pacchetto va servita così com'è, byte per byte.",
        "Pubblicare, in quest'ordine",
        "Aggiungere al DNS questo record per l'host della policy:",
        "Verificare che la policy sia servita: lo stato è 200, il `Content-Type` è `text/plain` e segue la policy.",
        "Solo dopo aggiungere al DNS questi record TXT, per ultimo `_mta-sts`. Nei moduli web il valore va scritto "
        "senza virgolette.",
        "Controllare tutto dall'esterno:",
        "Modificare la policy: prima il file, poi l'id",
        cambio,
        "Ritirare la policy",
        ritiro,
        "Che cosa può andare storto",
        insidie,
    };
    return words;
}

} // namespace publish::bundles
