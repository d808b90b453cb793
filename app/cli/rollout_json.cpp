// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rollout_json.h"

#include "base/enum_names.h"
#include "text/rollout_text.h"

namespace cli {

QString momentText(const QDateTime &at)
{
    return at.toUTC().toString(Qt::ISODate);
}

QJsonValue momentJson(const std::optional<QDateTime> &at)
{
    return at ? QJsonValue(momentText(*at)) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const rollout::Reason &reason)
{
    QJsonObject arguments;
    for (auto it = reason.arguments.cbegin(); it != reason.arguments.cend(); ++it)
        arguments.insert(it.key(), it.value());
    return {{QStringLiteral("code"), QString::fromLatin1(reason.code)},
            {QStringLiteral("arguments"), arguments},
            {QStringLiteral("sentence"), text::sentence(reason)}};
}

QJsonArray toJson(const QList<rollout::Reason> &reasons)
{
    QJsonArray list;
    for (const rollout::Reason &reason : reasons)
        list += toJson(reason);
    return list;
}

QJsonArray toJson(const QList<rollout::ConditionVerdict> &conditions)
{
    QJsonArray list;
    for (const rollout::ConditionVerdict &each : conditions)
        list += QJsonObject{
            {QStringLiteral("condition"), base::enumName(each.condition)},
            {QStringLiteral("state"), base::enumName(each.state)},
            {QStringLiteral("required"), each.required},
            {QStringLiteral("met_at"), each.metAt ? QJsonValue(each.metAt->toString(Qt::ISODate)) : QJsonValue()},
            {QStringLiteral("reason"), toJson(each.reason)}};
    return list;
}

} // namespace cli
