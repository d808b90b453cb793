// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ip_address.h"

#include <QStringList>
#include <algorithm>
#include <openssl/x509v3.h>

namespace base {

namespace {

quint32 v4Value(const QByteArray &four)
{
    quint32 value = 0;
    for (const char byte : four)
        value = value << 8 | quint8(byte);
    return value;
}

bool within(quint32 address, quint32 network, int prefix)
{
    return prefix == 0 || (address ^ network) >> (32 - prefix) == 0;
}

AddressScope v4Scope(quint32 a)
{
    if (within(a, 0x00000000, 8))
        return AddressScope::Unspecified;
    if (within(a, 0x7f000000, 8))
        return AddressScope::Loopback;
    if (within(a, 0x0a000000, 8) || within(a, 0xac100000, 12) || within(a, 0xc0a80000, 16))
        return AddressScope::Private;
    if (within(a, 0xa9fe0000, 16))
        return AddressScope::LinkLocal;
    if (within(a, 0x64400000, 10))
        return AddressScope::CarrierNat;
    if (within(a, 0xe0000000, 4))
        return AddressScope::Multicast;
    if (within(a, 0xf0000000, 4))
        return AddressScope::Reserved;
    return AddressScope::Global;
}

// The IPv4 address inside a mapped (::ffff:0:0/96), compatible (::/96), NAT64 (64:ff9b::/96, RFC 6052) or 6to4
// (2002::/16) address.
std::optional<quint32> embeddedV4(const QByteArray &b)
{
    const QByteArray head = b.left(12);
    static const QByteArray mapped = QByteArray(10, '\0') + QByteArray(2, '\xff');
    static const QByteArray nat64 = QByteArray::fromHex("0064ff9b") + QByteArray(8, '\0');
    if (head == mapped || head == nat64 || head == QByteArray(12, '\0'))
        return v4Value(b.mid(12));
    if (b.startsWith(QByteArray::fromHex("2002")))
        return v4Value(b.mid(2, 4));
    return std::nullopt;
}

AddressScope v6Scope(const QByteArray &b)
{
    if (b == QByteArray(16, '\0'))
        return AddressScope::Unspecified;
    if (b == QByteArray(15, '\0') + '\1')
        return AddressScope::Loopback;
    if (const auto v4 = embeddedV4(b))
        return v4Scope(*v4);
    const quint8 first = quint8(b[0]), second = quint8(b[1]);
    if (first == 0xff)
        return AddressScope::Multicast;
    if ((first & 0xfe) == 0xfc)
        return AddressScope::Private;
    if (first == 0xfe && (second & 0x80) == 0x80) // fe80::/10 and the deprecated site-local fec0::/10
        return (second & 0xc0) == 0x80 ? AddressScope::LinkLocal : AddressScope::Private;
    return AddressScope::Global;
}

// Strict dotted quad: four decimal numbers, no signs, blanks or leading zeros (which some readers take for octal).
std::optional<QByteArray> parseV4(QStringView text)
{
    QByteArray bytes;
    const auto parts = text.split(u'.');
    if (parts.size() != 4)
        return std::nullopt;
    for (const QStringView part : parts) {
        const bool digits = std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (part.isEmpty() || part.size() > 3 || !digits || (part.size() > 1 && part[0] == u'0') || part.toInt() > 255)
            return std::nullopt;
        bytes += char(part.toInt());
    }
    return bytes;
}

std::optional<QByteArray> parseV6(QStringView text)
{
    constexpr qsizetype longest = 45; // with an embedded dotted quad
    const QByteArray ascii = text.toLatin1();
    const bool plausible = std::all_of(ascii.begin(), ascii.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    });
    if (text.count(u':') < 2 || text.size() > longest || !plausible)
        return std::nullopt;
    ASN1_OCTET_STRING *octets = a2i_IPADDRESS(ascii.constData());
    if (!octets)
        return std::nullopt;
    const QByteArray bytes(reinterpret_cast<const char *>(ASN1_STRING_get0_data(octets)), ASN1_STRING_length(octets));
    ASN1_OCTET_STRING_free(octets);
    return bytes.size() == 16 ? std::optional(bytes) : std::nullopt;
}

QString v4Text(const QByteArray &four)
{
    return QStringLiteral("%1.%2.%3.%4")
        .arg(quint8(four[0]))
        .arg(quint8(four[1]))
        .arg(quint8(four[2]))
        .arg(quint8(four[3]));
}

struct Run
{
    int start = -1, length = 0;
};

// RFC 5952 §4.2: the longest run of at least two zero groups, the first of equals.
Run longestZeroRun(const QList<quint16> &groups)
{
    Run best, current;
    for (int i = 0; i < groups.size(); ++i) {
        if (groups[i] != 0) {
            current = {};
            continue;
        }
        current = current.length ? Run{current.start, current.length + 1} : Run{i, 1};
        if (current.length > best.length)
            best = current;
    }
    return best.length >= 2 ? best : Run{};
}

QString v6Text(const QByteArray &b)
{
    if (b.startsWith(QByteArray(10, '\0') + QByteArray(2, '\xff')))
        return QStringLiteral("::ffff:") + v4Text(b.mid(12));
    QList<quint16> groups;
    for (int i = 0; i < 16; i += 2)
        groups += quint16(quint8(b[i]) << 8 | quint8(b[i + 1]));
    const Run zeros = longestZeroRun(groups);
    QString out;
    for (int i = 0; i < 8; ++i) {
        if (i == zeros.start) {
            out += QLatin1String("::");
            i += zeros.length - 1;
            continue;
        }
        if (!out.isEmpty() && !out.endsWith(u':'))
            out += u':';
        out += QString::number(groups[i], 16);
    }
    return out;
}

} // namespace

std::optional<IpAddress> IpAddress::fromBytes(const QByteArray &networkOrder)
{
    if (networkOrder.size() != 4 && networkOrder.size() != 16)
        return std::nullopt;
    return IpAddress(networkOrder);
}

std::optional<IpAddress> IpAddress::parse(QStringView text)
{
    const auto bytes = text.contains(u':') ? parseV6(text) : parseV4(text);
    return bytes ? std::optional(IpAddress(*bytes)) : std::nullopt;
}

QString IpAddress::toString() const
{
    if (isNull())
        return {};
    return isV6() ? v6Text(m_bytes) : v4Text(m_bytes);
}

AddressScope IpAddress::scope() const
{
    if (isNull())
        return AddressScope::Unspecified;
    return isV6() ? v6Scope(m_bytes) : v4Scope(v4Value(m_bytes));
}

} // namespace base
