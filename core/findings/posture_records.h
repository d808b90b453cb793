// SPDX-License-Identifier: GPL-3.0-or-later
// The records of sender authentication, read far enough to say whether they are there, well formed and strict: SPF (RFC
// 7208), DKIM keys (RFC 6376, RFC 8301, RFC 8463), DMARC (RFC 9989, before it RFC 7489) and BIMI (a draft). They
// protect against forged senders, MTA-STS against eavesdroppers; they are context here, so nothing is fetched beyond
// the record itself.
#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace findings::posture {

enum class State {
    Absent, ///< no record of the kind
    Broken, ///< receivers treat it as an error, or as absent
    Lax,    ///< works, and asks for little or nothing
    Strict, ///< works, and asks receivers to act
};

/// A record judged. `summary` is what is in it, in its own words ("-all", "p=reject", "RSA 2048"); `problems` name the
/// parts that are at fault, likewise ("ip4:192.0.2.300", "pct=20"). Untrusted text.
struct Judgement
{
    State state = State::Absent;
    QByteArray record; ///< the record judged, empty when absent
    QString summary;
    QStringList problems;
    bool operator==(const Judgement &) const = default;
};

/// All TXT records of the domain; those that are not SPF are left aside. "~all" counts as strict: Google recommends it,
/// and DMARC makes no difference between it and "-all". What include: and redirect= lead to is not looked up.
Judgement judgeSpf(const QByteArrayList &records);

/// All TXT records at a selector. A record of another kind (a wildcard's answer) counts as absent.
Judgement judgeDkimKey(const QByteArrayList &records);

/// All TXT records at _dmarc. `inherited`: found at the organizational domain, so that sp= counts before p=.
Judgement judgeDmarc(const QByteArrayList &records, bool inherited);

/// All TXT records at default._bimi. An empty l= (the domain declines to take part) is well formed and lax.
Judgement judgeBimi(const QByteArrayList &records);

} // namespace findings::posture
