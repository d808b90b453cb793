// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/decision_output.h"

#include "base/enum_names.h"
#include "cli/exit_status.h"
#include "cli/publication_output.h"
#include "cli/rollout_json.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "text/rollout_text.h"

namespace cli {

namespace {

using rollout::Action;
using rollout::Step;

std::optional<QDateTime> dateOf(const rollout::Advance &advance)
{
    return advance.action ? advance.permission.notBefore : advance.next.notBefore;
}

QString conditionLine(const rollout::ConditionVerdict &verdict)
{
    QString line = QStringLiteral("[%1] %2").arg(text::stateWord(verdict.state), text::title(verdict.condition));
    if (verdict.metAt)
        line += QStringLiteral(", ") + Words::tr("at the earliest on %1").arg(verdict.metAt->toString(Qt::ISODate));
    return line + QStringLiteral(": ") + text::sentence(verdict.reason);
}

// A reason that a condition gives already is not said twice.
void tellReasons(const rollout::Permission &permission)
{
    QList<rollout::Reason> told;
    for (const rollout::ConditionVerdict &verdict : permission.unmet)
        told += verdict.reason;
    for (const rollout::Reason &reason : permission.reasons)
        if (!told.contains(reason))
            message(QStringLiteral("- ") + text::sentence(reason));
    for (const rollout::ConditionVerdict &verdict : permission.unmet)
        message(QStringLiteral("- ") + conditionLine(verdict));
}

void tellRefusal(const Decided &decided)
{
    const rollout::Advance &advance = decided.advance;
    if (!decided.problem.isEmpty())
        return message(planProblem(decided.problem));
    if (!advance.action)
        message(Words::tr("Refused, and no step is next before this: %1.").arg(text::title(advance.next.step)));
    else if (advance.decided)
        message(Words::tr("Refused: %1. It was decided before, and is not safe any more.")
                    .arg(text::title(*advance.action)));
    else
        message(Words::tr("Refused: %1.").arg(text::title(*advance.action)));
    tellReasons(advance.permission);
    if (const auto date = dateOf(advance))
        message(Words::tr("Not before %1.").arg(momentText(*date)));
    if (advance.next.step == Step::CheckDomain)
        message(Words::tr("Check the domain first: --check does it here, check --archive beforehand."));
    else if (advance.action)
        message(Words::tr("The plan is as it was. --force --reason TEXT decides all the same."));
}

void tellHosts(const Decided &decided)
{
    message(Words::tr("Change the MX records now, to: %1.").arg(decided.plan->mxMove->to.join(QLatin1String(", "))));
}

// Nothing is to be published: what goes on by itself, or is for people to do.
void tellWait(const rollout::Advance &advance)
{
    message(text::title(advance.next.step) + QLatin1String(". ") + text::sentence(advance.next.why));
    if (const auto date = dateOf(advance))
        message(Words::tr("Not before %1.").arg(momentText(*date)));
}

void tellPublishing(const Decided &decided)
{
    const QString title = text::title(*decided.advance.action);
    message((!decided.saved   ? Words::tr("Decided before, and no check has seen it yet: %1.")
             : decided.forced ? Words::tr("Forced, for the reason that the plan keeps: %1.")
                              : Words::tr("Decided: %1."))
                .arg(title));
    if (decided.forced)
        tellReasons(decided.advance.permission);
    if (*decided.advance.action == Action::Remove)
        message(Words::tr("Take away the _mta-sts record first; the policy host follows when its TTL is over."));
    else if (decided.publication->policy)
        message(
            Words::tr("Publish the policy first, the _mta-sts record last. Then let a check see it: check --archive, "
                      "or --check with the next step."));
    else
        message(Words::tr("Publish the record. Then let a check see it: check --archive, or --check with the next "
                          "step."));
}

} // namespace

QString planProblem(const QString &code)
{
    if (code == QLatin1String("no-mx"))
        return Words::tr("No mx line follows from the MX hosts that are live. Name them: rollout plan --mx PATTERN…");
    return Words::tr("The plan makes no publication: %1.").arg(code);
}

int statusOf(const Decided &decided)
{
    if (!decided.isRefused())
        return Fine;
    const bool lookIsMissing = decided.problem.isEmpty() && decided.advance.next.step == Step::CheckDomain;
    return lookIsMissing ? Unsure : Failed;
}

void tell(const Decided &decided)
{
    if (decided.isRefused())
        return tellRefusal(decided);
    if (decided.advance.changeMx)
        return tellHosts(decided);
    if (!decided.advance.action)
        return tellWait(decided.advance);
    tellPublishing(decided);
}

QJsonObject decisionJson(const Decided &decided, const publish::Format &format, int status)
{
    const rollout::Advance &advance = decided.advance;
    const auto orNull = [](bool known, QJsonValue value) { return known ? value : QJsonValue(); };
    return {{QStringLiteral("domain"), decided.plan->domain},
            {QStringLiteral("next_step"), base::enumName(advance.next.step)},
            {QStringLiteral("why"), toJson(advance.next.why)},
            {QStringLiteral("action"), advance.action ? QJsonValue(base::enumName(*advance.action)) : QJsonValue()},
            {QStringLiteral("allowed"), advance.permission.allowed},
            {QStringLiteral("refused"), decided.isRefused()},
            {QStringLiteral("decided_before"), advance.decided},
            {QStringLiteral("saved"), decided.saved},
            {QStringLiteral("forced"), decided.forced},
            {QStringLiteral("reasons"), toJson(advance.permission.reasons)},
            {QStringLiteral("unmet"), toJson(advance.permission.unmet)},
            {QStringLiteral("not_before"), momentJson(dateOf(advance))},
            {QStringLiteral("problem"), orNull(!decided.problem.isEmpty(), decided.problem)},
            {QStringLiteral("change_mx_to"),
             advance.changeMx ? QJsonValue(QJsonArray::fromStringList(decided.plan->mxMove->to)) : QJsonValue()},
            {QStringLiteral("id"), orNull(!decided.plan->id.isEmpty(), QString::fromLatin1(decided.plan->id))},
            {QStringLiteral("publication"),
             decided.publication
                 ? QJsonValue(publicationJson(*decided.publication, renderedIn(format, decided.publication->records)))
                 : QJsonValue()},
            {QStringLiteral("exit_status"), status}};
}

} // namespace cli
