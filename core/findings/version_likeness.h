// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a record that was meant to be ours from one that has nothing to do with us: "v=TSLRPTv1" and "V=stsv2" from
// "v=spf1 -all". Senders see no record either way; a person needs to hear of the typing error.
#pragma once

#include <QByteArray>

namespace findings {

/// The version of a record is a misspelt, other or misplaced version of MTA-STS or TLS reporting (including the other
/// one's).
bool looksLikeVersion(const QByteArray &record, const QByteArray &version);
/// The record begins with a quotation mark that was typed into the value, and behind it with something that looks like
/// a version.
bool isQuotedRecord(const QByteArray &record, const QByteArray &version);

} // namespace findings
