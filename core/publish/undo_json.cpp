// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/zone_plan.h"

#include "base/domain_name.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace publish {
namespace {

constexpr int formatVersion = 1;
constexpr qint64 ttlMost = 2'147'483'647; // RFC 2181 §8

/// An empty optional inside stands for "nothing"; the outer one is empty when the member cannot be read.
std::optional<std::optional<ZoneSet>> setOf(const QString &name, const QByteArray &type, const QJsonValue &json)
{
    if (json.isNull())
        return std::optional<ZoneSet>();
    const double ttl = json[QLatin1String("ttl")].toDouble(-1);
    const QJsonArray list = json[QLatin1String("values")].toArray();
    if (ttl < 0 || ttl > double(ttlMost) || list.isEmpty())
        return std::nullopt;
    ZoneSet set{name, type, qint64(ttl), {}};
    for (const QJsonValue &each : list) {
        const auto value = canonicalValue(type, each.toString().toLatin1());
        if (!value)
            return std::nullopt;
        set.values += *value;
    }
    std::sort(set.values.begin(), set.values.end());
    return std::optional(set);
}

base::Result<Change> changeOf(const QString &domain, const QJsonValue &json)
{
    static const QByteArrayList types{"A", "AAAA", "CNAME", "TXT"};
    Change change{json[QLatin1String("name")].toString(), json[QLatin1String("type")].toString().toLatin1(), {}, {}};
    if (!publishedNames(domain).contains(change.name))
        return base::failure("outside-names", 0, change.name.toUtf8());
    const auto before = setOf(change.name, change.type, json[QLatin1String("before")]);
    const auto after = setOf(change.name, change.type, json[QLatin1String("after")]);
    if (!types.contains(change.type) || !before || !after || (!*before && !*after))
        return base::failure("member", 0, "changes");
    change.before = *before;
    change.after = *after;
    return change;
}

} // namespace

QJsonValue toJson(const std::optional<ZoneSet> &set)
{
    if (!set)
        return QJsonValue::Null;
    QJsonArray values;
    for (const QByteArray &value : set->values)
        values += QString::fromLatin1(value);
    return QJsonObject{{QStringLiteral("ttl"), set->ttl}, {QStringLiteral("values"), values}};
}

QByteArray toJson(const Undo &undo)
{
    QJsonArray changes;
    for (const Change &change : undo.changes)
        changes += QJsonObject{{QStringLiteral("name"), change.name},
                               {QStringLiteral("type"), QString::fromLatin1(change.type)},
                               {QStringLiteral("before"), toJson(change.before)},
                               {QStringLiteral("after"), toJson(change.after)}};
    return QJsonDocument(QJsonObject{{QStringLiteral("sigillo_undo"), formatVersion},
                                     {QStringLiteral("provider"), undo.provider},
                                     {QStringLiteral("domain"), undo.domain},
                                     {QStringLiteral("zone"), undo.zone},
                                     {QStringLiteral("created_at"), undo.createdAt.toUTC().toString(Qt::ISODate)},
                                     {QStringLiteral("changes"), changes}})
        .toJson();
}

base::Result<Undo> undoFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return base::failure("not-json");
    if (document[QLatin1String("sigillo_undo")].toInt() != formatVersion)
        return base::failure("version");
    Undo undo{document[QLatin1String("provider")].toString(),
              document[QLatin1String("domain")].toString(),
              document[QLatin1String("zone")].toString(),
              QDateTime::fromString(document[QLatin1String("created_at")].toString(), Qt::ISODate),
              {}};
    if (!base::DomainName::parse(undo.domain))
        return base::failure("member", 0, "domain");
    if (undo.zone.isEmpty() || (undo.domain != undo.zone && !undo.domain.endsWith(u'.' + undo.zone)))
        return base::failure("member", 0, "zone");
    for (const QJsonValue &each : document[QLatin1String("changes")].toArray()) {
        const auto change = changeOf(undo.domain, each);
        if (!change)
            return tl::unexpected(change.error());
        undo.changes += *change;
    }
    return undo;
}

} // namespace publish
