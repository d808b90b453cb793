// SPDX-License-Identifier: GPL-3.0-or-later
// An IPv4 or IPv6 address as plain bytes, so that the pure core needs no network library. The scope tells which
// addresses a policy host must not point to: a public name that resolves into private space is either a mistake or an
// attack.
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace base {

/// What kind of network an address belongs to, IPv4-mapped and NAT64 (64:ff9b::/96) forms judged by the address inside.
enum class AddressScope {
    Global,      ///< routed on the Internet; documentation ranges count as global, so that labs can use them
    Unspecified, ///< 0.0.0.0/8, ::
    Loopback,    ///< 127.0.0.0/8, ::1
    Private,     ///< RFC 1918, unique local fc00::/7
    LinkLocal,   ///< 169.254.0.0/16, fe80::/10
    CarrierNat,  ///< 100.64.0.0/10 (RFC 6598)
    Multicast,   ///< 224.0.0.0/4, ff00::/8
    Reserved,    ///< 240.0.0.0/4, broadcast
};

class IpAddress
{
public:
    IpAddress() = default;
    static std::optional<IpAddress> fromBytes(const QByteArray &networkOrder); ///< 4 or 16 bytes
    static std::optional<IpAddress> parse(QStringView text);                   ///< strict dotted quad, or RFC 4291 text

    bool isNull() const { return m_bytes.isEmpty(); }
    bool isV6() const { return m_bytes.size() == 16; }
    const QByteArray &bytes() const { return m_bytes; }
    QString toString() const; ///< RFC 5952 form
    AddressScope scope() const;

    bool operator==(const IpAddress &) const = default;

private:
    explicit IpAddress(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    QByteArray m_bytes;
};

} // namespace base
