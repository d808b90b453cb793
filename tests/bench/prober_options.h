// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line of the bare prober chose, and what it counts.
#pragma once

#include <atomic>
#include <string>
#include <vector>

namespace bare {

struct Options
{
    std::string resolver = "198.51.100.53";
    std::vector<std::string> domains;
    long long timeoutUs = 5000000;
    int inFlight = 64; ///< domains at once, over all threads
    int threads = 1;
    bool quiet = false;
    bool verbose = false;
    bool waitForTxt = false;
    bool skipSmtp = false;
    bool skipPolicy = false;
    bool shareProbes = false;
    bool tls12Only = false;
    bool hashedDirectory = false;
};
inline Options options;

struct Counters
{
    std::atomic<long> queries, handshakes, handshakes12, done, good;
};
inline Counters counters;

/// With -v: a line with the time since the thread began.
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));
void startTrace();

} // namespace bare
