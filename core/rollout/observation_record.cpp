// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/observation_record.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborParserError>
#include <QCborValue>
#include <QMetaEnum>

namespace rollout {
namespace {

// Each value is written and read by one function, in the order of its members; both directions share that order.

class Writer
{
public:
    void flag(bool value) { m_out.append(value); }
    void number(qint64 value) { m_out.append(value); }
    void text(const QString &value) { m_out.append(value); }
    void bytes(const QByteArray &value) { m_out.append(value); }
    void time(const QDateTime &value)
    {
        m_out.append(value.isValid() ? QCborValue(value.toMSecsSinceEpoch()) : QCborValue());
    }
    template <class Enum>
    void word(Enum value, Enum)
    {
        number(qint64(value));
    }
    void texts(const QStringList &values) { m_out.append(QCborArray::fromStringList(values)); }
    void map(const QMap<QString, QString> &values)
    {
        QCborMap map;
        for (auto at = values.begin(); at != values.end(); ++at)
            map.insert(at.key(), at.value());
        m_out.append(map);
    }
    template <class List, class Each>
    void list(const List &values, Each each)
    {
        QCborArray items;
        for (auto value : values) {
            Writer item;
            each(item, value);
            items.append(item.m_out);
        }
        m_out.append(items);
    }
    QCborArray done() && { return std::move(m_out); }

private:
    QCborArray m_out;
};

/// The same calls. What is not as it was written makes it bad, and everything after that empty.
class Reader
{
public:
    explicit Reader(const QCborArray &in) : m_in(in) {}

    void flag(bool &value) { value = take(QCborValue::Invalid).toBool(); }
    void number(qint64 &value) { value = take(QCborValue::Integer).toInteger(); }
    void text(QString &value) { value = take(QCborValue::String).toString(); }
    void bytes(QByteArray &value) { value = take(QCborValue::ByteArray).toByteArray(); }
    void time(QDateTime &value)
    {
        const QCborValue read = take(QCborValue::Invalid);
        value = read.isInteger() ? QDateTime::fromMSecsSinceEpoch(read.toInteger(), Qt::UTC) : QDateTime();
    }
    template <class Enum>
    void word(Enum &value, Enum last)
    {
        const qint64 read = take(QCborValue::Integer).toInteger();
        m_bad = m_bad || read < 0 || read > qint64(last);
        value = m_bad ? Enum{} : Enum(read);
    }
    void texts(QStringList &values)
    {
        for (const QCborValue &item : take(QCborValue::Array).toArray())
            values.append(item.toString());
    }
    void map(QMap<QString, QString> &values)
    {
        const QCborMap map = take(QCborValue::Map).toMap();
        for (auto at = map.begin(); at != map.end(); ++at)
            values.insert(at.key().toString(), at.value().toString());
    }
    template <class List, class Each>
    void list(List &values, Each each)
    {
        for (const QCborValue &item : take(QCborValue::Array).toArray()) {
            Reader inner(item.toArray());
            typename List::value_type value;
            each(inner, value);
            m_bad = m_bad || !inner.isDone();
            values.append(value);
        }
    }
    bool isDone() const { return !m_bad && m_at == m_in.size(); }

private:
    /// The next value; of any type where `type` is Invalid.
    QCborValue take(QCborValue::Type type)
    {
        const QCborValue value = m_in.at(m_at++);
        m_bad = m_bad || m_at > m_in.size() || (type != QCborValue::Invalid && value.type() != type);
        return m_bad ? QCborValue() : value;
    }

    const QCborArray m_in;
    qsizetype m_at = 0;
    bool m_bad = false;
};

constexpr auto problem = [](auto &io, auto &value) {
    static const int ids = QMetaEnum::fromType<findings::FindingId>().keyCount();
    io.word(value.id, findings::FindingId(ids - 1));
    io.word(value.severity, findings::Severity::Error);
    io.text(value.host);
    io.text(value.address);
    io.map(value.arguments);
};

constexpr auto certificate = [](auto &io, auto &value) {
    io.text(value.host);
    io.bytes(value.sha256);
    io.time(value.from);
    io.time(value.until);
};

constexpr auto extension = [](auto &io, auto &value) {
    io.bytes(value.name);
    io.bytes(value.value);
};

template <class Io, class Policy>
void policy(Io &io, Policy &value)
{
    io.word(value.mode, sts::Mode::Enforce);
    io.texts(value.mx);
    io.number(value.maxAge);
    io.list(value.extensions, extension);
}

template <class Io, class Servers>
void servers(Io &io, Servers &value)
{
    io.flag(value.hostKnown);
    io.text(value.hostAlias);
    io.texts(value.hostAddresses);
    io.list(value.certificates, certificate);
}

template <class Io, class Look>
void observation(Io &io, Look &value)
{
    io.time(value.at);
    io.flag(value.domainExists);
    io.word(value.record, Seen::Usable);
    io.bytes(value.recordId);
    io.number(value.recordTtl);
    io.word(value.policy, Seen::Usable);
    policy(io, value.policyRead);
    io.bytes(value.policyText);
    io.bytes(value.policyHash);
    io.word(value.reporting, Seen::Usable);
    io.texts(value.rua);
    io.flag(value.mxKnown);
    io.flag(value.takesMail);
    io.texts(value.mx);
    io.number(value.mxTtl);
    io.texts(value.mxNotCovered);
    io.flag(value.smtpKnown);
    io.texts(value.mxUnreached);
    io.list(value.serverProblems, problem);
    io.list(value.otherProblems, problem);
    io.text(value.certificatesUntilHost);
    servers(io, value.servers);
}

} // namespace

QByteArray toRecord(const Observation &seen)
{
    Writer out;
    observation(out, seen);
    out.time(seen.certificatesUntil.value_or(QDateTime()));
    return QCborValue(std::move(out).done()).toCbor();
}

std::optional<Observation> fromRecord(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue read = QCborValue::fromCbor(bytes, &error);
    if (error.error.c != QCborError::NoError || !read.isArray())
        return std::nullopt;
    Reader in(read.toArray());
    Observation seen;
    observation(in, seen);
    QDateTime until;
    in.time(until);
    if (until.isValid())
        seen.certificatesUntil = until;
    return in.isDone() ? std::optional(std::move(seen)) : std::nullopt;
}

} // namespace rollout
