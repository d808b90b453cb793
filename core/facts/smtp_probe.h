// SPDX-License-Identifier: GPL-3.0-or-later
// One polite SMTP session with one address of one MX host: connect, banner, EHLO, STARTTLS, TLS, EHLO again, QUIT. The
// whole conversation is kept, so that every claim can be shown.
#pragma once

#include "base/ip_address.h"
#include "facts/certificate_facts.h"
#include "facts/enums.h"

namespace facts {

struct SmtpReply
{
    int code = 0;         ///< 0: none received
    QByteArrayList lines; ///< text after the code, as received, untrusted
    bool operator==(const SmtpReply &) const = default;
};

struct TranscriptLine
{
    Speaker speaker = Speaker::Note;
    qint64 atMs = 0; ///< since the connect began
    QByteArray text; ///< one line without CR LF, untrusted
    bool operator==(const TranscriptLine &) const = default;
};

/// One extra session of `--deep`: whether a given old protocol version is accepted.
struct ProtocolOffer
{
    QString protocol; ///< "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"
    bool tested = false;
    bool accepted = false;
    QString cipher;
    bool operator==(const ProtocolOffer &) const = default;
};

struct SmtpProbe
{
    base::IpAddress address;
    int port = 25;
    SmtpStage reached = SmtpStage::NotStarted; ///< the stage it ended in; Done when all went well
    Cause cause = Cause::None;
    QString error;                             ///< the system's or library's words, untrusted
    SmtpReply banner, ehlo, startTls, ehloTls; ///< what was received of each
    bool startTlsOffered = false;
    QByteArray injected; ///< plain bytes after the 220 to STARTTLS, before TLS (CVE-2021-38371); at most 512 kept
    TlsFacts tls;
    QList<ProtocolOffer> offers;
    QList<TranscriptLine> transcript;
    bool transcriptCut = false;
    qint64 connectMs = 0, bannerMs = 0, totalMs = 0; ///< bannerMs counts from the connection

    bool complete() const { return reached == SmtpStage::Done && cause == Cause::None; }
    bool operator==(const SmtpProbe &) const = default;
};

} // namespace facts
