// SPDX-License-Identifier: GPL-3.0-or-later
// An archive with as many failure details as wanted: the reports of a corpus, as often as that needs, each time under
// other report ids.
#pragma once

#include "archive/archive.h"

#include <QString>

namespace bench {

inline constexpr std::size_t aMillion = 1'000'000;

/// `folder` holds reports as make_report_corpus.py makes them. How many details there are; 0 when something failed,
/// with the reason on stderr.
std::size_t addReports(archive::Archive &archive, const QString &folder, std::size_t detailsWanted);

} // namespace bench
