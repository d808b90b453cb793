// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 (FIPS 180-4) of many small texts: the algorithm is looked up once and each thread keeps its context, because
// both cost more than hashing a report does. For a hash now and then QCryptographicHash is as good.
#pragma once

#include <QByteArray>

#include <string_view>

namespace base {

/// 32 bytes; empty when OpenSSL has no SHA-256 or no memory.
QByteArray sha256(std::string_view text);

} // namespace base
