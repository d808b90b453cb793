// SPDX-License-Identifier: GPL-3.0-or-later
// What some bytes are, told by their first few, because names and media types of report attachments lie.
#pragma once

#include <string_view>

namespace tlsrpt {

enum class Content {
    Empty,
    Json, ///< behind a byte order mark and blanks comes "{" or "["; UTF-16 too
    Gzip,
    Zip,
    Tar,
    Mbox,        ///< a "From " line and a header field below it
    Mail,        ///< begins with a header field
    Unsupported, ///< another packed format: 7z, rar, xz, bzip2, zstd, compress
    Unknown,
};

Content sniff(std::string_view bytes);

} // namespace tlsrpt
