// SPDX-License-Identifier: GPL-3.0-or-later
// The rollout in words: stages, steps, conditions and actions have a title and a sentence, every reason code has a
// sentence with {placeholders} for its arguments. Plain text, translated through Qt; the caller escapes for its medium.
#pragma once

#include "rollout/stage.h"

namespace text {

QString title(rollout::Stage stage);
QString sentence(rollout::Stage stage);
QString title(rollout::Step step);
QString sentence(rollout::Step step);
QString title(rollout::Condition condition);
QString sentence(rollout::Condition condition);
QString title(rollout::Action action);
QString sentence(rollout::Action action);
QString title(rollout::MovePhase phase);
QString sentence(rollout::MovePhase phase);
QString stateWord(rollout::State state);

/// The sentence of a reason, its arguments filled in; the code itself when it is not known.
QString sentence(const rollout::Reason &reason);
bool hasSentence(const QByteArray &code);

/// The table behind it: one row a code (rollout_reasons.cpp).
const char *reasonPattern(const QByteArray &code); ///< null for an unknown code

} // namespace text
