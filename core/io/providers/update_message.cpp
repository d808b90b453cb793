// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/update_message.h"

#include "base/domain_name.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <ldns/ldns.h>

namespace io {
namespace {

constexpr uint16_t fudgeSeconds = 300; // RFC 8945 §10 recommends it

struct LdnsFree
{
    void operator()(ldns_pkt *packet) const { ldns_pkt_free(packet); }
    void operator()(ldns_rdf *rdf) const { ldns_rdf_deep_free(rdf); }
    void operator()(ldns_rr_list *list) const { ldns_rr_list_deep_free(list); }
    void operator()(ldns_rr *rr) const { ldns_rr_free(rr); }
    void operator()(char *text) const { LDNS_FREE(text); }
    void operator()(uint8_t *bytes) const { LDNS_FREE(bytes); }
};
template <class T>
using Owned = std::unique_ptr<T, LdnsFree>;

QByteArray bytesOf(const ldns_rdf *rdf)
{
    return rdf ? QByteArray(reinterpret_cast<const char *>(ldns_rdf_data(rdf)), qsizetype(ldns_rdf_size(rdf)))
               : QByteArray();
}

QString nameOf(const ldns_rdf *rdf)
{
    const Owned<char> text(ldns_rdf2str(rdf));
    return text ? base::canonicalHost(QString::fromLatin1(text.get())) : QString();
}

Owned<ldns_rdf> dname(const QString &name)
{
    return Owned<ldns_rdf>(ldns_dname_new_frm_str((name + u'.').toLatin1().constData()));
}

// A record without data: "this set" (class ANY) or "no such set" (class NONE), RFC 2136 §2.4 and §2.5.
Owned<ldns_rr> bareRecord(const QString &name, const QByteArray &type, ldns_rr_class rrClass)
{
    Owned<ldns_rdf> owner = dname(name);
    Owned<ldns_rr> rr(owner ? ldns_rr_new() : nullptr);
    if (!rr)
        return {};
    ldns_rr_set_owner(rr.get(), owner.release());
    ldns_rr_set_type(rr.get(), ldns_get_rr_type_by_name(type.constData()));
    ldns_rr_set_class(rr.get(), rrClass);
    ldns_rr_set_ttl(rr.get(), 0);
    return rr;
}

Owned<ldns_rr> fullRecord(const publish::ZoneSet &set, const QByteArray &value, qint64 ttl)
{
    const QByteArray line = set.name.toLatin1() + ". " + QByteArray::number(ttl) + " IN " + set.type + ' ' + value;
    ldns_rr *rr = nullptr;
    if (ldns_rr_new_frm_str(&rr, line.constData(), 0, nullptr, nullptr) != LDNS_STATUS_OK)
        return {};
    return Owned<ldns_rr>(rr);
}

/// A list of records that remembers whether one of them could not be made.
class Records
{
public:
    void add(Owned<ldns_rr> rr)
    {
        if (!rr || !ldns_rr_list_push_rr(m_list.get(), rr.get()))
            m_whole = false;
        else
            (void)rr.release(); // the list has it now
    }
    void addAll(const publish::ZoneSet &set, qint64 ttl)
    {
        for (const QByteArray &value : set.values)
            add(fullRecord(set, value, ttl));
    }
    const ldns_rr_list *list() const { return m_list.get(); }
    bool isWhole() const { return m_whole; }

private:
    Owned<ldns_rr_list> m_list{ldns_rr_list_new()};
    bool m_whole = true;
};

void sign(ldns_pkt *packet, const TsigKey *key, DnsRequest &request)
{
    request.id = quint16(QRandomGenerator::system()->generate());
    ldns_pkt_set_id(packet, request.id);
    if (key) {
        const QByteArray algorithm = key->algorithm.toLatin1() + '.';
        if (ldns_pkt_tsig_sign(packet, key->name.toLatin1().constData(), key->secret.bytes().constData(), fudgeSeconds,
                               algorithm.constData(), nullptr) != LDNS_STATUS_OK)
            return;
        request.mac = bytesOf(ldns_rr_rdf(ldns_pkt_tsig(packet), 3));
    }
    uint8_t *raw = nullptr;
    size_t size = 0;
    if (ldns_pkt2wire(&raw, packet, &size) != LDNS_STATUS_OK)
        return;
    const Owned<uint8_t> wire(raw);
    request.wire = QByteArray(reinterpret_cast<const char *>(wire.get()), qsizetype(size));
}

// RFC 8945 §3 and §5.3: the error field of the TSIG record, by the sign on it.
const char *tsigErrorCode(const ldns_pkt &packet)
{
    const ldns_rr *tsig = ldns_pkt_tsig(&packet);
    const QByteArray error = tsig && ldns_rr_rd_count(tsig) > 5 ? bytesOf(ldns_rr_rdf(tsig, 5)) : QByteArray();
    if (error.size() != 2)
        return nullptr;
    switch (qFromBigEndian<quint16>(error.constData())) {
    case 0: return nullptr;
    case 16: return "bad-signature";
    case 17: return "bad-key";
    case 18: return "bad-time";
    default: return "bad-signature";
    }
}

// ldns checks the signature and not the time; RFC 8945 §5.4.2 asks for both.
bool isTimely(const ldns_pkt &packet)
{
    const ldns_rr *tsig = ldns_pkt_tsig(&packet);
    const QByteArray time = QByteArray(2, '\0') + bytesOf(ldns_rr_rdf(tsig, 1));
    const QByteArray fudge = bytesOf(ldns_rr_rdf(tsig, 2));
    if (time.size() != 8 || fudge.size() != 2)
        return false;
    const qint64 apart = QDateTime::currentSecsSinceEpoch() - qFromBigEndian<qint64>(time.constData());
    return std::abs(apart) <= qFromBigEndian<quint16>(fudge.constData());
}

const char *signatureProblem(ldns_pkt *packet, const QByteArray &wire, const DnsRequest &request, const TsigKey &key)
{
    const char *error = tsigErrorCode(*packet);
    if (error && ldns_pkt_get_rcode(packet) == LDNS_RCODE_NOTAUTH)
        return error; // these answers may be unsigned: nobody can sign for a key that is not known (§5.3.2)
    // An unsigned "no" is taken for what it says: nothing rests on it, and some servers sign only what they do.
    if (!ldns_pkt_tsig(packet))
        return ldns_pkt_get_rcode(packet) == LDNS_RCODE_NOERROR ? "unsigned-answer" : nullptr;
    const Owned<ldns_rdf> mac(
        ldns_rdf_new_frm_data(LDNS_RDF_TYPE_INT16_DATA, size_t(request.mac.size()), request.mac.constData()));
    if (!mac || !ldns_pkt_tsig_verify(packet, reinterpret_cast<const uint8_t *>(wire.constData()), size_t(wire.size()),
                                      key.name.toLatin1().constData(), key.secret.bytes().constData(), mac.get()))
        return "bad-signature";
    return isTimely(*packet) ? nullptr : "bad-time";
}

struct RcodeRow
{
    int rcode;
    const char *code;
};

// RFC 2136 §2.2 and §3; what is missing here is a failure of the server.
constexpr std::array rcodes{
    RcodeRow{LDNS_RCODE_FORMERR, "rejected"},          RcodeRow{LDNS_RCODE_NOTIMPL, "refused"},
    RcodeRow{LDNS_RCODE_REFUSED, "refused"},           RcodeRow{LDNS_RCODE_YXDOMAIN, "changed-meanwhile"},
    RcodeRow{LDNS_RCODE_YXRRSET, "changed-meanwhile"}, RcodeRow{LDNS_RCODE_NXRRSET, "changed-meanwhile"},
    RcodeRow{LDNS_RCODE_NOTAUTH, "not-zone"},          RcodeRow{LDNS_RCODE_NOTZONE, "not-zone"},
};

const char *rcodeProblem(int rcode, bool isUpdate)
{
    if (rcode == LDNS_RCODE_NOERROR || (rcode == LDNS_RCODE_NXDOMAIN && !isUpdate))
        return nullptr;
    if (rcode == LDNS_RCODE_NXDOMAIN)
        return "changed-meanwhile";
    const auto row =
        std::find_if(rcodes.begin(), rcodes.end(), [rcode](const RcodeRow &r) { return r.rcode == rcode; });
    return row == rcodes.end() ? "server-failure" : row->code;
}

QString rcodeWord(int rcode)
{
    const Owned<char> word(ldns_pkt_rcode2str(ldns_pkt_rcode(rcode)));
    return word ? QString::fromLatin1(word.get()) : QString::number(rcode);
}

// The data of one record on one line, as ldns writes it.
QByteArray presentationOf(const ldns_rr &rr)
{
    QByteArrayList fields;
    for (size_t i = 0; i < ldns_rr_rd_count(&rr); ++i) {
        const Owned<char> text(ldns_rdf2str(ldns_rr_rdf(&rr, i)));
        fields += QByteArray(text.get());
    }
    return fields.join(' ');
}

std::optional<publish::ZoneSet> setIn(const ldns_pkt &packet, const DnsRequest &request)
{
    const ldns_rr_type type = ldns_get_rr_type_by_name(request.type.constData());
    publish::ZoneSet set{request.name, request.type, 0, {}};
    const ldns_rr_list *answer = ldns_pkt_answer(&packet);
    for (size_t i = 0; i < ldns_rr_list_rr_count(answer); ++i) {
        const ldns_rr *rr = ldns_rr_list_rr(answer, i);
        if (ldns_rr_get_type(rr) != type || nameOf(ldns_rr_owner(rr)) != request.name)
            continue;
        set.ttl = ldns_rr_ttl(rr);
        const QByteArray value = presentationOf(*rr);
        set.values += publish::canonicalValue(request.type, value).value_or(value);
    }
    std::sort(set.values.begin(), set.values.end());
    return set.values.isEmpty() ? std::nullopt : std::optional(set);
}

} // namespace

bool TsigKey::isAlgorithm(const QString &word)
{
    return QStringList{QStringLiteral("hmac-sha256"), QStringLiteral("hmac-sha512"), QStringLiteral("hmac-sha1")}
        .contains(word);
}

DnsRequest writeRequest(const QString &name, const QByteArray &type, const TsigKey *key)
{
    DnsRequest request{{}, 0, {}, type, name};
    Owned<ldns_rdf> owner = dname(name);
    if (!owner)
        return request;
    const Owned<ldns_pkt> packet(
        ldns_pkt_query_new(owner.release(), ldns_get_rr_type_by_name(type.constData()), LDNS_RR_CLASS_IN, 0));
    if (packet)
        sign(packet.get(), key, request);
    return request;
}

DnsRequest writeUpdate(const publish::ZonePlan &plan, const TsigKey &key)
{
    Records required, changes;
    for (const publish::Change &change : plan.changes) {
        if (change.before) {
            required.addAll(*change.before, 0);
            changes.add(bareRecord(change.name, change.type, LDNS_RR_CLASS_ANY));
        } else {
            required.add(bareRecord(change.name, change.type, LDNS_RR_CLASS_NONE));
        }
        if (change.after)
            changes.addAll(*change.after, change.after->ttl);
    }
    DnsRequest request{{}, 0, {}, {}, plan.there.zone};
    Owned<ldns_rdf> zone = dname(plan.there.zone);
    if (!zone || !required.isWhole() || !changes.isWhole())
        return request;
    const Owned<ldns_pkt> packet(
        ldns_update_pkt_new(zone.release(), LDNS_RR_CLASS_IN, required.list(), changes.list(), nullptr));
    if (packet)
        sign(packet.get(), &key, request);
    return request;
}

ProviderResult<std::optional<publish::ZoneSet>> readAnswer(const QByteArray &wire, const DnsRequest &request,
                                                           const TsigKey *key)
{
    ldns_pkt *raw = nullptr;
    const auto *data = reinterpret_cast<const uint8_t *>(wire.constData());
    if (wire.isEmpty() || ldns_wire2pkt(&raw, data, size_t(wire.size())) != LDNS_STATUS_OK)
        return providerFailure("bad-answer");
    const Owned<ldns_pkt> packet(raw);
    if (!ldns_pkt_qr(packet.get()) || ldns_pkt_id(packet.get()) != request.id)
        return providerFailure("bad-answer");
    const int rcode = ldns_pkt_get_rcode(packet.get());
    if (key)
        if (const char *problem = signatureProblem(packet.get(), wire, request, *key))
            return providerFailure(problem, rcodeWord(rcode));
    const bool isUpdate = request.type.isEmpty();
    if (const char *problem = rcodeProblem(rcode, isUpdate))
        return providerFailure(problem, rcodeWord(rcode));
    if (isUpdate)
        return std::optional<publish::ZoneSet>();
    if (!ldns_pkt_aa(packet.get()))
        return providerFailure("not-authoritative");
    return setIn(*packet, request);
}

} // namespace io
