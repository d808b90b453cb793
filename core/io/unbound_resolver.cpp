// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/unbound_resolver.h"

#include "io/unbound_worker.h"

#include <QFile>

namespace io {

namespace {

base::Result<QList<DnsServer>> serversOf(const ResolverOptions &options)
{
    QList<DnsServer> servers;
    for (const QString &text : options.servers) {
        const auto server = DnsServer::parse(text);
        if (!server)
            return tl::unexpected(server.error());
        servers += *server;
    }
    if (!servers.isEmpty())
        return servers;
    QFile file(options.resolvConf);
    if (file.open(QIODevice::ReadOnly))
        servers = nameserversOf(file.read(64 * 1024));
    if (servers.isEmpty())
        return base::failure("no-system-resolver", 0, options.resolvConf.toUtf8());
    return servers;
}

QString describe(const ResolverOptions &options, const QList<DnsServer> &servers)
{
    QStringList names;
    for (const DnsServer &server : servers)
        names += options.servers.isEmpty() && server.port == 53 ? server.address.toString() : server.toString();
    const QString list = names.join(QLatin1String(", "));
    return options.servers.isEmpty() ? QStringLiteral("system (%1)").arg(list) : list;
}

} // namespace

base::Result<std::unique_ptr<UnboundResolver>> UnboundResolver::create(const ResolverOptions &options)
{
    const auto servers = serversOf(options);
    if (!servers)
        return tl::unexpected(servers.error());
    TrustAnchor anchor;
    if (options.trustAnchorFile.isEmpty()) {
        anchor = TrustAnchor::systemDefault();
    } else {
        auto read = TrustAnchor::fromFile(options.trustAnchorFile);
        if (!read)
            return tl::unexpected(read.error());
        anchor = *read;
        anchor.isExplicit = true;
    }
    return std::unique_ptr<UnboundResolver>(
        new UnboundResolver(*servers, anchor, options, describe(options, *servers)));
}

UnboundResolver::UnboundResolver(const QList<DnsServer> &servers, const TrustAnchor &anchor,
                                 const ResolverOptions &options, QString description)
    : m_description(std::move(description)),
      m_worker(new UnboundWorker(servers, anchor, options.timeoutMs, options.primeAgainMs))
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_worker, &UnboundWorker::start);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("resolver"));
    m_thread.start();
}

UnboundResolver::~UnboundResolver()
{
    // Queued behind every question, so that none is lost without an answer.
    QMetaObject::invokeMethod(m_worker, &UnboundWorker::shutDown, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QFuture<facts::DnsAnswer> UnboundResolver::lookup(const QString &name, facts::RecordType type, std::stop_token stop)
{
    auto question = std::make_shared<DnsQuestion>(base::canonicalHost(name), type, std::move(stop));
    question->clock.start();
    question->promise.start();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, question] { worker->lookup(question); }, Qt::QueuedConnection);
    return question->promise.future();
}

void UnboundResolver::prepare(const QString &name)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, zone = base::canonicalHost(name)] { worker->prepare(zone); },
        Qt::QueuedConnection);
}

QFuture<QString> UnboundResolver::validationProblem(std::stop_token stop)
{
    auto waiter = std::make_shared<VerdictWaiter>();
    waiter->promise.start();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, waiter, stop] { worker->await(waiter, stop); }, Qt::QueuedConnection);
    return waiter->promise.future();
}

} // namespace io
