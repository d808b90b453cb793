// SPDX-License-Identifier: GPL-3.0-or-later
// The enums of the archive. They live in one header because one meta object gives their stable words
// (base/enum_names.h): Outcome::BetterCarrier is "better-carrier".
#pragma once

#include <QMetaType>
#include <QObject>

namespace archive {
Q_NAMESPACE

enum class ErrorCode {
    BadDsn,       ///< the text names no archive
    NoDriver,     ///< Qt's driver for this database is not installed
    Unreachable,  ///< the file or the server could not be opened
    NotADatabase, ///< the file is something else
    NotAnArchive, ///< a database, of another program
    Corrupt,      ///< the integrity check failed, or a page is damaged
    NewerSchema,  ///< written by a newer version of this program
    ReadOnly,     ///< file or folder cannot be written
    Locked,       ///< another program held the lock for longer than the time-out
    DiskFull,     ///< no space left, or a limit of size was reached
    BackupFailed, ///< the copy before a migration could not be made; nothing was migrated
    Internal,     ///< any other refusal of the database
};
Q_ENUM_NS(ErrorCode)

/// How well the carrier was verified; a higher value is better.
enum class Trust {
    Unverified, ///< a mail without a valid signature of the sender
    NoMail,     ///< a file that came without a mail: there was nothing to verify
    ByProvider, ///< the own provider verified it (Authentication-Results, ARC)
    Verified,   ///< DKIM verified here
};
Q_ENUM_NS(Trust)

/// What became of a report that was added.
enum class Outcome {
    Imported,
    Duplicate,     ///< known; nothing was changed
    BetterCarrier, ///< known; this carrier is better verified and replaces the one before
    Conflict,      ///< imported, and another report claims to be the same one; all of them are flagged
};
Q_ENUM_NS(Outcome)

} // namespace archive
