// SPDX-License-Identifier: GPL-3.0-or-later
// A host or mail domain name in one canonical form: A-labels (RFC 5890), lower case, no trailing dot. Everything that a
// person types or that a record names goes through here before it is compared, so IDNs, upper case and final dots
// cannot make two names of one. A name that the DNS returned but that is no host name stays raw text in the facts; it
// never becomes a DomainName.
#pragma once

#include "base/result.h"

#include <QStringList>
#include <QStringView>

namespace base {

class DomainName
{
public:
    DomainName() = default; ///< the empty name: "none"; parse() never returns it

    /// Reads a host name in A-labels or U-labels. Limits: 63 bytes a label, 253 a name, at least two labels unless
    /// `allowSingleLabel`. Error codes: empty, too-long, empty-label, label-too-long, bad-character, ip-address,
    /// single-label, idna (not convertible by UTS #46), hyphen (a label begins or ends with one), all-numeric-tld.
    static Result<DomainName> parse(QStringView text, bool allowSingleLabel = false);

    bool isEmpty() const { return m_ascii.isEmpty(); }
    const QString &toString() const { return m_ascii; } ///< A-labels, lower case, no trailing dot
    QByteArray toAscii() const { return m_ascii.toLatin1(); }
    QString toUnicode() const;  ///< U-labels for showing; falls back to A-labels where they cannot be converted
    QString forDisplay() const; ///< "bücher.example (xn--bcher-kva.example)", or just the name when both are equal
    QStringList labels() const { return m_ascii.split(u'.'); }
    DomainName parent() const;                         ///< without the left-most label; empty when one label is left
    bool isSubdomainOf(const DomainName &other) const; ///< a strict descendant

    bool operator==(const DomainName &) const = default;
    auto operator<=>(const DomainName &other) const { return m_ascii.compare(other.m_ascii) <=> 0; }

private:
    QString m_ascii;
};

/// Lower-cases ASCII and drops one trailing dot: the comparison form of a raw DNS name.
QString canonicalHost(QStringView rawDnsName);

/// The registrable domain of `name` ("example.co.uk" of "a.example.co.uk") by the Public Suffix List; empty for a
/// suffix itself.
QString registrableDomain(const QString &name);
bool isPublicSuffix(const QString &name);

} // namespace base
