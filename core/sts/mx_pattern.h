// SPDX-License-Identifier: GPL-3.0-or-later
// An mx pattern of a policy (RFC 8461 §3.2): an optional "*." and a domain name as RFC 5321 §4.1.2 spells it (letters,
// digits and inner hyphens in labels, joined by dots). Everything else that people write there has a name of its own
// below, so that the finding can say what to write instead.
#pragma once

#include <QByteArray>
#include <QString>

namespace sts {

enum class MxFault {
    None,           ///< well formed
    Empty,          ///< nothing after "mx:"
    List,           ///< blanks or commas: several names on one line
    Unicode,        ///< U-labels, or other bytes beyond ASCII
    AddressLiteral, ///< [192.0.2.1], or an IPv6 address
    Port,           ///< name:25
    TrailingDot,    ///< "mail.example.com."
    DraftSuffix,    ///< ".example.net": what an early draft wrote for "*.example.net"
    Wildcard,       ///< a second "*", or one that is not the whole first label
    Underscore,     ///< no host name has one
    EmptyLabel,     ///< two dots in a row
    Hyphen,         ///< a label begins or ends with one
    BadCharacter,   ///< anything else that is no letter, digit or hyphen
    LabelTooLong,   ///< over 63 bytes
    NameTooLong,    ///< over 253 bytes
};

/// What is wrong with one mx value, the first thing that a person would name.
MxFault mxFault(const QByteArray &value);

/// Dotted numbers, "192.0.2.25" or "*.0.2.25": the grammar lets them through, no MX host can ever match (RFC 5321
/// §4.1.2).
bool isNumericMx(const QByteArray &value);

/// What was probably meant ("mail.example.com." → "mail.example.com"); empty when it cannot be guessed. Always well
/// formed.
QString suggestedMx(const QByteArray &value);

} // namespace sts
