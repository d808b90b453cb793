// SPDX-License-Identifier: GPL-3.0-or-later
// Reports as a table: the columns of parsedmarc's SMTP TLS reports, so that dashboards made for those go on working.
// Each policy has one row with its successful sessions, then one row for each of its failure details. Other than there,
// every row names its policy domain and policy type, and a policy that counts failures without describing any has their
// number in its own row, so that it is not lost. The sum of failed_session_count may exceed the failed sessions of the
// report, because details may overlap (RFC 8460 §4).
//
// A cell that a spreadsheet would take for a formula (it begins with = + - @, a tabulator or a carriage return) gets an
// apostrophe in front. Control and format characters are written out (appendHarmless()), so a row is always one line.
#pragma once

#include "tlsrpt/report.h"

#include <string_view>

namespace tlsrpt {

/// One cell by these rules, quoted where it has to be; for other tables.
void appendCsvCell(std::string &out, std::string_view cell);
/// The line with the names of the columns; lines end with CR LF (RFC 4180 §2).
void appendCsvHeader(std::string &out);
void appendCsv(std::string &out, const Report &report);

} // namespace tlsrpt
