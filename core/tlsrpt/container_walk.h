// SPDX-License-Identifier: GPL-3.0-or-later
// One walk through a container: which bounds are left, and the steps from a thing to the things inside it.
#pragma once

#include "tlsrpt/container.h"
#include "tlsrpt/sniff.h"

namespace tlsrpt {

struct MailPart;
struct MailParts;
struct ArchiveEntry;
enum class ArchiveFormat;

/// Where the walk stands.
struct Place
{
    std::string path; ///< labels from the outside in, joined by "!"
    std::string name; ///< the last label
    int depth = 0;
    std::shared_ptr<const MailEvidence> mail;
    std::string_view mailBytes;
    std::string_view gzip; ///< that this thing alone was packed in
    std::vector<Deviation> deviations;

    Place inside(std::string_view label) const;
    /// For a part of a mail: its label, and the name that its sender gave it, if any.
    Place inside(std::string_view label, std::string_view ownName) const;
};

class ContainerWalk
{
public:
    ContainerWalk(qint64 bytesIn, const Caps &caps, const std::function<void(Document &&)> &onDocument,
                  const std::function<void(Rejected &&)> &onRejected);

    /// `own` holds the bytes when they are already a copy, with the spare zeros behind them; a document then shares it
    /// instead of copying once more.
    void read(std::string_view bytes, Place &&place, QByteArray *own = nullptr);

private:
    /// How much may be unpacked next, and which cap it is that says so.
    struct Bound
    {
        qint64 bytes;
        RejectReason cap;
    };

    void readAs(Content content, std::string_view bytes, Place &&place, QByteArray *own);
    void readGzip(std::string_view packed, Place &&place);
    bool readArchive(std::string_view bytes, ArchiveFormat format, const Place &place);
    bool takeEntry(ArchiveEntry &&entry, const Bound &bound, const Place &place, qint64 &unpacked);
    void readMbox(std::string_view bytes, const Place &place);
    void readMail(std::string_view mail, Place &&place);
    void readPart(const MailPart &part, int number, const Place &mailPlace);
    void deliver(std::string_view bytes, Place &&place, QByteArray *own);
    void reject(const Place &place, RejectReason reason);
    void stop(const Place &place, RejectReason reason);

    Bound boundFor(qint64 packed, qint64 alreadyUnpacked = 0) const;
    bool countEntry(const Place &place);

    const qint64 m_bytesIn;
    const Caps &m_caps;
    const std::function<void(Document &&)> &m_onDocument;
    const std::function<void(Rejected &&)> &m_onRejected;
    qint64 m_bytesOut = 0;
    int m_entries = 0, m_documents = 0;
    qint64 m_outcomes = 0; ///< documents and rejections
    bool m_stopped = false;
};

} // namespace tlsrpt
