// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/transfer_encoding.h"

#include "base/hex.h"
#include "tlsrpt/mail_fields.h"
#include "tlsrpt/spare_room.h"

#include <array>

namespace tlsrpt {
namespace {

constexpr quint32 skip = 0x8000'0000;

using Base64Table = std::array<quint32, 256>;

/// The value of each letter, moved left to its place among the four of a group.
constexpr Base64Table base64Table(int shift)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Base64Table table{};
    table.fill(skip);
    for (quint32 i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = i << shift;
    return table;
}
constexpr std::array<Base64Table, 4> base64Places{base64Table(18), base64Table(12), base64Table(6), base64Table(0)};

template <std::size_t place>
quint32 valueAt(const char *at)
{
    return base64Places[place][static_cast<unsigned char>(at[place])];
}

quint32 valueOf(char c)
{
    return base64Places[3][static_cast<unsigned char>(c)];
}

void put3(char *&to, quint32 bits)
{
    *to++ = char(bits >> 16);
    *to++ = char(bits >> 8);
    *to++ = char(bits);
}

/// The slow step: gathers four letters over line ends and strange bytes. False at the end of the data or at "=".
bool gatherFour(const char *&at, const char *end, quint32 &bits, int &letters)
{
    bits = 0;
    letters = 0;
    while (at < end && letters < 4) {
        const char c = *at++;
        if (c == '=' && letters >= 2)
            return false;
        const quint32 v = valueOf(c);
        if (v != skip) {
            bits = bits << 6 | v;
            ++letters;
        }
    }
    return letters == 4;
}

char *decodeBase64(std::string_view text, char *to)
{
    const char *at = text.data(), *const end = at + text.size();
    for (;;) {
        while (end - at >= 4) {
            const quint32 bits = valueAt<0>(at) | valueAt<1>(at) | valueAt<2>(at) | valueAt<3>(at);
            if (bits & skip)
                break;
            put3(to, bits);
            at += 4;
        }
        quint32 bits = 0;
        int letters = 0;
        if (gatherFour(at, end, bits, letters)) {
            put3(to, bits);
            continue;
        }
        if (letters == 3) {
            *to++ = char(bits >> 10);
            *to++ = char(bits >> 2);
        } else if (letters == 2) {
            *to++ = char(bits >> 4);
        }
        return to;
    }
}

/// How many bytes of a soft line break follow a "=": 0 when it is none. Blanks before the line end are allowed (§6.7).
std::size_t softBreak(std::string_view rest)
{
    std::size_t n = 0;
    while (n < rest.size() && (rest[n] == ' ' || rest[n] == '\t'))
        ++n;
    if (n == rest.size())
        return n;
    if (rest[n] == '\n')
        return n + 1;
    return rest.substr(n).starts_with("\r\n") ? n + 2 : 0;
}

char *decodeQuotedPrintable(std::string_view text, char *to)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            *to++ = text[i];
            continue;
        }
        const std::string_view rest = text.substr(i + 1);
        const int high = rest.size() >= 2 ? base::hexValue(rest[0]) : -1;
        const int low = rest.size() >= 2 ? base::hexValue(rest[1]) : -1;
        if (high >= 0 && low >= 0) {
            *to++ = char(high * 16 + low);
            i += 2;
        } else if (const std::size_t n = softBreak(rest); n > 0 || rest.empty()) {
            i += n;
        } else {
            *to++ = '=';
        }
    }
    return to;
}

} // namespace

std::optional<TransferEncoding> transferEncoding(std::string_view word)
{
    if (sameWord(word, "base64"))
        return TransferEncoding::Base64;
    if (sameWord(word, "quoted-printable"))
        return TransferEncoding::QuotedPrintable;
    if (word.empty() || sameWord(word, "7bit") || sameWord(word, "8bit") || sameWord(word, "binary"))
        return TransferEncoding::Identity;
    return std::nullopt;
}

QByteArray decoded(std::string_view text, TransferEncoding encoding, QByteArray &&room)
{
    const qsizetype most =
        encoding == TransferEncoding::Base64 ? qsizetype(text.size() / 4 * 3 + 3) : qsizetype(text.size());
    QByteArray out = std::move(room);
    makeRoom(out, most);
    char *end = out.data();
    if (encoding == TransferEncoding::Base64)
        end = decodeBase64(text, end);
    else if (encoding == TransferEncoding::QuotedPrintable)
        end = decodeQuotedPrintable(text, end);
    else
        end = std::copy(text.begin(), text.end(), end);
    endAt(out, end - out.constData());
    return out;
}

} // namespace tlsrpt
