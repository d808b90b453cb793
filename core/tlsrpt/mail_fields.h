// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a mail, field by field (RFC 5322 §2.2): views into the mail's bytes, nothing copied, line ends CRLF or
// LF. Lines that are no field are skipped, because a header cut up by some server on the way still has useful fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tlsrpt {

struct MailField
{
    std::string_view name;  ///< as it stood, without blanks before the colon
    std::string_view value; ///< behind the colon to the end of the last line, folds inside, its line end left off
    std::string_view whole; ///< name, colon, value and the last line end
};

/// Fields of one header that are read; honest mails have some hundred at most.
inline constexpr std::size_t headerFields = 5000;

struct MailHeader
{
    std::vector<MailField> fields; ///< top down
    std::size_t bodyAt = 0;        ///< where the body begins; the end of the mail when there is none
};

/// `room` is what the fields of some header before were kept in.
MailHeader mailHeader(std::string_view mail, std::vector<MailField> &&room = {});

/// ASCII letters without regard to case.
bool sameLetters(std::string_view a, std::string_view b);

/// The same. Most words that are compared differ in their length or their first letter.
inline bool sameWord(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && (a.empty() || (((a[0] ^ b[0]) & ~0x20) == 0 && sameLetters(a, b)));
}

/// Folds and the blanks around them become one blank, blanks at both ends go; cut to `atMost` bytes.
std::string unfolded(std::string_view value, std::size_t atMost);

std::string lowerCase(std::string_view text);
std::string lowerCase(std::string &&text);

} // namespace tlsrpt
