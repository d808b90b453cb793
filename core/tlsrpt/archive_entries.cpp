// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/archive_entries.h"

#include "tlsrpt/spare_room.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace tlsrpt {
namespace {

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

Archive openArchive(std::string_view bytes, ArchiveFormat format)
{
    Archive a(archive_read_new(), &archive_read_free);
    if (!a)
        return a;
    if (format == ArchiveFormat::Zip)
        archive_read_support_format_zip(a.get());
    else
        archive_read_support_format_tar(a.get());
    if (format == ArchiveFormat::GzippedTar)
        archive_read_support_filter_gzip(a.get());
    if (archive_read_open_memory(a.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        a.reset();
    return a;
}

std::string nameOf(archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name)
        name = archive_entry_pathname(entry);
    return name ? std::string(name, std::min<std::size_t>(std::strlen(name), 1024)) : std::string();
}

bool isSpecial(archive_entry *entry)
{
    return archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr;
}

/// libarchive tells a cut from other damage only by its English message.
bool saysTruncated(archive *a)
{
    const char *text = archive_error_string(a);
    return text && (std::strstr(text, "runcated") || std::strstr(text, "unexpectedly ended") ||
                    std::strstr(text, "nexpected end"));
}

/// Unpacks the entry. A size that the header claims only guides the first allocation.
EntryStatus readData(archive *a, archive_entry *entry, qint64 bound, ArchiveEntry &to)
{
    QByteArray &out = to.bytes;
    qint64 &used = to.unpacked;
    const qint64 claimed = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
    if (claimed > bound)
        return EntryStatus::TooLarge;
    out = takeRoom();
    makeRoom(out, std::clamp<qint64>(claimed + 1, 4096, 1 << 20));
    for (;;) {
        if (out.size() - spareBytes - used < 1)
            out.resize(out.size() * 2);
        const qint64 room = std::min(out.size() - spareBytes - used, bound + 1 - used);
        const la_ssize_t got = archive_read_data(a, out.data() + used, std::size_t(room));
        if (got < 0)
            return archive_entry_is_encrypted(entry) ? EntryStatus::Encrypted : EntryStatus::Damaged;
        used += got;
        if (used > bound)
            return EntryStatus::TooLarge;
        if (got == 0)
            break;
    }
    endAt(out, used);
    return EntryStatus::Ok;
}

ArchiveEntry readEntry(archive *a, archive_entry *entry, qint64 bound)
{
    ArchiveEntry e;
    e.name = nameOf(entry);
    if (isSpecial(entry))
        e.status = EntryStatus::Special;
    else if (archive_entry_is_data_encrypted(entry))
        e.status = EntryStatus::Encrypted;
    else
        e.status = readData(a, entry, bound, e);
    if (e.status != EntryStatus::Ok)
        e.bytes.clear();
    return e;
}

ArchiveStatus endOf(archive *a, int result, bool sawEntry)
{
    if (result == ARCHIVE_EOF)
        return sawEntry ? ArchiveStatus::Ok : ArchiveStatus::NotAnArchive;
    if (!sawEntry && archive_format(a) == 0)
        return ArchiveStatus::NotAnArchive;
    return saysTruncated(a) ? ArchiveStatus::Truncated : ArchiveStatus::Damaged;
}

} // namespace

ArchiveStatus readArchive(std::string_view bytes, ArchiveFormat format, const EntryBound &bound,
                          const std::function<void(ArchiveEntry &&)> &onEntry)
{
    const Archive a = openArchive(bytes, format);
    if (!a)
        return ArchiveStatus::NotAnArchive;
    bool sawEntry = false;
    for (;;) {
        archive_entry *entry = nullptr;
        const int result = archive_read_next_header(a.get(), &entry);
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
            return endOf(a.get(), result, sawEntry);
        sawEntry = true;
        if (archive_entry_filetype(entry) == AE_IFDIR)
            continue;
        const qint64 allowed = bound();
        if (allowed < 0)
            return ArchiveStatus::Stopped;
        ArchiveEntry e = readEntry(a.get(), entry, allowed);
        const bool cut = e.status == EntryStatus::Damaged && saysTruncated(a.get());
        if (cut)
            return ArchiveStatus::Truncated;
        // Where what is left of a huge entry would have to be inflated to find the next one, the reading ends.
        const bool dearToSkip = e.status == EntryStatus::TooLarge &&
                                (format == ArchiveFormat::GzippedTar || !archive_entry_size_is_set(entry));
        onEntry(std::move(e));
        if (dearToSkip)
            return ArchiveStatus::Stopped;
    }
}

bool gzipEndsEarly(std::string_view packed, qint64 bound)
{
    const Archive a(archive_read_new(), &archive_read_free);
    if (!a)
        return false;
    archive_read_support_format_raw(a.get());
    archive_read_support_filter_gzip(a.get());
    archive_entry *entry = nullptr;
    if (archive_read_open_memory(a.get(), packed.data(), packed.size()) != ARCHIVE_OK ||
        archive_read_next_header(a.get(), &entry) != ARCHIVE_OK)
        return saysTruncated(a.get());
    std::array<char, 65536> room{};
    for (qint64 seen = 0; seen <= bound;) {
        const la_ssize_t got = archive_read_data(a.get(), room.data(), room.size());
        if (got <= 0)
            return got < 0 && saysTruncated(a.get());
        seen += got;
    }
    return false;
}

} // namespace tlsrpt
