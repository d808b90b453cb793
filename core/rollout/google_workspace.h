// SPDX-License-Identifier: GPL-3.0-or-later
// The MX hosts that Google Workspace has handed out over the years, as plain data. A domain uses one family of them,
// chosen by when its account was made; moving between families is harmless while the policy covers both. Two kinds of
// leftover sit beside them: the host that once proved ownership of a domain, and the hosts of consumer Gmail. Mail
// gateways of other makers may stand in front of all of these. Needs nothing but names, so findings, templates and
// plans can all ask here.
#pragma once

#include <QList>
#include <QMetaType>
#include <QObject>
#include <QStringList>

#include <span>

namespace rollout {
Q_NAMESPACE

enum class GoogleFamily {
    SmtpGoogle,   ///< one host, smtp.google.com: accounts since April 2023
    AspmxFive,    ///< aspmx.l.google.com and alt1 to alt4 of it
    AspmxSeven,   ///< the older seven: aspmx, alt1, alt2, and aspmx2 to aspmx5.googlemail.com
    SmtpGoog,     ///< mx1 to mx4.smtp.goog: names in a zone that DNSSEC signs
    Verification, ///< NAME.mx-verification.google.com: proved ownership once, takes no mail
    ConsumerGmail ///< gmail-smtp-in.l.google.com and alt1 to alt4 of it: for gmail.com, not for other domains
};
Q_ENUM_NS(GoogleFamily)

struct GoogleMxHost
{
    int preference; ///< as Google's instructions have it
    const char *host;
};

/// The hosts of a family in Google's order; empty for Verification, whose names differ by domain.
std::span<const GoogleMxHost> hostsOf(GoogleFamily family);
QStringList hostNamesOf(GoogleFamily family);

/// Every family that the host belongs to (aspmx.l.google.com is in two); empty when it is not a Google host. Case and a
/// trailing dot do not matter.
QList<GoogleFamily> familiesOf(const QString &host);

/// A family that receives mail for Workspace domains: not a leftover.
bool isWorkspaceFamily(GoogleFamily family);

/// What an MX set is made of.
struct GoogleMx
{
    QList<GoogleFamily> families;  ///< Workspace families in use, in the order of the enum; two or more are a mixture
    QStringList workspaceHosts;    ///< hosts of these families, in the order given
    QStringList verificationHosts; ///< leftovers of proving ownership
    QStringList consumerHosts;     ///< consumer Gmail
    QStringList otherHosts;        ///< not Google's: gateways in front, or another provider beside

    bool usesWorkspace() const { return !families.isEmpty(); }
    bool uses(GoogleFamily family) const { return families.contains(family); }
    bool operator==(const GoogleMx &) const = default;
};

/// Reads an MX set. The shared hosts aspmx, alt1 and alt2 count as the older seven when a googlemail.com host is there
/// and no alt3 or alt4, as the newer five otherwise, and as both when hosts of both are there.
GoogleMx recogniseMx(const QStringList &hosts);

/// The mx patterns that a policy needs to cover a family, the shortest form without a wildcard that covers more than
/// the family; empty for the leftovers, which belong in no policy.
QStringList policyPatternsFor(GoogleFamily family);

/// A pattern that looks as if it covered a family and misses the host that receives first: "*.aspmx.l.google.com" does
/// not cover aspmx.l.google.com, and no MX host lies under "*.smtp.google.com".
struct MisleadingWildcard
{
    const char *pattern;
    const char *baseHost; ///< what has to stand in the policy as a line of its own
    bool useless;         ///< covers no host at all, so it can go
};
std::span<const MisleadingWildcard> misleadingWildcards();

} // namespace rollout
