// SPDX-License-Identifier: GPL-3.0-or-later
// What the options of `generate` say, read and valid; what only the DNS knows (mx, id) stays empty when it was not
// given.
#pragma once

#include "cli/input.h"
#include "cli/options.h"
#include "rollout/templates.h"

namespace cli {

struct Chosen
{
    rollout::Choices choices;
    QStringList notes; ///< whole sentences: which defaults were taken, and what they lack
};

Read<Chosen> choicesOf(const Arguments &arguments, const QString &domain);

} // namespace cli
