// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/google_workspace.h"

#include <array>

namespace rollout {

namespace {

constexpr std::array smtpGoogle{GoogleMxHost{1, "smtp.google.com"}};

constexpr std::array aspmxFive{GoogleMxHost{1, "aspmx.l.google.com"}, GoogleMxHost{5, "alt1.aspmx.l.google.com"},
                               GoogleMxHost{5, "alt2.aspmx.l.google.com"}, GoogleMxHost{10, "alt3.aspmx.l.google.com"},
                               GoogleMxHost{10, "alt4.aspmx.l.google.com"}};

constexpr std::array aspmxSeven{
    GoogleMxHost{10, "aspmx.l.google.com"},      GoogleMxHost{20, "alt1.aspmx.l.google.com"},
    GoogleMxHost{20, "alt2.aspmx.l.google.com"}, GoogleMxHost{30, "aspmx2.googlemail.com"},
    GoogleMxHost{30, "aspmx3.googlemail.com"},   GoogleMxHost{30, "aspmx4.googlemail.com"},
    GoogleMxHost{30, "aspmx5.googlemail.com"}};

constexpr std::array smtpGoog{GoogleMxHost{1, "mx1.smtp.goog"}, GoogleMxHost{5, "mx2.smtp.goog"},
                              GoogleMxHost{5, "mx3.smtp.goog"}, GoogleMxHost{10, "mx4.smtp.goog"}};

constexpr std::array consumerGmail{
    GoogleMxHost{5, "gmail-smtp-in.l.google.com"}, GoogleMxHost{10, "alt1.gmail-smtp-in.l.google.com"},
    GoogleMxHost{20, "alt2.gmail-smtp-in.l.google.com"}, GoogleMxHost{30, "alt3.gmail-smtp-in.l.google.com"},
    GoogleMxHost{40, "alt4.gmail-smtp-in.l.google.com"}};

constexpr std::array misleading{MisleadingWildcard{"*.smtp.google.com", "smtp.google.com", true},
                                MisleadingWildcard{"*.aspmx.l.google.com", "aspmx.l.google.com", false}};

constexpr std::array allFamilies{GoogleFamily::SmtpGoogle, GoogleFamily::AspmxFive,    GoogleFamily::AspmxSeven,
                                 GoogleFamily::SmtpGoog,   GoogleFamily::Verification, GoogleFamily::ConsumerGmail};

QString comparable(const QString &host)
{
    const QString lower = host.toLower();
    return lower.endsWith(u'.') ? lower.chopped(1) : lower;
}

bool isVerificationHost(const QString &host)
{
    return host.endsWith(QLatin1String(".mx-verification.google.com"));
}

// The hosts that the five and the seven do not share decide between them.
void settleAspmx(GoogleMx &mx, bool five, bool seven, bool shared)
{
    if (five || (shared && !seven))
        mx.families << GoogleFamily::AspmxFive;
    if (seven)
        mx.families << GoogleFamily::AspmxSeven;
}

} // namespace

std::span<const GoogleMxHost> hostsOf(GoogleFamily family)
{
    switch (family) {
    case GoogleFamily::SmtpGoogle: return smtpGoogle;
    case GoogleFamily::AspmxFive: return aspmxFive;
    case GoogleFamily::AspmxSeven: return aspmxSeven;
    case GoogleFamily::SmtpGoog: return smtpGoog;
    case GoogleFamily::Verification: return {};
    case GoogleFamily::ConsumerGmail: return consumerGmail;
    }
    return {};
}

QStringList hostNamesOf(GoogleFamily family)
{
    QStringList names;
    for (const GoogleMxHost &entry : hostsOf(family))
        names << QLatin1String(entry.host);
    return names;
}

QList<GoogleFamily> familiesOf(const QString &host)
{
    const QString name = comparable(host);
    if (isVerificationHost(name))
        return {GoogleFamily::Verification};
    QList<GoogleFamily> families;
    for (const GoogleFamily family : allFamilies)
        if (hostNamesOf(family).contains(name))
            families << family;
    return families;
}

bool isWorkspaceFamily(GoogleFamily family)
{
    return family != GoogleFamily::Verification && family != GoogleFamily::ConsumerGmail;
}

GoogleMx recogniseMx(const QStringList &hosts)
{
    GoogleMx mx;
    bool one = false, five = false, seven = false, shared = false, goog = false;
    for (const QString &host : hosts) {
        const QList<GoogleFamily> families = familiesOf(host);
        if (families.isEmpty()) {
            mx.otherHosts << host;
            continue;
        }
        const GoogleFamily first = families.first();
        if (isWorkspaceFamily(first))
            mx.workspaceHosts << host;
        else
            (first == GoogleFamily::Verification ? mx.verificationHosts : mx.consumerHosts) << host;
        one |= first == GoogleFamily::SmtpGoogle;
        shared |= families.size() > 1;
        five |= families.size() == 1 && first == GoogleFamily::AspmxFive;
        seven |= families.size() == 1 && first == GoogleFamily::AspmxSeven;
        goog |= first == GoogleFamily::SmtpGoog;
    }
    if (one)
        mx.families << GoogleFamily::SmtpGoogle;
    settleAspmx(mx, five, seven, shared);
    if (goog)
        mx.families << GoogleFamily::SmtpGoog;
    return mx;
}

QStringList policyPatternsFor(GoogleFamily family)
{
    switch (family) {
    case GoogleFamily::SmtpGoogle:
    case GoogleFamily::SmtpGoog: return hostNamesOf(family);
    case GoogleFamily::AspmxFive: return {QStringLiteral("aspmx.l.google.com"), QStringLiteral("*.aspmx.l.google.com")};
    case GoogleFamily::AspmxSeven:
        return policyPatternsFor(GoogleFamily::AspmxFive) + hostNamesOf(GoogleFamily::AspmxSeven).sliced(3);
    case GoogleFamily::Verification:
    case GoogleFamily::ConsumerGmail: return {};
    }
    return {};
}

std::span<const MisleadingWildcard> misleadingWildcards()
{
    return misleading;
}

} // namespace rollout
