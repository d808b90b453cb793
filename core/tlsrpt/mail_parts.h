// SPDX-License-Identifier: GPL-3.0-or-later
// The leaves of a MIME mail (RFC 2046): everything that is no multipart. Two readers give the same result: a small one
// for the usual, well-formed shape, which needs no copy and is some ten times as fast, and GMime for all others. Mails
// inside a mail (message/rfc822) are leaves here; the container reads them like any other mail.
#pragma once

#include "tlsrpt/spare_room.h"
#include "tlsrpt/transfer_encoding.h"

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace tlsrpt {

struct MailHeader;

struct MailPart
{
    std::string mediaType;    ///< lower case; "text/plain" when none is given (RFC 2045 §5.2)
    std::string name;         ///< file name of the disposition, else the name of the type; untrusted
    std::string_view encoded; ///< its bytes in the mail, when the small reader read it
    TransferEncoding encoding = TransferEncoding::Identity;
    QByteArray bytes; ///< its decoded bytes, when GMime read it

    /// The decoded bytes.
    QByteArray content() const { return encoded.data() ? decoded(encoded, encoding, takeRoom()) : bytes; }
};

struct MailParts
{
    std::string mediaType;     ///< of the whole mail
    std::string reportType;    ///< the parameter report-type, lower case
    bool unterminated = false; ///< a multipart has no last boundary
    std::vector<MailPart> parts;
};

/// The small reader. False when the mail is not of the usual shape; `parts` is then of no use.
bool plainMailParts(std::string_view mail, const MailHeader &header, MailParts &parts);

/// GMime. Reads anything, down to 32 multiparts inside each other.
MailParts gmimeMailParts(std::string_view mail);

} // namespace tlsrpt
