// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a report made readable: I-JSON is UTF-8 without a byte order mark (RFC 7493 §2.1), but reports come as
// UTF-16, with marks, Latin-1 bytes or NULs behind them as well. Every change is noted as a deviation.
#pragma once

#include "tlsrpt/report.h"

#include <string>
#include <string_view>

namespace tlsrpt {

/// `bytes` as UTF-8 where an encoding is declared or evident, without mark and without NULs and blanks at the end: a
/// part of `bytes`, or of `room` where it had to be converted. Bytes that are no UTF-8 stay: repairUtf8() is for them.
std::string_view decodeReport(std::string_view bytes, std::string &room, std::vector<Deviation> &deviations);

/// Reads every byte that is no part of a UTF-8 sequence as Latin-1.
std::string repairUtf8(std::string_view text, std::vector<Deviation> &deviations);

/// Where the first object of `text` ends, by its brackets; npos when it does not end.
std::size_t objectEnd(std::string_view text);

/// At most `bytes` of `text`, cut between characters.
std::string_view cut(std::string_view text, std::size_t bytes);

} // namespace tlsrpt
