// SPDX-License-Identifier: GPL-3.0-or-later
#include "prober_dns.h"

#include "prober_options.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>

namespace bare {

namespace {

constexpr int mostJumps = 20;

uint16_t number16(const uint8_t *at)
{
    return static_cast<uint16_t>(at[0] << 8 | at[1]);
}

bool nameAt(const uint8_t *packet, size_t size, size_t &offset, std::string *out)
{
    size_t at = offset;
    bool jumped = false;
    int jumps = 0;
    while (at < size) {
        const uint8_t length = packet[at];
        if (length == 0) {
            if (!jumped)
                offset = at + 1;
            return true;
        }
        if ((length & 0xC0) == 0xC0) {
            if (at + 1 >= size || ++jumps > mostJumps)
                return false;
            if (!jumped)
                offset = at + 2;
            jumped = true;
            at = static_cast<size_t>(length & 0x3F) << 8 | packet[at + 1];
            continue;
        }
        if (at + 1 + length > size)
            return false;
        if (out && !out->empty())
            *out += '.';
        for (int i = 0; out && i < length; i++)
            *out += static_cast<char>(std::tolower(packet[at + 1 + static_cast<size_t>(i)]));
        at += 1u + length;
    }
    return false;
}

std::string joinedText(const uint8_t *packet, size_t begin, size_t end)
{
    std::string text;
    for (size_t at = begin; at < end;) {
        const size_t length = packet[at];
        text.append(reinterpret_cast<const char *>(packet + at + 1), std::min(length, end - at - 1));
        at += length + 1;
    }
    return text;
}

bool recordAt(const uint8_t *packet, size_t size, size_t &offset, Record &record)
{
    if (!nameAt(packet, size, offset, nullptr) || offset + 10 > size)
        return false;
    record.type = number16(packet + offset);
    const size_t length = number16(packet + offset + 8);
    offset += 10;
    if (offset + length > size)
        return false;
    if (record.type == MX && length > 2) {
        record.preference = number16(packet + offset);
        size_t at = offset + 2;
        nameAt(packet, size, at, &record.data);
    } else if (record.type == TXT) {
        record.data = joinedText(packet, offset, offset + length);
    } else {
        record.data.assign(reinterpret_cast<const char *>(packet + offset), length);
    }
    offset += length;
    return true;
}

void parse(const uint8_t *packet, size_t size, Answer &answer)
{
    answer.rcode = packet[3] & 15;
    answer.authentic = packet[3] & 32;
    const int questions = number16(packet + 4), records = number16(packet + 6);
    size_t offset = 12;
    for (int i = 0; i < questions; i++) {
        if (!nameAt(packet, size, offset, nullptr))
            return;
        offset += 4;
    }
    for (int i = 0; i < records; i++) {
        Record record;
        if (!recordAt(packet, size, offset, record))
            return;
        answer.records.push_back(std::move(record));
    }
}

/// Empty when a label is too long.
std::string questionFor(const std::string &name, uint16_t type)
{
    const char head[] = {0, 0, 1, 32, 0, 1, 0, 0, 0, 0, 0, 1}; // RD, AD
    std::string packet(head, sizeof head);
    for (size_t begin = 0; begin < name.size();) {
        const size_t end = std::min(name.find('.', begin), name.size());
        if (end - begin > 63)
            return {};
        packet += static_cast<char>(end - begin);
        packet.append(name, begin, end - begin);
        begin = end + 1;
    }
    const char tail[] = {0,
                         static_cast<char>(type >> 8),
                         static_cast<char>(type),
                         0,
                         1,
                         0,
                         0,
                         41,
                         4,
                         static_cast<char>(0xD0),
                         0,
                         0,
                         0,
                         0,
                         0,
                         0};
    packet.append(tail, sizeof tail);
    return packet;
}

} // namespace

Dns::Dns(Context &context, const std::string &server)
    : m_context(context), m_fd(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
      m_random(static_cast<uint32_t>(nowUs()) * 2654435761u | 1)
{
    const int size = 4 << 20;
    setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(53);
    inet_pton(AF_INET, server.c_str(), &address.sin_addr);
    if (connect(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0) {
        std::perror("connect resolver");
        std::exit(1);
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.ptr = static_cast<Source *>(this);
    epoll_ctl(context.loop.epoll, EPOLL_CTL_ADD, m_fd, &event);
}

void Dns::ready()
{
    uint8_t packet[4096];
    for (;;) {
        const ssize_t size = recv(m_fd, packet, sizeof packet, 0);
        if (size < 0)
            return;
        if (size < 12)
            continue;
        Query *query = m_byId[number16(packet)];
        if (!query)
            continue;
        m_byId[query->id] = nullptr;
        parse(packet, static_cast<size_t>(size), query->answer);
        query->done = true;
        m_context.loop.wake(&query->waiter, false);
    }
}

void Dns::giveId(Query &query)
{
    do {
        m_random ^= m_random << 13;
        m_random ^= m_random >> 17;
        m_random ^= m_random << 5;
        query.id = static_cast<uint16_t>(m_random);
    } while (m_byId[query.id]);
    query.packet[0] = static_cast<char>(query.id >> 8);
    query.packet[1] = static_cast<char>(query.id);
    m_byId[query.id] = &query;
}

Task<Answer> Dns::query(std::string name, uint16_t type)
{
    counters.queries++;
    Query query;
    query.packet = questionFor(name, type);
    if (query.packet.empty())
        co_return Answer{};
    for (int attempt = 0; attempt < 3 && !query.done; attempt++) {
        giveId(query);
        // What is not sent is as what is lost: the next attempt follows.
        [[maybe_unused]] const ssize_t sent = send(m_fd, query.packet.data(), query.packet.size(), 0);
        co_await Awaiter{*this, query, nowUs() + (attempt ? 2000000 : 1000000)};
        m_byId[query.id] = nullptr;
    }
    co_return std::move(query.answer);
}

} // namespace bare
