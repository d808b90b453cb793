// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/version_likeness.h"

#include "base/tagged_record.h"

#include <algorithm>
#include <array>

namespace findings {
namespace {

constexpr qsizetype longest = 24; // a longer token is no typing error of a version

// Edit distance; both texts are short.
int distance(const QByteArray &a, const QByteArray &b)
{
    QList<int> row(b.size() + 1);
    for (int j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.last();
}

QByteArray withoutBlanksAround(const QByteArray &record)
{
    QByteArray start = record.left(longest * 2).toLower().trimmed();
    start.replace(" =", "=").replace("= ", "=");
    return start;
}

bool isLike(const QByteArray &text, const QByteArray &version)
{
    QByteArray token = base::versionToken(text);
    if (token.size() > longest)
        return token.startsWith(version.toLower());
    const QByteArray wanted = version.toLower();
    return token.startsWith(wanted.chopped(1)) || distance(token, wanted) <= 2 ||
           distance(token, wanted.mid(2)) <= 1; // "STSv1; id=…"
}

} // namespace

bool looksLikeVersion(const QByteArray &record, const QByteArray &version)
{
    const QByteArray text = withoutBlanksAround(record);
    if (record.left(512).contains(version + ';'))
        return true; // not at its beginning, where it counts
    return isLike(text, version) || isLike(text, "v=STSv1") || isLike(text, "v=TLSRPTv1");
}

bool isQuotedRecord(const QByteArray &record, const QByteArray &version)
{
    static constexpr std::array marks{"\"", "'", "\\\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xc2\xab"};
    for (const char *mark : marks)
        if (record.startsWith(mark))
            return looksLikeVersion(record.mid(qsizetype(qstrlen(mark))), version);
    return false;
}

} // namespace findings
