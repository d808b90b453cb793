// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"
#include "publish/quoting.h"

#include <QJsonArray>

namespace publish::bundles {

namespace {

/// The policy as an array of JavaScript strings, a line each, so that a person can read it in the program.
QByteArray lines(const sts::Policy &policy)
{
    QByteArray out;
    for (const QString &line : QString::fromUtf8(sts::format(policy)).split(QLatin1String("\r\n"), Qt::SkipEmptyParts))
        out += "    " + jsonText(line) + ",\n";
    return out;
}

// RFC 8461 §3.2: CRLF after each line. The text is turned into bytes here, so that they are the same under any runtime.
QByteArray program(const Publications &publications)
{
    QByteArray policies;
    for (const rollout::Publication &publication : publications)
        policies +=
            "  " + jsonString(policyHost(publication).toLatin1()) + ": [\n" + lines(*publication.policy) + "  ],\n";
    return origin("//", publications.first()) + "const policies = new Map(Object.entries({\n" + policies + R"(}));

export default {
  async fetch(request) {
    const url = new URL(request.url);
    const lines = policies.get(url.hostname);
    if (!lines || url.pathname !== "/.well-known/mta-sts.txt") {
      return new Response("Not found\n", { status: 404, headers: { "content-type": "text/plain" } });
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response("Only GET\n", { status: 405, headers: { "content-type": "text/plain", allow: "GET, HEAD" } });
    }
    const body = request.method === "HEAD" ? null : lines.map((line) => line + "\r\n").join("");
    return new Response(body, { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "max-age=300" } });
  },
};
)";
}

// A custom domain makes the DNS record and the certificate of the policy host.
QJsonObject configuration(const Publications &publications)
{
    QJsonArray routes;
    for (const rollout::Publication &publication : publications)
        routes.append(
            QJsonObject{{QStringLiteral("pattern"), policyHost(publication)}, {QStringLiteral("custom_domain"), true}});
    return {{QStringLiteral("name"), projectName(publications.first().records.domain)},
            {QStringLiteral("main"), QStringLiteral("src/index.js")},
            {QStringLiteral("compatibility_date"), QStringLiteral("2024-09-23")},
            {QStringLiteral("workers_dev"), false},
            {QStringLiteral("preview_urls"), false},
            {QStringLiteral("routes"), routes}};
}

QList<BundleFile> files(const Publications &publications)
{
    return {{QStringLiteral("src/index.js"), program(publications)},
            jsonFile(QStringLiteral("wrangler.json"), configuration(publications)),
            jsonFile(QStringLiteral("package.json"),
                     {{QStringLiteral("private"), true}, {QStringLiteral("type"), QStringLiteral("module")}})};
}

constexpr const char *steps[] = {
    "The zone of `{domain}` has to be on Cloudflare, in the account that gets the Worker. Remove any record for "
    "`{host}`: the custom domain in `wrangler.json` makes its own, with the certificate.",
    "`npx wrangler login`, then `npx wrangler deploy` in this folder.",
};
constexpr const char *traps[] = {
    "Universal SSL covers one level below the zone: `mta-sts.sub.domain` gets no certificate from it; the certificate "
    "of the custom domain, or Advanced Certificate Manager, has to.",
    "Bot Fight Mode, Under Attack Mode and WAF challenges answer mail servers with a page for browsers. Make an "
    "exception for `{host}`.",
    "Redirect Rules, Page Rules and Bulk Redirects of the zone come before the Worker.",
    "This is the one host on Cloudflare that is proxied on purpose. Mail servers (the MX hosts) must never be.",
};
constexpr const char *passi[] = {
    "La zona di `{domain}` deve essere su Cloudflare, nell'account che riceve il Worker. Eliminare ogni record per "
    "`{host}`: il dominio personalizzato in `wrangler.json` crea il proprio, con il certificato.",
    "`npx wrangler login`, poi `npx wrangler deploy` in questa cartella.",
};
constexpr const char *insidie[] = {
    "Universal SSL copre un solo livello sotto la zona: `mta-sts.sub.dominio` non ne riceve un certificato; serve "
    "quello "
    "del dominio personalizzato, o Advanced Certificate Manager.",
    "Bot Fight Mode, Under Attack Mode e le verifiche del WAF rispondono ai server di posta con una pagina per "
    "browser. "
    "Prevedere un'eccezione per `{host}`.",
    "Redirect Rules, Page Rules e Bulk Redirects della zona vengono prima del Worker.",
    "Questo è l'unico host su Cloudflare che passa dal proxy di proposito. I server di posta (gli host MX) mai.",
};

} // namespace

constinit const Target cloudflareWorker{"cloudflare-worker", "Cloudflare Workers", files,
                                        {steps, traps},      {passi, insidie},     true};

} // namespace publish::bundles
