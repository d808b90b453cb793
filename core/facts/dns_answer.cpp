// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/dns_answer.h"

#include "facts/policy_fetch.h"

#include <algorithm>

namespace facts {

namespace {

quint16 readU16(const QByteArray &bytes, qsizetype at)
{
    return quint16(quint8(bytes[at]) << 8 | quint8(bytes[at + 1]));
}

void appendByte(QString &out, quint8 byte)
{
    if (byte == '.' || byte == '\\')
        out += u'\\';
    if (byte > 0x20 && byte < 0x7f)
        out += QChar(ushort(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
    else
        out += QStringLiteral("\\%1").arg(byte, 3, 10, QLatin1Char('0')); // RFC 1035 §5.1
}

QString quoted(const QByteArray &characterString)
{
    QString out(u'"');
    for (const char c : characterString) {
        const quint8 byte = quint8(c);
        if (byte == '"' || byte == '\\')
            out += u'\\';
        if (byte >= 0x20 && byte < 0x7f)
            out += QChar(ushort(byte));
        else
            out += QStringLiteral("\\%1").arg(byte, 3, 10, QLatin1Char('0'));
    }
    return out + u'"';
}

std::optional<MxRecord> parseMx(const QByteArray &rdata)
{
    qsizetype end = 0;
    if (rdata.size() < 3)
        return std::nullopt;
    const auto exchange = nameFromWire(rdata, 2, &end);
    if (!exchange || end != rdata.size())
        return std::nullopt;
    return MxRecord{readU16(rdata, 0), *exchange};
}

std::optional<QByteArrayList> parseTxt(const QByteArray &rdata)
{
    QByteArrayList strings;
    for (qsizetype at = 0; at < rdata.size();) {
        const qsizetype length = quint8(rdata[at]);
        if (at + 1 + length > rdata.size())
            return std::nullopt;
        strings += rdata.mid(at + 1, length);
        at += 1 + length;
    }
    return strings.isEmpty() ? std::nullopt : std::optional(strings);
}

std::optional<TlsaRecord> parseTlsa(const QByteArray &rdata)
{
    if (rdata.size() < 4) // usage, selector, matching type and at least one byte of data (RFC 6698 §2.1)
        return std::nullopt;
    return TlsaRecord{quint8(rdata[0]), quint8(rdata[1]), quint8(rdata[2]), rdata.mid(3)};
}

template <class R>
QList<R> decode(const DnsAnswer &answer, RecordType type, std::optional<R> (*parse)(const QByteArray &), int *malformed)
{
    QList<R> out;
    if (malformed)
        *malformed = 0;
    if (answer.type != type || !answer.hasRecords())
        return out;
    for (const QByteArray &rdata : answer.rdata) {
        if (const auto record = parse(rdata))
            out += *record;
        else if (malformed)
            ++*malformed;
    }
    return out;
}

} // namespace

bool DnsAnswer::isTemporaryFailure() const
{
    switch (status) {
    case DnsStatus::ServFail:
    case DnsStatus::Timeout:
    case DnsStatus::Refused:
    case DnsStatus::NetworkError:
    case DnsStatus::Cancelled: return true;
    case DnsStatus::NotAsked:
    case DnsStatus::Answer:
    case DnsStatus::NoData:
    case DnsStatus::NxDomain:
    case DnsStatus::Bogus: return false;
    }
    return false;
}

QString TlsaRecord::toString() const
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(usage)
        .arg(selector)
        .arg(matchingType)
        .arg(QString::fromLatin1(data.toHex()));
}

QList<MxRecord> mxRecords(const DnsAnswer &answer, int *malformed)
{
    QList<MxRecord> records = decode<MxRecord>(answer, RecordType::Mx, parseMx, malformed);
    std::stable_sort(records.begin(), records.end(), [](const MxRecord &a, const MxRecord &b) {
        return a.preference != b.preference ? a.preference < b.preference : a.exchange < b.exchange;
    });
    return records;
}

QList<QByteArrayList> txtRecords(const DnsAnswer &answer, int *malformed)
{
    return decode<QByteArrayList>(answer, RecordType::Txt, parseTxt, malformed);
}

QList<TlsaRecord> tlsaRecords(const DnsAnswer &answer, int *malformed)
{
    return decode<TlsaRecord>(answer, RecordType::Tlsa, parseTlsa, malformed);
}

QList<base::IpAddress> addresses(const DnsAnswer &answer)
{
    QList<base::IpAddress> out;
    const qsizetype size = answer.type == RecordType::A ? 4 : answer.type == RecordType::Aaaa ? 16 : 0;
    if (answer.hasRecords() && size)
        for (const QByteArray &rdata : answer.rdata)
            if (const auto address = base::IpAddress::fromBytes(rdata); address && rdata.size() == size)
                out += *address;
    return out;
}

QString presentation(RecordType type, const QByteArray &rdata)
{
    switch (type) {
    case RecordType::A:
    case RecordType::Aaaa:
        if (const auto address = base::IpAddress::fromBytes(rdata))
            return address->toString();
        break;
    case RecordType::Mx:
        if (const auto mx = parseMx(rdata))
            return QStringLiteral("%1 %2.").arg(mx->preference).arg(mx->exchange);
        break;
    case RecordType::Txt:
        if (const auto strings = parseTxt(rdata)) {
            QStringList words;
            for (const QByteArray &string : *strings)
                words += quoted(string);
            return words.join(u' ');
        }
        break;
    case RecordType::Tlsa:
        if (const auto tlsa = parseTlsa(rdata))
            return tlsa->toString();
        break;
    case RecordType::Ns:
    case RecordType::Cname:
        if (const auto name = nameFromWire(rdata, 0))
            return *name + u'.';
        break;
    case RecordType::Soa:
    case RecordType::Ds:
    case RecordType::Dnskey: break;
    }
    return QStringLiteral("\\# %1 %2").arg(rdata.size()).arg(QString::fromLatin1(rdata.toHex())); // RFC 3597 §5
}

std::optional<QString> nameFromWire(const QByteArray &wire, qsizetype offset, qsizetype *end)
{
    QString out;
    qsizetype at = offset, total = 0;
    while (at < wire.size()) {
        const qsizetype length = quint8(wire[at]);
        if (length == 0) {
            if (end)
                *end = at + 1;
            return out;
        }
        total += length + 1;
        if (length > 63 || total > 254 || at + 1 + length > wire.size()) // no compression in stored RDATA
            return std::nullopt;
        if (!out.isEmpty())
            out += u'.';
        for (qsizetype i = 0; i < length; ++i)
            appendByte(out, quint8(wire[at + 1 + i]));
        at += 1 + length;
    }
    return std::nullopt;
}

QByteArray nameToWire(const QString &name)
{
    QByteArray out;
    const QStringList labels = name.split(u'.', Qt::SkipEmptyParts);
    for (const QString &label : labels)
        out += char(label.size()) + label.toLatin1();
    return out + '\0';
}

QString PolicyFetch::header(QLatin1String name) const
{
    for (const HttpHeader &field : headers)
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return field.value;
    return {};
}

} // namespace facts
