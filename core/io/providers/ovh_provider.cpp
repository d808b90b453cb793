// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/ovh_provider.h"

#include "base/domain_name.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace io {
namespace {

struct CodeRow
{
    const char *word;
    const char *code;
};

// The words in "errorCode"; the HTTP status decides for the rest.
constexpr std::array codes{
    CodeRow{"INVALID_KEY", "unauthorized"},    CodeRow{"INVALID_CREDENTIAL", "unauthorized"},
    CodeRow{"NOT_CREDENTIAL", "unauthorized"}, CodeRow{"INVALID_SIGNATURE", "unauthorized"},
    CodeRow{"NOT_GRANTED_CALL", "forbidden"},  CodeRow{"FORBIDDEN", "forbidden"},
    CodeRow{"QUERY_TIME_OUT", "bad-time"},
};

QString relativeName(const QString &name, const QString &zone)
{
    return name == zone ? QString() : name.chopped(zone.size() + 1);
}

SingleRecord recordOf(const QJsonDocument &json, const QString &zone)
{
    const QString owner = json[QLatin1String("subDomain")].toString();
    SingleRecord record{QString::number(json[QLatin1String("id")].toInteger()),
                        base::canonicalHost(owner.isEmpty() ? zone : owner + u'.' + zone),
                        json[QLatin1String("fieldType")].toString().toLatin1(),
                        {},
                        json[QLatin1String("ttl")].toInteger()};
    QByteArray target = json[QLatin1String("target")].toString().toLatin1();
    if (record.type == "CNAME" && !target.endsWith('.')) // such a target lies in the zone
        target += '.' + zone.toLatin1() + '.';
    record.value = singleValue(record.type, target);
    return record;
}

QByteArray bodyOf(const SingleEdit &edit, const QString &zone)
{
    QJsonObject body{{QStringLiteral("subDomain"), relativeName(edit.name, zone)},
                     {QStringLiteral("target"), QString::fromLatin1(edit.value)},
                     {QStringLiteral("ttl"), edit.ttl}};
    if (edit.comes())
        body.insert(QStringLiteral("fieldType"), QString::fromLatin1(edit.type));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray ovhSignature(const OvhOptions &options, const QByteArray &method, const QByteArray &url,
                        const QByteArray &body, qint64 time)
{
    const Secret signedText(options.applicationSecret.bytes() + '+' + options.consumerKey.bytes() + '+' + method + '+' +
                            url + '+' + body + '+' + QByteArray::number(time));
    return "$1$" + QCryptographicHash::hash(signedText.bytes(), QCryptographicHash::Sha1).toHex();
}

QFuture<ProviderResult<qint64>> OvhProvider::clockDifference(std::stop_token stop)
{
    if (m_clockDifference)
        return readyFuture<ProviderResult<qint64>>(*m_clockDifference);
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/1.0/auth/time"));
    return m_http->send({"GET", url, {}}, std::move(stop))
        .then([this](const ProviderResult<HttpReply> &reply) -> ProviderResult<qint64> {
            if (!reply)
                return tl::unexpected(reply.error());
            if (reply->status >= 400)
                return tl::unexpected(statusProblem(reply->status, {}));
            bool isNumber = false; // QByteArray has no other way
            const qint64 time = reply->body.trimmed().toLongLong(&isNumber);
            if (!isNumber)
                return providerFailure("bad-answer");
            m_clockDifference = time - QDateTime::currentSecsSinceEpoch();
            return *m_clockDifference;
        });
}

HttpRequest OvhProvider::signedRequest(const Step &step, const QString &query, qint64 difference) const
{
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/1.0/domain/zone/%1%2").arg(m_options.zone, step.path));
    url.setQuery(query);
    const qint64 time = QDateTime::currentSecsSinceEpoch() + difference;
    return {step.method,
            url,
            {{"X-Ovh-Application", m_options.applicationKey.toLatin1()},
             {"X-Ovh-Consumer", m_options.consumerKey.bytes()},
             {"X-Ovh-Timestamp", QByteArray::number(time)},
             {"X-Ovh-Signature", ovhSignature(m_options, step.method, url.toEncoded(), step.body, time)},
             {"Content-Type", "application/json"}},
            step.body};
}

QFuture<OvhProvider::Reply> OvhProvider::call(const Step &step, const QString &query, std::stop_token stop)
{
    return clockDifference(stop)
        .then([this, step, query, stop](const ProviderResult<qint64> &difference) {
            return difference ? m_http->send(signedRequest(step, query, *difference), stop)
                              : readyFuture<ProviderResult<HttpReply>>(tl::unexpected(difference.error()));
        })
        .unwrap()
        .then([this](const ProviderResult<HttpReply> &reply) { return read(reply); });
}

OvhProvider::Reply OvhProvider::read(const ProviderResult<HttpReply> &reply) const
{
    if (!reply)
        return tl::unexpected(reply.error());
    const QJsonDocument document = QJsonDocument::fromJson(reply->body);
    if (reply->status < 300)
        return document;
    if (reply->status < 400)
        return providerFailure("bad-answer");
    const QString word = document[QLatin1String("errorCode")].toString();
    const QString words = m_options.consumerKey.hiddenIn(
        m_options.applicationSecret.hiddenIn(document[QLatin1String("message")].toString()));
    const auto row =
        std::find_if(codes.begin(), codes.end(), [&word](const CodeRow &r) { return word == QLatin1String(r.word); });
    return row != codes.end() ? Reply(providerFailure(row->code, words))
                              : Reply(tl::unexpected(statusProblem(reply->status, words)));
}

QFuture<ProviderResult<publish::ZoneState>> OvhProvider::readRecords(QStringList ids, std::stop_token stop)
{
    if (ids.isEmpty())
        return readyFuture<ProviderResult<publish::ZoneState>>(stateOf(m_options.zone, m_records));
    return call({"GET", QStringLiteral("/record/") + ids.takeFirst(), {}}, {}, stop)
        .then([this, ids, stop](const Reply &record) {
            if (!record)
                return readyFuture<ProviderResult<publish::ZoneState>>(tl::unexpected(record.error()));
            m_records += recordOf(*record, m_options.zone);
            return readRecords(ids, stop);
        })
        .unwrap();
}

QFuture<ProviderResult<publish::ZoneState>> OvhProvider::listName(publish::ZoneState, const QString &name,
                                                                  std::stop_token stop)
{
    return call({"GET", QStringLiteral("/record"), {}},
                QStringLiteral("subDomain=") + relativeName(name, m_options.zone), stop)
        .then([this, stop](const Reply &reply) {
            if (!reply)
                return readyFuture<ProviderResult<publish::ZoneState>>(tl::unexpected(reply.error()));
            QStringList ids;
            for (const QJsonValue &id : reply->array())
                ids += QString::number(id.toInteger());
            return readRecords(ids, stop);
        })
        .unwrap();
}

QFuture<ProviderResult<publish::ZoneState>> OvhProvider::list(const QStringList &names, std::stop_token stop)
{
    m_records.clear();
    return listOneByOne({m_options.zone, {}}, names, [this, stop](publish::ZoneState state, const QString &name) {
        return listName(std::move(state), name, stop);
    });
}

QList<OvhProvider::Step> OvhProvider::stepsOf(const publish::ZonePlan &plan, const QList<SingleRecord> &records)
{
    QList<Step> steps;
    for (const SingleEdit &edit : editsOf(plan, records)) {
        const QByteArray method = edit.comes() ? "POST" : edit.goes() ? "DELETE" : "PUT";
        const QString path = edit.comes() ? QStringLiteral("/record") : QStringLiteral("/record/") + edit.id;
        steps += Step{method, path, edit.goes() ? QByteArray() : bodyOf(edit, plan.there.zone)};
    }
    if (!steps.isEmpty())
        steps += Step{"POST", QStringLiteral("/refresh"), {}};
    return steps;
}

QFuture<ProviderResult<void>> OvhProvider::carryOut(QList<Step> steps, std::stop_token stop)
{
    if (steps.isEmpty())
        return readyFuture(ProviderResult<void>());
    return call(steps.takeFirst(), {}, stop)
        .then([this, steps, stop](const Reply &done) {
            return done ? carryOut(steps, stop) : readyFuture(afterWriting(done));
        })
        .unwrap();
}

// What was asked to stop is taken back, too: half a change is nothing to leave behind.
QFuture<ProviderResult<void>> OvhProvider::takeBack(const publish::ZonePlan &plan, const ProviderError &why)
{
    return list(publish::publishedNames(plan.domain), {})
        .then([this, plan](const ProviderResult<publish::ZoneState> &now) {
            if (!now)
                return readyFuture<ProviderResult<void>>(tl::unexpected(now.error()));
            const auto back = publish::planOf(publish::Undo{{}, plan.domain, now->zone, {}, plan.changes}, *now);
            return back ? carryOut(stepsOf(*back, m_records), {})
                        : readyFuture<ProviderResult<void>>(providerFailure("half-made"));
        })
        .unwrap()
        .then([why](const ProviderResult<void> &back) -> ProviderResult<void> {
            return back || why.code == QLatin1String("cut") ? tl::unexpected(why)
                                                            : providerFailure("half-made", why.detail);
        });
}

QFuture<ProviderResult<void>> OvhProvider::apply(const publish::ZonePlan &plan, std::stop_token stop)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    return applyUnlessChanged(*this, plan, stop, [this, plan, stop] {
        return carryOut(stepsOf(plan, m_records), stop)
            .then([this, plan](const ProviderResult<void> &done) {
                return done ? readyFuture(done) : takeBack(plan, done.error());
            })
            .unwrap();
    });
}

} // namespace io
