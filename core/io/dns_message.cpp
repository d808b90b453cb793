// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dns_message.h"

#include "base/domain_name.h"
#include "base/limits.h"

#include <QHash>
#include <algorithm>
#include <ldns/ldns.h>
#include <memory>

namespace io {

namespace {

struct LdnsFree
{
    void operator()(ldns_pkt *packet) const { ldns_pkt_free(packet); }
    void operator()(ldns_rdf *rdf) const { ldns_rdf_deep_free(rdf); }
    void operator()(ldns_rr_list *list) const { ldns_rr_list_deep_free(list); }
    void operator()(char *text) const { LDNS_FREE(text); }
    void operator()(uint8_t *bytes) const { LDNS_FREE(bytes); }
};
template <class T>
using Owned = std::unique_ptr<T, LdnsFree>;

QString nameText(const ldns_rdf *rdf)
{
    const Owned<char> text(ldns_rdf2str(rdf));
    return text ? base::canonicalHost(QString::fromLatin1(text.get())) : QString();
}

Owned<ldns_pkt> parsePacket(const void *data, qsizetype size)
{
    ldns_pkt *packet = nullptr;
    if (size <= 0 || ldns_wire2pkt(&packet, static_cast<const uint8_t *>(data), size_t(size)) != LDNS_STATUS_OK)
        return {};
    return Owned<ldns_pkt>(packet);
}

struct Chain
{
    QList<facts::CnameStep> steps;
    bool endless = false;
};

// The CNAME records of an answer may come in any order, so the chain is followed from the name, not read off.
Chain chainOf(const ldns_pkt &packet, const QString &from)
{
    QHash<QString, facts::CnameStep> byOwner;
    const ldns_rr_list *answer = ldns_pkt_answer(&packet);
    for (size_t i = 0; i < ldns_rr_list_rr_count(answer); ++i) {
        const ldns_rr *rr = ldns_rr_list_rr(answer, i);
        if (ldns_rr_get_type(rr) != LDNS_RR_TYPE_CNAME || ldns_rr_rd_count(rr) != 1)
            continue;
        const QString owner = nameText(ldns_rr_owner(rr));
        byOwner.insert(owner, {owner, nameText(ldns_rr_rdf(rr, 0)), qint64(ldns_rr_ttl(rr))});
    }
    Chain chain;
    QStringList seen{from};
    for (QString at = from; byOwner.contains(at); at = chain.steps.last().to) {
        if (chain.steps.size() >= limits::cnameHops) {
            chain.endless = true;
            break;
        }
        chain.steps += byOwner.value(at);
        if (seen.contains(chain.steps.last().to)) {
            chain.endless = true;
            break;
        }
        seen += chain.steps.last().to;
    }
    return chain;
}

// libunbound gives the smallest TTL of the message, chain included; the facts want that of the records themselves.
std::optional<qint64> ttlOf(const ldns_pkt &packet, const QString &owner, facts::RecordType type)
{
    const ldns_rr_list *answer = ldns_pkt_answer(&packet);
    for (size_t i = 0; i < ldns_rr_list_rr_count(answer); ++i) {
        const ldns_rr *rr = ldns_rr_list_rr(answer, i);
        if (int(ldns_rr_get_type(rr)) == int(type) && nameText(ldns_rr_owner(rr)) == owner)
            return qint64(ldns_rr_ttl(rr));
    }
    return std::nullopt;
}

facts::DnsStatus statusOf(const ub_result &result)
{
    if (result.bogus)
        return facts::DnsStatus::Bogus;
    if (result.nxdomain)
        return facts::DnsStatus::NxDomain;
    if (result.havedata)
        return facts::DnsStatus::Answer;
    switch (result.rcode) {
    case LDNS_RCODE_NOERROR: return facts::DnsStatus::NoData;
    case LDNS_RCODE_REFUSED: return facts::DnsStatus::Refused;
    default: return facts::DnsStatus::ServFail;
    }
}

// RFC 8914 §4: the codes that say why a lookup failed.
QString extendedErrorName(int code)
{
    switch (code) {
    case 1: return QStringLiteral("Unsupported DNSKEY Algorithm");
    case 2: return QStringLiteral("Unsupported DS Digest Type");
    case 5: return QStringLiteral("DNSSEC Indeterminate");
    case 6: return QStringLiteral("DNSSEC Bogus");
    case 7: return QStringLiteral("Signature Expired");
    case 8: return QStringLiteral("Signature Not Yet Valid");
    case 9: return QStringLiteral("DNSKEY Missing");
    case 10: return QStringLiteral("RRSIGs Missing");
    case 11: return QStringLiteral("No Zone Key Bit Set");
    case 12: return QStringLiteral("NSEC Missing");
    case 13: return QStringLiteral("Cached Error");
    case 14: return QStringLiteral("Not Ready");
    case 15: return QStringLiteral("Blocked");
    case 16: return QStringLiteral("Censored");
    case 17: return QStringLiteral("Filtered");
    case 18: return QStringLiteral("Prohibited");
    case 22: return QStringLiteral("No Reachable Authority");
    case 23: return QStringLiteral("Network Error");
    default: return QStringLiteral("Extended DNS Error %1").arg(code);
    }
}

// ldns keeps the EDNS options of a packet as one blob: code, length, data (RFC 6891 §6.1.2).
QString extendedErrorOf(const ldns_pkt &packet)
{
    const ldns_rdf *options = ldns_pkt_edns_data(&packet);
    if (!options)
        return {};
    const QByteArray bytes(reinterpret_cast<const char *>(ldns_rdf_data(options)), qsizetype(ldns_rdf_size(options)));
    const auto u16 = [&](qsizetype at) { return int(quint8(bytes[at])) << 8 | quint8(bytes[at + 1]); };
    constexpr int extendedErrorOption = 15;
    for (qsizetype at = 0; at + 4 <= bytes.size();) {
        const qsizetype length = u16(at + 2);
        if (at + 4 + length > bytes.size())
            return {};
        if (u16(at) == extendedErrorOption && length >= 2) {
            const QString words = QString::fromUtf8(bytes.mid(at + 6, std::min<qsizetype>(length - 2, 256)));
            return extendedErrorName(u16(at + 4)) + (words.isEmpty() ? QString() : QLatin1String(": ") + words);
        }
        at += 4 + length;
    }
    return {};
}

} // namespace

facts::DnsAnswer answerOf(const QString &name, facts::RecordType type, const ub_result &result,
                          facts::Dnssec dnssecUnsigned)
{
    facts::DnsAnswer answer;
    answer.name = name;
    answer.type = type;
    answer.status = statusOf(result);
    answer.dnssec = result.bogus ? facts::Dnssec::Bogus : result.secure ? facts::Dnssec::Secure : dnssecUnsigned;
    if (answer.status == facts::DnsStatus::ServFail || answer.status == facts::DnsStatus::Refused)
        answer.dnssec = facts::Dnssec::Indeterminate; // there is nothing that could have been proven
    if (result.why_bogus)
        answer.reason = QString::fromUtf8(result.why_bogus);
    answer.ttl = std::max(0, result.ttl);
    if (const Owned<ldns_pkt> packet = parsePacket(result.answer_packet, result.answer_len)) {
        answer.cnames = chainOf(*packet, name).steps;
        answer.ttl = ttlOf(*packet, answer.finalName(), type).value_or(answer.ttl);
    }
    if (answer.status == facts::DnsStatus::Answer)
        for (int i = 0; result.data[i]; ++i)
            answer.rdata += QByteArray(result.data[i], result.len[i]);
    return answer;
}

std::optional<DirectReply> readReply(const QByteArray &packet, quint16 id, const QByteArray &name)
{
    const Owned<ldns_pkt> parsed = parsePacket(packet.constData(), packet.size());
    if (!parsed || !ldns_pkt_qr(parsed.get()) || ldns_pkt_id(parsed.get()) != id)
        return std::nullopt;
    DirectReply reply;
    reply.rcode = ldns_pkt_get_rcode(parsed.get());
    reply.extendedError = extendedErrorOf(*parsed);
    const Chain chain = chainOf(*parsed, base::canonicalHost(QString::fromLatin1(name)));
    reply.cnames = chain.steps;
    reply.cnameLoop = chain.endless;
    return reply;
}

QByteArray writeQuestion(const QByteArray &name, int type, bool checkingDisabled, quint16 id)
{
    const Owned<ldns_rdf> owner(ldns_dname_new_frm_str(name.constData()));
    if (!owner)
        return {};
    const auto flags = uint16_t(checkingDisabled ? LDNS_RD | LDNS_CD : LDNS_RD);
    const Owned<ldns_pkt> packet(
        ldns_pkt_query_new(ldns_rdf_clone(owner.get()), ldns_rr_type(type), LDNS_RR_CLASS_IN, flags));
    if (!packet)
        return {};
    ldns_pkt_set_id(packet.get(), id);
    ldns_pkt_set_edns_udp_size(packet.get(), 1232);
    uint8_t *raw = nullptr;
    size_t size = 0;
    if (ldns_pkt2wire(&raw, packet.get(), &size) != LDNS_STATUS_OK)
        return {};
    const Owned<uint8_t> wire(raw);
    return QByteArray(reinterpret_cast<const char *>(wire.get()), qsizetype(size));
}

QString problemWithName(const QString &name)
{
    const bool plain = std::all_of(name.begin(), name.end(), [](QChar c) { return c > u' ' && c < u'\u007f'; });
    if (name.isEmpty() || !plain)
        return QStringLiteral("not a DNS name");
    // The longest presentation form has every byte escaped as \DDD.
    constexpr qsizetype longest = 4 * 255;
    const Owned<ldns_rdf> wire(name.size() > longest ? nullptr : ldns_dname_new_frm_str(name.toLatin1().constData()));
    return wire ? QString() : QStringLiteral("not a DNS name: a label is empty or over 63 bytes, or the name over 255");
}

} // namespace io
