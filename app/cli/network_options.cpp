// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/network_options.h"

#include "cli/words.h"

#include <cmath>

namespace cli {

namespace {

constexpr double shortestTimeout = 0.1, longestTimeout = 600; // seconds

// "[2001:db8::53]@5353" as people write addresses with ports; the resolver takes them bare.
QString withoutBrackets(QString address)
{
    const qsizetype close = address.indexOf(u']');
    return address.startsWith(u'[') && close > 0 ? address.remove(close, 1).mid(1) : address;
}

QString adaptersProblem(const base::ParseError &error, const wiring::Settings &settings)
{
    if (error.code == QLatin1String("bad-address"))
        return Words::
            tr("--resolver takes an address such as 192.0.2.53, 192.0.2.53@5353 or [2001:db8::53]@5353, not \"%1\".")
                .arg(settings.resolver);
    if (error.code == QLatin1String("bad-port"))
        return Words::tr("The port in --resolver \"%1\" has to be a number from 1 to 65535.").arg(settings.resolver);
    if (error.code == QLatin1String("no-system-resolver"))
        return Words::tr("This system names no DNS resolver. Name one with --resolver.");
    if (error.code == QLatin1String("no-certificate"))
        return Words::tr("%1 holds no certificate. --ca-file takes a PEM file.").arg(settings.caFile);
    if (error.code == QLatin1String("no-record") || error.code == QLatin1String("not-a-record") ||
        error.code == QLatin1String("not-an-anchor"))
        return Words::tr("%1 holds no trust anchor. --trust-anchor takes DS or DNSKEY records in zone format.")
            .arg(settings.trustAnchorFile);
    if (error.code == QLatin1String("unreadable"))
        return Words::tr("%1 cannot be read. Check its name and permissions.").arg(QString::fromUtf8(error.excerpt));
    return Words::tr("The network part could not be set up: %1.").arg(error.code);
}

} // namespace

std::vector<Option> resolverOptions()
{
    return {{"resolver", Arity::Value, "ADDR[@PORT]",
             QT_TRANSLATE_NOOP("Words", "Ask this DNS resolver instead of the system's; [V6ADDR]@PORT works too.")},
            {"trust-anchor", Arity::Value, "FILE",
             QT_TRANSLATE_NOOP("Words",
                               "Validate DNSSEC from the DS or DNSKEY records in this file instead of the root's.")},
            {"timeout", Arity::Value, "SECONDS",
             QT_TRANSLATE_NOOP("Words", "Wait at most this long for each lookup, fetch and session.")}};
}

Read<int> timeoutOf(const Arguments &arguments)
{
    if (!arguments.has("timeout"))
        return 0;
    const QString text = arguments.value("timeout");
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds >= shortestTimeout && seconds <= longestTimeout))
        return tl::unexpected(Words::tr("--timeout takes seconds from %1 to %2, not \"%3\".")
                                  .arg(shortestTimeout)
                                  .arg(longestTimeout)
                                  .arg(text));
    return int(std::lround(seconds * 1000));
}

Read<std::unique_ptr<wiring::Adapters>> adaptersFor(const Arguments &arguments)
{
    const auto timeout = timeoutOf(arguments);
    if (!timeout)
        return tl::unexpected(timeout.error());
    const wiring::Settings settings{withoutBrackets(arguments.value("resolver")), arguments.value("trust-anchor"),
                                    arguments.value("ca-file"), *timeout};
    for (const char *option : {"resolver", "trust-anchor", "ca-file"})
        if (arguments.has(option) && arguments.value(option).isEmpty())
            return tl::unexpected(Words::tr("The option --%1 needs a value.").arg(QLatin1String(option)));
    auto adapters = wiring::Adapters::create(settings);
    if (!adapters)
        return tl::unexpected(adaptersProblem(adapters.error(), settings));
    return std::move(*adapters);
}

} // namespace cli
