// SPDX-License-Identifier: GPL-3.0-or-later
// How texts and bytes of a report are stored. A text from outside may hold a NUL or be no UTF-8 at all, which a
// database cannot keep as text: such a text is stored as U+0001 and its bytes in hexadecimal, every other one as it is.
// A list of texts is stored as a JSON array. Raw bytes are stored as one gzip member (RFC 1952).
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace archive {

/// Appends the stored form of a text, which is always UTF-8 without NUL.
void appendStored(std::string &out, std::string_view text);
QString storedText(std::string_view text);
std::string textFrom(const QString &stored);

/// Of an empty list: an empty text.
std::string joinedList(const std::vector<std::string> &list);
std::vector<std::string> listFrom(const std::string &joined);

/// Safe to call in any thread; the importer packs on its workers.
QByteArray packed(std::string_view bytes);
/// Empty when damaged, or when the content is larger than limits allow (256 MiB).
std::optional<QByteArray> unpacked(const QByteArray &gzip);

} // namespace archive
