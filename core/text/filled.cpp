// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/filled.h"

namespace text {

QString filled(const QString &sentence, const QMap<QString, QString> &arguments, Missing missing)
{
    QString out;
    for (qsizetype at = 0; at < sentence.size();) {
        const qsizetype open = sentence.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : sentence.indexOf(u'}', open);
        if (close < 0)
            return out + sentence.mid(at);
        const QString key = sentence.mid(open + 1, close - open - 1);
        out += QStringView(sentence).mid(at, open - at);
        if (arguments.contains(key) || missing == Missing::Dropped)
            out += arguments.value(key);
        else
            out += sentence.mid(open, close - open + 1);
        at = close + 1;
    }
    return out;
}

} // namespace text
