// SPDX-License-Identifier: GPL-3.0-or-later
// A text as a literal of another language, so that it means itself there and nothing else. Each function is total:
// quotes, backslashes, template signs, control characters and bytes beyond ASCII included. Texts that hold bytes beyond
// ASCII are taken as Latin-1, so that every byte survives; records never hold any.
#pragma once

#include <QByteArray>
#include <QString>

namespace publish {

/// RFC 8259 §7; also a string literal of JavaScript.
QByteArray jsonString(const QByteArray &text);
/// The same for text of any script, as UTF-16 escapes.
QByteArray jsonText(const QString &text);
/// HCL's quoted template: as JSON, and `${` and `%{` doubled in front, so that nothing is interpolated.
QByteArray hclString(const QByteArray &text);
/// A double-quoted scalar of YAML 1.2 §7.3.1.
QByteArray yamlString(const QByteArray &text);
/// One word of a POSIX shell: in single quotes.
QByteArray shellWord(const QByteArray &text);
/// One argument of PowerShell: in single quotes, these doubled. PowerShell also ends a string at U+2018 to U+201B,
/// which no text of bytes can hold.
QByteArray powershellWord(const QByteArray &text);
/// A field of RFC 4180. One that a spreadsheet would take for a formula gets an apostrophe in front.
QByteArray csvField(const QByteArray &text);

} // namespace publish
