// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a report as a tree: header, policies with their failures, departures from the standard, unknown
// members.
#pragma once

#include "archive/report_reader.h"

class QTreeWidget;

namespace ui {

/// Replaces what the tree shows. Long lists are cut and say so.
void showFields(QTreeWidget *tree, const archive::ArchivedReport &report);

} // namespace ui
