// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"
#include "publish/bundles/targets.h"
#include "publish/quoting.h"

namespace publish::bundles {

namespace {

// A private bucket that only this distribution may read. {host} is a host name, which JSON holds as it is.
constexpr const char stack[] = R"({
  "AWSTemplateFormatVersion": "2010-09-09",
  "Description": "MTA-STS policy at {host}",
  "Parameters": { "CertificateArn": { "Type": "String" } },
  "Resources": {
    "Bucket": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "PublicAccessBlockConfiguration": {
          "BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true
        }
      }
    },
    "Access": {
      "Type": "AWS::CloudFront::OriginAccessControl",
      "Properties": {
        "OriginAccessControlConfig": {
          "Name": { "Ref": "AWS::StackName" }, "OriginAccessControlOriginType": "s3", "SigningBehavior": "always",
          "SigningProtocol": "sigv4"
        }
      }
    },
    "Distribution": {
      "Type": "AWS::CloudFront::Distribution",
      "Properties": {
        "DistributionConfig": {
          "Enabled": true,
          "HttpVersion": "http2",
          "IPV6Enabled": true,
          "Aliases": ["{host}"],
          "ViewerCertificate": {
            "AcmCertificateArn": { "Ref": "CertificateArn" }, "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021"
          },
          "Origins": [
            {
              "Id": "bucket",
              "DomainName": { "Fn::GetAtt": ["Bucket", "RegionalDomainName"] },
              "OriginAccessControlId": { "Fn::GetAtt": ["Access", "Id"] },
              "S3OriginConfig": { "OriginAccessIdentity": "" }
            }
          ],
          "DefaultCacheBehavior": {
            "TargetOriginId": "bucket",
            "ViewerProtocolPolicy": "https-only",
            "Compress": false,
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"
          }
        }
      }
    },
    "Reading": {
      "Type": "AWS::S3::BucketPolicy",
      "Properties": {
        "Bucket": { "Ref": "Bucket" },
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Service": "cloudfront.amazonaws.com" },
              "Action": "s3:GetObject",
              "Resource": { "Fn::Sub": "${Bucket.Arn}/*" },
              "Condition": {
                "StringEquals": {
                  "AWS:SourceArn": { "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}" }
                }
              }
            }
          ]
        }
      }
    }
  },
  "Outputs": {
    "Bucket": { "Value": { "Ref": "Bucket" } },
    "Distribution": { "Value": { "Ref": "Distribution" } },
    "Target": { "Value": { "Fn::GetAtt": ["Distribution", "DomainName"] } }
  }
}
)";

constexpr const char commands[] = R"sh(# CERTIFICATE names the ARN of the certificate for {plain_host}, in us-east-1.
set -eu
: "${CERTIFICATE:?}"
stack={stack}
export AWS_DEFAULT_REGION=us-east-1

output() {
    aws cloudformation describe-stacks --stack-name "$stack" --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text
}

aws cloudformation deploy --stack-name "$stack" --template-file template.json --parameter-overrides "CertificateArn=$CERTIFICATE"
bucket=$(output Bucket)
distribution=$(output Distribution)
aws s3 cp public/.well-known/mta-sts.txt "s3://$bucket/.well-known/mta-sts.txt" \
    --content-type text/plain --cache-control max-age=300
aws cloudfront create-invalidation --distribution-id "$distribution" --paths /.well-known/mta-sts.txt
printf '%s CNAME %s\n' {host} "$(output Target)"
)sh";

QByteArray script(const rollout::Publication &publication)
{
    const QByteArray host = policyHost(publication).toLatin1();
    return "#!/bin/sh\n" + origin("#", publication) +
           QByteArray(commands)
               .replace("{plain_host}", host)
               .replace("{host}", shellWord(host))
               .replace("{stack}", shellWord(projectName(publication.records.domain).toLatin1()));
}

QList<BundleFile> files(const Publications &publications)
{
    const rollout::Publication &publication = publications.first();
    return {policyFile(QStringLiteral("public"), publication),
            {QStringLiteral("template.json"), QByteArray(stack).replace("{host}", policyHost(publication).toLatin1())},
            {QStringLiteral("deploy.sh"), script(publication), true}};
}

constexpr const char *steps[] = {
    ("Ask ACM for a certificate, in the region us-east-1 and no other: `aws acm request-certificate --region us-east-1 "
     "--domain-name {host} --validation-method DNS`, and add the CNAME that it wants to the DNS."),
    "When it is issued: `CERTIFICATE=arn:… ./deploy.sh` makes the bucket and the distribution and uploads the policy.",
    "In the DNS make `{host}` a CNAME of the name `….cloudfront.net` that the script prints last.",
};
constexpr const char *traps[] = {
    "CloudFront takes certificates from us-east-1 only, whatever the region of the bucket.",
    "The website address of S3 has no HTTPS for a name of your own: without CloudFront no sender accepts the policy.",
    ("CloudFront keeps the old policy in its caches: run `deploy.sh` for each change (it invalidates them), and see "
     "the "
     "new policy served before the id changes."),
    "Keep the CNAME that validates the certificate, or it is not renewed.",
    "A missing file is 403 here, not 404: the distribution may read the bucket but not list it.",
};
constexpr const char *passi[] = {
    ("Chiedere un certificato ad ACM, nella regione us-east-1 e in nessun'altra: `aws acm request-certificate --region "
     "us-east-1 --domain-name {host} --validation-method DNS`, e aggiungere al DNS il CNAME richiesto."),
    "Quando è emesso: `CERTIFICATE=arn:… ./deploy.sh` crea il bucket e la distribuzione e carica la policy.",
    "Nel DNS rendere `{host}` un CNAME del nome `….cloudfront.net` che lo script stampa per ultimo.",
};
constexpr const char *insidie[] = {
    "CloudFront accetta certificati solo da us-east-1, qualunque sia la regione del bucket.",
    "L'indirizzo web di S3 non ha HTTPS per un nome proprio: senza CloudFront nessun mittente accetta la policy.",
    ("CloudFront conserva la vecchia policy nelle cache: eseguire `deploy.sh` a ogni modifica (le invalida) e vedere "
     "servita la nuova policy prima di cambiare l'id."),
    "Conservare il CNAME che convalida il certificato, altrimenti non viene rinnovato.",
    "Un file mancante qui dà 403, non 404: la distribuzione può leggere il bucket ma non elencarlo.",
};

} // namespace

constinit const Target cloudfront{"s3-cloudfront", "Amazon S3 + CloudFront", files, {steps, traps}, {passi, insidie}};

} // namespace publish::bundles
