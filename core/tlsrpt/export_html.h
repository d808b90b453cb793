// SPDX-License-Identifier: GPL-3.0-or-later
// Reports as one page for a browser or a printer. The page needs nothing else: no script, no image, no address that is
// fetched, and its Content-Security-Policy says so, because reports are untrusted (RFC 8460 §7). Everything out of a
// report is escaped and nothing out of it becomes a link. Written in pieces, so that a large archive does not have to
// fit in memory: beginning, reports, end.
#pragma once

#include "tlsrpt/report.h"

#include <QString>

namespace tlsrpt {

/// The text as it may stand in an element or a quoted attribute; control and format characters are written out.
void appendHtmlText(std::string &out, std::string_view utf8);

/// `title` heads the page; `notes` stand below it ("Domain: example.com", when it was made), one line each.
void appendHtmlBeginning(std::string &out, const QString &title, const QStringList &notes);
void appendHtml(std::string &out, const Report &report);
void appendHtmlEnd(std::string &out);

} // namespace tlsrpt
