// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/certificate_rules.h"

#include "findings/catalogue.h"

#include <algorithm>
#include <openssl/x509.h>

namespace findings {

using facts::CertificateFacts;
using facts::TlsFacts;
using facts::VerifyError;
using Kind = CertificateFaultKind;

namespace {

constexpr qsizetype nameLength = 200; // a distinguished name has no limit of its own

/// The certificates as sent that lead from the leaf upwards, in the order of verification's depths: servers send
/// strays, and out of order.
QList<CertificateFacts> sentPath(const QList<CertificateFacts> &chain)
{
    QList<CertificateFacts> path, rest = chain.mid(1);
    if (!chain.isEmpty())
        path.append(chain.first());
    while (!path.isEmpty() && !path.last().selfIssued) {
        const QString issuer = path.last().issuer;
        const auto next = std::ranges::find_if(rest, [&](const CertificateFacts &c) { return c.subject == issuer; });
        if (next == rest.end())
            break;
        path.append(*next);
        rest.erase(next);
    }
    return path;
}

/// The judging of one chain; a fault is added with the certificate that it concerns.
class Chain
{
public:
    Chain(const TlsFacts &tls, const QDateTime &now, const QDateTime &observedAt)
        : m_tls(tls), m_now(now), m_observedAt(observedAt), m_path(sentPath(tls.chain))
    {
    }

    QList<CertificateFault> judge()
    {
        if (!m_tls.established())
            return {};
        if (m_path.isEmpty()) {
            add(Kind::Unsuitable, {}, {{QStringLiteral("reason"), QStringLiteral("no certificate")}});
            return m_faults;
        }
        judgeDates();
        judgeName();
        judgeTrust();
        judgeSuitability();
        judgeDaysLeft();
        judgeStrength();
        std::ranges::stable_sort(m_faults, {}, &CertificateFault::kind);
        return m_faults;
    }

private:
    void add(Kind kind, const CertificateFacts &certificate, QMap<QString, QString> arguments = {})
    {
        arguments.insert(QStringLiteral("certificate"), certificate.subject.left(nameLength));
        arguments.insert(QStringLiteral("issuer"), certificate.issuer.left(nameLength));
        m_faults.append({kind, arguments, certificateSummary(certificate), {}});
    }
    bool objected(int depth, int code) const
    {
        return std::ranges::any_of(m_tls.verifyErrors,
                                   [&](const VerifyError &e) { return e.depth == depth && e.code == code; });
    }
    bool objected(std::initializer_list<int> codes) const
    {
        return std::ranges::any_of(m_tls.verifyErrors,
                                   [&](const VerifyError &e) { return std::ranges::count(codes, e.code) > 0; });
    }
    bool has(Kind kind) const
    {
        return std::ranges::any_of(m_faults, [&](const CertificateFault &fault) { return fault.kind == kind; });
    }
    void addDated(Kind kind, const CertificateFacts &certificate, const QDateTime &date)
    {
        add(kind, certificate,
            {{QStringLiteral("date"), utcText(date)},
             {QStringLiteral("days"), QString::number(std::max(wholeDays(m_now, date), wholeDays(date, m_now)))}});
    }

    void judgeDates();
    void judgeStoreDates();
    void judgeName();
    void judgeTrust();
    void judgeSuitability();
    void judgeDaysLeft();
    void judgeStrength();

    const TlsFacts &m_tls;
    const QDateTime m_now, m_observedAt;
    const QList<CertificateFacts> m_path;
    QList<CertificateFault> m_faults;
};

// The leaf is always on the verified path. Above it a sent certificate may be a stray (an old cross-signature beside a
// trusted root), so it counts when verification objected, or when it ran out only after the chain was seen.
void Chain::judgeDates()
{
    for (int depth = 0; depth < m_path.size(); ++depth) {
        const CertificateFacts &certificate = m_path.at(depth);
        const bool pastThen = certificate.notAfter < m_observedAt, direct = depth <= 1;
        const bool counts = depth == 0 || objected(depth, X509_V_ERR_CERT_HAS_EXPIRED) || (direct && !pastThen);
        if (counts && certificate.notAfter.isValid() && certificate.notAfter < m_now)
            addDated(Kind::Expired, certificate, certificate.notAfter);
        if ((depth == 0 || objected(depth, X509_V_ERR_CERT_NOT_YET_VALID)) && certificate.notBefore.isValid() &&
            certificate.notBefore > m_now)
            addDated(Kind::NotYetValid, certificate, certificate.notBefore);
    }
    judgeStoreDates();
}

// A root of the trust store was not sent, so its dates are not known: verification's word holds from then on.
void Chain::judgeStoreDates()
{
    for (const VerifyError &error : m_tls.verifyErrors) {
        if (error.code != X509_V_ERR_CERT_HAS_EXPIRED || error.depth < m_path.size() || m_now < m_observedAt)
            continue;
        CertificateFacts root;
        root.subject = root.issuer = m_path.last().issuer;
        add(Kind::Expired, root,
            {{QStringLiteral("date"), utcText(m_observedAt)}, {QStringLiteral("days"), QStringLiteral("0")}});
    }
}

void Chain::judgeName()
{
    const CertificateFacts &leaf = m_path.first();
    if (!m_tls.nameMatches)
        add(Kind::NameMismatch, leaf, {{QStringLiteral("names"), namesText(leaf.dnsNames)}});
}

// Verification only says that an issuer is not known here: whether an intermediate is missing or the authority is a
// private one cannot be told for certain. A server that sends nothing above its own certificate most likely lacks the
// intermediate, one that sends the intermediate has a root that is not known here; both sentences of text/ name the
// other possibility.
void Chain::judgeTrust()
{
    if (objected({X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT}))
        return add(Kind::SelfSigned, m_path.first());
    if (objected({X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_REJECTED}))
        return add(Kind::Untrusted, m_path.last());
    if (!objected({X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                   X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED}))
        return;
    if (m_path.size() > 1)
        return add(Kind::Untrusted, m_path.last());
    add(Kind::IncompleteChain, m_path.first());
    const QString url = issuerUrl(m_path.first().der);
    if (!url.isEmpty())
        m_faults.last().summary += QStringLiteral(", caIssuers ") + url;
}

// Everything that is neither a date, nor trust, nor a matter of strength, which have their own findings.
bool isSuitability(int code)
{
    static constexpr int others[] = {X509_V_OK,
                                     X509_V_ERR_CERT_HAS_EXPIRED,
                                     X509_V_ERR_CERT_NOT_YET_VALID,
                                     X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
                                     X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
                                     X509_V_ERR_CERT_REJECTED,
                                     X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
                                     X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                                     X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
                                     X509_V_ERR_CERT_UNTRUSTED,
                                     X509_V_ERR_HOSTNAME_MISMATCH,
                                     X509_V_ERR_DANE_NO_MATCH,
                                     X509_V_ERR_EE_KEY_TOO_SMALL,
                                     X509_V_ERR_CA_KEY_TOO_SMALL,
                                     X509_V_ERR_CA_MD_TOO_WEAK};
    return std::ranges::count(others, code) == 0;
}

void Chain::judgeSuitability()
{
    QStringList reasons;
    int depth = -1;
    for (const VerifyError &error : m_tls.verifyErrors) {
        const QString reason =
            error.text.isEmpty() ? QStringLiteral("X509_V_ERR %1").arg(error.code) : error.text.left(nameLength);
        if (!isSuitability(error.code) || reasons.contains(reason))
            continue;
        reasons.append(reason);
        depth = depth < 0 ? error.depth : depth;
    }
    if (!m_path.first().serverAuth && !objected(0, X509_V_ERR_INVALID_PURPOSE)) {
        reasons.append(QStringLiteral("extendedKeyUsage without serverAuth"));
        depth = 0;
    }
    if (!reasons.isEmpty())
        add(Kind::Unsuitable, m_path.at(std::clamp(depth, 0, int(m_path.size()) - 1)),
            {{QStringLiteral("reason"), reasons.join(QStringLiteral("; "))}});
}

void Chain::judgeDaysLeft()
{
    const CertificateFacts &leaf = m_path.first();
    const qint64 lifetime = leaf.notBefore.secsTo(leaf.notAfter), left = m_now.secsTo(leaf.notAfter);
    if (!leaf.notBefore.isValid() || !leaf.notAfter.isValid() || has(Kind::Expired) || left * 3 >= lifetime)
        return;
    addDated(Kind::ExpiresSoon, leaf, leaf.notAfter);
    m_faults.last().arguments.insert(QStringLiteral("days"), QString::number(wholeDays(m_now, leaf.notAfter)));
    m_faults.last().arguments.insert(QStringLiteral("lifetime"),
                                     QString::number(wholeDays(leaf.notBefore, leaf.notAfter)));
}

bool weakKey(const CertificateFacts &certificate)
{
    const QString &type = certificate.keyType;
    const int bits = certificate.keyBits;
    if (type.startsWith(u"RSA") || type.startsWith(u"DSA"))
        return bits > 0 && bits < 2048;
    return type.startsWith(u"EC") && bits > 0 && bits < 224;
}

bool weakSignature(const CertificateFacts &certificate)
{
    // A self-issued certificate is trusted or not by itself; nobody looks at its signature.
    const QString name = certificate.signatureAlgorithm.toLower().remove(u'-');
    return !certificate.selfIssued &&
           (name.contains(u"sha1") || name.contains(u"md5") || name.contains(u"md4") || name.contains(u"md2"));
}

void Chain::judgeStrength()
{
    for (int depth = 0; depth < m_path.size(); ++depth) {
        const CertificateFacts &certificate = m_path.at(depth);
        const bool isRoot = depth > 0 && certificate.selfIssued, key = !isRoot && weakKey(certificate);
        QStringList weaknesses;
        if (key)
            weaknesses.append(keyText(certificate));
        if (weakSignature(certificate))
            weaknesses.append(certificate.signatureAlgorithm);
        if (weaknesses.isEmpty())
            continue;
        add(Kind::Weak, certificate, {{QStringLiteral("weakness"), weaknesses.join(QStringLiteral(", "))}});
        m_faults.last().disagreements = {
            {key ? QStringLiteral("OpenSSL at security level 2 (the default of Debian and Ubuntu)")
                 : QStringLiteral("OpenSSL 3 at security level 1 and above"),
             true, false}};
    }
}

} // namespace

QList<CertificateFault> certificateFaults(const TlsFacts &tls, const QDateTime &now, const QDateTime &observedAt)
{
    return Chain(tls, now, observedAt).judge();
}

FindingId CertificateFindingIds::of(CertificateFaultKind kind) const
{
    switch (kind) {
    case Kind::Expired: return expired;
    case Kind::NotYetValid: return notYetValid;
    case Kind::NameMismatch: return nameMismatch;
    case Kind::SelfSigned: return selfSigned;
    case Kind::Untrusted: return untrusted;
    case Kind::IncompleteChain: return incompleteChain;
    case Kind::Unsuitable: return unsuitable;
    case Kind::ExpiresSoon: return expiresSoon;
    case Kind::Weak: return weak;
    }
    return unsuitable;
}

Findings certificateFindings(const TlsFacts &tls, const QString &address, const QDateTime &now,
                             const QDateTime &observedAt, const CertificateFindingIds &ids)
{
    Findings out;
    for (const CertificateFault &fault : certificateFaults(tls, now, observedAt)) {
        Finding finding = failed(ids.of(fault.kind));
        finding.arguments = fault.arguments;
        finding.arguments.insert(QStringLiteral("host"), tls.referenceName);
        finding.arguments.insert(QStringLiteral("address"), address);
        finding.evidence = {fault.summary, tls.referenceName, address, {}};
        finding.disagreements = fault.disagreements;
        out.append(finding);
    }
    return out;
}

} // namespace findings
