// SPDX-License-Identifier: GPL-3.0-or-later
// bare_prober: the least that a check of a domain can cost (README.md). Everything that can run in parallel does; one
// event loop a thread.
//   bare_prober [-r RESOLVER] [-j INFLIGHT] [-t THREADS] [-T TIMEOUT_MS] [-q] [-v] [-d] [-w] [-s] [-p] [-1] [-D]
//               (-f FILE | DOMAIN...)
//   -d share probes of one MX host between domains   -w wait for the TXT record before fetching the policy
//   -s skip SMTP   -p skip policy   -q no line a domain   -v waterfall   -1 TLS 1.2 only
//   -D find CAs in the hashed directory instead of reading the bundle
#include "prober_dns.h"
#include "prober_options.h"
#include "prober_policy.h"
#include "prober_smtp.h"

#include <algorithm>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sys/resource.h>
#include <thread>

namespace bare {

namespace {

std::atomic<long long> traceStart;
std::atomic<size_t> nextDomain;
std::mutex output;

std::string policyText(const Policy &policy)
{
    return " http=" + std::to_string(policy.status) + (policy.error.empty() ? "" : "[" + policy.error + "]");
}

std::string orDash(const std::string &text)
{
    return text.empty() ? "-" : text;
}

bool describe(const MxHost &host, std::string &line)
{
    bool good = !host.sessions.empty();
    line += " | " + host.name + (host.hasTlsa ? " TLSA" : "") + (good ? "" : " no address");
    for (const Session &session : host.sessions) {
        line += " " + session.address + " " + orDash(session.version) + " " + orDash(session.certificate);
        line += session.error.empty() ? "" : " [" + session.error + "]";
        good = good && session.error.empty() && session.certificate == "ok";
    }
    return good;
}

void print(bool good, const std::string &line, long long sinceUs)
{
    if (options.quiet)
        return;
    const std::lock_guard<std::mutex> lock(output);
    std::printf("%s %s %.1fms\n", good ? "GOOD" : "BAD ", line.c_str(), double(nowUs() - sinceUs) / 1000);
}

long stsRecords(const Answer &answer)
{
    return std::count_if(answer.records.begin(), answer.records.end(), [](const Record &record) {
        return record.type == TXT && record.data.compare(0, 8, "v=STSv1;") == 0;
    });
}

Task<int> check(Context &context, std::string domain)
{
    const long long begin = nowUs();
    auto askingSts = context.dns->query("_mta-sts." + domain, TXT);
    auto askingRpt = context.dns->query("_smtp._tls." + domain, TXT);
    auto askingMx = context.dns->query(domain, MX);
    std::optional<Task<Policy>> fetching;
    if (!options.waitForTxt && !options.skipPolicy)
        fetching.emplace(fetchPolicy(context, "mta-sts." + domain));
    const Answer mx = co_await askingMx;
    trace("dns MX %s", domain.c_str());
    std::vector<Task<MxHost>> probing;
    for (const Record &record : mx.records)
        if (!options.skipSmtp && record.type == MX && !record.data.empty())
            probing.push_back(probeMxHost(context, record.data));
    const Answer sts = co_await askingSts;
    const Answer rpt = co_await askingRpt;
    const long records = stsRecords(sts);
    if (options.waitForTxt && records == 1 && !options.skipPolicy)
        fetching.emplace(fetchPolicy(context, "mta-sts." + domain));
    Policy policy;
    if (fetching)
        policy = co_await std::move(*fetching);
    bool good = records == 1 && policy.error.empty() && policy.status == 200;
    std::string line = domain + " sts=" + std::to_string(records) + (sts.authentic ? "(ad)" : "") +
                       " rcode=" + std::to_string(sts.rcode) + " rpt=" + std::to_string(rpt.records.size()) +
                       policyText(policy);
    for (Task<MxHost> &host : probing)
        good = describe(co_await host, line) && good;
    good = good && (options.skipSmtp || !probing.empty());
    counters.done++;
    counters.good += good;
    print(good, line, begin);
    co_return 0;
}

Task<int> worker(Context &context)
{
    for (;;) {
        const size_t index = nextDomain++;
        if (index >= options.domains.size())
            co_return 0;
        co_await check(context, options.domains[index]);
    }
}

SSL_CTX *newClientContext()
{
    SSL_CTX *tls = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
    if (options.tls12Only)
        SSL_CTX_set_max_proto_version(tls, TLS1_2_VERSION);
    if (options.hashedDirectory)
        SSL_CTX_load_verify_dir(tls, "/etc/ssl/certs");
    else
        SSL_CTX_set_default_verify_paths(tls);
    SSL_CTX_set_verify(tls, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);
    return tls;
}

void turn(Loop &loop)
{
    int waitMs = 1000;
    if (!loop.timers.empty()) {
        const long long left = loop.timers.begin()->first - nowUs();
        waitMs = left <= 0 ? 0 : static_cast<int>(left / 1000) + 1;
    }
    epoll_event events[512];
    const int count = epoll_wait(loop.epoll, events, 512, waitMs);
    for (int i = 0; i < count; i++)
        static_cast<Source *>(events[i].data.ptr)->ready(); // a socket is closed in its own event only
    const long long now = nowUs();
    while (!loop.timers.empty() && loop.timers.begin()->first <= now)
        loop.wake(loop.timers.begin()->second, true);
}

void runThread(int inFlight)
{
    Context context;
    Dns dns(context, options.resolver);
    context.dns = &dns;
    startTrace();
    std::vector<Task<int>> workers;
    for (int i = 0; i < inFlight; i++)
        workers.push_back(worker(context));
    // The first queries are on the wire: only now the 10 to 30 ms of TLS set-up, inside the first round trip.
    context.tls = newClientContext();
    while (!std::all_of(workers.begin(), workers.end(), [](const Task<int> &task) { return task.done(); }))
        turn(context.loop);
    SSL_CTX_free(context.tls);
}

void readDomains(const char *file)
{
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (!line.empty())
            options.domains.push_back(line);
}

bool apply(int letter)
{
    switch (letter) {
    case 'r': options.resolver = optarg; return true;
    case 'j': options.inFlight = std::atoi(optarg); return true;
    case 't': options.threads = std::max(1, std::atoi(optarg)); return true;
    case 'T': options.timeoutUs = std::atoll(optarg) * 1000; return true;
    case 'f': readDomains(optarg); return true;
    case 'q': options.quiet = true; return true;
    case 'd': options.shareProbes = true; return true;
    case 'w': options.waitForTxt = true; return true;
    case 's': options.skipSmtp = true; return true;
    case 'p': options.skipPolicy = true; return true;
    case 'v': options.verbose = true; return true;
    case '1': options.tls12Only = true; return true;
    case 'D': options.hashedDirectory = true; return true;
    default: return false;
    }
}

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

void summarize(long long beginUs)
{
    const double wall = double(nowUs() - beginUs) / 1e6;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double user = seconds(usage.ru_utime), system = seconds(usage.ru_stime);
    const long done = counters.done, handshakes = counters.handshakes;
    std::fprintf(stderr,
                 "%ld domains (%ld good) in %.3f s = %.1f/s; cpu %.3f s (%.2f ms a domain; user %.2f sys %.2f); "
                 "tls %ld = %.0f/s; dns %ld; rss %ld KiB\n",
                 done, counters.good.load(), wall, double(done) / wall, user + system,
                 (user + system) * 1000 / double(std::max(1L, done)), user, system, handshakes,
                 double(handshakes) / wall, counters.queries.load(), usage.ru_maxrss);
}

} // namespace

void startTrace()
{
    traceStart = nowUs();
}

void trace(const char *format, ...)
{
    if (!options.verbose)
        return;
    va_list arguments;
    va_start(arguments, format);
    std::fprintf(stderr, "%8.2f ms  ", double(nowUs() - traceStart) / 1000);
    std::vfprintf(stderr, format, arguments);
    std::fputc('\n', stderr);
    va_end(arguments);
}

} // namespace bare

int main(int argc, char **argv)
{
    using namespace bare;
    for (int letter = 0; (letter = getopt(argc, argv, "r:j:t:T:f:qdwspv1D")) != -1;)
        if (!apply(letter))
            return 2;
    options.domains.insert(options.domains.end(), argv + optind, argv + argc);
    std::signal(SIGPIPE, SIG_IGN);
    const long long begin = nowUs();
    std::vector<std::thread> threads;
    for (int i = 1; i < options.threads; i++)
        threads.emplace_back(runThread, options.inFlight / options.threads);
    runThread(options.inFlight / options.threads);
    for (std::thread &thread : threads)
        thread.join();
    summarize(begin);
    return 0;
}
