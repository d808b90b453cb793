// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sha256.h"

#include <memory>
#include <openssl/evp.h>

namespace base {

namespace {

using Algorithm = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

} // namespace

QByteArray sha256(std::string_view text)
{
    static const Algorithm algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    thread_local const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    constexpr qsizetype digestBytes = 32;
    QByteArray digest(digestBytes, Qt::Uninitialized);
    const bool done = EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr) == 1;
    return done ? digest : QByteArray();
}

} // namespace base
