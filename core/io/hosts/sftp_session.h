// SPDX-License-Identifier: GPL-3.0-or-later
// Files on a server over SFTP, through libcurl. The server has to show the key that the list of known hosts has for it
// before anything is sent, and there is no way to go on without. Calls block, so they belong on a thread of their own.
#pragma once

#include "io/providers/dns_provider.h"
#include "io/secret.h"

#include <QByteArrayList>

#include <memory>
#include <optional>

namespace io {

/// "user@host[:port]/folder"; "/~/folder" starts at the user's home.
struct SftpPlace
{
    /// Error codes: bad-place, password-in-place.
    static base::Result<SftpPlace> parse(const QString &text);
    QString description() const; ///< "folder on user@host"

    QString user, host;
    int port = 22;
    QByteArray folder; ///< as commands name it: absolute, or "./…" from the home; no final slash, so the root is empty
    QByteArray urlOf(const QByteArray &path) const;
};

struct SftpOptions
{
    SftpPlace place;
    Secret secret; ///< a private key in PEM or OpenSSH form, or a password; empty: the user's SSH agent has the key
    QString knownHosts;     ///< the file
    int timeoutMs = 10'000; ///< of one exchange
};

class SftpSession
{
public:
    explicit SftpSession(SftpOptions options);
    ~SftpSession();
    const SftpPlace &place() const;

    /// Error codes: unreachable, timeout, cancelled, cut, host-key-unknown, host-key-changed, bad-known-hosts,
    /// bad-login, absent-place, no-permission, failed; of download() also too-long.
    /// Nothing: there is no such file.
    ProviderResult<std::optional<QByteArray>> download(const QByteArray &path, qint64 limit, std::stop_token stop);
    ProviderResult<void> upload(const QByteArray &path, const QByteArray &bytes, std::stop_token stop);
    /// In order, up to the first that fails: "rename", "rm", "mkdir" or "chmod" with paths from quoted().
    ProviderResult<void> command(const QByteArrayList &commands, std::stop_token stop);
    static QByteArray quoted(const QByteArray &path);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace io
