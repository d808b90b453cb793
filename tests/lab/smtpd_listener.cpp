// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtpd_listener.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

namespace lab {

namespace {

const std::map<std::string, Behaviour> behaviours = {
    {"good", Behaviour::Good},
    {"no-starttls", Behaviour::NoStartTls},
    {"silent", Behaviour::Silent},
    {"slow", Behaviour::Slow},
    {"drip", Behaviour::Drip},
    {"multiline", Behaviour::Multiline},
    {"554", Behaviour::Reject554},
    {"421", Behaviour::Reject421},
    {"close-at-once", Behaviour::CloseAtOnce},
    {"not-smtp", Behaviour::NotSmtp},
    {"binary", Behaviour::Binary},
    {"endless-banner", Behaviour::EndlessBanner},
    {"long-line", Behaviour::LongLine},
    {"ehlo-rejected", Behaviour::EhloRejected},
    {"close-at-ehlo", Behaviour::CloseAtEhlo},
    {"starttls-454", Behaviour::StartTls454},
    {"starttls-501", Behaviour::StartTls501},
    {"close-at-starttls", Behaviour::CloseAtStartTls},
    {"close-tls", Behaviour::CloseTls},
    {"stall-tls", Behaviour::StallTls},
    {"garbage", Behaviour::Garbage},
    {"inject", Behaviour::Inject},
    {"close-after-tls", Behaviour::CloseAfterTls},
    {"reject-after-tls", Behaviour::RejectAfterTls},
    {"raw-https", Behaviour::RawHttps},
    {"udp-sink", Behaviour::UdpSink},
};

const std::map<std::string, int> versions = {
    {"1.0", TLS1_VERSION}, {"1.1", TLS1_1_VERSION}, {"1.2", TLS1_2_VERSION}, {"1.3", TLS1_3_VERSION}};

[[noreturn]] void complain(const std::string &what)
{
    std::fprintf(stderr, "lab_smtpd: %s\n", what.c_str());
    std::exit(1);
}

template <class Value>
Value lookUp(const std::map<std::string, Value> &table, const std::string &word)
{
    const auto found = table.find(word);
    if (found == table.end())
        complain("unknown word " + word);
    return found->second;
}

std::string contentsOf(const std::string &file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        complain("cannot read " + file);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

void apply(Listener &listener, const std::string &key, const std::string &value)
{
    if (key == "mode")
        listener.behaviour = lookUp(behaviours, value);
    else if (key == "cert")
        listener.certificate = value;
    else if (key == "default")
        listener.fallback = value;
    else if (key == "min")
        listener.minVersion = lookUp(versions, value);
    else if (key == "max")
        listener.maxVersion = lookUp(versions, value);
    else if (key == "port")
        listener.port = std::atoi(value.c_str());
    else if (key == "wait")
        listener.waitMs = std::atoi(value.c_str());
    else if (key == "pace")
        listener.pace = std::atoi(value.c_str());
    else if (key == "hold")
        listener.hold = value == "yes";
    else if (key == "file")
        listener.response = contentsOf(value);
    else
        complain("unknown key " + key);
}

} // namespace

std::vector<std::unique_ptr<Listener>> readListeners(const std::string &file)
{
    std::vector<std::unique_ptr<Listener>> listeners;
    std::istringstream all(contentsOf(file));
    for (std::string line; std::getline(all, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        auto listener = std::make_unique<Listener>();
        if (!(words >> listener->address))
            continue;
        for (std::string word; words >> word;) {
            const auto equals = word.find('=');
            apply(*listener, word.substr(0, equals), equals == std::string::npos ? "" : word.substr(equals + 1));
        }
        if (listener->behaviour == Behaviour::Drip)
            listener->pace = 1;
        if (listener->behaviour == Behaviour::EndlessBanner)
            listener->pace = 4096;
        listeners.push_back(std::move(listener));
    }
    return listeners;
}

} // namespace lab
