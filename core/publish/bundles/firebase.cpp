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

// The list that `firebase init` writes has "**/.*", which may leave out .well-known; here it is not in the list.
QJsonObject configuration()
{
    const QJsonObject rule{{QStringLiteral("source"), QStringLiteral("/.well-known/mta-sts.txt")},
                           {QStringLiteral("headers"), QJsonArray{header("Content-Type", "text/plain; charset=utf-8"),
                                                                  header("Cache-Control", "public, max-age=300")}}};
    const QJsonObject hosting{{QStringLiteral("public"), QStringLiteral("public")},
                              {QStringLiteral("ignore"), QJsonArray{QStringLiteral("firebase.json")}},
                              {QStringLiteral("headers"), QJsonArray{rule}}};
    return {{QStringLiteral("hosting"), hosting}};
}

QList<BundleFile> files(const Publications &publications)
{
    const QString root = QStringLiteral("public");
    return {policyFile(root, publications.first()), notFoundPage(root),
            jsonFile(QStringLiteral("firebase.json"), configuration())};
}

constexpr const char *steps[] = {
    "Make a Firebase project in the console (or choose one), then `npx firebase-tools login`, and in this folder `npx "
    "firebase-tools deploy --only hosting --project PROJECT`.",
    "In the console, under Hosting, add the custom domain `{host}`, without a redirect to another one.",
    "Add the records that the console shows for `{host}` to the DNS, and wait until it says Connected: the certificate "
    "may take a day.",
};
constexpr const char *traps[] = {
    "Do not run `firebase init` in this folder: its list of ignored files (`**/.*`) may leave out `.well-known`, and "
    "its "
    "rewrite to `index.html` answers every path with a page.",
    "See after each deployment that the address itself answers, not only that the deployment succeeded.",
    "A `site` of its own for each policy host; several domains cannot have different files on one site.",
};
constexpr const char *passi[] = {
    "Creare un progetto Firebase nella console (o sceglierne uno), poi `npx firebase-tools login`, e in questa "
    "cartella "
    "`npx firebase-tools deploy --only hosting --project PROGETTO`.",
    "Nella console, in Hosting, aggiungere il dominio personalizzato `{host}`, senza reindirizzamento a un altro.",
    ("Aggiungere al DNS i record che la console mostra per `{host}` e attendere lo stato Connesso: il certificato può "
     "richiedere un giorno."),
};
constexpr const char *insidie[] = {
    ("Non eseguire `firebase init` in questa cartella: il suo elenco di file ignorati (`**/.*`) può tralasciare "
     "`.well-known`, e la sua riscrittura verso `index.html` risponde a ogni percorso con una pagina."),
    "Dopo ogni pubblicazione verificare che risponda l'indirizzo stesso, non solo che la pubblicazione sia riuscita.",
    "Un `site` proprio per ogni host della policy; su un sito più domini non possono avere file diversi.",
};

} // namespace

constinit const Target firebase{"firebase", "Firebase Hosting", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
