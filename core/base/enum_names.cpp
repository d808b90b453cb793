// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"

namespace base {

QString kebabCase(const char *pascalCase)
{
    QString out;
    for (const char *c = pascalCase; c && *c; ++c) {
        const QChar ch = QLatin1Char(*c);
        if (ch.isUpper() && !out.isEmpty())
            out += u'-';
        out += ch.toLower();
    }
    return out;
}

} // namespace base
