// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtpd_tls.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <unordered_map>

namespace lab {

namespace {

// The table from listener to the certificates that its handshakes may choose from, for OpenSSL's C call-back.
struct Choice
{
    Certificates *certificates;
    bool fixed; // the listener shows one certificate, whatever the client asks for
};

std::unordered_map<const SSL_CTX *, Choice> &choices()
{
    static std::unordered_map<const SSL_CTX *, Choice> table;
    return table;
}

int onServerName(SSL *ssl, int *, void *)
{
    const auto choice = choices().find(SSL_get_SSL_CTX(ssl));
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    if (name && choice != choices().end() && !choice->second.fixed) {
        if (SSL_CTX *context = choice->second.certificates->forName(name))
            SSL_set_SSL_CTX(ssl, context);
    }
    return SSL_TLSEXT_ERR_OK;
}

bool loadPair(SSL_CTX *context, const std::string &file)
{
    SSL_CTX_set_security_level(context, 0); // weak keys and old versions are faults to be shown, not errors of the lab
    return SSL_CTX_use_certificate_chain_file(context, file.c_str()) == 1 &&
           SSL_CTX_use_PrivateKey_file(context, file.c_str(), SSL_FILETYPE_PEM) == 1;
}

Context newContext(const std::string &file)
{
    Context context(SSL_CTX_new(TLS_server_method()));
    if (loadPair(context.get(), file))
        return context;
    std::fprintf(stderr, "lab_smtpd: cannot use the certificate %s\n", file.c_str());
    return nullptr;
}

} // namespace

struct Certificates::Cache
{
    std::unordered_map<std::string, Context> byFile;
};

Certificates::Certificates(std::string directory)
    : m_directory(std::move(directory)), m_cache(std::make_unique<Cache>())
{
}

Certificates::~Certificates() = default;

SSL_CTX *Certificates::forName(std::string name)
{
    if (name.empty() || name.find('/') != std::string::npos || name.front() == '.')
        return nullptr;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    while (!name.empty()) {
        const std::string file = m_directory + "/" + name + ".pem";
        auto known = m_cache->byFile.find(file);
        if (known == m_cache->byFile.end() && access(file.c_str(), R_OK) == 0)
            known = m_cache->byFile.emplace(file, newContext(file)).first;
        if (known != m_cache->byFile.end())
            return known->second.get();
        const auto dot = name.find('.');
        name = dot == std::string::npos ? std::string() : name.substr(dot + 1);
    }
    return nullptr;
}

void Certificates::prepare(Listener &listener)
{
    const bool fixed = !listener.certificate.empty();
    listener.context = newContext(fixed ? listener.certificate : listener.fallback);
    SSL_CTX *context = listener.context.get();
    if (!context)
        std::exit(1);
    const bool old = (listener.minVersion && listener.minVersion < TLS1_2_VERSION) ||
                     (listener.maxVersion && listener.maxVersion < TLS1_2_VERSION);
    if (old)
        SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context, listener.minVersion ? listener.minVersion
                                           : old               ? TLS1_VERSION
                                                               : TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(context, listener.maxVersion);
    choices()[context] = {this, fixed};
    // not SSL_CTX_set_tlsext_servername_callback: that macro has an old-style cast
    SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, reinterpret_cast<void (*)()>(onServerName));
}

} // namespace lab
