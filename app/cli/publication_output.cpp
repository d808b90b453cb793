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
#include <QTemporaryFile>

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

/// Path and content, in the order in which they are written: the policy before the record that announces it.
using Files = QList<std::pair<QString, QByteArray>>;

Files filesIn(const QString &directory, const rollout::Publication &publication, const Rendered &rendered)
{
    const QDir base(directory);
    Files files;
    if (publication.policy)
        files += {base.filePath(QStringLiteral(".well-known/mta-sts.txt")), sts::format(*publication.policy)};
    files += {base.filePath(publication.records.domain + u'.' + QLatin1String(rendered.format.suffix)), rendered.text};
    return files;
}

WrittenFiles whatIsTaken(const Files &files, const Replace &replace)
{
    for (const auto &[path, bytes] : files)
        if (!replace.wanted && QFileInfo::exists(path))
            return {
                {}, Words::tr("%1 exists already; --%2 replaces it.").arg(path, QLatin1String(replace.option)), true};
    return {};
}

// A file that is made and taken away again is the only question that every file system answers.
QString directoryProblem(const QString &directory)
{
    QDir().mkpath(directory);
    QTemporaryFile attempt(directory + QStringLiteral("/.sigillo-XXXXXX"));
    return attempt.open() ? QString() : Words::tr("%1 could not be written: %2.").arg(directory, attempt.errorString());
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

WrittenFiles checkPublication(const rollout::Publication &publication, const Rendered &rendered,
                              const QString &directory, const Replace &replace)
{
    const Files files = filesIn(directory, publication, rendered);
    if (WrittenFiles taken = whatIsTaken(files, replace); taken.exists)
        return taken;
    WrittenFiles checked;
    for (const auto &[path, bytes] : files)
        if (checked.problem.isEmpty() && !(QFileInfo::exists(path) && !QFileInfo(path).isFile()))
            checked.problem = directoryProblem(QFileInfo(path).absolutePath());
    return checked;
}

WrittenFiles writePublication(const rollout::Publication &publication, const Rendered &rendered,
                              const QString &directory, const Replace &replace)
{
    const Files files = filesIn(directory, publication, rendered);
    WrittenFiles written = whatIsTaken(files, replace);
    for (const auto &[path, bytes] : files) {
        if (!written.problem.isEmpty() || !writeFile(path, bytes, written.problem))
            break;
        written.paths += path;
    }
    return written;
}

int statusOf(const WrittenFiles &written)
{
    if (written.problem.isEmpty())
        return Fine;
    message(written.problem);
    return written.exists ? Usage : Internal;
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
    return statusOf(written);
}

int printPublication(const rollout::Publication &publication, const Rendered &rendered, const Arguments &arguments)
{
    if (arguments.has("output"))
        return writeFiles(publication, rendered, arguments.value("output"), {"force", arguments.has("force")});
    return arguments.has("json") ? print(document(publicationJson(publication, rendered)), Fine)
                                 : print(publicationText(publication, rendered), Fine);
}

} // namespace cli
