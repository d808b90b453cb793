// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/input.h"

#include "cli/words.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace cli {

namespace {

constexpr qsizetype shownCharacters = 60;

QString shortened(const QString &text)
{
    return text.size() <= shownCharacters ? text : text.left(shownCharacters) + u'…';
}

Read<QByteArray> readDevice(QFile &file, const QString &name, qint64 limit)
{
    QByteArray bytes;
    while (bytes.size() <= limit) {
        const QByteArray part = file.read(std::min<qint64>(limit + 1 - bytes.size(), 1 << 20));
        if (part.isEmpty())
            break;
        bytes += part;
    }
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(Words::tr("%1 cannot be read: %2.").arg(name, file.errorString()));
    if (bytes.size() > limit)
        return tl::unexpected(Words::tr("%1 is larger than the limit of %2 bytes.").arg(name).arg(limit));
    return bytes;
}

Read<QByteArrayList> readRecord(const QJsonValue &value)
{
    QByteArrayList strings;
    const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &item : items) {
        if (!item.isString())
            return tl::unexpected(Words::tr("The record set has to be a list of records, each a list of strings."));
        strings += item.toString().toUtf8();
    }
    return strings;
}

} // namespace

Read<QByteArray> readFile(const QString &path, qint64 limit)
{
    if (path == QLatin1String("-")) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return tl::unexpected(Words::tr("Standard input cannot be read: %1.").arg(input.errorString()));
        return readDevice(input, Words::tr("Standard input"), limit);
    }
    if (QFileInfo(path).isDir())
        return tl::unexpected(Words::tr("%1 is a directory; name a file.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(Words::tr("%1 cannot be opened: %2.").arg(path, file.errorString()));
    return readDevice(file, path, limit);
}

Read<base::DomainName> readDomain(const QString &text)
{
    const auto name = base::DomainName::parse(text);
    if (!name)
        return tl::unexpected(domainProblem(text, name.error()));
    return *name;
}

Read<QList<base::DomainName>> readDomains(const QStringList &words)
{
    if (words.isEmpty())
        return tl::unexpected(Words::tr("Name at least one mail domain."));
    QList<base::DomainName> domains;
    for (const QString &word : words) {
        const auto domain = readDomain(word);
        if (!domain)
            return tl::unexpected(domain.error());
        if (!domains.contains(*domain))
            domains += *domain;
    }
    return domains;
}

QString domainProblem(const QString &typed, const base::ParseError &error)
{
    const QString name = shortened(typed);
    if (error.code == QLatin1String("empty"))
        return Words::tr("A domain name is empty. Give a mail domain such as example.com.");
    if (error.code == QLatin1String("ip-address"))
        return Words::
            tr("\"%1\" is an IP address. MTA-STS protects domain names; give the part of a mail address after the @.")
                .arg(name);
    if (typed.contains(u'@'))
        return Words::tr("\"%1\" is not a domain name. Give only the part after the @.").arg(name);
    if (typed.contains(QLatin1String("://")) || typed.contains(u'/'))
        return Words::tr("\"%1\" is not a domain name. Give the name alone, without a scheme or a path.").arg(name);
    if (error.code == QLatin1String("empty-label"))
        return Words::tr(
                   "\"%1\" is not a domain name: two dots stand together, or a dot begins it. Remove the extra dot.")
            .arg(name);
    if (error.code == QLatin1String("too-long"))
        return Words::tr("\"%1\" is not a domain name: it is longer than 253 characters. Check what was pasted.")
            .arg(name);
    if (error.code == QLatin1String("label-too-long"))
        return Words::tr("\"%1\" is not a domain name: a part between dots is longer than 63 characters.").arg(name);
    if (error.code == QLatin1String("single-label"))
        return Words::tr("\"%1\" has no dot. Give the whole mail domain, such as %1.com.").arg(name);
    if (error.code == QLatin1String("idna"))
        return Words::tr("\"%1\" is not a domain name: it has no form that the DNS can hold (IDNA).").arg(name);
    if (error.code == QLatin1String("hyphen"))
        return Words::tr("\"%1\" is not a domain name: a part between dots begins or ends with a hyphen.").arg(name);
    if (error.code == QLatin1String("all-numeric-tld"))
        return Words::tr("\"%1\" is not a domain name: its last part has only digits.").arg(name);
    return Words::tr("\"%1\" is not a domain name: only letters, digits, hyphens and dots may stand in it.").arg(name);
}

Read<QDateTime> readMoment(const QString &text)
{
    QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!moment.isValid())
        return tl::unexpected(
            Words::tr("\"%1\" is not a moment. Write it like 2026-03-01T12:00:00Z.").arg(shortened(text)));
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC);
    return moment.toUTC();
}

Read<int> readNumber(const char *option, const QString &text, int least, int most)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return tl::unexpected(Words::tr("--%1 takes a whole number from %2 to %3, not \"%4\".")
                                  .arg(QLatin1String(option))
                                  .arg(least)
                                  .arg(most)
                                  .arg(shortened(text)));
    return number;
}

Read<QList<QByteArrayList>> readRecordSet(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(
            Words::tr("The record set is not JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset));
    if (!document.isArray())
        return tl::unexpected(Words::tr("The record set has to be a list of records, each a list of strings."));
    QList<QByteArrayList> records;
    for (const QJsonValue &value : document.array()) {
        const auto record = readRecord(value);
        if (!record)
            return tl::unexpected(record.error());
        records += *record;
    }
    return records;
}

} // namespace cli
