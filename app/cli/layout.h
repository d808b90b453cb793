// SPDX-License-Identifier: GPL-3.0-or-later
// Text for a terminal. Everything that comes from outside (DNS, servers, files, the command line) passes visible():
// what would move the cursor, change colours, turn the writing direction or not show at all is written out, so that a
// hostile record can neither drive the terminal nor hide in it.
#pragma once

#include <QByteArray>
#include <QString>

namespace cli {

/// Control and format characters, bidi overrides, blanks other than U+0020 and unassigned characters as `\x1b` (below
/// U+0080),
/// `\u202e` or `\U000e0001`; line feed, carriage return and tabulator as `\n`, `\r`, `\t`.
QString visible(QStringView untrusted);
/// The same for bytes; what is not UTF-8 becomes `\xNN`.
QString visible(const QByteArray &untrusted);

/// Bytes as a string, losslessly: as they are when they are UTF-8; else every bad byte as `\xNN` and every backslash as
/// `\\`.
struct EscapedText
{
    QString text;
    bool escaped = false;
};
EscapedText losslessText(const QByteArray &bytes);

/// For a terminal that cannot show more: typographic characters by their ASCII forms, everything else as visible()
/// does.
QString asciiOnly(QStringView text);

/// Broken into lines of at most `width` columns at blanks, each begun with `indent`; words longer than a line stand
/// out.
QString wrapped(const QString &text, int width, const QString &indent);

} // namespace cli
