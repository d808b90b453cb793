// SPDX-License-Identifier: GPL-3.0-or-later
// Content-Transfer-Encoding (RFC 2045 §6), read leniently: bytes outside the base64 alphabet are skipped, as §6.8 wants
// (a strict check once made a known tool lose all of Google's reports), and a broken "=" of quoted-printable stays.
#pragma once

#include <QByteArray>

#include <optional>
#include <string_view>

namespace tlsrpt {

enum class TransferEncoding { Identity, Base64, QuotedPrintable };

/// 7bit, 8bit, binary, none, base64, quoted-printable; empty for any other word (x-uuencode …).
std::optional<TransferEncoding> transferEncoding(std::string_view word);

/// The decoded bytes with the spare zeros behind them (spare_room.h), in `room` where that is large enough.
QByteArray decoded(std::string_view text, TransferEncoding encoding, QByteArray &&room = {});

} // namespace tlsrpt
