// SPDX-License-Identifier: GPL-3.0-or-later
// The instructions of a bundle, in English and in Italian: what is the same everywhere (RFC 8461 §8: the host first,
// the record last; the file before the id; mode none and patience before anything is removed) around the steps and the
// traps of one place.
#pragma once

#include "publish/bundle.h"

namespace publish::bundles {

/// README.md and LEGGIMI.md.
QList<BundleFile> readmes(const Target &target, const Publications &publications);

} // namespace publish::bundles
