// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar that the TXT records of MTA-STS (RFC 8461 §3.1) and of TLS reporting (RFC 8460 §3) share: a version
// token, then "name=value" fields, each preceded by `*WSP ";" *WSP`, and one optional delimiter at the end. Splitting
// keeps every fault with its place and goes on, so that a linter can explain the whole record. What the known fields
// must hold is said by sts/record.h and tlsrpt/record.h.
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

namespace base {

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
inline bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool isWsp(char c)
{
    return c == ' ' || c == '\t';
} ///< RFC 5234 WSP
bool isAscii(const QByteArray &text); ///< no byte above 0x7F

/// (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / "."): RFC 8461 §3.1 and §3.2, RFC 8460 §3.
bool isExtensionName(const QByteArray &name);
/// 1*(%x21-3A / %x3C / %x3E-7E): visible characters without ";" and "=" (RFC 8461 §3.1, RFC 8460 §3).
bool isExtensionValue(const QByteArray &value);

enum class TaggedFault {
    NotAscii,            ///< a byte above 0x7F
    VersionNotDelimited, ///< something other than ";" follows the version
    EmptyField,          ///< nothing between two delimiters
    TrailingBlank,       ///< blanks at the end without a ";" before them
    MalformedField,      ///< no "="
    BadFieldName,        ///< outside the grammar of extension names
    BadFieldValue,       ///< of an extension: empty, blanks, "=" or control characters
};

/// A stretch of the record, in bytes.
struct Span
{
    qsizetype offset = 0, length = 0;
    bool operator==(const Span &) const = default;
};

struct TaggedField
{
    QByteArray name, value; ///< as written, blanks of the delimiters removed
    Span span;              ///< of the whole field
    qsizetype valueOffset = 0;
    bool known = false;     ///< its name is one of the known ones; its value is not judged here
    bool malformed = false; ///< a fault below concerns it
};

struct TaggedRecord
{
    struct Fault
    {
        TaggedFault code;
        Span span;
    };
    QByteArray text;
    QByteArray version;                ///< the version token as written
    bool blankBeforeDelimiter = false; ///< "v=STSv1 ;": legal alone, discarded in company
    QList<TaggedField> fields;         ///< in order; those without "=" are left out
    QList<Fault> faults;               ///< in order of the text
};

/// The text up to the first WSP, ";" or the end.
QByteArray versionToken(const QByteArray &text);

/// Splits a record. Fields named in `known` keep their values unjudged. When `firstCounts`, the value of a field whose
/// name came before is not judged either: it is ignored whatever it holds.
TaggedRecord parseTagged(const QByteArray &text, const QByteArrayList &known, bool firstCounts);

/// Which of several TXT records senders use (RFC 8461 §3.1, RFC 8460 §3). A lone record is judged as it is; in company,
/// records that do not begin with the version and ";" are discarded, and exactly one has to be left.
struct Selection
{
    int chosen = -1;      ///< index of the record that counts; -1: none
    QList<int> competing; ///< all that begin with the version and ";", when more than one does
    QList<int> lost;      ///< have the version token, but are discarded in company
    QList<int> unrelated; ///< have another version token or none
};
Selection selectRecord(const QByteArrayList &records, const QByteArray &version);

} // namespace base
