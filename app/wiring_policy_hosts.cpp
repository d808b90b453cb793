// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiring_policy_hosts.h"

#include "io/hosts/cloudflare_worker.h"
#include "io/hosts/firebase_hosting.h"
#include "io/hosts/local_folder.h"
#include "io/hosts/sftp_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace wiring {
namespace {

using Made = base::Result<std::unique_ptr<io::PolicyHost>>;

#ifdef Q_OS_UNIX
Made local(PolicyHostSettings settings)
{
    if (!settings.place.startsWith(u'/'))
        return base::failure("bad-place");
    return std::make_unique<io::LocalFolder>(settings.place);
}
#endif

Made sftp(PolicyHostSettings settings)
{
    const auto place = io::SftpPlace::parse(settings.place);
    if (!place)
        return tl::unexpected(place.error());
    if (settings.knownHosts.isEmpty())
        settings.knownHosts = QDir::home().filePath(QStringLiteral(".ssh/known_hosts"));
    return std::make_unique<io::SftpFolder>(
        io::SftpOptions{*place, std::move(settings.secret), settings.knownHosts, settings.timeoutMs});
}

// Both become parts of a path.
bool isWord(const QString &text)
{
    static const QRegularExpression word(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\\z"));
    return word.match(text).hasMatch();
}

Made cloudflareWorker(PolicyHostSettings settings)
{
    const QString account = settings.place.section(u'/', 0, 0), name = settings.place.section(u'/', 1);
    if (!isWord(account) || !isWord(name))
        return base::failure("bad-place");
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::CloudflareWorker>(
        io::CloudflareWorkerOptions{account, name, settings.domain, std::move(settings.secret)}, std::move(*http));
}

Made firebase(PolicyHostSettings settings)
{
    if (!isWord(settings.place))
        return base::failure("bad-place");
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::FirebaseHosting>(io::FirebaseOptions{settings.place, std::move(settings.secret)},
                                                 std::move(*http));
}

constexpr PolicyHostKind kinds[] = {
#ifdef Q_OS_UNIX
    {"local", "local:/FOLDER", SecretUse::None, "", local},
#endif
    {"sftp", "sftp:USER@HOST[:PORT]/FOLDER", SecretUse::Optional,
     QT_TRANSLATE_NOOP("cli::Words", "a private key or a password"), sftp},
    {"cloudflare-worker", "cloudflare-worker:ACCOUNT/WORKER", SecretUse::Needed,
     QT_TRANSLATE_NOOP("cli::Words", "the API token"), cloudflareWorker},
    {"firebase", "firebase:SITE", SecretUse::Needed, QT_TRANSLATE_NOOP("cli::Words", "an access token"), firebase},
};

} // namespace

std::span<const PolicyHostKind> policyHostKinds()
{
    return kinds;
}

const PolicyHostKind *policyHostKind(const QString &name)
{
    const auto found = std::find_if(std::begin(kinds), std::end(kinds),
                                    [&name](const auto &k) { return name == QLatin1String(k.name); });
    return found == std::end(kinds) ? nullptr : found;
}

} // namespace wiring
