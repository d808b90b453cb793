// SPDX-License-Identifier: GPL-3.0-or-later
#include "sts/mx_pattern.h"

#include "base/domain_name.h"
#include "base/ip_address.h"
#include "base/tagged_record.h"

#include <QList>
#include <algorithm>

namespace sts {
namespace {

bool isLdh(char c)
{
    return base::isAlphanumeric(c) || c == '-';
}

bool isAllDigits(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), base::isDigit);
}

// RFC 5321 §4.1.2 sub-domain, with the length limit of RFC 1035 §2.3.4.
MxFault labelFault(const QByteArray &label)
{
    if (label.isEmpty())
        return MxFault::EmptyLabel;
    if (label.contains('*'))
        return MxFault::Wildcard;
    if (label.contains('_'))
        return MxFault::Underscore;
    if (!std::all_of(label.begin(), label.end(), isLdh))
        return MxFault::BadCharacter;
    if (label.startsWith('-') || label.endsWith('-'))
        return MxFault::Hyphen;
    return label.size() > 63 ? MxFault::LabelTooLong : MxFault::None;
}

bool isAddressLiteral(const QByteArray &value)
{
    if (value.startsWith('['))
        return true;
    return value.count(':') >= 2 && base::IpAddress::parse(QString::fromLatin1(value)).has_value();
}

bool hasPort(const QByteArray &value)
{
    const qsizetype colon = value.lastIndexOf(':');
    return colon > 0 && isAllDigits(value.mid(colon + 1));
}

// The mistakes that concern the whole value; what is left is judged label by label.
MxFault shapeFault(const QByteArray &value)
{
    if (value.isEmpty())
        return MxFault::Empty;
    if (value.contains(' ') || value.contains('\t') || value.contains(','))
        return MxFault::List;
    if (!base::isAscii(value))
        return MxFault::Unicode;
    if (isAddressLiteral(value))
        return MxFault::AddressLiteral;
    if (hasPort(value))
        return MxFault::Port;
    if (value.startsWith('.'))
        return MxFault::DraftSuffix;
    return value.endsWith('.') && value.size() > 1 ? MxFault::TrailingDot : MxFault::None;
}

QByteArray withoutWildcard(const QByteArray &value)
{
    return value.startsWith("*.") ? value.mid(2) : value;
}

// "10 mail.example.com", "a.example.com, b.example.com" → the first that could be a host
QByteArray firstOfList(QByteArray value)
{
    value.replace(',', ' ').replace('\t', ' ');
    for (const QByteArray &word : value.split(' '))
        if (word.contains('.') && mxFault(word) == MxFault::None)
            return word;
    return {};
}

// "*.*.example.com", "mx*.example.com" → "*.example.com"
QByteArray withOneWildcard(const QByteArray &value)
{
    const qsizetype dot = value.indexOf('.', value.lastIndexOf('*'));
    return dot < 0 ? QByteArray() : '*' + value.mid(dot);
}

QByteArray asALabels(const QByteArray &value)
{
    const auto name = base::DomainName::parse(QString::fromUtf8(withoutWildcard(value)), true);
    return name ? (value.startsWith("*.") ? "*." : "") + name->toAscii() : QByteArray();
}

QByteArray guess(const QByteArray &value, MxFault fault)
{
    switch (fault) {
    case MxFault::List: return firstOfList(value);
    case MxFault::Unicode: return asALabels(value);
    case MxFault::Port: return value.left(value.lastIndexOf(':'));
    case MxFault::TrailingDot: return value.left(value.size() - 1);
    case MxFault::DraftSuffix: return '*' + value;
    case MxFault::Wildcard: return withOneWildcard(value);
    case MxFault::None:
    case MxFault::Empty:
    case MxFault::AddressLiteral:
    case MxFault::Underscore:
    case MxFault::EmptyLabel:
    case MxFault::Hyphen:
    case MxFault::BadCharacter:
    case MxFault::LabelTooLong:
    case MxFault::NameTooLong: return {};
    }
    return {};
}

} // namespace

MxFault mxFault(const QByteArray &value)
{
    if (const MxFault shape = shapeFault(value); shape != MxFault::None)
        return shape;
    const QByteArray name = withoutWildcard(value);
    for (const QByteArray &label : name.split('.'))
        if (const MxFault fault = labelFault(label); fault != MxFault::None)
            return fault;
    return name.size() > 253 ? MxFault::NameTooLong : MxFault::None;
}

bool isNumericMx(const QByteArray &value)
{
    const QList<QByteArray> labels = withoutWildcard(value).split('.');
    return std::all_of(labels.begin(), labels.end(), isAllDigits);
}

QString suggestedMx(const QByteArray &value)
{
    const QByteArray better = guess(value, mxFault(value));
    return !better.isEmpty() && mxFault(better) == MxFault::None ? QString::fromLatin1(better) : QString();
}

} // namespace sts
