// SPDX-License-Identifier: GPL-3.0-or-later
// A key or token in memory: it is overwritten when it is no longer needed, it cannot be printed by accident, and it is
// struck out of whatever a server sends back before anybody sees that.
#pragma once

#include <QByteArray>
#include <QString>

#include <openssl/crypto.h>

namespace io {

class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) { m_bytes.detach(); }
    Secret(Secret &&other) noexcept { m_bytes.swap(other.m_bytes); }
    Secret &operator=(Secret &&other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        return *this;
    }
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret() { OPENSSL_cleanse(m_bytes.data(), size_t(m_bytes.size())); }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray &bytes() const { return m_bytes; } ///< for the call that needs it, and nothing else
    /// The text without the secret.
    QString hiddenIn(QString text) const
    {
        return isEmpty() ? text : text.replace(QString::fromUtf8(m_bytes), QStringLiteral("***"));
    }

private:
    QByteArray m_bytes;
};

} // namespace io
