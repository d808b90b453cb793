// SPDX-License-Identifier: GPL-3.0-or-later
// A clause of a standard, printed as "RFC 8461 §3.1". Every rule names the one it enforces.
#pragma once

#include <QString>

namespace base {

struct RfcRef
{
    int number = 0;           ///< 0: no RFC, the rule rests on something else (see findings::Basis)
    const char *section = ""; ///< "3.1", or "" for the whole document

    QString toString() const
    {
        if (!number)
            return {};
        const QString rfc = QStringLiteral("RFC %1").arg(number);
        return *section ? rfc + QStringLiteral(" §") + QLatin1String(section) : rfc;
    }
};

} // namespace base
