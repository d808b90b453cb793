// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/format.h"

#include "publish/azure_cli.h"
#include "publish/bind.h"
#include "publish/cloudflare.h"
#include "publish/csv.h"
#include "publish/dnscontrol.h"
#include "publish/gcloud.h"
#include "publish/json_records.h"
#include "publish/lexicon.h"
#include "publish/nsupdate.h"
#include "publish/octodns.h"
#include "publish/panel.h"
#include "publish/powerdns.h"
#include "publish/powershell.h"
#include "publish/route53.h"
#include "publish/terraform.h"
#include "publish/tinydns.h"

#include <QCoreApplication>

#include <algorithm>

namespace publish {

std::span<const Format> formats()
{
    static constexpr Format all[] = {
        {"bind", "zone",
         QT_TRANSLATE_NOOP("publish", "a zone file fragment for BIND, NSD, Knot and whatever reads RFC 1035"), bind,
         true},
        {"nsupdate", "nsupdate", QT_TRANSLATE_NOOP("publish", "input for nsupdate (RFC 2136)"), nsupdate},
        {"dnscontrol", "js", QT_TRANSLATE_NOOP("publish", "dnscontrol"), dnscontrol},
        {"octodns", "yaml", QT_TRANSLATE_NOOP("publish", "octoDNS"), octodns},
        {"terraform-cloudflare", "tf", QT_TRANSLATE_NOOP("publish", "Terraform or OpenTofu, Cloudflare"),
         terraformCloudflare},
        {"terraform-google", "tf", QT_TRANSLATE_NOOP("publish", "Terraform or OpenTofu, Google Cloud DNS"),
         terraformGoogle},
        {"terraform-aws", "tf", QT_TRANSLATE_NOOP("publish", "Terraform or OpenTofu, Route 53"), terraformAws},
        {"terraform-azure", "tf", QT_TRANSLATE_NOOP("publish", "Terraform or OpenTofu, Azure DNS"), terraformAzure},
        {"route53", "json", QT_TRANSLATE_NOOP("publish", "a change batch for the aws command"), route53},
        {"gcloud", "sh", QT_TRANSLATE_NOOP("publish", "commands for Google Cloud's gcloud"), gcloud},
        {"azure-cli", "sh", QT_TRANSLATE_NOOP("publish", "commands for Azure's az"), azureCli},
        {"powershell", "ps1", QT_TRANSLATE_NOOP("publish", "PowerShell for the DNS server of Windows"), powershell},
        {"powerdns", "json", QT_TRANSLATE_NOOP("publish", "a request to PowerDNS's API"), powerdns},
        {"cloudflare", "txt", QT_TRANSLATE_NOOP("publish", "a file for Cloudflare's import"), cloudflare},
        {"tinydns", "data", QT_TRANSLATE_NOOP("publish", "lines for tinydns-data"), tinydns},
        {"lexicon", "sh", QT_TRANSLATE_NOOP("publish", "commands for lexicon"), lexicon},
        {"panel", "txt", QT_TRANSLATE_NOOP("publish", "what to type into a web panel"), panel, true},
        {"csv", "csv", QT_TRANSLATE_NOOP("publish", "a table for spreadsheets"), csv},
        {"json", "json", QT_TRANSLATE_NOOP("publish", "for other programs"), jsonRecords},
    };
    return all;
}

const Format *formatNamed(const QString &name)
{
    const auto all = formats();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](const Format &format) { return name == QLatin1String(format.name); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace publish
