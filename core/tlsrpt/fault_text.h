// SPDX-License-Identifier: GPL-3.0-or-later
// Why something gave no report, in words: a sentence for each of the stable codes of containers (RejectReason), of the
// reader (ReportReader) and of files.
#pragma once

#include <QString>

#include <string_view>

namespace tlsrpt {

/// A whole sentence without the name of the file; for a code that is not known, one that shows the code.
QString faultText(std::string_view code);

} // namespace tlsrpt
