// SPDX-License-Identifier: GPL-3.0-or-later
// The policy text as a syntax tree: its lines, every fault with its place, and whatever can still be understood (RFC
// 8461 §3.2). A sender drops a policy at the first fault; a linter has to explain all of them, so the parser goes on
// after each. Only a text without faults is a policy for a conforming sender.
#pragma once

#include "base/result.h"
#include "sts/mx_pattern.h"
#include "sts/policy.h"

#include <QMap>

namespace sts {

/// A place in the text: bytes from its start, and the line and column (in bytes) that an editor shows, from 1.
struct Place
{
    qsizetype offset = 0, length = 0;
    int line = 1, column = 1;
    bool operator==(const Place &) const = default;
};

enum class PolicyFaultCode {
    Empty,              ///< no byte, or nothing but blanks and line ends
    Utf16,              ///< a UTF-16 byte order mark: nothing else can be read
    ByteOrderMark,      ///< EF BB BF at the start
    BareCarriageReturn, ///< CR without LF
    BlankLine,          ///< nothing, or nothing but blanks, between two line ends
    LeadingBlank,       ///< a line begins with a blank
    Comment,            ///< a line begins with "#", ";" or "//"
    NoColon,            ///< neither key nor value
    NotUtf8,            ///< malformed UTF-8 (RFC 3629)
    BadKey,             ///< outside the grammar of extension names, or a blank before the colon
    BadExtensionValue,  ///< empty, or with a control character
    MissingVersion,
    BadVersion, ///< not exactly STSv1
    MissingMode,
    BadMode, ///< none of testing, enforce, none
    MissingMaxAge,
    BadMaxAge,      ///< not 1 to 10 digits
    MaxAgeTooLarge, ///< over 31557600
    MissingMx,      ///< no mx line although the mode is not none
    BadMx,          ///< see MxEntry::fault
};

struct PolicyFault
{
    PolicyFaultCode code{};
    Place place;
    QByteArray key, value;      ///< of the line, where it has them
    MxFault mx = MxFault::None; ///< for BadMx
};

/// One "key: value" line; the value without the blanks around it.
struct PolicyField
{
    QByteArray key, value;
    Place line; ///< the line without its end
    Place valuePlace;
};

struct MxEntry
{
    QByteArray value;
    MxFault fault = MxFault::None;
    Place place; ///< of the value
};

struct ParsedPolicy
{
    static constexpr qint64 maxAgeLimit = 31'557'600; ///< seconds, §3.2
    static constexpr int faultsKept = 8;              ///< places kept of each kind of fault; all are counted

    QByteArray text;
    QList<PolicyField> fields;              ///< every line that has a key, in order
    QList<PolicyFault> faults;              ///< in order of the text, what is missing at the end
    QMap<PolicyFaultCode, int> faultCounts; ///< of each kind, those that are not kept included
    QList<PolicyField> ignored;             ///< repeated keys: legal, only the first counts (§3.2)
    bool mixedLineEnds = false;             ///< LF and CRLF: legal
    qsizetype firstOddLineEnd = -1;         ///< offset of the first line end that differs from the first one

    std::optional<PolicyField> version, mode, maxAge; ///< the first of its key, whatever it holds
    std::optional<Mode> modeValue;                    ///< when it is one of the three
    std::optional<qint64> maxAgeValue;                ///< when it is within the limits
    QList<MxEntry> mx;
    QList<PolicyField> extensions; ///< well-formed fields of unknown key, the first of each

    bool isWellFormed() const { return faults.isEmpty(); }
    bool versionIsFirst() const { return !fields.isEmpty() && fields.first().key == "version"; }
    QStringList mxPatterns() const; ///< all of them as text, the malformed ones included
};

ParsedPolicy parsePolicy(const QByteArray &text);

/// As a conforming sender reads it: the policy, or the first fault (code in kebab-case: "bad-mode", "blank-line").
base::Result<Policy> policyOf(const ParsedPolicy &parsed);
inline base::Result<Policy> parse(const QByteArray &text)
{
    return policyOf(parsePolicy(text));
}

} // namespace sts
