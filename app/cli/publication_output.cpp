// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publication_output.h"

#include "base/enum_names.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/output_file.h"
#include "cli/terminal.h"
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

Rendered renderedIn(const publish::Format &format, const rollout::RecordSet &records)
{
    return {format, format.render(records)};
}

QByteArray publicationText(const rollout::Publication &publication, const Rendered &rendered)
{
    if (!rendered.format.forPeople || !publication.policy)
        return rendered.text;
    return rendered.text + "\n; ---- " + policyUrl(publication.records.domain).toLatin1() + " ----\n" +
           sts::format(*publication.policy);
}

QJsonArray recordsJson(const rollout::RecordSet &set)
{
    QJsonArray records;
    for (const rollout::Record &record : set.records)
        records.append(QJsonObject{{QStringLiteral("name"), record.name},
                                   {QStringLiteral("type"), QString::fromLatin1(publish::typeWord(record.kind))},
                                   {QStringLiteral("ttl"), set.ttl},
                                   {QStringLiteral("value"), QString::fromLatin1(record.value)}});
    return records;
}

QJsonObject publicationJson(const rollout::Publication &publication, const Rendered &rendered)
{
    const rollout::RecordSet &set = publication.records;
    QJsonObject out{{QStringLiteral("domain"), set.domain},
                    {QStringLiteral("operation"), QString::fromLatin1(publish::operationWord(set.operation))},
                    {QStringLiteral("records"), recordsJson(set)},
                    {QStringLiteral("format"), QString::fromLatin1(rendered.format.name)},
                    {QStringLiteral("rendered"), QString::fromUtf8(rendered.text)}};
    if (const auto &policy = publication.policy) {
        out.insert(QStringLiteral("mode"), base::enumName(policy->mode));
        out.insert(QStringLiteral("max_age"), policy->maxAge);
        out.insert(QStringLiteral("mx"), QJsonArray::fromStringList(policy->mx));
        out.insert(QStringLiteral("policy_url"), policyUrl(set.domain));
        out.insert(QStringLiteral("policy"), QString::fromLatin1(sts::format(*policy)));
    }
    return out;
}

WrittenFiles writePublication(const rollout::Publication &publication, const Rendered &rendered,
                              const QString &directory, const Replace &replace)
{
    const QDir base(directory);
    const QString policyPath = base.filePath(QStringLiteral(".well-known/mta-sts.txt"));
    const QString recordsPath =
        base.filePath(publication.records.domain + u'.' + QLatin1String(rendered.format.suffix));
    for (const QString &path : {policyPath, recordsPath})
        if (!replace.wanted && QFileInfo::exists(path) && (publication.policy || path != policyPath))
            return {
                {}, Words::tr("%1 exists already; --%2 replaces it.").arg(path, QLatin1String(replace.option)), true};
    WrittenFiles written;
    if (publication.policy) {
        if (!writeFile(policyPath, sts::format(*publication.policy), written.problem))
            return written;
        written.paths += policyPath;
    }
    if (writeFile(recordsPath, rendered.text, written.problem))
        written.paths += recordsPath;
    return written;
}

Read<const publish::Format *> formatOf(const Arguments &arguments)
{
    const QString name = arguments.value("format", QStringLiteral("bind"));
    if (const publish::Format *format = publish::formatNamed(name))
        return format;
    QStringList names;
    for (const publish::Format &format : publish::formats())
        names += QLatin1String(format.name);
    return tl::unexpected(
        Words::tr("There is no format \"%1\". There is: %2.").arg(name, names.join(QLatin1String(", "))));
}

int writeFiles(const rollout::Publication &publication, const Rendered &rendered, const QString &directory,
               const Replace &replace)
{
    const WrittenFiles written = writePublication(publication, rendered, directory, replace);
    for (const QString &path : written.paths)
        message(Words::tr("Wrote %1.").arg(path));
    if (written.problem.isEmpty())
        return Fine;
    message(written.problem);
    return written.exists ? Usage : Internal;
}

int printPublication(const rollout::Publication &publication, const Rendered &rendered, const Arguments &arguments)
{
    if (arguments.has("output"))
        return writeFiles(publication, rendered, arguments.value("output"), {"force", arguments.has("force")});
    return arguments.has("json") ? print(document(publicationJson(publication, rendered)), Fine)
                                 : print(publicationText(publication, rendered), Fine);
}

} // namespace cli
