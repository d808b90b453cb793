// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/json.h"

#include "base/enum_names.h"
#include "facts/fields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <type_traits>

namespace facts {

namespace {

const QLatin1String versionKey("sigillo_facts");
const QLatin1String encoded("base64:");

// Bytes stay readable where they can: printable ASCII as it is, everything else marked and encoded.
QString bytesToText(const QByteArray &bytes)
{
    const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return (c >= 0x20 && c < 0x7f) || c == '\r' || c == '\n' || c == '\t';
    });
    return plain && !bytes.startsWith(encoded.data()) ? QString::fromLatin1(bytes)
                                                      : encoded + QString::fromLatin1(bytes.toBase64());
}

std::optional<QByteArray> textToBytes(const QString &text)
{
    if (!text.startsWith(encoded))
        return text.toUtf8();
    const auto result =
        QByteArray::fromBase64Encoding(text.mid(encoded.size()).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(*result) : std::nullopt;
}

QJsonValue write(const QString &value)
{
    return value;
}
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
QJsonValue write(const QByteArray &value)
{
    return bytesToText(value);
}
QJsonValue write(const base::IpAddress &value)
{
    return value.toString();
}
QJsonValue write(const QDateTime &value)
{
    return value.isValid() ? value.toUTC().toString(Qt::ISODateWithMs) : QString();
}
template <class E>
requires std::is_enum_v<E> QJsonValue write(E value)
{
    return base::enumName(value);
}
template <class T>
QJsonValue write(const std::optional<T> &value);
template <class T>
QJsonValue write(const QList<T> &values);

class Writer
{
public:
    template <class T>
    void operator()(const char *name, const T &value);
    void derived(const char *name, auto compute) { m_object.insert(QLatin1String(name), write(compute())); }
    QJsonObject take() { return std::move(m_object); }

private:
    QJsonObject m_object;
};

template <class T>
requires requires
{
    &Fields<T>::template visit<Writer, const T>;
}
QJsonValue write(const T &value)
{
    Writer writer;
    Fields<T>::visit(writer, value);
    return writer.take();
}

template <class T>
QJsonValue write(const std::optional<T> &value)
{
    return value ? write(*value) : QJsonValue();
}

template <class T>
QJsonValue write(const QList<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array.append(write(value));
    return array;
}

template <class T>
void Writer::operator()(const char *name, const T &value)
{
    m_object.insert(QLatin1String(name), write(value));
}

// Reads members in place; the first misfit is kept with its path and stops the rest.
class Reader
{
public:
    Reader(const QJsonObject &object, QString path, QString &error)
        : m_object(object), m_path(std::move(path)), m_error(error)
    {
    }

    template <class T>
    void operator()(const char *name, T &value)
    {
        const QJsonValue member = m_object.value(QLatin1String(name));
        if (m_error.isEmpty() && !member.isUndefined())
            readMember(member, value, m_path.isEmpty() ? QLatin1String(name) : m_path + u'.' + QLatin1String(name));
    }
    void derived(const char *, auto) {}

private:
    template <class T>
    void readMember(const QJsonValue &member, T &value, const QString &path)
    {
        if (!read(member, value, path) && m_error.isEmpty())
            m_error = path;
    }

    bool read(const QJsonValue &member, QString &value, const QString &)
    {
        value = member.toString();
        return member.isString();
    }
    bool read(const QJsonValue &member, bool &value, const QString &)
    {
        value = member.toBool();
        return member.isBool();
    }
    bool read(const QJsonValue &member, qint64 &value, const QString &)
    {
        value = member.toInteger();
        return member.isDouble() && double(value) == member.toDouble();
    }
    bool read(const QJsonValue &member, int &value, const QString &path)
    {
        qint64 wide = 0;
        if (!read(member, wide, path) || wide != qint64(int(wide)))
            return false;
        value = int(wide);
        return true;
    }
    bool read(const QJsonValue &member, QByteArray &value, const QString &)
    {
        const auto bytes = textToBytes(member.toString());
        value = bytes.value_or(QByteArray());
        return member.isString() && bytes;
    }
    bool read(const QJsonValue &member, base::IpAddress &value, const QString &)
    {
        const auto address = base::IpAddress::parse(member.toString());
        value = address.value_or(base::IpAddress());
        return member.isString() && (address || member.toString().isEmpty());
    }
    bool read(const QJsonValue &member, QDateTime &value, const QString &)
    {
        value = member.toString().isEmpty() ? QDateTime()
                                            : QDateTime::fromString(member.toString(), Qt::ISODateWithMs).toUTC();
        return member.isString() && (value.isValid() || member.toString().isEmpty());
    }
    template <class E>
    requires std::is_enum_v<E>
    bool read(const QJsonValue &member, E &value, const QString &)
    {
        const auto known = base::enumFromName<E>(member.toString());
        value = known.value_or(E());
        return known.has_value();
    }
    template <class T>
    bool read(const QJsonValue &member, std::optional<T> &value, const QString &path)
    {
        value.reset();
        return member.isNull() || read(member, value.emplace(), path);
    }
    template <class T>
    bool read(const QJsonValue &member, QList<T> &values, const QString &path)
    {
        values.clear();
        const QJsonArray array = member.toArray();
        for (qsizetype i = 0; i < array.size() && m_error.isEmpty(); ++i) {
            T value{};
            readMember(array[i], value, QStringLiteral("%1[%2]").arg(path).arg(i));
            values.append(std::move(value));
        }
        return member.isArray();
    }
    template <class T>
    requires requires { &Fields<T>::template visit<Reader, T>; }
    bool read(const QJsonValue &member, T &value, const QString &path)
    {
        const QJsonObject object = member.toObject();
        Reader inner(object, path, m_error);
        Fields<T>::visit(inner, value);
        return member.isObject();
    }

    const QJsonObject &m_object;
    QString m_path;
    QString &m_error;
};

} // namespace

QJsonObject toJson(const DomainFacts &facts)
{
    QJsonObject object = write(facts).toObject();
    object.insert(versionKey, DomainFacts::formatVersion);
    return object;
}

base::Result<DomainFacts> fromJson(const QByteArray &document)
{
    QJsonParseError parseError;
    const QJsonDocument parsed = QJsonDocument::fromJson(document, &parseError);
    if (!parsed.isObject())
        return base::failure("not-json", parseError.offset, document);
    const QJsonObject object = parsed.object();
    const QJsonValue version = object.value(versionKey);
    if (!version.isDouble() || version.toInteger() < 1)
        return base::failure("not-facts");
    if (version.toInteger() > DomainFacts::formatVersion)
        return base::failure("newer-version", 0, QByteArray::number(version.toInteger()));
    QString misfit;
    Reader reader(object, {}, misfit);
    DomainFacts facts;
    Fields<DomainFacts>::visit(reader, facts);
    if (!misfit.isEmpty())
        return base::failure("bad-member", 0, misfit.toUtf8().left(40));
    return facts;
}

} // namespace facts
