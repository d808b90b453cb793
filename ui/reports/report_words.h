// SPDX-License-Identifier: GPL-3.0-or-later
// Small texts that the pages about reports share: days, counts, verdicts.
#pragma once

#include "archive/enums.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

class QDate;

namespace ui {

QString text(const std::string &utf8);
/// A day since 1970 UTC as a date; an unreadable one is invalid.
QDate dateOf(std::int64_t day);
/// In the short form of the locale; a dash where the day could not be read.
QString dayText(std::int64_t day);
QString countText(std::int64_t count);
/// A dash where the report gives none.
QString countText(const std::optional<std::int64_t> &count);
QString momentText(const std::optional<std::int64_t> &seconds);
/// How well the carrier was verified, in words.
QString trustText(archive::Trust trust);
/// "certificate-expired" as it stands; an empty one is said to be none.
QString wordOrNone(const std::string &word);

} // namespace ui
