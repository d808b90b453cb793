// SPDX-License-Identifier: GPL-3.0-or-later
// Where reports are kept: a JSON text, gzip (several members too), zip, tar, a mail (RFC 5322 and MIME), an mbox, and
// these inside each other. What a thing is, its bytes tell; names are labels and never paths. Every report document in
// it is handed out one at a time, so that a large archive costs the memory of its largest document. All input is
// hostile: each bound of `Caps` is watched while the bytes flow and has its own reason when it is hit; what was handed
// out before stays good.
#pragma once

#include "tlsrpt/mail_evidence.h"
#include "tlsrpt/report.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tlsrpt {

/// The bounds of one call of readContainer(). Honest reports compress at most 30:1 and have a few MiB at most.
struct Caps
{
    qint64 bytesIn = qint64(2) << 30;        ///< the whole input
    qint64 mailBytes = qint64(64) << 20;     ///< one mail (providers stop at 25 to 150 MB)
    qint64 bytesOut = qint64(4) << 30;       ///< everything that was unpacked, in all
    qint64 documentBytes = qint64(64) << 20; ///< one unpacked thing
    qint64 ratio = 50;                       ///< unpacked bytes for one packed byte …
    qint64 ratioFloor = qint64(8) << 20;     ///< … judged only beyond this many unpacked bytes
    int depth = 8;                           ///< containers inside each other
    int entries = 1'000'000;                 ///< entries of archives, mails and parts of mails, in all
    int documents = 1'000'000;               ///< reports handed out, in all
};

/// Why something in a container gave no report. Caps name themselves.
enum class RejectReason {
    Empty,             ///< no bytes
    NotAReport,        ///< neither JSON nor a container
    NoReport,          ///< a readable mail or archive without any report inside
    UnsupportedFormat, ///< a packed format that RFC 8460 does not use (7z, rar, xz, bzip2, zstd)
    GzipDamaged,       ///< bad data or checksum, or cut within the checksum
    GzipTruncated,     ///< ends in the middle
    ArchiveDamaged,    ///< zip or tar that cannot be read any further
    ArchiveTruncated,  ///< zip or tar that ends in the middle; entries before the cut were handed out
    Encrypted,         ///< a zip entry under a password
    SpecialEntry,      ///< a link, device or pipe in a tar: never followed
    CapBytesIn,
    CapMailBytes,
    CapBytesOut,
    CapDocumentBytes,
    CapRatio,
    CapDepth,
    CapEntries, ///< also one mail of very many parts or fields
    CapDocuments,
};
/// A stable kebab-case word for machines: "gzip-truncated", "cap-ratio".
const char *wordOf(RejectReason reason);

/// One JSON text that may be a report.
struct Document
{
    std::string place;   ///< the way to it: "batch.zip!mail.eml!part 2!x.json.gz"; untrusted text
    std::string name;    ///< its own file name, the last of the way; untrusted text
    QByteArray json;     ///< with 64 zeros behind its end, which parsers read over (simdjson), while it is not changed
    QByteArrayView gzip; ///< the one gzip member that `json` was packed in; valid only during the call
    std::shared_ptr<const MailEvidence> mail; ///< the mail right around it; none for a plain file
    QByteArrayView mailBytes;                 ///< that mail's bytes, for DKIM; valid only during the call
    std::vector<Deviation> deviations;        ///< of the container: Unterminated, MediaType, NotCompressed, …
};

struct Rejected
{
    std::string place; ///< untrusted text
    RejectReason reason{};
};

/// Hands out every report document in `bytes`, in their order. `name` labels the whole (a file name). At least one of
/// the two functions is called at least once. Safe to call from several threads at once.
void readContainer(QByteArrayView bytes, std::string_view name, const Caps &caps,
                   const std::function<void(Document &&)> &onDocument,
                   const std::function<void(Rejected &&)> &onRejected);

} // namespace tlsrpt
