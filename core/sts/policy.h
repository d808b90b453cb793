// SPDX-License-Identifier: GPL-3.0-or-later
// The MTA-STS policy (RFC 8461 §3.2): a small text of "key: value" lines at
// https://mta-sts.<domain>/.well-known/mta-sts.txt. Parsing keeps every fault with its place, and beside them whatever
// can still be understood, because a linter has to explain what a sender would merely drop. parse() and format() are
// symmetrical for everything that is well formed.
#pragma once

#include "base/domain_name.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <optional>

namespace sts {
Q_NAMESPACE

enum class Mode {
    None,    ///< the domain withdraws from MTA-STS (§8.3)
    Testing, ///< failures are reported, mail is delivered
    Enforce, ///< failures stop delivery
};
Q_ENUM_NS(Mode)

struct ExtensionField
{
    QByteArray name, value;
    bool operator==(const ExtensionField &) const = default;
};

struct Policy
{
    Mode mode = Mode::Testing;
    QStringList mx;    ///< patterns as published, in order: "mail.example.com" or "*.example.net"
    qint64 maxAge = 0; ///< seconds, 0–31557600
    QList<ExtensionField> extensions;
    bool operator==(const Policy &) const = default;
};

/// The text with version first, CRLF line ends, one mx a line: the form that every known parser accepts.
QByteArray format(const Policy &policy);

/// Whether an mx pattern covers a host (§4.1): `*` is exactly the left-most label; case and a trailing dot do not
/// matter; IDNs compare as A-labels. A malformed pattern covers nothing.
bool matches(const QString &pattern, const QString &host);
bool matchesAny(const QStringList &patterns, const QString &host);

} // namespace sts
