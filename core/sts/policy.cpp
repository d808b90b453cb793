// SPDX-License-Identifier: GPL-3.0-or-later
#include "sts/policy.h"

#include "base/tagged_record.h"
#include "sts/mx_pattern.h"

#include <algorithm>

namespace sts {
namespace {

QByteArray modeWord(Mode mode)
{
    switch (mode) {
    case Mode::None: return "none";
    case Mode::Testing: return "testing";
    case Mode::Enforce: return "enforce";
    }
    return {};
}

// The name as the DNS compares it; U-labels that a person typed become A-labels.
QString comparable(const QString &host)
{
    if (base::isAscii(host.toUtf8()))
        return base::canonicalHost(host);
    const auto name = base::DomainName::parse(host, true);
    return name ? name->toString() : QString();
}

} // namespace

QByteArray format(const Policy &policy)
{
    QByteArray text = "version: STSv1\r\nmode: " + modeWord(policy.mode) + "\r\n";
    for (const QString &pattern : policy.mx)
        text += "mx: " + pattern.toUtf8() + "\r\n";
    text += "max_age: " + QByteArray::number(policy.maxAge) + "\r\n";
    for (const ExtensionField &field : policy.extensions)
        text += field.name + ": " + field.value + "\r\n";
    return text;
}

bool matches(const QString &pattern, const QString &host)
{
    if (mxFault(pattern.toUtf8()) != MxFault::None)
        return false;
    const QString name = comparable(host), wanted = pattern.toLower();
    if (!wanted.startsWith(u"*."))
        return !name.isEmpty() && name == wanted;
    // §4.1: "*" stands for the whole left-most label, never for more or for none.
    const qsizetype dot = name.indexOf(u'.');
    return dot > 0 && QStringView(name).mid(dot + 1) == QStringView(wanted).mid(2);
}

bool matchesAny(const QStringList &patterns, const QString &host)
{
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const QString &pattern) { return matches(pattern, host); });
}

} // namespace sts
