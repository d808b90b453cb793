// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"
#include "publish/quoting.h"

namespace publish::bundles {

namespace {

constexpr const char dockerfile[] = "FROM nginx:stable-alpine\n"
                                    "COPY nginx.conf /etc/nginx/nginx.conf\n"
                                    "COPY public /usr/share/nginx/html\n";

// Cloud Run ends TLS itself and speaks HTTP to the container, on port 8080 unless told otherwise.
constexpr const char configuration[] = R"(worker_processes 1;
events {
}
http {
    server {
        listen 8080 default_server;
        root /usr/share/nginx/html;

        location = /.well-known/mta-sts.txt {
            types { }
            default_type text/plain;
        }
        location / {
            return 404;
        }
    }
}
)";

QByteArray script(const rollout::Publication &publication)
{
    return "#!/bin/sh\n" + origin("#", publication) +
           QByteArray(
               R"(# PROJECT and REGION name the project and a region that has domain mappings, for example europe-west1.
set -eu
: "${PROJECT:?}" "${REGION:?}"
service={service}
host={host}

gcloud run deploy "$service" --project="$PROJECT" --region="$REGION" --source=. --port=8080 \
    --allow-unauthenticated --ingress=all --max-instances=2
if ! gcloud beta run domain-mappings describe --project="$PROJECT" --region="$REGION" --domain="$host" >/dev/null 2>&1; then
    gcloud beta run domain-mappings create --project="$PROJECT" --region="$REGION" --service="$service" --domain="$host"
fi
)")
               .replace("{service}", shellWord(projectName(publication.records.domain).toLatin1()))
               .replace("{host}", shellWord(policyHost(publication).toLatin1()));
}

QList<BundleFile> files(const Publications &publications)
{
    const rollout::Publication &publication = publications.first();
    return {policyFile(QStringLiteral("public"), publication),
            {QStringLiteral("Dockerfile"), dockerfile},
            {QStringLiteral("nginx.conf"), configuration},
            {QStringLiteral("deploy.sh"), script(publication), true}};
}

constexpr const char *steps[] = {
    "Prove once that `{domain}` is yours: `gcloud domains verify {domain}`.",
    "`PROJECT=… REGION=… ./deploy.sh` builds the container, deploys it and maps `{host}` to it.",
    "Add the record that the mapping shows to the DNS (for a name like `{host}` a CNAME of `ghs.googlehosted.com`), "
    "and "
    "wait for the certificate: usually a quarter of an hour, up to a day.",
};
constexpr const char *traps[] = {
    "Organisations made with Google Workspace often restrict sharing to their own domain (the policy "
    "`iam.allowedPolicyMemberDomains`): `--allow-unauthenticated` then fails, and the service answers 403.",
    "Domain mappings exist in some regions only; elsewhere a load balancer with a serverless backend and a managed "
    "certificate has to stand in front.",
    "A bucket of Cloud Storage alone does not do: it has no certificate for a name of your own.",
    "`--source` leaves out what `.gcloudignore` or `.gitignore` names; see that `.well-known` is in the container.",
};
constexpr const char *passi[] = {
    "Dimostrare una volta la proprietà di `{domain}`: `gcloud domains verify {domain}`.",
    "`PROJECT=… REGION=… ./deploy.sh` costruisce il container, lo pubblica e gli associa `{host}`.",
    ("Aggiungere al DNS il record che l'associazione mostra (per un nome come `{host}` un CNAME di "
     "`ghs.googlehosted.com`) e attendere il certificato: di solito un quarto d'ora, al massimo un giorno."),
};
constexpr const char *insidie[] = {
    "Le organizzazioni create con Google Workspace spesso limitano la condivisione al proprio dominio (criterio "
    "`iam.allowedPolicyMemberDomains`): `--allow-unauthenticated` allora fallisce e il servizio risponde 403.",
    "Le associazioni di domini esistono solo in alcune regioni; altrove serve davanti un bilanciatore di carico con un "
    "backend serverless e un certificato gestito.",
    "Un bucket di Cloud Storage da solo non basta: non ha un certificato per un nome proprio.",
    "`--source` tralascia ciò che `.gcloudignore` o `.gitignore` nominano; verificare che `.well-known` sia nel "
    "container.",
};

} // namespace

constinit const Target cloudRun{"cloud-run", "Google Cloud Run", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
