// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiring_providers.h"

#include "io/providers/cloudflare_provider.h"
#include "io/providers/google_dns_provider.h"
#include "io/providers/ovh_provider.h"
#include "io/providers/powerdns_provider.h"
#include "io/providers/rfc2136_provider.h"
#include "io/providers/route53_provider.h"

#include <QCoreApplication>

#include <algorithm>

namespace wiring {
namespace {

using Made = base::Result<std::unique_ptr<io::DnsProvider>>;

Made rfc2136(ProviderSettings settings)
{
    const auto server = io::DnsServer::parse(settings.server);
    if (!server)
        return tl::unexpected(server.error());
    io::Rfc2136Options options{*server, settings.zone, {}, settings.timeoutMs};
    options.key.name = settings.keyName;
    if (!settings.keyAlgorithm.isEmpty())
        options.key.algorithm = settings.keyAlgorithm;
    if (!io::TsigKey::isAlgorithm(options.key.algorithm))
        return base::failure("bad-algorithm");
    options.key.secret = std::move(settings.secret);
    return std::make_unique<io::Rfc2136Provider>(std::move(options));
}

Made powerdns(ProviderSettings settings)
{
    const auto server = io::HttpApi::baseUrl(settings.server);
    if (!server)
        return tl::unexpected(server.error());
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::PowerDnsProvider>(
        io::PowerDnsOptions{*server, settings.serverId, settings.zone, std::move(settings.secret)}, std::move(*http));
}

Made cloudflare(ProviderSettings settings)
{
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::CloudflareProvider>(io::CloudflareOptions{settings.zone, std::move(settings.secret)},
                                                    std::move(*http));
}

Made route53(ProviderSettings settings)
{
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::Route53Provider>(
        io::Route53Options{settings.zone, {settings.keyName, std::move(settings.secret)}}, std::move(*http));
}

Made google(ProviderSettings settings)
{
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::GoogleDnsProvider>(
        io::GoogleDnsOptions{settings.zone, settings.project, std::move(settings.secret)}, std::move(*http));
}

Made ovh(ProviderSettings settings)
{
    io::OvhOptions options{settings.zone, settings.keyName, {}, {}};
    const qsizetype colon = settings.secret.bytes().indexOf(':');
    if (colon <= 0)
        return base::failure("bad-secret");
    options.applicationSecret = io::Secret(settings.secret.bytes().first(colon));
    options.consumerKey = io::Secret(settings.secret.bytes().sliced(colon + 1));
    if (!settings.server.isEmpty()) {
        const auto server = io::HttpApi::baseUrl(settings.server);
        if (!server)
            return tl::unexpected(server.error());
        options.base = *server;
    }
    auto http = io::HttpApi::create({settings.caFile, settings.timeoutMs});
    if (!http)
        return tl::unexpected(http.error());
    return std::make_unique<io::OvhProvider>(std::move(options), std::move(*http));
}

constexpr ProviderKind kinds[] = {
    {"rfc2136", Need::ServerAndKeyName, QT_TRANSLATE_NOOP("cli::Words", "the TSIG key in base64"), rfc2136},
    {"powerdns", Need::Server, QT_TRANSLATE_NOOP("cli::Words", "the API key"), powerdns},
    {"cloudflare", Need::Nothing, QT_TRANSLATE_NOOP("cli::Words", "the API token"), cloudflare},
    {"google", Need::Project, QT_TRANSLATE_NOOP("cli::Words", "an access token"), google},
    {"route53", Need::KeyName, QT_TRANSLATE_NOOP("cli::Words", "the secret access key"), route53},
    {"ovh", Need::KeyName,
     QT_TRANSLATE_NOOP("cli::Words", "the application secret and the consumer key, a colon between them"), ovh},
};

} // namespace

std::span<const ProviderKind> providerKinds()
{
    return kinds;
}

const ProviderKind *providerKind(const QString &name)
{
    const auto found = std::find_if(std::begin(kinds), std::end(kinds),
                                    [&name](const auto &k) { return name == QLatin1String(k.name); });
    return found == std::end(kinds) ? nullptr : found;
}

} // namespace wiring
