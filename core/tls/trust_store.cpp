// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/trust_store.h"

#include "tls/client_context.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace tls {
namespace {

QString environmentOr(const char *variable, const char *fallback)
{
    const QString value = qEnvironmentVariable(variable);
    return value.isEmpty() ? QString::fromLocal8Bit(fallback) : value;
}

/// "3513523f.0": what c_rehash names its links.
bool isHashedName(const QString &name)
{
    bool hexadecimal = name.size() >= 10 && name.at(8) == u'.' && name.at(9).isDigit();
    for (int i = 0; hexadecimal && i < 8; ++i)
        hexadecimal = name.at(i).isDigit() || (name.at(i) >= u'a' && name.at(i) <= u'f');
    return hexadecimal;
}

bool holdsHashedNames(const QString &directory)
{
    QDirIterator entries(directory, QDir::Files | QDir::System);
    while (entries.hasNext()) {
        entries.next();
        if (isHashedName(entries.fileName()))
            return true;
    }
    return false;
}

/// Distributions put all authorities of a hashed directory into one file beside its links; reading that adds nothing
/// but time.
bool isBundleOf(const QString &directory, const QString &file)
{
    return !directory.isEmpty() && QFileInfo(file).absoluteDir().canonicalPath() == QDir(directory).canonicalPath();
}

/// Where distributions keep all authorities in one file, when OpenSSL's own place has none.
QString findBundle()
{
    const QString candidates[] = {QString::fromLocal8Bit(X509_get_default_cert_file()),
                                  QStringLiteral("/etc/ssl/certs/ca-certificates.crt"),
                                  QStringLiteral("/etc/pki/tls/certs/ca-bundle.crt"),
                                  QStringLiteral("/etc/ssl/ca-bundle.pem"), QStringLiteral("/etc/ssl/cert.pem")};
    for (const QString &path : candidates)
        if (QFileInfo(path).isReadable())
            return path;
    return {};
}

bool holdsCertificate(const QByteArray &pem)
{
    BIO *bio = BIO_new_mem_buf(pem.constData(), int(pem.size()));
    X509 *certificate = PEM_read_bio_X509_AUX(bio, nullptr, nullptr, nullptr);
    const bool found = certificate != nullptr;
    X509_free(certificate);
    BIO_free(bio);
    ERR_clear_error();
    return found;
}

} // namespace

std::shared_ptr<const TrustStore> TrustStore::system()
{
    std::shared_ptr<TrustStore> store(new TrustStore);
    const QString directory = environmentOr(X509_get_default_cert_dir_env(), X509_get_default_cert_dir());
    if (holdsHashedNames(directory))
        store->m_directory = directory;
    // A file that the user named counts beside the directory, as in every other program that uses OpenSSL.
    const QString named = qEnvironmentVariable(X509_get_default_cert_file_env());
    if (!isBundleOf(store->m_directory, named))
        store->m_bundle = named;
    if (store->m_directory.isEmpty() && store->m_bundle.isEmpty())
        store->m_bundle = findBundle();
    store->m_description = store->m_directory.isEmpty() ? store->m_bundle : store->m_directory;
    return store;
}

base::Result<std::shared_ptr<const TrustStore>> TrustStore::fromPemFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::failure("unreadable");
    if (!holdsCertificate(file.readAll()))
        return base::failure("no-certificate");
    std::shared_ptr<TrustStore> store(new TrustStore);
    store->m_bundle = path;
    store->m_description = path;
    return std::shared_ptr<const TrustStore>(store);
}

TrustStore::~TrustStore()
{
    SSL_CTX_free(m_context);
}

SSL_CTX *TrustStore::context() const
{
    std::call_once(m_once, [this] {
        m_context = makeClientContext();
        if (m_context)
            load(m_context);
        ERR_clear_error();
    });
    return m_context;
}

void TrustStore::load(SSL_CTX *context) const
{
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    if (!m_bundle.isEmpty())
        X509_STORE_load_file(store, QFile::encodeName(m_bundle).constData());
    if (!m_directory.isEmpty())
        X509_STORE_load_path(store, QFile::encodeName(m_directory).constData());
}

} // namespace tls
