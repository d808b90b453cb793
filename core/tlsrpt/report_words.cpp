// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_words.h"

#include <algorithm>
#include <array>

namespace tlsrpt {

using namespace std::string_view_literals;

namespace {

// In the order of the enumerations.
constexpr std::array resultWords{
    "starttls-not-supported"sv, "certificate-host-mismatch"sv,
    "certificate-expired"sv,    "certificate-not-trusted"sv,
    "validation-failure"sv,     "tlsa-invalid"sv,
    "dnssec-invalid"sv,         "dane-required"sv,
    "sts-policy-fetch-error"sv, "sts-policy-invalid"sv,
    "sts-webpki-invalid"sv,
};
static_assert(resultWords.size() == std::size_t(ResultType::Other));

constexpr std::array policyWords{"sts"sv, "tlsa"sv, "no-policy-found"sv};
static_assert(policyWords.size() == std::size_t(PolicyType::Other));

template <class E, std::size_t N>
E valueOf(const std::array<std::string_view, N> &words, std::string_view word)
{
    return E(std::find(words.begin(), words.end(), word) - words.begin());
}

template <class E, std::size_t N>
std::string_view at(const std::array<std::string_view, N> &words, E value)
{
    return std::size_t(value) < N ? words[std::size_t(value)] : std::string_view();
}

} // namespace

ResultType resultTypeOf(std::string_view word)
{
    return valueOf<ResultType>(resultWords, word);
}

PolicyType policyTypeOf(std::string_view word)
{
    return valueOf<PolicyType>(policyWords, word);
}

std::string_view wordOf(ResultType type)
{
    return at(resultWords, type);
}

std::string_view wordOf(PolicyType type)
{
    return at(policyWords, type);
}

} // namespace tlsrpt
