// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/gunzip.h"

#include "tlsrpt/archive_entries.h"
#include "tlsrpt/spare_room.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace tlsrpt {
namespace {

using Inflater = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

libdeflate_decompressor *inflater()
{
    thread_local const Inflater own(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    return own.get();
}

/// The size that the last member claims for itself (modulo 2^32). Right for every honest file with one member.
qint64 claimedSize(std::string_view packed)
{
    quint32 size = 0;
    for (std::size_t i = 0; i < 4; ++i)
        size |= quint32(static_cast<unsigned char>(packed[packed.size() - 4 + i])) << (8 * i);
    return size;
}

bool isMember(std::string_view bytes)
{
    return bytes.size() >= 2 && bytes[0] == '\x1F' && bytes[1] == '\x8B';
}

struct Member
{
    libdeflate_result result = LIBDEFLATE_BAD_DATA;
    std::size_t read = 0, written = 0;
};

Member inflateMember(std::string_view packed, char *to, qint64 room)
{
    Member m;
    if (libdeflate_decompressor *d = inflater())
        m.result =
            libdeflate_gzip_decompress_ex(d, packed.data(), packed.size(), to, std::size_t(room), &m.read, &m.written);
    return m;
}

/// Deflate packs at most 1032:1, so a larger claim is a lie, or the file was cut and its last bytes are no size.
constexpr qint64 deflateRatio = 1032;

/// Room for the first try: what the file claims where that can be true, else a guess.
qint64 firstRoom(std::string_view packed, qint64 bound)
{
    const qint64 claimed = claimedSize(packed), possible = qint64(packed.size()) * deflateRatio;
    return claimed > 0 && claimed <= possible ? claimed : std::min(bound, std::max<qint64>(packed.size() * 32, 4096));
}

/// Appends one member to `out`, with more and more room up to `bound` bytes in all.
Member appendMember(std::string_view packed, QByteArray &out, qint64 bound)
{
    const qint64 before = out.size();
    qint64 room = firstRoom(packed, bound - before);
    if (room > bound - before)
        return {LIBDEFLATE_INSUFFICIENT_SPACE, 0, 0};
    for (;;) {
        if (before == 0)
            makeRoom(out, room);
        else
            out.resize(before + room + spareBytes);
        const Member m = inflateMember(packed, out.data() + before, room);
        endAt(out, before + (m.result == LIBDEFLATE_SUCCESS ? qsizetype(m.written) : 0));
        if (m.result != LIBDEFLATE_INSUFFICIENT_SPACE || room >= bound - before)
            return m;
        room = std::min(bound - before, std::max<qint64>(room * 4, 4096));
    }
}

} // namespace

Gunzipped gunzip(std::string_view packed, qint64 bound)
{
    Gunzipped all;
    all.bytes = takeRoom();
    all.bytes.resize(0);
    while (isMember(packed)) {
        if (packed.size() < 18) // RFC 1952 §2.3: header and trailer alone are longer
            return {GunzipStatus::Truncated};
        const Member m = appendMember(packed, all.bytes, bound);
        if (m.result == LIBDEFLATE_INSUFFICIENT_SPACE)
            return {GunzipStatus::TooLarge};
        if (m.result != LIBDEFLATE_SUCCESS)
            return {gzipEndsEarly(packed, bound) ? GunzipStatus::Truncated : GunzipStatus::Damaged};
        packed.remove_prefix(m.read);
        ++all.members;
    }
    all.trailingBytes = !packed.empty();
    return all;
}

} // namespace tlsrpt
