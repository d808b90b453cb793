// SPDX-License-Identifier: GPL-3.0-or-later
// One signature field of a mail, read and hashed without any key. ARC borrowed the form of DKIM-Signature for its
// ARC-Message-Signature (RFC 8617 §4.1.2), and parts of it for its ARC-Seal, so both are read with the same parts.
#pragma once

#include "tlsrpt/dkim.h"
#include "tlsrpt/dkim_canonical.h"
#include "tlsrpt/dkim_tags.h"

namespace tlsrpt {

enum class SignedAs {
    Dkim,
    ArcMessage, ///< no v=, and i= is the number of the ARC set
};

/// The field at `index` of `header`, which is the header of `mail`.
DkimSignature readSignature(const MailHeader &header, std::string_view mail, std::size_t index, SignedAs form);

/// a= into `signature.algorithm`; RsaSha1 or OtherAlgorithm when it does not count.
DkimFault readAlgorithm(std::string_view word, DkimSignature &signature);

/// A signature's own field with an empty b= and without its last CRLF, as it is hashed (RFC 6376 §3.7). `tags` are
/// those of the field, "b" among them.
std::string withoutSignature(const MailField &field, const std::vector<DkimTag> &tags, Canonicalisation how);

} // namespace tlsrpt
