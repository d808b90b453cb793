// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/facts_lines.h"

#include "facts/json.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace facts {

namespace {

constexpr std::array volatileMembers{"ttl", "observed_at", "transcript", "banner"};
constexpr std::array steadyHeaders{"content-type", "location", "content-length"};
constexpr std::array namingMembers{"name", "address", "selector", "protocol", "sha256"};

bool isIn(const auto &list, const QString &word)
{
    return std::any_of(list.begin(), list.end(), [&word](const char *one) { return word == QLatin1String(one); });
}

bool isVolatileMember(const QString &name)
{
    return name.endsWith(QLatin1String("_ms")) || isIn(volatileMembers, name);
}

bool isVolatileHeader(const QString &list, const QJsonValue &element)
{
    return list == QLatin1String("headers") &&
           !isIn(steadyHeaders, element.toObject().value(QLatin1String("name")).toString().toLower());
}

QString keyOf(const QJsonValue &element, qsizetype index)
{
    if (element.isObject())
        for (const char *name : namingMembers)
            if (const QString key = element.toObject().value(QLatin1String(name)).toString(); !key.isEmpty())
                return key;
    return QString::number(index);
}

// Qt writes whole documents only.
QString literal(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).chopped(1).mid(1));
}

class LineWriter
{
public:
    void write(const QString &label, const QJsonValue &value, const QString &place, bool isVolatile, bool isLast)
    {
        const QString comma = isLast ? QString() : QStringLiteral(",");
        if (value.isObject() && !value.toObject().isEmpty())
            members(label, value.toObject(), place, isVolatile, comma);
        else if (value.isArray() && !value.toArray().isEmpty())
            elements(label, value.toArray(), place, isVolatile, comma);
        else
            add(label + literal(value) + comma, place, isVolatile);
    }
    QList<Line> take() { return std::move(m_lines); }

private:
    void members(const QString &label, const QJsonObject &object, const QString &place, bool isVolatile,
                 const QString &comma)
    {
        open(label + u'{', place, isVolatile);
        for (auto member = object.begin(); member != object.end(); ++member) {
            const QString inside = place.isEmpty() ? member.key() : place + u'.' + member.key();
            write(literal(member.key()) + QStringLiteral(": "), member.value(), inside,
                  isVolatile || isVolatileMember(member.key()), member + 1 == object.end());
        }
        close(u'}' + comma);
    }

    void elements(const QString &label, const QJsonArray &array, const QString &place, bool isVolatile,
                  const QString &comma)
    {
        open(label + u'[', place, isVolatile);
        const QString name = place.mid(place.lastIndexOf(u'.') + 1);
        QHash<QString, int> seen; // two of one name, such as one address in two lists
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString key = keyOf(array[i], i);
            const int copies = seen[key]++;
            const QString shown = copies == 0 ? key : QStringLiteral("%1 #%2").arg(key).arg(copies + 1);
            write({}, array[i], QStringLiteral("%1[%2]").arg(place, shown),
                  isVolatile || isVolatileHeader(name, array[i]), i + 1 == array.size());
        }
        close(u']' + comma);
    }

    void open(const QString &text, const QString &place, bool isVolatile)
    {
        add(text, place, isVolatile);
        ++m_depth;
    }
    void close(const QString &text)
    {
        --m_depth;
        add(text, {}, true);
    }
    void add(const QString &text, const QString &place, bool isVolatile)
    {
        m_lines.append({QString(qsizetype(m_depth) * 2, u' ') + text, place, isVolatile});
    }

    QList<Line> m_lines;
    int m_depth = 0;
};

// Without the comma, which only says that another one follows.
QStringView content(const Line &line)
{
    const QStringView text = QStringView(line.text).trimmed();
    return text.endsWith(u',') ? text.chopped(1) : text;
}

} // namespace

QList<Line> linesOf(const DomainFacts &facts)
{
    LineWriter writer;
    writer.write({}, toJson(facts), {}, false, true);
    return writer.take();
}

QList<int> linesThatDiffer(const QList<Line> &one, const QList<Line> &other)
{
    QHash<QString, QStringView> there;
    for (const Line &line : other)
        if (!line.isVolatile)
            there.insert(line.place, content(line));
    QList<int> different;
    for (int number = 0; number < one.size(); ++number) {
        const Line &line = one[number];
        if (line.isVolatile || line.place.isEmpty())
            continue;
        const auto same = there.constFind(line.place);
        if (same == there.constEnd() || *same != content(line))
            different += number;
    }
    return different;
}

int lineAt(const QList<Line> &lines, QString place)
{
    while (!place.isEmpty()) {
        for (int number = 0; number < lines.size(); ++number)
            if (lines[number].place == place)
                return number;
        const qsizetype end = std::max(place.lastIndexOf(u'.'), place.lastIndexOf(u'['));
        place.truncate(std::max<qsizetype>(0, end));
    }
    return 0;
}

} // namespace facts
