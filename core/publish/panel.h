// SPDX-License-Identifier: GPL-3.0-or-later
// What to type into a form of a web panel: one table, the plain values without quotes, under the headings that the
// panel has. The panel puts the quotes itself; a value that is typed with quotes ends up with two pairs. Its
// readers are people; the tests read the table by its columns.
#pragma once

#include "publish/panel_words.h"
#include "rollout/record_set.h"

namespace publish {

QByteArray panel(const rollout::RecordSet &records, const PanelWords &words, Language language);
/// For any panel, in English.
QByteArray panel(const rollout::RecordSet &records);

} // namespace publish
