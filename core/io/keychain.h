// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's keychain through QtKeychain: the Secret Service (gnome-keyring, KeePassXC) or KWallet, the Windows
// credential store, the macOS keychain. It may ask its owner to unlock it, so a call may take as long as a person does.
#pragma once

#include "io/secret_store.h"

namespace io {

/// Lives on the main thread, with its event loop.
class Keychain : public SecretStore
{
public:
    static constexpr int patienceMs = 120'000; ///< somebody may have to find and type a password

    /// `service` groups this program's secrets; `timeoutMs` is of one call.
    explicit Keychain(QString service = QStringLiteral("Sigillo"), int timeoutMs = patienceMs)
        : m_service(std::move(service)), m_timeoutMs(timeoutMs)
    {
    }

    QFuture<SecretResult<SharedSecret>> read(const QString &name, std::stop_token stop) override;
    QFuture<SecretResult<void>> write(const QString &name, SharedSecret secret, std::stop_token stop) override;
    QFuture<SecretResult<void>> remove(const QString &name, std::stop_token stop) override;

private:
    QString m_service;
    int m_timeoutMs;
};

} // namespace io
