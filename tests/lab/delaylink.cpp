// SPDX-License-Identifier: GPL-3.0-or-later
// lab_delaylink: joins two tun devices that sit in two network namespaces and holds every packet for a fixed time in
// each direction: what tc-netem would do, for kernels without it.
//   lab_delaylink NETNS_A DEVICE_A NETNS_B DEVICE_B CONTROL_FILE
// CONTROL_FILE holds "ONE_WAY_MICROSECONDS [LOSS_PER_MILLION]"; SIGHUP reads it again.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <random>
#include <sched.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <vector>

namespace lab {

namespace {

constexpr long long billion = 1'000'000'000;
constexpr int packetsATurn = 64;

volatile std::sig_atomic_t reloadWanted = 1;
volatile std::sig_atomic_t stopWanted = 0;

[[noreturn]] void failWith(const char *what)
{
    std::perror(what);
    std::exit(1);
}

long long nowNs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * billion + now.tv_nsec;
}

// The thread stays in the namespace; an open tun device does not care where its reader is.
int openDevice(const char *netns, const char *name)
{
    const int space = open(netns, O_RDONLY | O_CLOEXEC);
    if (space < 0 || setns(space, CLONE_NEWNET) < 0)
        failWith(netns);
    close(space);
    const int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        failWith("/dev/net/tun");
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR; // big segments pass whole: less work
    std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (ioctl(fd, TUNSETIFF, &request) < 0)
        failWith("TUNSETIFF");
    if (ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6) < 0)
        failWith("TUNSETOFFLOAD");
    return fd;
}

struct Packet
{
    long long due;
    std::vector<char> bytes;
};

struct Direction
{
    int from, to;
    std::deque<Packet> waiting;
};

class Link
{
public:
    Link(int a, int b, std::string control) : m_control(std::move(control)), m_directions{{a, b, {}}, {b, a, {}}} {}
    void run();

private:
    void reload();
    void deliver(Direction &direction, long long now);
    void collect(Direction &direction, long long now);
    void sleep();
    bool lost() { return m_lossPpm && static_cast<long>(m_random() % 1'000'000) < m_lossPpm; }

    std::string m_control;
    Direction m_directions[2];
    long long m_delayNs = 0;
    long m_lossPpm = 0;
    std::minstd_rand m_random{1};
};

void Link::reload()
{
    std::FILE *file = std::fopen(m_control.c_str(), "r");
    if (!file)
        return;
    long delayUs = 0, lossPpm = 0;
    if (std::fscanf(file, "%ld %ld", &delayUs, &lossPpm) >= 1) {
        m_delayNs = delayUs * 1000LL;
        m_lossPpm = lossPpm;
    }
    std::fclose(file);
}

void put(int fd, const char *data, size_t size)
{
    // A full device drops the packet, as a real link would.
    if (write(fd, data, size) < 0 && errno != EAGAIN && errno != EIO && errno != EINVAL)
        std::perror("write");
}

void Link::deliver(Direction &direction, long long now)
{
    while (!direction.waiting.empty() && direction.waiting.front().due <= now) {
        const std::vector<char> &bytes = direction.waiting.front().bytes;
        put(direction.to, bytes.data(), bytes.size());
        direction.waiting.pop_front();
    }
}

void Link::collect(Direction &direction, long long now)
{
    static char buffer[70'000];
    for (int count = 0; count < packetsATurn; count++) {
        const ssize_t size = read(direction.from, buffer, sizeof buffer);
        if (size <= 0)
            return;
        if (lost())
            continue;
        if (m_delayNs == 0)
            put(direction.to, buffer, static_cast<size_t>(size));
        else
            direction.waiting.push_back({now + m_delayNs, std::vector<char>(buffer, buffer + size)});
    }
}

void Link::sleep()
{
    long long next = 0;
    for (const Direction &direction : m_directions) {
        if (!direction.waiting.empty() && (!next || direction.waiting.front().due < next))
            next = direction.waiting.front().due;
    }
    const long long wait = std::max(0LL, next - nowNs());
    const timespec duration{wait / billion, wait % billion};
    pollfd devices[2] = {{m_directions[0].from, POLLIN, 0}, {m_directions[1].from, POLLIN, 0}};
    if (ppoll(devices, 2, next ? &duration : nullptr, nullptr) < 0 && errno != EINTR)
        failWith("ppoll");
}

void Link::run()
{
    while (!stopWanted) {
        if (reloadWanted) {
            reloadWanted = 0;
            reload();
        }
        for (Direction &direction : m_directions)
            deliver(direction, nowNs());
        sleep();
        for (Direction &direction : m_directions)
            collect(direction, nowNs());
    }
}

} // namespace

} // namespace lab

int main(int argc, char **argv)
{
    if (argc != 6) {
        std::fprintf(stderr, "usage: lab_delaylink NETNS_A DEVICE_A NETNS_B DEVICE_B CONTROL_FILE\n");
        return 2;
    }
    prctl(PR_SET_TIMERSLACK, 1UL);
    std::signal(SIGHUP, [](int) { lab::reloadWanted = 1; });
    std::signal(SIGTERM, [](int) { lab::stopWanted = 1; });
    std::signal(SIGINT, [](int) { lab::stopWanted = 1; });
    const int a = lab::openDevice(argv[1], argv[2]);
    const int b = lab::openDevice(argv[3], argv[4]);
    lab::Link(a, b, argv[5]).run();
    return 0;
}
