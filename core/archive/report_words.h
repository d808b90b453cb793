// SPDX-License-Identifier: GPL-3.0-or-later
// Enum values of a report as the words that the archive stores. The words are the stable kebab-case names, so a new or
// moved enum value never changes the meaning of what was stored.
#pragma once

#include "base/enum_names.h"
#include "tlsrpt/report.h"

#include <vector>

namespace archive {

/// All names of an enum, made once: index is the value.
template <class E>
const std::vector<std::string> &enumWords()
{
    static const std::vector<std::string> words = [] {
        std::vector<std::string> list;
        const QMetaEnum meta = QMetaEnum::fromType<E>();
        for (int i = 0; i < meta.keyCount(); ++i) {
            const auto at = std::size_t(meta.value(i));
            list.resize(std::max(list.size(), at + 1));
            list[at] = base::kebabCase(meta.key(i)).toStdString();
        }
        return list;
    }();
    return words;
}

template <class E>
const std::string &wordOf(E value)
{
    return enumWords<E>().at(std::size_t(value));
}

} // namespace archive
