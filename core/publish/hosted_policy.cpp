// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/hosted_policy.h"

#include "base/domain_name.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace publish {
namespace {

constexpr int formatVersion = 1;

QByteArrayList lines(const std::optional<QByteArray> &bytes)
{
    QByteArrayList out = bytes ? bytes->split('\n') : QByteArrayList();
    if (!out.isEmpty() && out.last().isEmpty())
        out.removeLast();
    return out;
}

// Base64, because what stood there may be anything.
QJsonObject toJson(const HostedPolicy &policy)
{
    QJsonObject out{{QStringLiteral("file"), QJsonValue::Null}, {QStringLiteral("connected"), policy.isConnected}};
    if (policy.bytes)
        out[QLatin1String("file")] = QString::fromLatin1(policy.bytes->toBase64());
    if (!policy.version.isEmpty())
        out.insert(QStringLiteral("version"), policy.version);
    return out;
}

std::optional<HostedPolicy> policyOf(const QJsonValue &json)
{
    HostedPolicy policy{{}, json[QLatin1String("connected")].toBool(), json[QLatin1String("version")].toString()};
    const QJsonValue file = json[QLatin1String("file")];
    if (file.isNull())
        return policy;
    const auto bytes =
        QByteArray::fromBase64Encoding(file.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!file.isString() || !bytes)
        return std::nullopt;
    policy.bytes = *bytes;
    return policy;
}

} // namespace

QList<PolicyLine> linesOf(const PolicyPlan &plan)
{
    const QByteArrayList before = lines(plan.there.bytes), after = lines(plan.wanted.bytes);
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0, tail = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    QList<PolicyLine> out;
    const auto add = [&out](char sign, const QByteArrayList &texts) {
        for (const QByteArray &text : texts)
            out += PolicyLine{sign, text};
    };
    add(' ', before.first(head));
    add('-', before.mid(head, before.size() - head - tail));
    add('+', after.mid(head, after.size() - head - tail));
    add(' ', before.last(tail));
    return out;
}

QByteArray toJson(const PolicyUndo &undo)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("sigillo_policy_undo"), formatVersion},
                                     {QStringLiteral("policy_host"), undo.place},
                                     {QStringLiteral("domain"), undo.domain},
                                     {QStringLiteral("created_at"), undo.createdAt.toUTC().toString(Qt::ISODate)},
                                     {QStringLiteral("before"), toJson(undo.before)},
                                     {QStringLiteral("after"), toJson(undo.after)}})
        .toJson();
}

base::Result<PolicyUndo> policyUndoFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return base::failure("not-json");
    if (document[QLatin1String("sigillo_policy_undo")].toInt() != formatVersion)
        return base::failure("version");
    const auto before = policyOf(document[QLatin1String("before")]);
    const auto after = policyOf(document[QLatin1String("after")]);
    if (!before || !document[QLatin1String("before")].isObject())
        return base::failure("member", 0, "before");
    if (!after || !document[QLatin1String("after")].isObject())
        return base::failure("member", 0, "after");
    PolicyUndo undo{document[QLatin1String("policy_host")].toString(), document[QLatin1String("domain")].toString(),
                    QDateTime::fromString(document[QLatin1String("created_at")].toString(), Qt::ISODate), *before,
                    *after};
    if (!base::DomainName::parse(undo.domain))
        return base::failure("member", 0, "domain");
    return undo;
}

base::Result<PolicyPlan> planOf(const PolicyUndo &undo, const HostedPolicy &there)
{
    // No file at all is nobody's work, and what a change that stopped midway may leave.
    const bool isKnown = (!there.bytes || there.bytes == undo.before.bytes || there.bytes == undo.after.bytes) &&
                         (there.isConnected == undo.before.isConnected || there.isConnected == undo.after.isConnected);
    if (!isKnown)
        return base::failure("changed-since", 0, undo.place.toUtf8());
    return PolicyPlan{undo.domain, there, undo.before};
}

} // namespace publish
