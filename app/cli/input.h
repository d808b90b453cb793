// SPDX-License-Identifier: GPL-3.0-or-later
// What the user hands over: files, domains, moments, numbers. Each is read within a limit, and each failure is a whole
// sentence that says what is wrong and what to do.
#pragma once

#include "base/domain_name.h"
#include "base/result.h"

#include <QByteArrayList>
#include <QDateTime>

namespace cli {

template <class T>
using Read = base::Result<T, QString>; ///< the error is the sentence

/// A file's bytes, "-" for standard input; more than `limit` bytes are refused.
Read<QByteArray> readFile(const QString &path, qint64 limit);
/// A mail domain; U-labels are accepted.
Read<base::DomainName> readDomain(const QString &text);
/// At least one, each once, in the order given.
Read<QList<base::DomainName>> readDomains(const QStringList &words);
/// Why a text is no domain name, by the code of DomainName::parse().
QString domainProblem(const QString &typed, const base::ParseError &error);
/// ISO 8601 with an offset or "Z"; without either, UTC.
Read<QDateTime> readMoment(const QString &text);
Read<int> readNumber(const char *option, const QString &text, int least, int most);
/// A TXT record set as JSON: a list of records, each a list of strings (or one string); the bytes are their UTF-8.
Read<QList<QByteArrayList>> readRecordSet(const QByteArray &json);

} // namespace cli
