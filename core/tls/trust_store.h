// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate authorities that count. The system's hashed directory is used where there is one (each lookup opens one
// file, nothing is read in advance); a bundle costs tens of milliseconds to read, so it is the second choice.
#pragma once

#include "base/result.h"

#include <QString>
#include <memory>

typedef struct ssl_ctx_st SSL_CTX;

namespace tls {

class TrustStore
{
public:
    /// The system's authorities.
    static std::shared_ptr<const TrustStore> system();
    /// Only the authorities of a PEM file. Error codes: unreadable, no-certificate.
    static base::Result<std::shared_ptr<const TrustStore>> fromPemFile(const QString &path);

    ~TrustStore();
    SSL_CTX *context() const { return m_context; } ///< ready for Session; owned by this
    QString description() const { return m_description; }

private:
    TrustStore() = default;
    SSL_CTX *m_context = nullptr;
    QString m_description;
};

} // namespace tls
