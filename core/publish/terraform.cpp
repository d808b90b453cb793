// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/terraform.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

using rollout::RecordKind;
using rollout::RecordSet;
using Attributes = QByteArrayList; ///< "name = value" lines

/// Values of a set as an HCL list.
QByteArray list(const RrSet &set, QByteArray (*value)(RecordKind, const QByteArray &))
{
    QByteArrayList items;
    for (const QByteArray &each : set.values)
        items += hclString(value(set.kind, each));
    return '[' + items.join(", ") + ']';
}

/// AWS's provider puts the outer quotes; between two character-strings it wants them spelled out.
QByteArray awsValue(RecordKind kind, const QByteArray &value)
{
    if (kind != RecordKind::Txt)
        return presentation(kind, value);
    QByteArray text = presentation(kind, value).replace("\" \"", "\"\"");
    return text.mid(1, text.size() - 2);
}

QByteArray resource(const QByteArray &type, const QByteArray &name, const Attributes &attributes)
{
    return "\nresource \"" + type + "\" \"" + name + "\" {\n  " + attributes.join("\n  ") + "\n}\n";
}

QByteArray variable(const char *name, const char *what)
{
    return "\nvariable \"" + QByteArray(name) + "\" {\n  type        = string\n  description = \"" + what + "\"\n}\n";
}

QByteArray head(const RecordSet &records, const char *note)
{
    QByteArrayList lines = originLines(records);
    lines += note;
    if (records.operation == rollout::Operation::Remove)
        lines += "To remove the records, take these resources out of the configuration and apply it:";
    return comment("#", lines);
}

template <class Resources>
QByteArray document(const RecordSet &records, const char *note, const QByteArray &variables, Resources resources)
{
    QByteArray out = head(records, note);
    const bool remove = records.operation == rollout::Operation::Remove;
    if (!remove)
        out += variables;
    for (const RrSet &set : rrsetsOf(records))
        out += remove ? "# " + set.name.toLatin1() + ' ' + typeWord(set.kind) + '\n' : resources(set);
    return out;
}

QByteArray ttlAttribute(const RecordSet &records)
{
    return "ttl = " + QByteArray::number(records.ttl);
}

QByteArray cloudflareResources(const RrSet &set, const RecordSet &records)
{
    QByteArray out;
    for (qsizetype i = 0; i < set.values.size(); ++i) {
        const bool text = set.kind == RecordKind::Txt;
        const QByteArray content = text ? presentation(set.kind, set.values.at(i)) : set.values.at(i);
        Attributes attributes{"zone_id = var.zone_id", "name = " + hclString(set.name.toLatin1()),
                              "type = \"" + typeWord(set.kind) + '"', ttlAttribute(records),
                              "content = " + hclString(content)};
        if (!text)
            attributes += "proxied = false";
        const QByteArray number = set.values.size() > 1 ? '_' + QByteArray::number(i + 1) : QByteArray();
        out += resource("cloudflare_dns_record", identifier(set) + number, attributes);
    }
    return out;
}

QByteArray azureResource(const RrSet &set, const RecordSet &records)
{
    Attributes attributes{"name = " + hclString(relative(set.name, records.zoneName())),
                          "zone_name = " + hclString(records.zoneName().toLatin1()),
                          "resource_group_name = var.resource_group_name", ttlAttribute(records)};
    if (set.kind == RecordKind::Cname)
        attributes += "record = " + hclString(set.values.front());
    else if (set.kind != RecordKind::Txt)
        attributes += "records = " + list(set, [](RecordKind, const QByteArray &value) { return value; });
    else
        for (const QByteArray &value : set.values)
            attributes += "record {\n    value = " + hclString(value) + "\n  }";
    return resource("azurerm_dns_" + typeWord(set.kind).toLower() + "_record", identifier(set), attributes);
}

} // namespace

QByteArray terraformCloudflare(const RecordSet &records)
{
    return document(records, "Provider cloudflare 5; in version 4 the resource is cloudflare_record.",
                    variable("zone_id", "Cloudflare's id of the zone"),
                    [&records](const RrSet &set) { return cloudflareResources(set, records); });
}

QByteArray terraformGoogle(const RecordSet &records)
{
    return document(records, "Provider google.", variable("managed_zone", "Name of the zone in Cloud DNS"),
                    [&records](const RrSet &set) {
                        return resource("google_dns_record_set", identifier(set),
                                        {"managed_zone = var.managed_zone", "name = " + hclString(absolute(set.name)),
                                         "type = \"" + typeWord(set.kind) + '"', ttlAttribute(records),
                                         "rrdatas = " + list(set, presentation)});
                    });
}

QByteArray terraformAws(const RecordSet &records)
{
    return document(records, "Provider aws.", variable("zone_id", "Route 53's id of the hosted zone"),
                    [&records](const RrSet &set) {
                        return resource("aws_route53_record", identifier(set),
                                        {"zone_id = var.zone_id", "name = " + hclString(set.name.toLatin1()),
                                         "type = \"" + typeWord(set.kind) + '"', ttlAttribute(records),
                                         "records = " + list(set, awsValue)});
                    });
}

QByteArray terraformAzure(const RecordSet &records)
{
    return document(records, "Provider azurerm.", variable("resource_group_name", "Resource group of the zone"),
                    [&records](const RrSet &set) { return azureResource(set, records); });
}

} // namespace publish
