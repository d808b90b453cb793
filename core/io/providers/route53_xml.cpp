// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/route53_xml.h"

#include "base/domain_name.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

namespace io {
namespace {

// Route 53 writes odd bytes as \ooo in octal, everybody else as \ddd in decimal (RFC 1035 §5.1).
QByteArray withEscapes(const QByteArray &text, int from, int to)
{
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        bool isNumber = false;
        const uint byte = text[at] == '\\' ? text.mid(at + 1, 3).toUInt(&isNumber, from) : 0;
        if (isNumber && byte <= 0xff && at + 3 < text.size()) {
            out += '\\' + QByteArray::number(byte, to).rightJustified(3, '0');
            at += 3;
        } else if (text[at] == '\\' && at + 1 < text.size()) {
            out += text.mid(at++, 2);
        } else {
            out += text[at];
        }
    }
    return out;
}

// Names, too, come with \052 for an asterisk; ours hold nothing of the kind.
publish::ZoneSet readSet(QXmlStreamReader &xml)
{
    publish::ZoneSet set;
    QByteArrayList values;
    bool isAlias = false;
    while (xml.readNext() != QXmlStreamReader::Invalid && !xml.atEnd()) {
        if (xml.isEndElement() && xml.name() == QLatin1String("ResourceRecordSet"))
            break;
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("AliasTarget")) {
            isAlias = true;
            xml.skipCurrentElement();
        } else if (xml.name() == QLatin1String("Name")) {
            set.name = base::canonicalHost(xml.readElementText());
        } else if (xml.name() == QLatin1String("Type")) {
            set.type = xml.readElementText().toLatin1();
        } else if (xml.name() == QLatin1String("TTL")) {
            set.ttl = xml.readElementText().toLongLong();
        } else if (xml.name() == QLatin1String("Value")) {
            values += xml.readElementText().toLatin1();
        }
    }
    for (const QByteArray &value : std::as_const(values)) {
        const QByteArray decimal = set.type == "TXT" ? withEscapes(value, 8, 10) : value;
        set.values += publish::canonicalValue(set.type, decimal).value_or(decimal);
    }
    if (isAlias) {
        set.type += "-ALIAS";
        set.values = {"alias"};
    }
    return set;
}

void writeChange(QXmlStreamWriter &xml, const char *action, const publish::ZoneSet &set)
{
    xml.writeStartElement(QStringLiteral("Change"));
    xml.writeTextElement(QStringLiteral("Action"), QLatin1String(action));
    xml.writeStartElement(QStringLiteral("ResourceRecordSet"));
    xml.writeTextElement(QStringLiteral("Name"), set.name + u'.');
    xml.writeTextElement(QStringLiteral("Type"), QString::fromLatin1(set.type));
    xml.writeTextElement(QStringLiteral("TTL"), QString::number(set.ttl));
    xml.writeStartElement(QStringLiteral("ResourceRecords"));
    for (const QByteArray &value : set.values) {
        xml.writeStartElement(QStringLiteral("ResourceRecord"));
        xml.writeTextElement(QStringLiteral("Value"),
                             QString::fromLatin1(set.type == "TXT" ? withEscapes(value, 10, 8) : value));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
}

} // namespace

QStringList route53ZoneIds(const QByteArray &body, const QString &zone)
{
    QStringList ids;
    QXmlStreamReader xml(body);
    QString id, name;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("Id"))
            id = xml.readElementText().section(u'/', -1);
        else if (xml.name() == QLatin1String("Name"))
            name = base::canonicalHost(xml.readElementText());
        else if (xml.name() == QLatin1String("PrivateZone") && xml.readElementText() == QLatin1String("false") &&
                 name == zone)
            ids += id;
    }
    return ids;
}

QList<publish::ZoneSet> route53Sets(const QByteArray &body, const QString &name)
{
    QList<publish::ZoneSet> sets;
    QXmlStreamReader xml(body);
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("ResourceRecordSet"))
            if (const publish::ZoneSet set = readSet(xml); set.name == name)
                sets += set;
    return sets;
}

QByteArray route53Batch(const publish::ZonePlan &plan)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("ChangeResourceRecordSetsRequest"));
    xml.writeDefaultNamespace(QStringLiteral("https://route53.amazonaws.com/doc/2013-04-01/"));
    xml.writeStartElement(QStringLiteral("ChangeBatch"));
    xml.writeStartElement(QStringLiteral("Changes"));
    for (const publish::Change &change : plan.changes) {
        if (change.before)
            writeChange(xml, "DELETE", *change.before);
        if (change.after)
            writeChange(xml, "CREATE", *change.after);
    }
    xml.writeEndDocument(); // closes what is open
    return out;
}

Route53Fault route53Fault(const QByteArray &body)
{
    Route53Fault fault;
    QXmlStreamReader xml(body);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("InvalidChangeBatch"))
            fault.code = QStringLiteral("InvalidChangeBatch");
        else if (xml.name() == QLatin1String("Code"))
            fault.code = xml.readElementText();
        else if (xml.name() == QLatin1String("Message") && fault.message.isEmpty())
            fault.message = xml.readElementText();
    }
    return fault;
}

} // namespace io
