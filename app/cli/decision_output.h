// SPDX-License-Identifier: GPL-3.0-or-later
// What came of asking for a decision, in words for people (standard error) and in JSON.
#pragma once

#include "cli/publication_output.h"
#include "publish/format.h"
#include "rollout/advance.h"

#include <QJsonObject>

namespace cli {

struct Decided
{
    rollout::Advance advance;
    std::optional<rollout::Plan> plan; ///< that is in force now
    bool saved = false;                ///< the plan is another one than before
    bool forced = false;               ///< although it was refused
    std::optional<rollout::Publication> publication;
    QString problem;          ///< why there is nothing to publish: a code of rollout::publicationOf()
    WrittenFiles output = {}; ///< what keeps --output from being written; nothing is decided then

    bool isRefused() const { return !saved && (!advance.permission.allowed || !problem.isEmpty()); }
};

/// Why nothing can be published for a plan, by the code of rollout::publicationOf().
QString planProblem(const QString &code);

/// Refused: Failed, or Unsure when only a check is missing.
int statusOf(const Decided &decided);
/// To standard error: the refusal with every reason and date, or what was decided and what is to be done by hand.
void tell(const Decided &decided);
QJsonObject decisionJson(const Decided &decided, const publish::Format &format, int status);

} // namespace cli
