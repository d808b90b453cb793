// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/container.h"

#include "tlsrpt/container_walk.h"

namespace tlsrpt {

const char *wordOf(RejectReason reason)
{
    switch (reason) {
    case RejectReason::Empty: return "empty";
    case RejectReason::NotAReport: return "not-a-report";
    case RejectReason::NoReport: return "no-report";
    case RejectReason::UnsupportedFormat: return "unsupported-format";
    case RejectReason::GzipDamaged: return "gzip-damaged";
    case RejectReason::GzipTruncated: return "gzip-truncated";
    case RejectReason::ArchiveDamaged: return "archive-damaged";
    case RejectReason::ArchiveTruncated: return "archive-truncated";
    case RejectReason::Encrypted: return "encrypted";
    case RejectReason::SpecialEntry: return "special-entry";
    case RejectReason::CapBytesIn: return "cap-bytes-in";
    case RejectReason::CapMailBytes: return "cap-mail-bytes";
    case RejectReason::CapBytesOut: return "cap-bytes-out";
    case RejectReason::CapDocumentBytes: return "cap-document-bytes";
    case RejectReason::CapRatio: return "cap-ratio";
    case RejectReason::CapDepth: return "cap-depth";
    case RejectReason::CapEntries: return "cap-entries";
    case RejectReason::CapDocuments: return "cap-documents";
    }
    return "";
}

void readContainer(QByteArrayView bytes, std::string_view name, const Caps &caps,
                   const std::function<void(Document &&)> &onDocument,
                   const std::function<void(Rejected &&)> &onRejected)
{
    Place place;
    place.path = name;
    place.name = name;
    if (bytes.size() > caps.bytesIn)
        return onRejected({place.path, RejectReason::CapBytesIn});
    ContainerWalk walk(bytes.size(), caps, onDocument, onRejected);
    walk.read(std::string_view(bytes.data(), std::size_t(bytes.size())), std::move(place));
}

} // namespace tlsrpt
