// SPDX-License-Identifier: GPL-3.0-or-later
// Adds ARC sets to mails for tests (RFC 8617 §5.1), on the signer of dkim_signer.h.
#pragma once

#include "dkim_signer.h"

#include <algorithm>

namespace arc_signer {

/// A mail that goes from hop to hop; `fields` are "Name: value" each, top down.
struct Mail
{
    QByteArrayList fields;
    QByteArray body;
    QByteArray bytes() const { return fields.join("\r\n") + "\r\n\r\n" + body; }
};

struct Hop
{
    dkim_signer::Key key;
    QByteArray results;           ///< behind "i=1; "
    QByteArray instance;          ///< empty: the next one
    QByteArray cv;                ///< empty: "none" in the first set, "pass" in later ones
    QByteArray moreSealTags = {}; ///< " h=from;"
    QByteArray moreMessageTags = {};
    QByteArray domain = "provider.example", selector = "arc1";
    QByteArrayList signedFields = {"From", "To", "Subject", "DKIM-Signature"};
    bool relaxed = true; ///< of the ARC-Message-Signature
};

/// The field of one set.
inline QByteArrayList named(const QByteArrayList &fields, const QByteArray &name, const QByteArray &instance)
{
    QByteArrayList found;
    for (const QByteArray &field : fields)
        if (field.startsWith(name + ": i=" + instance + ";"))
            found += field;
    return found;
}

inline QByteArray folded(QByteArray b)
{
    return b.insert(b.size() / 2, "\r\n\t ");
}

/// Puts the next set on top, as a server does that has changed all it wanted to change before.
inline void seal(Mail &mail, const Hop &hop)
{
    const int number =
        1 + int(std::ranges::count_if(mail.fields, [](const auto &f) { return f.startsWith("ARC-Seal: "); }));
    const QByteArray i = hop.instance.isEmpty() ? QByteArray::number(number) : hop.instance;
    const bool ed25519 = EVP_PKEY_get_base_id(hop.key.get()) == EVP_PKEY_ED25519;
    const QByteArray usual = QByteArray("; a=") + (ed25519 ? "ed25519-sha256" : "rsa-sha256") + "; d=" + hop.domain +
                             ";\r\n\ts=" + hop.selector + "; t=1724148011;";
    const QByteArray canonical = dkim_signer::canonicalBody(mail.body, hop.relaxed);
    const QByteArray results = "ARC-Authentication-Results: i=" + i + "; " + hop.results;
    QByteArray message =
        "ARC-Message-Signature: i=" + i + usual + hop.moreMessageTags +
        (hop.relaxed ? " c=relaxed/relaxed;" : " c=simple/simple;") + "\r\n        h=" + hop.signedFields.join(" : ") +
        ";\r\n  bh=" + QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toBase64() + ";\r\n  b=";
    message += folded(
        dkim_signer::base64Signature(hop.key, dkim_signer::signedText(mail.fields, hop.signedFields, hop.relaxed) +
                                                  dkim_signer::canonicalField(message, hop.relaxed)));
    QByteArray seal = "ARC-Seal: i=" + i + usual +
                      " cv=" + (!hop.cv.isEmpty() ? hop.cv : QByteArray(number == 1 ? "none" : "pass")) + ";" +
                      hop.moreSealTags + "\r\n b=";
    QByteArray covered;
    for (int below = 1; below < number; ++below)
        for (const char *name : {"ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"})
            for (const QByteArray &field : named(mail.fields, name, QByteArray::number(below)))
                covered += dkim_signer::canonicalField(field, true) + "\r\n";
    for (const QByteArray &own : {results, message})
        covered += dkim_signer::canonicalField(own, true) + "\r\n";
    seal += folded(dkim_signer::base64Signature(hop.key, covered + dkim_signer::canonicalField(seal, true)));
    mail.fields = QByteArrayList{seal, message, results} + mail.fields;
}

} // namespace arc_signer
