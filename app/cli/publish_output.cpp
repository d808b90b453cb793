// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publish_output.h"

#include "cli/layout.h"
#include "cli/paint.h"
#include "cli/words.h"
#include "text/provider_text.h"

#include <QJsonArray>

namespace cli {
namespace {

Tone toneOf(char sign)
{
    return sign == '+' ? Tone::Good : sign == '-' ? Tone::Error : Tone::Warning;
}

QString line(char sign, const publish::ZoneSet &set, const QByteArray &value, const Style &style)
{
    const QString text = QStringLiteral("  %1 %2. %3 %4 ")
                             .arg(QLatin1Char(sign))
                             .arg(set.name)
                             .arg(set.ttl)
                             .arg(QString::fromLatin1(set.type)) +
                         QString::fromLatin1(value);
    return painted(visible(text), toneOf(sign), style) + u'\n';
}

QString linesOf(char sign, const std::optional<publish::ZoneSet> &set, const Style &style)
{
    QString out;
    if (set)
        for (const QByteArray &value : set->values)
            out += line(sign, *set, value, style);
    return out;
}

// A replaced set shows what goes and what comes; the tilde is on what comes.
QString changeText(const publish::Change &change, const Style &style)
{
    if (change.sign() == '~')
        return linesOf('-', change.before, style) + linesOf('~', change.after, style);
    return linesOf(change.sign(), change.before ? change.before : change.after, style);
}

QString sightWord(io::Sight sight)
{
    switch (sight) {
    case io::Sight::AsWanted: return QStringLiteral("as-wanted");
    case io::Sight::Different: return QStringLiteral("different");
    case io::Sight::Unknown: return QStringLiteral("unknown");
    }
    return {};
}

QString sightText(const io::Witness &witness, bool isPublic)
{
    switch (witness.sight) {
    case io::Sight::AsWanted: return Words::tr("answers as wanted");
    case io::Sight::Different:
        return isPublic ? Words::tr("still has something else at %1; caches keep the old records for their TTL")
                              .arg(witness.at)
                        : Words::tr("has something else at %1").arg(witness.at);
    case io::Sight::Unknown: return Words::tr("gave no usable answer: %1").arg(problemText(witness.problem));
    }
    return {};
}

QJsonObject toJson(const publish::Change &change)
{
    const char sign = change.sign();
    return {{QStringLiteral("change"), sign == '+'   ? QStringLiteral("add")
                                       : sign == '-' ? QStringLiteral("remove")
                                                     : QStringLiteral("replace")},
            {QStringLiteral("name"), change.name},
            {QStringLiteral("type"), QString::fromLatin1(change.type)},
            {QStringLiteral("before"), toJson(change.before)},
            {QStringLiteral("after"), toJson(change.after)}};
}

QJsonObject toJson(const io::Witness &witness)
{
    QJsonObject out{{QStringLiteral("server"), witness.name}, {QStringLiteral("answer"), sightWord(witness.sight)}};
    if (!witness.address.isEmpty())
        out.insert(QStringLiteral("address"), witness.address);
    if (!witness.at.isEmpty())
        out.insert(QStringLiteral("at"), witness.at);
    if (witness.sight == io::Sight::Unknown)
        out.insert(QStringLiteral("problem"), witness.problem.code);
    return out;
}

} // namespace

QString problemText(const io::ProviderError &problem)
{
    const QString sentence = text::providerSentence(problem.code);
    return problem.detail.isEmpty() ? sentence : sentence + QStringLiteral(" (%1)").arg(problem.detail.left(300));
}

QString planText(const PublishResult &result, const Style &style)
{
    QString out = Words::tr("%1, zone %2, through %3:")
                      .arg(result.plan.domain, result.plan.there.zone, visible(result.description)) +
                  u'\n';
    for (const publish::Change &change : result.plan.changes)
        out += changeText(change, style);
    if (result.plan.isEmpty())
        out += QStringLiteral("  ") + Words::tr("Nothing has to change.") + u'\n';
    for (const publish::KeptText &kept : result.plan.kept)
        out += wrapped(visible(Words::tr("The text \"%1\" at %2 is not of MTA-STS or TLS reporting and stays; senders "
                                         "pass over it.")
                                   .arg(QString::fromUtf8(kept.text), kept.name)),
                       style.width, QStringLiteral("  ")) +
               u'\n';
    return out;
}

QString verificationText(const PublishResult &result)
{
    QString out;
    for (const io::Witness &witness : result.authorities)
        out += visible(QStringLiteral("  %1 (%2): ").arg(witness.name, witness.address) + sightText(witness, false)) +
               u'\n';
    if (result.publicly)
        out +=
            visible(
                QStringLiteral("  ") +
                Words::tr("Public resolution (%1): %2").arg(result.publicly->name, sightText(*result.publicly, true))) +
            u'\n';
    return out;
}

QJsonObject toJson(const PublishResult &result)
{
    QJsonArray changes, kept, authorities;
    for (const publish::Change &change : result.plan.changes)
        changes += toJson(change);
    for (const publish::KeptText &each : result.plan.kept)
        kept +=
            QJsonObject{{QStringLiteral("name"), each.name}, {QStringLiteral("text"), QString::fromUtf8(each.text)}};
    for (const io::Witness &witness : result.authorities)
        authorities += toJson(witness);
    QJsonObject out{{QStringLiteral("domain"), result.plan.domain},
                    {QStringLiteral("zone"), result.plan.there.zone},
                    {QStringLiteral("provider"), result.provider},
                    {QStringLiteral("changes"), changes},
                    {QStringLiteral("kept"), kept},
                    {QStringLiteral("applied"), result.applied},
                    {QStringLiteral("authorities"), authorities},
                    {QStringLiteral("exit_status"), result.status}};
    if (!result.undoFile.isEmpty())
        out.insert(QStringLiteral("undo_file"), result.undoFile);
    if (result.publicly)
        out.insert(QStringLiteral("public"), toJson(*result.publicly));
    if (result.problem)
        out.insert(QStringLiteral("problem"), QJsonObject{{QStringLiteral("code"), result.problem->code},
                                                          {QStringLiteral("detail"), result.problem->detail},
                                                          {QStringLiteral("sentence"), problemText(*result.problem)}});
    return out;
}

} // namespace cli
