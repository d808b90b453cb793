// SPDX-License-Identifier: GPL-3.0-or-later
// Times whole checks inside one process, one after the other, each of another domain, so that no answer comes from the
// cache of this process: "warm" means keys, authorities and threads, not answers. The first domain is the first check
// of a fresh process.
//   check_bench RESOLVER TRUST_ANCHOR|- DOMAIN...
// Prints a line a domain: name, milliseconds, and the exit status that the findings would give.
#include "findings/evaluate.h"
#include "io/inspector.h"
#include "wiring.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFutureWatcher>

#include <cstdio>

namespace {

facts::DomainFacts checked(io::Inspector &inspector, const QString &domain)
{
    QFutureWatcher<facts::DomainFacts> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcher<facts::DomainFacts>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(inspector.inspect(*base::DomainName::parse(domain), io::InspectOptions(), std::stop_token()));
    if (!watcher.isFinished())
        loop.exec();
    return watcher.result();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::fputs("usage: check_bench RESOLVER TRUST_ANCHOR|- DOMAIN...\n", stderr);
        return 64;
    }
    wiring::Settings settings;
    settings.resolver = arguments[1];
    if (arguments[2] != u"-")
        settings.trustAnchorFile = arguments[2];
    const auto adapters = wiring::Adapters::create(settings);
    if (!adapters) {
        std::fprintf(stderr, "check_bench: %s\n", qPrintable(adapters.error().code));
        return 70;
    }
    wiring::Adapters &parts = **adapters;
    io::Inspector inspector(parts.resolver(), parts.policyFetcher(), parts.smtpProber(), parts.clock());
    for (const QString &domain : arguments.mid(3)) {
        QElapsedTimer clock;
        clock.start();
        const facts::DomainFacts facts = checked(inspector, domain);
        const double ms = double(clock.nsecsElapsed()) / 1e6;
        const auto verdict = findings::verdictOf(findings::evaluate(facts, facts.observedAt));
        std::printf("%s %.2f %d\n", qPrintable(domain), ms, verdict.exitStatus());
    }
    return 0;
}
