// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/readme.h"

#include "publish/bundles/pieces.h"
#include "publish/bundles/readme_words.h"
#include "publish/rrset.h"
#include "text/filled.h"

#include <algorithm>

namespace publish::bundles {

namespace {

using Arguments = QMap<QString, QString>;

constexpr qint64 daySeconds = 86'400;
constexpr qsizetype namedMost = 3;

QString filledIn(const char *sentence, const Arguments &arguments)
{
    return text::filled(QString::fromUtf8(sentence), arguments, text::Missing::Kept);
}

QStringList domainsOf(const Publications &publications)
{
    QStringList domains;
    for (const rollout::Publication &publication : publications)
        domains += publication.records.domain;
    return domains;
}

// In a heading and in a command of the text a long list helps nobody.
QString named(const QStringList &domains, const QString &separator)
{
    return domains.mid(0, namedMost).join(separator) +
           (domains.size() > namedMost ? separator + QStringLiteral("…") : QString());
}

Arguments argumentsOf(const Target &target, const Publications &publications)
{
    const rollout::Publication &first = publications.first();
    const QStringList domains = domainsOf(publications);
    const auto longest =
        std::max_element(publications.begin(), publications.end(), [](const auto &left, const auto &right) {
            return left.policy->maxAge < right.policy->maxAge;
        });
    return {{QStringLiteral("domain"), first.records.domain},
            {QStringLiteral("domains"), named(domains, QStringLiteral(", "))},
            {QStringLiteral("made"), named(domains, QStringLiteral(" "))},
            {QStringLiteral("checked"), domains.join(u' ')},
            {QStringLiteral("host"), policyHost(first)},
            {QStringLiteral("project"), projectName(first.records.domain)},
            {QStringLiteral("place"), QString::fromUtf8(target.place)},
            {QStringLiteral("target"), QString::fromLatin1(target.name)},
            {QStringLiteral("days"), QString::number((longest->policy->maxAge + daySeconds - 1) / daySeconds)}};
}

// As an indented block, which no value can end.
QString recordLines(const Publications &publications, bool ofPolicyHost, const QString &indent)
{
    QString lines;
    for (const rollout::Publication &publication : publications)
        for (const rollout::Record &record : publication.records.records)
            if ((record.name == policyHost(publication)) == ofPolicyHost)
                lines += indent + QStringLiteral("    %1  %2  %3\n")
                                      .arg(record.name, QString::fromLatin1(typeWord(record.kind)),
                                           QString::fromLatin1(record.value));
    return lines;
}

/// A numbered list, each item with what belongs under it.
class Steps
{
public:
    void add(const QString &sentence, const QString &below = {})
    {
        m_text += QStringLiteral("%1. %2\n").arg(++m_count).arg(sentence);
        if (!below.isEmpty())
            m_text += u'\n' + below + u'\n';
    }
    QString text() const { return m_text.trimmed() + u'\n'; }

private:
    QString m_text;
    int m_count = 0;
};

constexpr auto itemIndent = QLatin1String("   ");

QString publishing(const Guide &guide, const ReadmeWords &words, const Publications &publications,
                   const Arguments &arguments)
{
    Steps steps;
    if (const QString lines = recordLines(publications, true, itemIndent); !lines.isEmpty())
        steps.add(filledIn(words.hostRecords, arguments), lines);
    for (const char *step : guide.steps)
        steps.add(filledIn(step, arguments));
    QString urls;
    for (const rollout::Publication &publication : publications)
        urls += itemIndent +
                QStringLiteral("    curl -sSi https://%1/.well-known/mta-sts.txt\n").arg(policyHost(publication));
    steps.add(filledIn(words.look, arguments), urls);
    steps.add(filledIn(words.records, arguments), recordLines(publications, false, itemIndent));
    steps.add(filledIn(words.check, arguments), itemIndent + filledIn("    sigillo-cli check {checked}\n", arguments));
    return steps.text();
}

QString numbered(std::span<const char *const> sentences, const Arguments &arguments)
{
    Steps steps;
    for (const char *sentence : sentences)
        steps.add(filledIn(sentence, arguments));
    return steps.text();
}

QString bullets(std::span<const char *const> sentences, const Arguments &arguments)
{
    QString text;
    for (const char *sentence : sentences)
        text += QLatin1String("- ") + filledIn(sentence, arguments) + u'\n';
    return text;
}

BundleFile readme(const QString &path, const Target &target, const Guide &guide, const ReadmeWords &words,
                  const Publications &publications)
{
    const Arguments arguments = argumentsOf(target, publications);
    const auto heading = [&arguments](const char *title) {
        return QLatin1String("\n## ") + filledIn(title, arguments) + QLatin1String("\n\n");
    };
    const QString text = QLatin1String("# ") + filledIn(words.title, arguments) + QLatin1String("\n\n") +
                         filledIn(words.purpose, arguments) + u'\n' + heading(words.publishTitle) +
                         publishing(guide, words, publications, arguments) + heading(words.changeTitle) +
                         numbered(words.change, arguments) + heading(words.withdrawTitle) +
                         numbered(words.withdraw, arguments) + heading(words.trapsTitle) +
                         bullets(guide.traps, arguments) + bullets(words.traps, arguments);
    return {path, text.toUtf8()};
}

} // namespace

QList<BundleFile> readmes(const Target &target, const Publications &publications)
{
    return {readme(QStringLiteral("README.md"), target, target.english, englishWords(), publications),
            readme(QStringLiteral("LEGGIMI.md"), target, target.italian, italianWords(), publications)};
}

} // namespace publish::bundles
