// SPDX-License-Identifier: GPL-3.0-or-later
// A DNSSEC trust anchor: the keys (DNSKEY) or their digests (DS) from which every signature is followed, normally those
// of the root. It comes from a file that the user names, from where the system keeps it, or from the copy built in
// here: the digests that IANA publishes for the root key-signing keys 20326 (2017) and 38696 (2024).
#pragma once

#include "base/result.h"

#include <QByteArrayList>
#include <QStringList>

namespace io {

struct TrustAnchor
{
    QByteArrayList records;  ///< one record in zone format each
    QStringList owners;      ///< zones that they anchor, lower case, no trailing dot; "" is the root
    QString source;          ///< the file, or "built in"
    bool isExplicit = false; ///< the user named it: nothing may replace it

    bool covers(const QString &name) const; ///< an owner is `name` or above it

    /// Reads DS and DNSKEY records in zone format: comments, blank lines and parentheses allowed. Error codes:
    /// no-record, not-a-record, not-an-anchor (another type).
    static base::Result<TrustAnchor> parse(const QByteArray &zoneText);
    /// Error codes: unreadable, and those of parse().
    static base::Result<TrustAnchor> fromFile(const QString &path);
    /// The first of the places where systems keep the root's anchor, else the built-in one. Never fails.
    static TrustAnchor systemDefault();
};

} // namespace io
