// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/fault_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace tlsrpt {

namespace {

struct Entry
{
    std::string_view code;
    const char *sentence;
};

constexpr Entry entries[] = {
    // of the file
    {"not-found", QT_TRANSLATE_NOOP("tlsrpt::Fault", "There is no such file.")},
    {"unreadable", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The file may not or cannot be read.")},
    {"special", QT_TRANSLATE_NOOP("tlsrpt::Fault", "This is a device, a pipe or a socket, not a file.")},
    {"link", QT_TRANSLATE_NOOP("tlsrpt::Fault", "This is a symbolic link; links inside folders are not followed.")},
    {"too-many", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: there are too many files; the rest was not read.")},
    // of the container
    {"empty", QT_TRANSLATE_NOOP("tlsrpt::Fault", "It is empty.")},
    {"not-a-report", QT_TRANSLATE_NOOP("tlsrpt::Fault", "It is not a TLS report.")},
    {"no-report", QT_TRANSLATE_NOOP("tlsrpt::Fault", "There is no TLS report inside.")},
    {"unsupported-format", QT_TRANSLATE_NOOP("tlsrpt::Fault", "It is packed in a format that TLS reports do not use.")},
    {"gzip-damaged", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The gzip data is damaged.")},
    {"gzip-truncated", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The gzip data ends in the middle.")},
    {"archive-damaged", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The zip or tar archive is damaged.")},
    {"archive-truncated", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The zip or tar archive ends in the middle.")},
    {"encrypted", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The zip entry is encrypted.")},
    {"special-entry",
     QT_TRANSLATE_NOOP("tlsrpt::Fault", "The entry is a link, a device or a pipe and is not followed.")},
    {"cap-bytes-in", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the file is too large.")},
    {"cap-mail-bytes", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the mail is too large.")},
    {"cap-bytes-out", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it unpacks to too much in all.")},
    {"cap-document-bytes", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it unpacks to more than a report may have.")},
    {"cap-ratio",
     QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it unpacks to far more than an honest report of its size.")},
    {"cap-depth", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: too many containers are inside each other.")},
    {"cap-entries", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it has too many entries.")},
    {"cap-documents", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it has too many reports.")},
    // of the reader
    {"syntax", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The JSON text has a syntax error.")},
    {"truncated", QT_TRANSLATE_NOOP("tlsrpt::Fault", "The JSON text ends in the middle.")},
    {"too-large", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it is too large.")},
    {"too-deep", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: it is nested too deeply.")},
    {"too-many-policies", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the report has too many policies.")},
    {"too-many-details", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the report has too many failure details.")},
    {"too-many-items",
     QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the report has too many policy lines or MX hosts.")},
    {"too-many-unknown", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the report has too many unknown members.")},
    {"too-many-deviations", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: the report has too many faults.")},
    {"long-string", QT_TRANSLATE_NOOP("tlsrpt::Fault", "Refused: a text in the report is too long.")},
};

} // namespace

QString faultText(std::string_view code)
{
    const auto found =
        std::find_if(std::begin(entries), std::end(entries), [code](const Entry &entry) { return entry.code == code; });
    if (found != std::end(entries))
        return QCoreApplication::translate("tlsrpt::Fault", found->sentence);
    return QCoreApplication::translate("tlsrpt::Fault", "It could not be read (%1).")
        .arg(QString::fromUtf8(code.data(), qsizetype(code.size())));
}

} // namespace tlsrpt
