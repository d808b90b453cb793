// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the columns of a row as the values that were stored.
#pragma once

#include "archive/report_words.h"
#include "archive/stored_text.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace archive {

inline std::string textAt(const QSqlQuery &row, int column)
{
    return textFrom(row.value(column).toString());
}

inline std::optional<std::int64_t> numberAt(const QSqlQuery &row, int column)
{
    const QVariant value = row.value(column);
    return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.toLongLong());
}

template <class E>
E enumAt(const QSqlQuery &row, int column, E otherwise)
{
    const auto &words = enumWords<E>();
    const auto found = std::find(words.begin(), words.end(), textAt(row, column));
    return found == words.end() ? otherwise : E(found - words.begin());
}

} // namespace archive
