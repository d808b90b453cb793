// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/layout.h"
#include "cli/paint.h"
#include "cli/publish_policy_run.h"
#include "cli/words.h"
#include "text/policy_host_text.h"

#include <QJsonArray>

namespace cli {
namespace {

Tone toneOf(char sign)
{
    return sign == '+' ? Tone::Good : Tone::Error;
}

QString lineText(const publish::PolicyLine &line, const Style &style)
{
    const QString text = QStringLiteral("  ") + QLatin1Char(line.sign) + u' ' +
                         visible(QString::fromUtf8(line.text.endsWith('\r') ? line.text.chopped(1) : line.text));
    return (line.sign == ' ' ? text : painted(text, toneOf(line.sign), style)) + u'\n';
}

bool differsInLineEnds(const publish::PolicyPlan &plan)
{
    const auto bare = [](const std::optional<QByteArray> &bytes) { return QByteArray(*bytes).replace("\r\n", "\n"); };
    return plan.there.bytes && plan.wanted.bytes && plan.there.bytes != plan.wanted.bytes &&
           bare(plan.there.bytes) == bare(plan.wanted.bytes);
}

QJsonValue fileJson(const publish::HostedPolicy &policy)
{
    return policy.bytes ? QJsonValue(QString::fromUtf8(*policy.bytes)) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const io::ProviderError &problem)
{
    return {{QStringLiteral("code"), problem.code},
            {QStringLiteral("detail"), problem.detail},
            {QStringLiteral("sentence"), policyProblemText(problem)}};
}

QJsonObject outsideJson(const io::ProviderResult<void> &seen)
{
    QJsonObject out{{QStringLiteral("answer"), seen ? QStringLiteral("as-wanted") : seen.error().code}};
    if (!seen)
        out.insert(QStringLiteral("problem"), toJson(seen.error()));
    return out;
}

QString changeWord(const publish::PolicyPlan &plan)
{
    if (plan.isEmpty())
        return QStringLiteral("none");
    if (!plan.wanted.bytes)
        return QStringLiteral("remove");
    return plan.there.bytes ? QStringLiteral("replace") : QStringLiteral("add");
}

} // namespace

QString policyProblemText(const io::ProviderError &problem)
{
    const QString sentence = text::policyHostSentence(problem.code);
    return problem.detail.isEmpty() ? sentence : sentence + QStringLiteral(" (%1)").arg(problem.detail.left(300));
}

QString planText(const PolicyResult &result, const Style &style)
{
    QString out = Words::tr("The policy of %1 in %2:").arg(result.plan.domain, visible(result.description)) + u'\n';
    if (result.plan.isEmpty())
        return out + QStringLiteral("  ") + Words::tr("Nothing has to change.") + u'\n';
    for (const publish::PolicyLine &line : publish::linesOf(result.plan))
        out += lineText(line, style);
    if (differsInLineEnds(result.plan))
        out += QStringLiteral("  ") + Words::tr("Only the line ends differ.") + u'\n';
    const bool connects = result.plan.wanted.isConnected;
    if (connects != result.plan.there.isConnected)
        out += painted(QStringLiteral("  %1 ").arg(QLatin1Char(connects ? '+' : '-')) +
                           Words::tr("the name mta-sts.%1 leads there").arg(result.plan.domain),
                       toneOf(connects ? '+' : '-'), style) +
               u'\n';
    return out;
}

QString outsideText(const PolicyResult &result)
{
    if (!result.seenOutside)
        return {};
    return QStringLiteral("  ") +
           visible(*result.seenOutside ? Words::tr("Senders get it.")
                                       : Words::tr("Senders: %1").arg(policyProblemText(result.seenOutside->error()))) +
           u'\n';
}

QJsonObject toJson(const PolicyResult &result)
{
    QJsonObject out{{QStringLiteral("domain"), result.plan.domain}, {QStringLiteral("policy_host"), result.place},
                    {QStringLiteral("applied"), result.applied},    {QStringLiteral("exit_status"), result.status},
                    {QStringLiteral("senders"), QJsonValue::Null},  {QStringLiteral("change"), QJsonValue::Null}};
    if (result.isKnown) {
        out[QLatin1String("change")] = changeWord(result.plan);
        out.insert(QStringLiteral("before"), fileJson(result.plan.there));
        out.insert(QStringLiteral("after"), fileJson(result.plan.wanted));
        out.insert(QStringLiteral("connected_before"), result.plan.there.isConnected);
        out.insert(QStringLiteral("connected_after"), result.plan.wanted.isConnected);
    }
    if (!result.undoFile.isEmpty())
        out.insert(QStringLiteral("undo_file"), result.undoFile);
    if (result.seenOutside)
        out[QLatin1String("senders")] = outsideJson(*result.seenOutside);
    if (result.problem)
        out.insert(QStringLiteral("problem"), toJson(*result.problem));
    return out;
}

} // namespace cli
