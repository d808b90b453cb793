// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/container_walk.h"

#include "tlsrpt/archive_entries.h"
#include "tlsrpt/gunzip.h"
#include "tlsrpt/mbox.h"
#include "tlsrpt/spare_room.h"

#include <algorithm>

namespace tlsrpt {
namespace {

/// From this packed size on, a gzip file is tried as a tar first, which is unpacked entry by entry.
constexpr std::size_t streamedTarBytes = 256 * 1024;

constexpr std::size_t labelBytes = 255;

qint64 ratioAllows(const Caps &caps, qint64 packed)
{
    return std::max(caps.ratioFloor, packed * caps.ratio);
}

/// What archivers leave beside the files that people put in.
bool isArchiverJunk(std::string_view name)
{
    return name.starts_with("__MACOSX/") || name.ends_with(".DS_Store");
}

} // namespace

Place Place::inside(std::string_view label) const
{
    Place inner = inside(label, {});
    inner.name = label.substr(0, labelBytes);
    return inner;
}

Place Place::inside(std::string_view label, std::string_view ownName) const
{
    Place inner{{}, std::string(ownName.substr(0, labelBytes)), depth + 1, mail, mailBytes, {}, deviations};
    const std::size_t most = path.size() + 1 + labelBytes;
    inner.path.reserve(std::min(path.size() + label.size() + inner.name.size() + 2, most + labelBytes));
    inner.path.append(path).append(1, '!').append(label.substr(0, labelBytes));
    if (!inner.name.empty())
        inner.path.append(1, '!').append(inner.name);
    inner.path.resize(std::min(inner.path.size(), most));
    return inner;
}

ContainerWalk::ContainerWalk(qint64 bytesIn, const Caps &caps, const std::function<void(Document &&)> &onDocument,
                             const std::function<void(Rejected &&)> &onRejected)
    : m_bytesIn(bytesIn), m_caps(caps), m_onDocument(onDocument), m_onRejected(onRejected)
{
}

void ContainerWalk::read(std::string_view bytes, Place &&place, QByteArray *own)
{
    if (place.depth > m_caps.depth)
        return reject(place, RejectReason::CapDepth);
    readAs(sniff(bytes), bytes, std::move(place), own);
}

void ContainerWalk::readAs(Content content, std::string_view bytes, Place &&place, QByteArray *own)
{
    switch (content) {
    case Content::Empty: return reject(place, RejectReason::Empty);
    case Content::Json: return deliver(bytes, std::move(place), own);
    case Content::Gzip: return readGzip(bytes, std::move(place));
    case Content::Zip: readArchive(bytes, ArchiveFormat::Zip, place); return;
    case Content::Tar: readArchive(bytes, ArchiveFormat::Tar, place); return;
    case Content::Mbox: return readMbox(bytes, place);
    case Content::Mail: return readMail(bytes, std::move(place));
    case Content::Unsupported: return reject(place, RejectReason::UnsupportedFormat);
    case Content::Unknown: return reject(place, RejectReason::NotAReport);
    }
}

ContainerWalk::Bound ContainerWalk::boundFor(qint64 packed, qint64 alreadyUnpacked) const
{
    Bound bound{m_caps.documentBytes, RejectReason::CapDocumentBytes};
    const auto tighten = [&bound](qint64 bytes, RejectReason cap) {
        if (bytes < bound.bytes)
            bound = {std::max<qint64>(bytes, 0), cap};
    };
    tighten(ratioAllows(m_caps, packed) - alreadyUnpacked, RejectReason::CapRatio);
    tighten(ratioAllows(m_caps, m_bytesIn) - m_bytesOut, RejectReason::CapRatio);
    tighten(m_caps.bytesOut - m_bytesOut, RejectReason::CapBytesOut);
    return bound;
}

bool ContainerWalk::countEntry(const Place &place)
{
    if (!m_stopped && ++m_entries > m_caps.entries)
        stop(place, RejectReason::CapEntries);
    return !m_stopped;
}

void ContainerWalk::readGzip(std::string_view packed, Place &&place)
{
    if (packed.size() >= streamedTarBytes && readArchive(packed, ArchiveFormat::GzippedTar, place))
        return;
    const Bound bound = boundFor(qint64(packed.size()));
    Gunzipped result = gunzip(packed, bound.bytes);
    switch (result.status) {
    case GunzipStatus::TooLarge:
        m_bytesOut += bound.bytes; // the work was done
        return bound.cap == RejectReason::CapBytesOut ? stop(place, bound.cap) : reject(place, bound.cap);
    case GunzipStatus::Damaged: return reject(place, RejectReason::GzipDamaged);
    case GunzipStatus::Truncated: return reject(place, RejectReason::GzipTruncated);
    case GunzipStatus::Ok: break;
    }
    m_bytesOut += result.bytes.size();
    ++place.depth;
    place.gzip = result.members == 1 && !result.trailingBytes ? packed : std::string_view();
    if (result.trailingBytes)
        place.deviations.push_back({DeviationCode::TrailingBytes, "gzip", {}});
    const QByteArrayView view(result.bytes);
    read(std::string_view(view.data(), std::size_t(view.size())), std::move(place), &result.bytes);
    giveRoom(std::move(result.bytes));
}

/// False when a gzip file holds no tar; everything else is an outcome.
bool ContainerWalk::readArchive(std::string_view bytes, ArchiveFormat format, const Place &place)
{
    const qint64 outcomesBefore = m_outcomes;
    qint64 unpacked = 0;
    Bound bound{0, RejectReason::CapDocumentBytes};
    bool goOn = true;
    const ArchiveStatus status = tlsrpt::readArchive(
        bytes, format,
        [&]() -> qint64 {
            if (!goOn || !countEntry(place))
                return -1;
            bound = boundFor(qint64(bytes.size()), unpacked);
            return bound.bytes;
        },
        [&](ArchiveEntry &&entry) { goOn = takeEntry(std::move(entry), bound, place, unpacked); });
    if (status == ArchiveStatus::NotAnArchive && format == ArchiveFormat::GzippedTar)
        return false;
    if (status == ArchiveStatus::Damaged || (status == ArchiveStatus::NotAnArchive && format == ArchiveFormat::Tar))
        reject(place, RejectReason::ArchiveDamaged);
    else if (status == ArchiveStatus::Truncated)
        reject(place, RejectReason::ArchiveTruncated);
    else if (m_outcomes == outcomesBefore)
        reject(place, RejectReason::NoReport);
    return true;
}

/// False when nothing more of this archive may be unpacked.
bool ContainerWalk::takeEntry(ArchiveEntry &&entry, const Bound &bound, const Place &place, qint64 &unpacked)
{
    Place inner = place.inside(entry.name.empty() ? "entry " + std::to_string(m_entries) : entry.name);
    unpacked += entry.unpacked;
    m_bytesOut += entry.unpacked;
    switch (entry.status) {
    case EntryStatus::Special: reject(inner, RejectReason::SpecialEntry); return true;
    case EntryStatus::Encrypted: reject(inner, RejectReason::Encrypted); return true;
    case EntryStatus::Damaged: reject(inner, RejectReason::ArchiveDamaged); return true;
    case EntryStatus::TooLarge:
        if (bound.cap == RejectReason::CapBytesOut)
            stop(inner, bound.cap);
        else
            reject(inner, bound.cap);
        return bound.cap == RejectReason::CapDocumentBytes;
    case EntryStatus::Ok: break;
    }
    if (!isArchiverJunk(entry.name)) {
        const QByteArrayView view(entry.bytes);
        read(std::string_view(view.data(), std::size_t(view.size())), std::move(inner), &entry.bytes);
    }
    giveRoom(std::move(entry.bytes));
    return !m_stopped;
}

void ContainerWalk::readMbox(std::string_view bytes, const Place &place)
{
    for (int number = 1; !bytes.empty(); ++number) {
        const std::string_view mail = nextMail(bytes);
        Place inner = place.inside("mail " + std::to_string(number));
        if (!countEntry(inner))
            return;
        if (inner.depth > m_caps.depth)
            return reject(inner, RejectReason::CapDepth);
        readMail(mail, std::move(inner));
    }
}

void ContainerWalk::deliver(std::string_view bytes, Place &&place, QByteArray *own)
{
    if (m_documents >= m_caps.documents)
        return stop(place, RejectReason::CapDocuments);
    if (qint64(bytes.size()) > m_caps.documentBytes)
        return reject(place, RejectReason::CapDocumentBytes);
    Document document;
    document.place = std::move(place.path);
    document.name = std::move(place.name);
    if (own) {
        document.json = *own; // shared, so that its room can serve again
    } else {
        makeRoom(document.json, qsizetype(bytes.size()));
        std::copy(bytes.begin(), bytes.end(), document.json.begin());
        endAt(document.json, qsizetype(bytes.size()));
    }
    document.gzip = QByteArrayView(place.gzip.data(), qsizetype(place.gzip.size()));
    document.mail = std::move(place.mail);
    document.mailBytes = QByteArrayView(place.mailBytes.data(), qsizetype(place.mailBytes.size()));
    document.deviations = std::move(place.deviations);
    ++m_documents;
    ++m_outcomes;
    m_onDocument(std::move(document));
}

void ContainerWalk::reject(const Place &place, RejectReason reason)
{
    ++m_outcomes;
    m_onRejected({place.path, reason});
}

void ContainerWalk::stop(const Place &place, RejectReason reason)
{
    if (!std::exchange(m_stopped, true))
        reject(place, reason);
}

} // namespace tlsrpt
