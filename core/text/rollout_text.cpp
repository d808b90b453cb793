// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rollout_text.h"

#include "text/filled.h"

#include <QCoreApplication>

#include <array>

namespace text {

using rollout::Action;
using rollout::Condition;
using rollout::MovePhase;
using rollout::Stage;
using rollout::State;
using rollout::Step;

namespace {

template <class E>
struct Row
{
    E value;
    const char *title;
    const char *sentence;
};

constexpr std::array stageRows{
    Row<Stage>{Stage::Unknown, QT_TRANSLATE_NOOP("text", "Not known"),
               QT_TRANSLATE_NOOP("text", "Nothing was seen of the domain yet that could tell where it stands.")},
    Row<Stage>{Stage::NoDomain, QT_TRANSLATE_NOOP("text", "No such domain"),
               QT_TRANSLATE_NOOP("text", "The domain does not exist in the DNS.")},
    Row<Stage>{Stage::NotStarted, QT_TRANSLATE_NOOP("text", "Not started"),
               QT_TRANSLATE_NOOP("text", "The domain has neither TLS reporting nor MTA-STS.")},
    Row<Stage>{Stage::Reporting, QT_TRANSLATE_NOOP("text", "Reporting"),
               QT_TRANSLATE_NOOP("text", "Senders are asked for TLS reports; there is no MTA-STS policy yet.")},
    Row<Stage>{Stage::Testing, QT_TRANSLATE_NOOP("text", "Testing"),
               QT_TRANSLATE_NOOP("text", "Senders report failures against the policy and deliver all the same.")},
    Row<Stage>{Stage::ReadyToEnforce, QT_TRANSLATE_NOOP("text", "Ready to enforce"),
               QT_TRANSLATE_NOOP("text", "The evidence is enough for mode enforce.")},
    Row<Stage>{
        Stage::Enforcing, QT_TRANSLATE_NOOP("text", "Enforcing"),
        QT_TRANSLATE_NOOP("text",
                          "Senders deliver only to servers that the policy covers and that show a valid certificate.")},
    Row<Stage>{Stage::Withdrawing, QT_TRANSLATE_NOOP("text", "Withdrawing"),
               QT_TRANSLATE_NOOP("text", "The policy was withdrawn, and senders may still hold an older one.")},
    Row<Stage>{Stage::Withdrawn, QT_TRANSLATE_NOOP("text", "Withdrawn"),
               QT_TRANSLATE_NOOP("text", "No policy that was ever served can still be held by a sender.")},
    Row<Stage>{Stage::Broken, QT_TRANSLATE_NOOP("text", "Broken"),
               QT_TRANSLATE_NOOP("text", "Senders cannot use what is announced, or lose mail over it.")},
};

constexpr std::array stepRows{
    Row<Step>{Step::CheckDomain, QT_TRANSLATE_NOOP("text", "Check the domain"),
              QT_TRANSLATE_NOOP("text", "There are no facts that are new enough to decide on.")},
    Row<Step>{Step::MendFault, QT_TRANSLATE_NOOP("text", "Mend a fault"),
              QT_TRANSLATE_NOOP("text", "Every later step would be lost on it.")},
    Row<Step>{Step::PublishReporting, QT_TRANSLATE_NOOP("text", "Publish the TLS reporting record"),
              QT_TRANSLATE_NOOP("text", "Reports are the evidence for everything that follows.")},
    Row<Step>{Step::PublishTesting, QT_TRANSLATE_NOOP("text", "Publish a policy in mode testing"),
              QT_TRANSLATE_NOOP("text", "First the policy file, then the record.")},
    Row<Step>{Step::WaitForReports, QT_TRANSLATE_NOOP("text", "Wait for reports"),
              QT_TRANSLATE_NOOP("text", "Nothing is wrong; the evidence is not enough yet.")},
    Row<Step>{Step::LookAtFailures, QT_TRANSLATE_NOOP("text", "Look at failures"),
              QT_TRANSLATE_NOOP("text", "Senders reported failures that nothing explains yet.")},
    Row<Step>{Step::Enforce, QT_TRANSLATE_NOOP("text", "Change to mode enforce"),
              QT_TRANSLATE_NOOP("text", "Publish the policy in mode enforce with a new id.")},
    Row<Step>{Step::RaiseMaxAge, QT_TRANSLATE_NOOP("text", "Raise max_age"),
              QT_TRANSLATE_NOOP("text", "Senders then hold the policy for longer, which protects better.")},
    Row<Step>{Step::KeepWatching, QT_TRANSLATE_NOOP("text", "Keep watching"),
              QT_TRANSLATE_NOOP("text", "Nothing is to be done now.")},
    Row<Step>{Step::ContinueMxMove, QT_TRANSLATE_NOOP("text", "Go on with the move of MX hosts"),
              QT_TRANSLATE_NOOP("text", "A move is under way, and each of its phases has its time.")},
    Row<Step>{Step::ContinueWithdrawal, QT_TRANSLATE_NOOP("text", "Go on with the withdrawal"),
              QT_TRANSLATE_NOOP("text", "Keep mode none in place until no sender holds an older policy.")},
    Row<Step>{Step::RemoveRecords, QT_TRANSLATE_NOOP("text", "Remove record and policy host"),
              QT_TRANSLATE_NOOP("text", "No sender can hold an older policy any more.")},
    Row<Step>{Step::Nothing, QT_TRANSLATE_NOOP("text", "Nothing to do"),
              QT_TRANSLATE_NOOP("text", "The goal is reached.")},
};

constexpr std::array conditionRows{
    Row<Condition>{Condition::PolicyLive, QT_TRANSLATE_NOOP("text", "Policy in place"),
                   QT_TRANSLATE_NOOP("text", "A usable policy is live, and record and file agree.")},
    Row<Condition>{Condition::DaysInTesting, QT_TRANSLATE_NOOP("text", "Days in testing"),
                   QT_TRANSLATE_NOOP("text", "The present mx lines were tested for long enough.")},
    Row<Condition>{Condition::ReportsCoverDays, QT_TRANSLATE_NOOP("text", "Days with reports"),
                   QT_TRANSLATE_NOOP("text", "Reports that count came for enough different days.")},
    Row<Condition>{Condition::LargeSendersSeen, QT_TRANSLATE_NOOP("text", "Large senders"),
                   QT_TRANSLATE_NOOP("text", "Google and Microsoft reported sessions under the present policy.")},
    Row<Condition>{Condition::NoUnexplainedFailure, QT_TRANSLATE_NOOP("text", "No failure without an explanation"),
                   QT_TRANSLATE_NOOP("text", "Every reported failure has a known cause.")},
    Row<Condition>{Condition::NoOwnFailure, QT_TRANSLATE_NOOP("text", "No failure on the receiving side"),
                   QT_TRANSLATE_NOOP("text", "The mail servers gave no reason for a failure since the last repair.")},
    Row<Condition>{Condition::PolicyHostReliable, QT_TRANSLATE_NOOP("text", "Policy host reliable"),
                   QT_TRANSLATE_NOOP("text", "No sender lately failed to fetch the policy.")},
    Row<Condition>{Condition::ReportsVerified, QT_TRANSLATE_NOOP("text", "Reports verified"),
                   QT_TRANSLATE_NOOP("text", "Most sessions come from reports with a valid DKIM signature.")},
    Row<Condition>{Condition::ProbesClean, QT_TRANSLATE_NOOP("text", "Mail servers clean"),
                   QT_TRANSLATE_NOOP("text", "The last check found no error at the mail servers.")},
    Row<Condition>{Condition::MxCovered, QT_TRANSLATE_NOOP("text", "MX hosts covered"),
                   QT_TRANSLATE_NOOP("text", "The policy covers every MX host.")},
    Row<Condition>{Condition::CertificatesLast, QT_TRANSLATE_NOOP("text", "Certificates last"),
                   QT_TRANSLATE_NOOP("text", "The certificates stay valid long enough.")},
    Row<Condition>{Condition::ReportMailboxApart, QT_TRANSLATE_NOOP("text", "Report mailbox apart"),
                   QT_TRANSLATE_NOOP("text", "Reports reach a place outside the domain that they are about.")},
    Row<Condition>{Condition::ReportsKeepComing, QT_TRANSLATE_NOOP("text", "Reports keep coming"),
                   QT_TRANSLATE_NOOP("text", "Reports have not stopped.")},
};

constexpr std::array actionRows{
    Row<Action>{Action::PlanMade, QT_TRANSLATE_NOOP("text", "Make a plan"),
                QT_TRANSLATE_NOOP("text", "The wish is written down; nothing is published.")},
    Row<Action>{Action::StartReporting, QT_TRANSLATE_NOOP("text", "Start TLS reporting"),
                QT_TRANSLATE_NOOP("text", "The TLS reporting record is published.")},
    Row<Action>{Action::StartTesting, QT_TRANSLATE_NOOP("text", "Start testing"),
                QT_TRANSLATE_NOOP("text", "A policy in mode testing is published.")},
    Row<Action>{Action::StartEnforcing, QT_TRANSLATE_NOOP("text", "Start enforcing"),
                QT_TRANSLATE_NOOP("text", "The policy changes to mode enforce, with a short max_age and a new id.")},
    Row<Action>{Action::RaiseMaxAge, QT_TRANSLATE_NOOP("text", "Raise max_age"),
                QT_TRANSLATE_NOOP("text", "The policy gets the next longer max_age and a new id.")},
    Row<Action>{Action::ChangeMx, QT_TRANSLATE_NOOP("text", "Change the mx lines"),
                QT_TRANSLATE_NOOP("text", "The policy gets other mx lines and a new id.")},
    Row<Action>{Action::BeginMxMove, QT_TRANSLATE_NOOP("text", "Begin a move of MX hosts"),
                QT_TRANSLATE_NOOP("text", "The policy covers old and new hosts.")},
    Row<Action>{Action::WidenMxMove, QT_TRANSLATE_NOOP("text", "Take newly found MX hosts into the move"),
                QT_TRANSLATE_NOOP("text",
                                  "The MX set changed during the move. The policy covers what was found as well, "
                                  "under a new id, and every wait begins anew.")},
    Row<Action>{Action::CancelMxMove, QT_TRANSLATE_NOOP("text", "Cancel the move of MX hosts"),
                QT_TRANSLATE_NOOP("text", "The policy covers the old hosts alone again.")},
    Row<Action>{Action::FinishMxMove, QT_TRANSLATE_NOOP("text", "Finish the move of MX hosts"),
                QT_TRANSLATE_NOOP("text", "The policy covers the new hosts alone.")},
    Row<Action>{Action::RollBack, QT_TRANSLATE_NOOP("text", "Go back to testing"),
                QT_TRANSLATE_NOOP("text", "The policy changes from enforce to testing, with a new id.")},
    Row<Action>{Action::LowerMaxAge, QT_TRANSLATE_NOOP("text", "Lower max_age"),
                QT_TRANSLATE_NOOP("text", "The policy gets the max_age of the rung before and a new id.")},
    Row<Action>{Action::Republish, QT_TRANSLATE_NOOP("text", "Publish again"),
                QT_TRANSLATE_NOOP("text", "The planned policy is published under a new id.")},
    Row<Action>{Action::Withdraw, QT_TRANSLATE_NOOP("text", "Withdraw"),
                QT_TRANSLATE_NOOP("text", "The policy changes to mode none with a max_age of a day.")},
    Row<Action>{Action::Remove, QT_TRANSLATE_NOOP("text", "Remove"),
                QT_TRANSLATE_NOOP("text", "Record and policy host are taken away.")},
};

constexpr std::array phaseRows{
    Row<MovePhase>{MovePhase::NotStarted, QT_TRANSLATE_NOOP("text", "Not begun"),
                   QT_TRANSLATE_NOOP("text", "The plan has no move of MX hosts.")},
    Row<MovePhase>{MovePhase::PublishUnion, QT_TRANSLATE_NOOP("text", "Publish a policy for old and new hosts"),
                   QT_TRANSLATE_NOOP("text", "The policy has to cover both before any MX record changes.")},
    Row<MovePhase>{MovePhase::WaitRefresh, QT_TRANSLATE_NOOP("text", "Wait for senders to fetch the policy"),
                   QT_TRANSLATE_NOOP("text", "A sender that holds the old policy would refuse the new hosts.")},
    Row<MovePhase>{MovePhase::MoveMx, QT_TRANSLATE_NOOP("text", "Change the MX records"),
                   QT_TRANSLATE_NOOP("text", "Senders hold a policy for both; the MX records can change now.")},
    Row<MovePhase>{MovePhase::WaitQueues, QT_TRANSLATE_NOOP("text", "Wait for old MX data and queues"),
                   QT_TRANSLATE_NOOP("text", "Senders may still deliver to the old hosts.")},
    Row<MovePhase>{MovePhase::Trim, QT_TRANSLATE_NOOP("text", "Take the old hosts out of the policy"),
                   QT_TRANSLATE_NOOP("text", "No sender uses the old hosts any more.")},
    Row<MovePhase>{MovePhase::Done, QT_TRANSLATE_NOOP("text", "Done"),
                   QT_TRANSLATE_NOOP("text", "Policy and MX records have the new hosts alone.")},
};

QString translated(const char *sentence)
{
    return *sentence ? QCoreApplication::translate("text", sentence) : QString();
}

template <class Rows, class E>
QString titleIn(const Rows &rows, E value)
{
    for (const auto &row : rows)
        if (row.value == value)
            return translated(row.title);
    return {};
}

template <class Rows, class E>
QString sentenceIn(const Rows &rows, E value)
{
    for (const auto &row : rows)
        if (row.value == value)
            return translated(row.sentence);
    return {};
}

} // namespace

QString title(Stage stage)
{
    return titleIn(stageRows, stage);
}

QString sentence(Stage stage)
{
    return sentenceIn(stageRows, stage);
}

QString title(Step step)
{
    return titleIn(stepRows, step);
}

QString sentence(Step step)
{
    return sentenceIn(stepRows, step);
}

QString title(Condition condition)
{
    return titleIn(conditionRows, condition);
}

QString sentence(Condition condition)
{
    return sentenceIn(conditionRows, condition);
}

QString title(Action action)
{
    return titleIn(actionRows, action);
}

QString sentence(Action action)
{
    return sentenceIn(actionRows, action);
}

QString title(MovePhase phase)
{
    return titleIn(phaseRows, phase);
}

QString sentence(MovePhase phase)
{
    return sentenceIn(phaseRows, phase);
}

QString stateWord(State state)
{
    switch (state) {
    case State::Met: return QCoreApplication::translate("text", "met");
    case State::NotMet: return QCoreApplication::translate("text", "not met");
    case State::Unknown: return QCoreApplication::translate("text", "not known");
    }
    return {};
}

QString sentence(const rollout::Reason &reason)
{
    const char *pattern = reasonPattern(reason.code);
    return pattern ? filled(translated(pattern), reason.arguments, Missing::Dropped) : QString::fromLatin1(reason.code);
}

bool hasSentence(const QByteArray &code)
{
    return reasonPattern(code);
}

} // namespace text
