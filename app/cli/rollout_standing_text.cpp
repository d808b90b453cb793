// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/layout.h"
#include "cli/rollout_json.h"
#include "cli/rollout_standing.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "text/rollout_text.h"

namespace cli {

namespace {

QString lines(const QString &text)
{
    return text.isEmpty() ? QString() : wrapped(visible(text), outputStyle().width, QStringLiteral("    ")) + u'\n';
}

QString conditionsText(const rollout::Readiness &readiness)
{
    QString out =
        Words::tr("Ready for enforce: %1 % of the required conditions are met").arg(readiness.score()) + u'\n';
    for (const rollout::ConditionVerdict &each : readiness.conditions) {
        out += QStringLiteral("  [") + text::stateWord(each.state) + QStringLiteral("] ") + text::title(each.condition);
        if (!each.required)
            out += QStringLiteral(" (") + Words::tr("advice") + u')';
        if (each.metAt && each.state != rollout::State::Met)
            out += QStringLiteral(", ") + Words::tr("at the earliest on %1").arg(each.metAt->toString(Qt::ISODate));
        out += u'\n' + lines(text::sentence(each.reason));
    }
    return out;
}

QString holdersText(const QList<rollout::HolderView> &holders)
{
    QString out;
    for (const rollout::HolderView &view : holders)
        if (view.refuses())
            out += lines(Words::tr("A sender that still holds the policy with id %1 would refuse to deliver until %2.")
                             .arg(QString::fromLatin1(view.held.recordId), momentText(view.until)));
    return out;
}

QString durationText(qint64 seconds)
{
    constexpr qint64 day = 86'400;
    if (seconds % day != 0)
        return Words::tr("%1 seconds").arg(seconds);
    return seconds == day ? Words::tr("a day") : Words::tr("%1 days").arg(seconds / day);
}

QString ladderText(const Standing &standing)
{
    const rollout::Rung &rung = standing.rung;
    if (rung.maxAge == 0)
        return {};
    QStringList rungs;
    for (const qint64 seconds : standing.ladder)
        rungs += durationText(seconds);
    QString out =
        Words::tr("max_age: %1 now; the ladder is %2").arg(durationText(rung.maxAge), rungs.join(QLatin1String(", ")));
    if (rung.next && rung.endsAt && standing.move.phase == rollout::MovePhase::NotStarted)
        out += QStringLiteral("; ") +
               Words::tr("%1 not before %2").arg(durationText(*rung.next), momentText(*rung.endsAt));
    return out + u'\n';
}

QString moveText(const rollout::MoveVerdict &move)
{
    if (move.phase == rollout::MovePhase::NotStarted)
        return {};
    QString out = Words::tr("Move of MX hosts to %1: %2")
                      .arg(visible(move.newHosts.join(QLatin1String(", "))), text::title(move.phase));
    if (move.waitUntil)
        out += QStringLiteral(", ") + Words::tr("until %1").arg(momentText(*move.waitUntil));
    out += u'\n' + lines(text::sentence(move.phase));
    for (qsizetype i = 0; i < move.earliest.size(); ++i)
        out += lines(
            Words::tr("%1: at the earliest %2")
                .arg(text::title(rollout::MovePhase(int(move.phase) + 1 + int(i))), momentText(move.earliest.at(i))));
    return out;
}

QString withdrawalText(const Standing &standing)
{
    const rollout::Withdrawal &withdrawal = standing.withdrawal;
    if ((!withdrawal.noneServed && standing.stage.stage != rollout::Stage::Withdrawing) || !withdrawal.heldUntil)
        return {};
    const qint64 days = (standing.now.secsTo(*withdrawal.heldUntil) + 86'399) / 86'400;
    if (days <= 0)
        return Words::tr("Withdrawal: since %1 no sender can hold an older policy.")
                   .arg(momentText(*withdrawal.heldUntil)) +
               u'\n';
    return Words::tr("Withdrawal: senders may hold an older policy until %1 (%2 days). Keep mode none until then.")
               .arg(momentText(*withdrawal.heldUntil))
               .arg(days) +
           u'\n';
}

bool showsConditions(const Standing &standing)
{
    return standing.stage.stage == rollout::Stage::Testing || standing.stage.stage == rollout::Stage::ReadyToEnforce;
}

// Each reason once; those that the list of conditions tells are left to it.
class Reasons
{
public:
    explicit Reasons(const Standing &standing)
    {
        if (showsConditions(standing))
            for (const rollout::ConditionVerdict &each : standing.readiness.conditions)
                m_told += each.reason;
    }
    QString add(const rollout::Reason &reason)
    {
        if (m_told.contains(reason))
            return {};
        m_told += reason;
        return lines(text::sentence(reason));
    }
    QString add(const QList<rollout::Reason> &reasons)
    {
        QString out;
        for (const rollout::Reason &reason : reasons)
            out += add(reason);
        return out;
    }

private:
    QList<rollout::Reason> m_told;
};

QString stageText(const Standing &standing, Reasons &reasons)
{
    QString out = standing.domain + QStringLiteral(": ") + text::title(standing.stage.stage);
    if (standing.stage.since)
        out += QStringLiteral(", ") + (standing.wholeHistory ? Words::tr("since %1")
                                                             : Words::tr("since %1 or so (older checks were not read)"))
                                          .arg(momentText(*standing.stage.since));
    return out + u'\n' + lines(text::sentence(standing.stage.stage)) + reasons.add(standing.stage.reasons);
}

QString nextText(const Standing &standing, Reasons &reasons)
{
    QString out;
    if (standing.unpublished)
        out = Words::tr("Decided, and no check has seen it yet: %1").arg(text::title(*standing.unpublished)) + u'\n' +
              lines(Words::tr("\"rollout advance\" prints what is to be published for it."));
    out += Words::tr("Next: %1").arg(text::title(standing.next.step));
    if (standing.next.notBefore)
        out += QStringLiteral(", ") + Words::tr("not before %1").arg(momentText(*standing.next.notBefore));
    return out + u'\n' + reasons.add(standing.next.why) + reasons.add(standing.next.blockedBy);
}

QString forecastText(const Standing &standing)
{
    const std::optional<rollout::Forecast> &forecast = standing.forecast;
    if (!forecast || forecast->sessions == 0)
        return {};
    return Words::tr("Enforce would have stopped %1 to %2 of %3 reported sessions.")
               .arg(forecast->stoppedLeast)
               .arg(forecast->stoppedMost)
               .arg(forecast->sessions) +
           u'\n';
}

} // namespace

QString standingText(const Standing &standing)
{
    Reasons reasons(standing);
    const QString head = stageText(standing, reasons) + nextText(standing, reasons);
    return head + (showsConditions(standing) ? conditionsText(standing.readiness) : QString()) +
           forecastText(standing) + ladderText(standing) + moveText(standing.move) + withdrawalText(standing) +
           holdersText(standing.holders);
}

} // namespace cli
