// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stored_text.h"

#include "tlsrpt/json_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>
#include <libdeflate.h>
#include <memory>

namespace archive {
namespace {

constexpr QChar mark(1);
constexpr int level = 3; ///< three times the speed of gzip's 6 and a tenth more bytes
constexpr std::size_t unpackedBytes = 256u << 20;

bool isPlainAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 1; });
}

bool isPlainUtf8(std::string_view text)
{
    // A byte order mark would vanish on the way.
    if (text.find('\0') != text.npos || text.find('\1') != text.npos || text.starts_with("\xEF\xBB\xBF"))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(QByteArrayView(text.data(), qsizetype(text.size())));
    return !decoder.hasError();
}

} // namespace

void appendStored(std::string &out, std::string_view text)
{
    if (isPlainAscii(text) || isPlainUtf8(text)) {
        out.append(text);
        return;
    }
    const QByteArray hex = QByteArray::fromRawData(text.data(), qsizetype(text.size())).toHex();
    out.push_back(mark.toLatin1());
    out.append(hex.constData(), std::size_t(hex.size()));
}

QString storedText(std::string_view text)
{
    if (text.empty())
        return QStringLiteral(""); // a null QString would be stored as NULL
    std::string stored;
    appendStored(stored, text);
    return QString::fromStdString(stored);
}

std::string textFrom(const QString &stored)
{
    if (stored.startsWith(mark))
        return QByteArray::fromHex(stored.mid(1).toLatin1()).toStdString();
    return stored.toStdString();
}

std::string joinedList(const std::vector<std::string> &list)
{
    if (list.empty())
        return {};
    std::string out, stored;
    tlsrpt::JsonWriter json(out);
    json.open('[');
    for (const std::string &text : list) {
        stored.clear();
        appendStored(stored, text);
        json.string(stored);
    }
    json.close(']');
    return out;
}

std::vector<std::string> listFrom(const std::string &joined)
{
    std::vector<std::string> list;
    for (const QJsonValue &value : QJsonDocument::fromJson(QByteArray::fromStdString(joined)).array())
        list.push_back(textFrom(value.toString()));
    return list;
}

QByteArray packed(std::string_view bytes)
{
    // A compressor is not shared between threads, and its tables are dear to allocate for each report.
    thread_local const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(level), &libdeflate_free_compressor);
    const std::size_t bound = libdeflate_gzip_compress_bound(compressor.get(), bytes.size());
    QByteArray out(qsizetype(bound), Qt::Uninitialized);
    const std::size_t size = libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), bound);
    out.resize(qsizetype(size));
    out.squeeze();
    return out;
}

std::optional<QByteArray> unpacked(const QByteArray &gzip)
{
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    std::size_t room = std::max<std::size_t>(4096, std::size_t(gzip.size()) * 8);
    for (; room <= unpackedBytes * 2; room *= 4) {
        QByteArray out(qsizetype(std::min(room, unpackedBytes)), Qt::Uninitialized);
        std::size_t size = 0;
        const libdeflate_result result = libdeflate_gzip_decompress(
            decompressor.get(), gzip.constData(), std::size_t(gzip.size()), out.data(), std::size_t(out.size()), &size);
        if (result == LIBDEFLATE_SUCCESS) {
            out.resize(qsizetype(size));
            return out;
        }
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room >= unpackedBytes)
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace archive
