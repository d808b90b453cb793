// SPDX-License-Identifier: GPL-3.0-or-later
// The TXT record at _smtp._tls.<domain> (RFC 8460 §3): "v=TLSRPTv1; rua=mailto:tls-reports@example.com". It asks
// senders for a daily report about TLS failures, and says where to: one or more URIs, mailto: or https:, separated by
// commas.
#pragma once

#include "base/result.h"
#include "base/tagged_record.h"

namespace tlsrpt {

inline constexpr char recordVersion[] = "v=TLSRPTv1";

enum class UriFault {
    None,              ///< a mailto: or https: URI that a sender can use
    Empty,             ///< nothing before, between or after commas
    NoScheme,          ///< no "scheme:"
    BadCharacter,      ///< not allowed in a URI (RFC 3986 §2), or a "%" without two hexadecimal digits
    Unescaped,         ///< "!" has to be written %21 (RFC 8460 §3)
    UnsupportedScheme, ///< a URI, but neither mailto: nor https:
    WithoutAddress,    ///< mailto: without a complete address
    WithoutHost,       ///< https: without "//" and a host name
};

struct ReportUri
{
    QByteArray text;
    base::Span span; ///< in the record
    UriFault fault = UriFault::None;
    bool isMailto = false;
    QString mailDomain; ///< of a mailto: address; as written, lower case
    bool isUsable() const { return fault == UriFault::None; }
    /// Within the grammar of RFC 3986, whether a sender can use it or not.
    bool isUri() const
    {
        return isUsable() || fault == UriFault::UnsupportedScheme || fault == UriFault::WithoutAddress;
    }
};

struct ParsedRecord
{
    base::TaggedRecord tagged;
    QList<base::TaggedField> rua;        ///< every field of that name
    QList<ReportUri> uris;               ///< of all of them, in order
    QList<base::TaggedField> extensions; ///< well-formed fields of unknown name

    bool hasUsableUri() const;
    bool isWellFormed() const; ///< the grammar holds and at least one URI can be used
};

struct Record
{
    struct Extension
    {
        QByteArray name, value;
        bool operator==(const Extension &) const = default;
    };
    QByteArrayList rua; ///< URIs
    QList<Extension> extensions;
    bool operator==(const Record &) const = default;
};

/// Reads one record, its character-strings joined.
ParsedRecord parseRecord(const QByteArray &text);
/// As a conforming sender reads it. Error codes: other-version, syntax, missing-rua, bad-uri, no-usable-uri.
base::Result<Record> recordOf(const ParsedRecord &parsed);
/// "v=TLSRPTv1; rua=…,…;", extensions behind.
QByteArray format(const Record &record);

} // namespace tlsrpt
