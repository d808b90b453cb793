// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate authorities that count. The system's hashed directory is used where there is one (each lookup opens
// one file, nothing is read in advance); a bundle costs tens of milliseconds to read, so it is the second choice. Even
// an empty OpenSSL context costs milliseconds, so it is made on the first use, on the thread that uses it: a store
// itself is free.
#pragma once

#include "base/result.h"

#include <QString>
#include <memory>
#include <mutex>

typedef struct ssl_ctx_st SSL_CTX;

namespace tls {

class TrustStore
{
public:
    /// The system's authorities: $SSL_CERT_DIR or OpenSSL's own directory, and $SSL_CERT_FILE if it is set; a bundle
    /// where there is no hashed directory.
    static std::shared_ptr<const TrustStore> system();
    /// Only the authorities of a PEM file. Error codes: unreadable, no-certificate.
    static base::Result<std::shared_ptr<const TrustStore>> fromPemFile(const QString &path);

    ~TrustStore();
    TrustStore(const TrustStore &) = delete;
    TrustStore &operator=(const TrustStore &) = delete;
    /// Ready for Session; owned by this; made on the first call, from any thread. Null only when memory is exhausted.
    SSL_CTX *context() const;
    QString description() const { return m_description; } ///< "/etc/ssl/certs", a path that the user gave

private:
    TrustStore() = default;
    void load(SSL_CTX *context) const;

    QString m_directory; ///< hashed, read on demand; may be empty
    QString m_bundle;    ///< PEM file, may be empty
    QString m_description;
    mutable std::once_flag m_once;
    mutable SSL_CTX *m_context = nullptr;
};

} // namespace tls
