// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/format.h"

#include "publish/bind.h"

#include <QCoreApplication>

#include <algorithm>

namespace publish {

std::span<const Format> formats()
{
    static constexpr Format all[] = {
        {"bind", "zone",
         QT_TRANSLATE_NOOP("publish", "a zone file fragment for BIND, NSD, Knot and whatever reads RFC 1035"), bind},
    };
    return all;
}

const Format *formatNamed(const QString &name)
{
    const auto all = formats();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](const Format &format) { return name == QLatin1String(format.name); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace publish
