// SPDX-License-Identifier: GPL-3.0-or-later
// A DNS stub: one connected UDP socket a thread, EDNS, AD asked for; three attempts, no TCP.
#pragma once

#include "prober_loop.h"

#include <cstdint>
#include <string>
#include <vector>

namespace bare {

enum RecordType : uint16_t { A = 1, MX = 15, TXT = 16, AAAA = 28, TLSA = 52 };

struct Record
{
    uint16_t type = 0;
    uint16_t preference = 0;
    std::string data; ///< MX: the host; TXT: the strings joined; else RDATA
};

struct Answer
{
    int rcode = -1; ///< -1: none came
    bool authentic = false;
    std::vector<Record> records;
};

class Dns : public Source
{
public:
    Dns(Context &context, const std::string &server);
    void ready() override;
    Task<Answer> query(std::string name, uint16_t type);

private:
    struct Query
    {
        Waiter waiter;
        std::string packet;
        Answer answer;
        bool done = false;
        uint16_t id = 0;
    };
    struct Awaiter
    {
        Dns &dns;
        Query &query;
        long long deadline;
        bool await_ready() { return false; }
        void await_suspend(std::coroutine_handle<> handle)
        {
            query.waiter.handle = handle;
            dns.m_context.loop.arm(&query.waiter, deadline);
        }
        void await_resume() {}
    };
    void giveId(Query &query);

    Context &m_context;
    int m_fd;
    std::vector<Query *> m_byId = std::vector<Query *>(65536, nullptr);
    uint32_t m_random;
};

} // namespace bare
