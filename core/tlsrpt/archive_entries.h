// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of a zip or tar in memory, one at a time, unpacked while the caller's bound holds. Nothing is ever
// written to a disk, links and devices are named and not followed, and an entry's name is a label.
#pragma once

#include <QByteArray>

#include <functional>
#include <string>
#include <string_view>

namespace tlsrpt {

enum class EntryStatus {
    Ok,
    Special,   ///< link, device, pipe
    Encrypted, ///< under a password
    TooLarge,  ///< larger than the bound; what stands behind it can still be read
    Damaged,   ///< cannot be unpacked
};

struct ArchiveEntry
{
    std::string name; ///< empty when it has none that can be shown
    EntryStatus status = EntryStatus::Ok;
    QByteArray bytes;    ///< in a room with the spare zeros (spare_room.h)
    qint64 unpacked = 0; ///< how many bytes were unpacked, also of what was too large or damaged
};

enum class ArchiveStatus {
    Ok,
    NotAnArchive, ///< no entry could be read and the format is another
    Damaged,
    Truncated,
    Stopped, ///< the caller wanted no more
};

enum class ArchiveFormat { Zip, Tar, GzippedTar };

/// What the caller allows for the next entry: so many bytes; a negative number stops the reading.
using EntryBound = std::function<qint64()>;

ArchiveStatus readArchive(std::string_view bytes, ArchiveFormat format, const EntryBound &bound,
                          const std::function<void(ArchiveEntry &&)> &onEntry);

/// Whether gzip data end in the middle (as against: are broken). Unpacks at most `bound` bytes to find out.
bool gzipEndsEarly(std::string_view packed, qint64 bound);

} // namespace tlsrpt
