// SPDX-License-Identifier: GPL-3.0-or-later
// gzip (RFC 1952) in one piece and bounded: never more memory than the bound, never more work than the bound's worth.
#pragma once

#include <QByteArray>

#include <string_view>

namespace tlsrpt {

enum class GunzipStatus {
    Ok,
    TooLarge, ///< unpacks to more than the bound
    Damaged,
    Truncated, ///< ends in the middle of a member
};

struct Gunzipped
{
    GunzipStatus status = GunzipStatus::Ok;
    QByteArray bytes = {};      ///< all members, one behind the other, in a room with the spare zeros (spare_room.h)
    int members = 0;            ///< all of them unpacked into `bytes`
    bool trailingBytes = false; ///< something that is no member stands behind the last one
};

Gunzipped gunzip(std::string_view packed, qint64 bound);

} // namespace tlsrpt
