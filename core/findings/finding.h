// SPDX-License-Identifier: GPL-3.0-or-later
// A finding is one judgement about one thing: which rule, whether it holds, what a conforming sender concludes, how bad
// that is, and the proof. It holds no prose: text/ turns (id, arguments) into sentences. Effect and severity are kept
// apart because a record can be usable and still deserve a warning, and a fault can be grave without touching the
// policy.
#pragma once

#include "base/rfc_ref.h"
#include "findings/finding_id.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace findings {

/// Where in a text a fault is: the bytes themselves, so that they can be shown with the fault marked.
struct TextEvidence
{
    QByteArray bytes;      ///< the whole record or policy as received (cut to limits)
    qsizetype offset = -1; ///< of the fault, -1 when it concerns the whole
    qsizetype length = 0;
    int line = 0;   ///< 1-based, 0 when lines make no sense (DNS records)
    int column = 0; ///< 1-based, in bytes
    bool operator==(const TextEvidence &) const = default;
};

/// How we know. `summary` is one line of raw facts ("mx2.example.it 192.0.2.7:25 → 454 4.7.0 TLS not available").
struct Evidence
{
    QString summary; ///< untrusted text
    QString host;    ///< MX or policy host concerned, empty when none
    QString address; ///< its address, empty when the finding is about all of them
    TextEvidence text;
    bool operator==(const Evidence &) const = default;
};

/// Known software that judges this differently from us: "legal by RFC …, refused by …".
struct Disagreement
{
    QString who;              ///< product and version where known
    bool refuses = true;      ///< true: it refuses what we accept; false: it accepts what we refuse
    bool unconfirmed = false; ///< hearsay, not seen by us
    bool operator==(const Disagreement &) const = default;
};

struct Finding
{
    FindingId id{};
    Status status = Status::Fail;
    Severity severity = Severity::Error; ///< Ok when status is Pass; of an Unknown: how bad it would be (above Info:
                                         ///< the verdict needs it)
    Effect effect = Effect::None;
    Evidence evidence;
    QMap<QString, QString> arguments; ///< for the sentences of text/: {host}, {value}, …; untrusted text
    QList<Disagreement> disagreements;
    QString resultType; ///< RFC 8460 §4.3 word, when a sender would report this; empty otherwise

    bool operator==(const Finding &) const = default;
};
using Findings = QList<Finding>;

} // namespace findings
