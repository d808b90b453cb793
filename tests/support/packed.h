// SPDX-License-Identifier: GPL-3.0-or-later
// Packs bytes for tests: gzip, zip and tar files, good and deliberately odd ones, made byte by byte.
#pragma once

#include <QByteArray>
#include <QList>

#include <array>

namespace packed {

inline quint32 crc32(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> t{};
        for (quint32 n = 0; n < 256; ++n) {
            t[n] = n;
            for (int i = 0; i < 8; ++i)
                t[n] = (t[n] >> 1) ^ (t[n] & 1 ? 0xEDB88320 : 0);
        }
        return t;
    }();
    quint32 crc = 0xFFFFFFFF;
    for (const char c : bytes)
        crc = (crc >> 8) ^ table[quint8(crc ^ quint8(c))];
    return ~crc;
}

inline QByteArray little(quint32 value, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out.append(i < 4 ? char(value >> (8 * i)) : 0);
    return out;
}

/// The bare deflate stream of RFC 1951.
inline QByteArray deflated(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return QByteArray("\3\0", 2);
    const QByteArray zlib = qCompress(bytes, 9); // four bytes of length, two of header, four of checksum
    return zlib.mid(6, zlib.size() - 10);
}

inline QByteArray gzip(const QByteArray &bytes)
{
    return QByteArray::fromHex("1f8b08000000000000ff") + deflated(bytes) + little(crc32(bytes), 4) +
           little(quint32(bytes.size()), 4);
}

struct ZipEntry
{
    QByteArray name, bytes;
    bool deflate = true;
    quint16 flags = 0;
};

/// One file's local header and data.
inline QByteArray zipLocal(const ZipEntry &e)
{
    const QByteArray data = e.deflate ? deflated(e.bytes) : e.bytes;
    return QByteArray("PK\3\4", 4) + little(20, 2) + little(e.flags, 2) + little(e.deflate ? 8 : 0, 2) + little(0, 4) +
           little(crc32(e.bytes), 4) + little(quint32(data.size()), 4) + little(quint32(e.bytes.size()), 4) +
           little(quint32(e.name.size()), 2) + little(0, 2) + e.name + data;
}

inline QByteArray zipCentral(const ZipEntry &e, quint32 localAt)
{
    const QByteArray data = e.deflate ? deflated(e.bytes) : e.bytes;
    return QByteArray("PK\1\2", 4) + little(20, 2) + little(20, 2) + little(e.flags, 2) + little(e.deflate ? 8 : 0, 2) +
           little(0, 4) + little(crc32(e.bytes), 4) + little(quint32(data.size()), 4) +
           little(quint32(e.bytes.size()), 4) + little(quint32(e.name.size()), 2) + little(0, 12) + little(localAt, 4) +
           e.name;
}

inline QByteArray zipEnd(int entries, const QByteArray &central, qsizetype centralAt)
{
    return QByteArray("PK\5\6", 4) + little(0, 4) + little(quint32(entries), 2) + little(quint32(entries), 2) +
           little(quint32(central.size()), 4) + little(quint32(centralAt), 4) + little(0, 2);
}

inline QByteArray zip(const QList<ZipEntry> &entries)
{
    QByteArray locals, central;
    for (const ZipEntry &e : entries) {
        central += zipCentral(e, quint32(locals.size()));
        locals += zipLocal(e);
    }
    return locals + central + zipEnd(int(entries.size()), central, locals.size());
}

/// Many names for the same data: each adds only its directory entry.
inline QByteArray overlappingZip(const ZipEntry &entry, int times)
{
    const QByteArray local = zipLocal(entry);
    QByteArray central;
    for (int i = 0; i < times; ++i)
        central += zipCentral(entry, 0);
    return local + central + zipEnd(times, central, local.size());
}

struct TarEntry
{
    QByteArray name, bytes;
    char type = '0'; ///< '0' file, '1' hard link, '2' symbolic link, '3' device, '5' folder, '6' pipe
    QByteArray linkTo;
};

inline QByteArray tar(const QList<TarEntry> &entries)
{
    QByteArray out;
    for (const TarEntry &e : entries) {
        QByteArray h(512, '\0');
        const auto put = [&h](int at, const QByteArray &text) { h.replace(at, text.size(), text); };
        put(0, e.name.left(100));
        put(100, "0000644");
        put(108, "0000000");
        put(116, "0000000");
        put(124, QByteArray::number(e.bytes.size(), 8).rightJustified(11, '0'));
        put(136, "00000000000");
        put(148, "        ");
        put(156, QByteArray(1, e.type));
        put(157, e.linkTo);
        put(257, QByteArray("ustar\0"
                            "00",
                            8));
        quint32 sum = 0;
        for (const char c : h)
            sum += quint8(c);
        put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
        out += h + e.bytes + QByteArray((512 - e.bytes.size() % 512) % 512, '\0');
    }
    return out + QByteArray(1024, '\0');
}

} // namespace packed
