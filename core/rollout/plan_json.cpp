// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/plan.h"

#include "base/enum_names.h"
#include "sts/record.h"

#include <QJsonArray>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace rollout {

namespace {

const QLatin1String versionKey("version");

QJsonValue write(bool value)
{
    return value;
}
QJsonValue write(int value)
{
    return value;
}
QJsonValue write(qint64 value)
{
    return value;
}
QJsonValue write(double value)
{
    return value;
}
QJsonValue write(const QString &value)
{
    return value;
}
QJsonValue write(const QByteArray &value)
{
    return QString::fromLatin1(value);
}
QJsonValue write(const QDateTime &value)
{
    return value.isValid() ? value.toUTC().toString(Qt::ISODateWithMs) : QString();
}
QJsonValue write(const base::IpAddress &value)
{
    return value.toString();
}
template <class E>
requires std::is_enum_v<E> QJsonValue write(E value)
{
    return base::enumName(value);
}

bool read(const QJsonValue &json, bool &value)
{
    value = json.toBool();
    return json.isBool();
}
bool read(const QJsonValue &json, double &value)
{
    value = json.toDouble();
    return json.isDouble();
}
bool read(const QJsonValue &json, qint64 &value)
{
    value = json.toInteger();
    return json.isDouble() && double(value) == json.toDouble();
}
bool read(const QJsonValue &json, int &value)
{
    qint64 wide = 0;
    if (!read(json, wide) || wide != qint64(int(wide)))
        return false;
    value = int(wide);
    return true;
}
bool read(const QJsonValue &json, QString &value)
{
    value = json.toString();
    return json.isString();
}
bool read(const QJsonValue &json, QByteArray &value)
{
    value = json.toString().toLatin1();
    return json.isString();
}
bool read(const QJsonValue &json, QDateTime &value)
{
    value = QDateTime::fromString(json.toString(), Qt::ISODateWithMs).toUTC();
    return value.isValid();
}
bool read(const QJsonValue &json, base::IpAddress &value)
{
    const auto address = base::IpAddress::parse(json.toString());
    value = address.value_or(base::IpAddress());
    return address.has_value();
}
template <class E>
requires std::is_enum_v<E>
bool read(const QJsonValue &json, E &value)
{
    const auto known = base::enumFromName<E>(json.toString());
    value = known.value_or(E());
    return known.has_value();
}

// What each structure consists of, said once for both directions.
template <class Visitor>
void visit(Visitor &member,
           auto &thresholds) requires std::is_same_v<std::remove_cvref_t<decltype(thresholds)>, Thresholds>
{
    member("testing_days", thresholds.testingDays);
    member("report_days", thresholds.reportDays);
    member("certificate_days", thresholds.certificateDays);
    member("silent_days", thresholds.silentDays);
    member("verified_share", thresholds.verifiedShare);
    member("count_unverified", thresholds.countUnverified);
    member("count_without_mail", thresholds.countWithoutMail);
    member("rung_days", thresholds.rungDays);
}
template <class Visitor>
void visit(Visitor &member, auto &decision) requires std::is_same_v<std::remove_cvref_t<decltype(decision)>, Decision>
{
    member("at", decision.at);
    member("action", decision.action);
    member("forced", decision.forced);
    member("reason", decision.reason);
    member("id", decision.id);
}
template <class Visitor>
void visit(Visitor &member, auto &issued) requires std::is_same_v<std::remove_cvref_t<decltype(issued)>, Issued>
{
    member("at", issued.at);
    member("id", issued.id);
    member("mode", issued.mode);
    member("mx", issued.mx);
    member("max_age", issued.maxAge);
}
template <class Visitor>
void visit(Visitor &member, auto &move) requires std::is_same_v<std::remove_cvref_t<decltype(move)>, MxMove>
{
    member("to", move.to);
    member("started_at", move.startedAt);
    member("wait_for_expiry", move.waitForExpiry);
}
template <class Visitor>
void visit(Visitor &member, auto &host) requires std::is_same_v<std::remove_cvref_t<decltype(host)>, PolicyHost>
{
    member("target", host.target);
    member("addresses", host.addresses);
}
template <class Visitor>
void visit(Visitor &member, auto &plan) requires std::is_same_v<std::remove_cvref_t<decltype(plan)>, Plan>
{
    member("domain", plan.domain);
    member("goal", plan.goal);
    member("mode", plan.mode);
    member("reporting_only", plan.reportingOnly);
    member("mx", plan.mx);
    member("rua", plan.rua);
    member("policy_host", plan.policyHost);
    member("max_age", plan.maxAge);
    member("max_age_goal", plan.maxAgeGoal);
    member("id", plan.id);
    member("ttl", plan.ttl);
    member("thresholds", plan.thresholds);
    member("mx_move", plan.mxMove);
    member("decisions", plan.decisions);
    member("issued", plan.issued);
}

class Writer
{
public:
    template <class T>
    void operator()(const char *name, const T &value)
    {
        m_object.insert(QLatin1String(name), json(value));
    }
    QJsonObject take() { return std::move(m_object); }

private:
    template <class T>
    static QJsonValue json(const T &value)
    {
        if constexpr (requires { write(value); }) {
            return write(value);
        } else {
            Writer inner;
            visit(inner, value);
            return inner.take();
        }
    }
    template <class T>
    static QJsonValue json(const QList<T> &values)
    {
        QJsonArray array;
        for (const T &value : values)
            array.append(json(value));
        return array;
    }
    template <class T>
    static QJsonValue json(const std::optional<T> &value)
    {
        return value ? json(*value) : QJsonValue();
    }

    QJsonObject m_object;
};

/// Takes members out of an object; what is left in the end is not known here.
class Reader
{
public:
    Reader(QJsonObject &object, QString &misfit) : m_object(object), m_misfit(misfit) {}

    template <class T>
    void operator()(const char *name, T &value)
    {
        const QLatin1String key(name);
        QJsonValue json = m_object.take(key);
        if (json.isUndefined())
            return;
        if (!take(json, value) && m_misfit.isEmpty())
            m_misfit = key;
        if (!json.isNull())
            m_object.insert(key, json);
    }

private:
    /// Reads a value, and leaves in `json` what is not known of it: null for nothing.
    template <class T>
    bool take(QJsonValue &json, T &value)
    {
        if constexpr (requires { read(json, value); }) {
            return read(std::exchange(json, QJsonValue()), value);
        } else {
            if (!json.isObject())
                return false;
            QJsonObject object = json.toObject();
            Reader inner(object, m_misfit);
            visit(inner, value);
            json = object.isEmpty() ? QJsonValue() : object;
            return true;
        }
    }
    template <class T>
    bool take(QJsonValue &json, QList<T> &values)
    {
        if (!json.isArray())
            return false;
        values.clear();
        QJsonArray rest;
        bool known = true;
        for (QJsonValue item : json.toArray()) {
            T value{};
            if (!take(item, value))
                return false;
            values.append(std::move(value));
            known = known && item.isNull();
            rest.append(item);
        }
        json = known ? QJsonValue() : rest;
        return true;
    }
    template <class T>
    bool take(QJsonValue &json, std::optional<T> &value)
    {
        value.reset();
        return json.isNull() || take(json, value.emplace());
    }

    QJsonObject &m_object;
    QString &m_misfit;
};

QJsonObject withUnknown(QJsonObject object, const QJsonObject &unknown);

/// Lists only grow at their end (decisions), so the place tells which item the unknown members belong to.
QJsonValue withUnknown(const QJsonValue &known, const QJsonValue &unknown)
{
    if (known.isUndefined())
        return unknown;
    if (known.isObject() && unknown.isObject())
        return withUnknown(known.toObject(), unknown.toObject());
    if (!known.isArray() || !unknown.isArray())
        return known;
    QJsonArray items = known.toArray();
    const QJsonArray rest = unknown.toArray();
    for (qsizetype i = 0; i < std::min(items.size(), rest.size()); ++i)
        items[i] = withUnknown(QJsonValue(items[i]), QJsonValue(rest[i]));
    return items;
}

QJsonObject withUnknown(QJsonObject object, const QJsonObject &unknown)
{
    for (auto it = unknown.begin(); it != unknown.end(); ++it)
        object.insert(it.key(), withUnknown(object.value(it.key()), it.value()));
    return object;
}

bool allGood(const auto &list, auto isGood)
{
    return std::all_of(list.begin(), list.end(), isGood);
}

bool isHost(const QString &name)
{
    return base::DomainName::parse(name).has_value();
}

/// A plan may come from a database that others write to, and its values go into zone files: the first member that
/// could not stand there, or null.
const char *badMember(const Plan &plan)
{
    const Thresholds &t = plan.thresholds;
    const auto isDays = [](int days) { return days >= 0 && days <= 3'650; };
    if (!allGood(plan.mx, [](const QString &mx) { return mxPattern(mx).has_value(); }))
        return "mx";
    if (!allGood(plan.rua, [](const QString &uri) { return ruaUri(uri) == uri; }))
        return "rua";
    if (!plan.policyHost.target.isEmpty() && !isHost(plan.policyHost.target))
        return "policy_host";
    if (plan.maxAge < 0 || plan.maxAge > maxAgeMost)
        return "max_age";
    if (plan.maxAgeGoal < 0 || plan.maxAgeGoal > maxAgeMost)
        return "max_age_goal";
    if (!plan.id.isEmpty() && !sts::isId(plan.id))
        return "id";
    if (plan.ttl < ttlLeast || plan.ttl > ttlMost)
        return "ttl";
    if (!allGood(plan.decisions, [](const Decision &one) { return one.id.isEmpty() || sts::isId(one.id); }))
        return "decisions";
    if (!isDays(t.testingDays) || !isDays(t.reportDays) || !isDays(t.certificateDays) || !isDays(t.silentDays) ||
        !isDays(t.rungDays) || !(t.verifiedShare >= 0 && t.verifiedShare <= 1))
        return "thresholds";
    return plan.mxMove && !allGood(plan.mxMove->to, isHost) ? "mx_move" : nullptr;
}

} // namespace

QJsonObject toJson(const Plan &plan)
{
    Writer writer;
    visit(writer, plan);
    QJsonObject object = writer.take();
    object.insert(versionKey, Plan::formatVersion);
    return withUnknown(object, plan.unknown);
}

base::Result<Plan> planFromJson(const QJsonObject &json)
{
    QJsonObject rest = json;
    int version = 0;
    if (!read(rest.take(versionKey), version) || version < 1 || version > Plan::formatVersion)
        return base::failure("version", 0, QByteArray::number(version));
    Plan plan;
    QString misfit;
    Reader reader(rest, misfit);
    visit(reader, plan);
    if (!misfit.isEmpty())
        return base::failure("member", 0, misfit.toLatin1());
    const auto domain = base::DomainName::parse(plan.domain);
    if (!domain || domain->toString() != plan.domain)
        return base::failure("domain", 0, plan.domain.toUtf8());
    if (const char *member = badMember(plan))
        return base::failure("member", 0, member);
    plan.unknown = rest;
    return plan;
}

} // namespace rollout
