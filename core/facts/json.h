// SPDX-License-Identifier: GPL-3.0-or-later
// DomainFacts as a JSON document and back, without loss. Readers accept documents of their own version and older ones;
// a newer version is refused with its number, never half read. Unknown members are ignored.
#pragma once

#include "base/result.h"
#include "facts/domain_facts.h"

#include <QJsonObject>

namespace facts {

QJsonObject toJson(const DomainFacts &facts);
/// Error codes: not-json, not-facts (no "sigillo_facts" member), newer-version (excerpt holds the number), bad-member
/// (excerpt holds the member's path).
base::Result<DomainFacts> fromJson(const QByteArray &document);

} // namespace facts
