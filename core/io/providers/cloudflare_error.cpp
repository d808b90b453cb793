// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/cloudflare_error.h"

#include <QJsonArray>

#include <array>

namespace io {
namespace {

constexpr std::array tokenCodes{CloudflareCode{6003, "unauthorized"}, CloudflareCode{6111, "unauthorized"},
                                CloudflareCode{10000, "unauthorized"}, CloudflareCode{9109, "forbidden"}};

} // namespace

ProviderError cloudflareError(const HttpReply &reply, const QJsonDocument &document, const Secret &token,
                              std::span<const CloudflareCode> codes)
{
    const QJsonValue error = document[QLatin1String("errors")].toArray().first();
    const QString words = token.hiddenIn(error[QLatin1String("message")].toString());
    const int number = error[QLatin1String("code")].toInt();
    for (const std::span<const CloudflareCode> table : {codes, std::span<const CloudflareCode>(tokenCodes)})
        for (const CloudflareCode &row : table)
            if (row.number == number)
                return {QLatin1String(row.code), QStringLiteral("%1: %2").arg(number).arg(words)};
    return reply.status < 400 ? ProviderError{QStringLiteral("bad-answer"), {}} : statusProblem(reply.status, words);
}

} // namespace io
