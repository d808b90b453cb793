// SPDX-License-Identifier: GPL-3.0-or-later
// Enum values as stable words in JSON and back: NxDomain ↔ "nx-domain". The words come from the Q_ENUM_NS meta object,
// so an enum and its JSON form cannot drift apart.
#pragma once

#include <QMetaEnum>
#include <QString>
#include <optional>

namespace base {

/// "StsRecordMissingId" → "sts-record-missing-id"; digits stay with the word before them ("Tls12" → "tls12").
QString kebabCase(const char *pascalCase);

template <class E>
QString enumName(E value)
{
    return kebabCase(QMetaEnum::fromType<E>().valueToKey(int(value)));
}

template <class E>
std::optional<E> enumFromName(const QString &name)
{
    const QMetaEnum meta = QMetaEnum::fromType<E>();
    for (int i = 0; i < meta.keyCount(); ++i)
        if (kebabCase(meta.key(i)) == name)
            return E(meta.value(i));
    return std::nullopt;
}

} // namespace base
