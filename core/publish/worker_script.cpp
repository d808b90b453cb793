// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/worker_script.h"

#include "publish/quoting.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace publish {
namespace {

constexpr const char *opening = "const policy = ";

} // namespace

QByteArray workerScript(const QString &policyHost, const QByteArray &policy)
{
    return "// The MTA-STS policy of one domain, written by Sigillo. Changes by hand keep Sigillo from changing it "
           "again.\n"
           "const host = " +
           jsonText(policyHost) + ";\n" + opening + jsonText(QString::fromUtf8(policy)) + R"(;

export default {
  async fetch(request) {
    const url = new URL(request.url);
    if (url.hostname !== host || url.pathname !== "/.well-known/mta-sts.txt") {
      return new Response("Not found\n", { status: 404, headers: { "content-type": "text/plain" } });
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response("Only GET\n", { status: 405, headers: { "content-type": "text/plain", allow: "GET, HEAD" } });
    }
    return new Response(request.method === "HEAD" ? null : policy, {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "max-age=300" },
    });
  },
};
)";
}

std::optional<QByteArray> policyInWorker(const QString &policyHost, const QByteArray &text)
{
    const qsizetype start = text.indexOf(opening);
    const qsizetype end = text.indexOf(";\n", start);
    if (start < 0 || end < 0)
        return std::nullopt;
    const QByteArray literal = text.mid(start, end - start).mid(qsizetype(strlen(opening)));
    const QJsonArray read = QJsonDocument::fromJson('[' + literal + ']').array();
    if (read.size() != 1 || !read.first().isString())
        return std::nullopt;
    const QByteArray policy = read.first().toString().toUtf8();
    return text.contains(workerScript(policyHost, policy)) ? std::optional(policy) : std::nullopt;
}

} // namespace publish
