// SPDX-License-Identifier: GPL-3.0-or-later
// What can go wrong with an archive, as a value: what happened, to which archive, why the system says so, and what to
// do about it. Every function of this folder that touches the database gives Result<T>; on a failure the transaction is
// rolled back, so the data is as it was before.
#pragma once

#include "archive/enums.h"

#include <QString>
#include <tl/expected.hpp>

class QSqlError;

namespace archive {

struct Error
{
    ErrorCode code{};
    QString archive; ///< path, or the server and database, never with a password
    QString cause;   ///< the words of the database or of the system, untranslated; may be empty

    bool operator==(const Error &) const = default;
};

/// What happened, to what, and why: one or two whole sentences.
QString message(const Error &error);
/// What to do about it: one or two whole sentences.
QString advice(const Error &error);

/// The error that a driver reported, sorted by its native code (SQLite result codes, PostgreSQL SQLSTATE).
Error errorOf(const QSqlError &sql, const QString &archive);
/// True when the same transaction may succeed if it is run again (deadlock, serialisation failure).
bool isTransient(const QSqlError &sql);

template <class T = void>
using Result = tl::expected<T, Error>;

} // namespace archive
