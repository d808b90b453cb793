// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

namespace base {
namespace {

struct Lead
{
    uchar first, last; // range of the lead byte
    int length;
    uchar secondLow, secondHigh; // narrower than 80..BF where overlong forms, surrogates or U+110000 would begin
};
constexpr Lead leads[] = {
    {0x00, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

const Lead *leadOf(uchar byte)
{
    for (const Lead &lead : leads)
        if (byte >= lead.first && byte <= lead.last)
            return &lead;
    return nullptr;
}

} // namespace

int utf8SequenceLength(QByteArrayView text, qsizetype offset)
{
    const auto byte = [&](qsizetype at) { return uchar(text[at]); };
    const Lead *lead = leadOf(byte(offset));
    if (!lead || text.size() - offset < lead->length)
        return 0;
    if (lead->length > 1 && (byte(offset + 1) < lead->secondLow || byte(offset + 1) > lead->secondHigh))
        return 0;
    for (int i = 2; i < lead->length; ++i)
        if ((byte(offset + i) & 0xc0) != 0x80)
            return 0;
    return lead->length;
}

qsizetype firstBadUtf8(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const int length = utf8SequenceLength(text, at);
        if (!length)
            return at;
        at += length;
    }
    return -1;
}

} // namespace base
