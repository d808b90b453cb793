// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publication_output.h"

#include "base/enum_names.h"
#include "cli/output_file.h"
#include "cli/words.h"
#include "publish/rrset.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace cli {

namespace {

bool writeFile(const QString &path, const QByteArray &bytes, QString &problem)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    const QString words = writeOutputFile(path, bytes, Readers::Everyone);
    if (!words.isEmpty())
        problem = Words::tr("%1 could not be written: %2.").arg(path, words);
    return words.isEmpty();
}

} // namespace

QString policyUrl(const QString &domain)
{
    return QStringLiteral("https://mta-sts.%1/.well-known/mta-sts.txt").arg(domain);
}

QByteArray publicationText(const rollout::Publication &publication, const publish::Format &format)
{
    if (!format.forPeople)
        return format.render(publication.records);
    return format.render(publication.records) + "\n; ---- " + policyUrl(publication.records.domain).toLatin1() +
           " ----\n" + sts::format(publication.policy);
}

QJsonObject publicationJson(const rollout::Publication &publication, const publish::Format &format)
{
    const rollout::RecordSet &set = publication.records;
    QJsonArray records;
    for (const rollout::Record &record : set.records)
        records.append(QJsonObject{{QStringLiteral("name"), record.name},
                                   {QStringLiteral("type"), QString::fromLatin1(publish::typeWord(record.kind))},
                                   {QStringLiteral("ttl"), set.ttl},
                                   {QStringLiteral("value"), QString::fromLatin1(record.value)}});
    return {{QStringLiteral("domain"), set.domain},
            {QStringLiteral("mode"), base::enumName(publication.policy.mode)},
            {QStringLiteral("max_age"), publication.policy.maxAge},
            {QStringLiteral("mx"), QJsonArray::fromStringList(publication.policy.mx)},
            {QStringLiteral("records"), records},
            {QStringLiteral("format"), QString::fromLatin1(format.name)},
            {QStringLiteral("rendered"), QString::fromUtf8(format.render(set))},
            {QStringLiteral("policy_url"), policyUrl(set.domain)},
            {QStringLiteral("policy"), QString::fromLatin1(sts::format(publication.policy))}};
}

WrittenFiles writePublication(const rollout::Publication &publication, const publish::Format &format,
                              const QString &directory, bool force)
{
    const QDir base(directory);
    const QString policyPath = base.filePath(QStringLiteral(".well-known/mta-sts.txt"));
    const QString recordsPath = base.filePath(publication.records.domain + u'.' + QLatin1String(format.suffix));
    for (const QString &path : {policyPath, recordsPath})
        if (!force && QFileInfo::exists(path))
            return {{}, Words::tr("%1 exists already; --force replaces it.").arg(path), true};
    WrittenFiles written;
    if (!writeFile(policyPath, sts::format(publication.policy), written.problem))
        return written;
    written.paths += policyPath;
    if (writeFile(recordsPath, format.render(publication.records), written.problem))
        written.paths += recordsPath;
    return written;
}

} // namespace cli
