// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside in widgets: never markup, never a control character, never so long that drawing it takes time. Qt
// takes a tool tip or a label for rich text when it looks like it.
#pragma once

#include <QByteArray>
#include <QString>

namespace ui {

/// Control characters and the marks that turn the writing direction are made visible; cut at `most` characters.
QString plain(const QString &text, qsizetype most = 2'000);
/// For tool tips, which know no plain format: escaped.
QString asPlainToolTip(const QString &text);

} // namespace ui
