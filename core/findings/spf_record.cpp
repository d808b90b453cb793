// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ip_address.h"
#include "base/tagged_record.h"
#include "findings/posture_records.h"

#include <algorithm>

namespace findings::posture {

namespace {

constexpr int lookupLimit = 10; // RFC 7208 §4.6.4
constexpr qsizetype termShown = 100;

bool isSpf(const QByteArray &record)
{
    const QByteArray head = record.left(6).toLower(); // the version is case-insensitive (RFC 7208 §4.5)
    return head == "v=spf1" && (record.size() == 6 || record.at(6) == ' ');
}

bool isNumber(const QByteArray &text, int limit)
{
    const bool digits = std::ranges::all_of(text, base::isDigit);
    return digits && !text.isEmpty() && text.size() <= 3 && text.toInt() <= limit;
}

bool isModifier(const QByteArray &term)
{
    const qsizetype equals = term.indexOf('=');
    const auto isNameByte = [](char c) { return base::isAlphanumeric(c) || c == '-' || c == '_' || c == '.'; };
    return equals > 0 && base::isAlphanumeric(term.at(0)) && !base::isDigit(term.at(0)) &&
           std::ranges::all_of(term.left(equals), isNameByte);
}

bool isIpNetwork(const QByteArray &value, bool v6)
{
    const qsizetype slash = value.indexOf('/');
    const auto address = base::IpAddress::parse(QString::fromLatin1(value.left(slash < 0 ? value.size() : slash)));
    return address && address->isV6() == v6 && (slash < 0 || isNumber(value.mid(slash + 1), v6 ? 128 : 32));
}

/// [ ":" domain-spec ] [ "/" cidr ] [ "//" cidr6 ]; macros may hold slashes, so prefix lengths are cut from the end
/// only.
bool isOptionalDomainAndPrefix(QByteArray rest)
{
    const qsizetype double6 = rest.lastIndexOf("//");
    if (double6 >= 0 && isNumber(rest.mid(double6 + 2), 128))
        rest.truncate(double6);
    const qsizetype slash = rest.lastIndexOf('/');
    if (slash >= 0 && isNumber(rest.mid(slash + 1), 32))
        rest.truncate(slash);
    return rest.isEmpty() || (rest.startsWith(':') && rest.size() > 1);
}

struct Term
{
    char qualifier = '+';
    QByteArray name, rest; ///< name in lower case; the rest with its ":" or "/"
};

Term readTerm(QByteArray text)
{
    Term term;
    if (!text.isEmpty() && QByteArrayLiteral("+-?~").contains(text.at(0))) {
        term.qualifier = text.at(0);
        text.remove(0, 1);
    }
    const auto end = std::ranges::find_if(text, [](char c) { return c == ':' || c == '/'; });
    term.name = text.left(end - text.begin()).toLower();
    term.rest = text.mid(term.name.size());
    return term;
}

bool isWellFormed(const Term &term)
{
    const bool hasDomain = term.rest.startsWith(':') && term.rest.size() > 1;
    if (term.name == "all")
        return term.rest.isEmpty();
    if (term.name == "include" || term.name == "exists")
        return hasDomain;
    if (term.name == "ip4" || term.name == "ip6")
        return hasDomain && isIpNetwork(term.rest.mid(1), term.name == "ip6");
    if (term.name == "ptr")
        return term.rest.isEmpty() || hasDomain;
    return (term.name == "a" || term.name == "mx") && isOptionalDomainAndPrefix(term.rest);
}

bool needsLookup(const QByteArray &name)
{
    return name == "include" || name == "a" || name == "mx" || name == "ptr" || name == "exists";
}

/// One walk over the terms.
class Reader
{
public:
    void read(const QByteArray &record)
    {
        for (const QByteArray &text : record.mid(6).split(' '))
            if (!text.isEmpty())
                isModifier(text) ? readModifier(text) : readMechanism(text);
    }

    Judgement judgement(const QByteArray &record) const
    {
        Judgement out{State::Strict, record, summary(), m_faults + m_remarks};
        if (m_lookups + (m_redirect.isEmpty() ? 0 : 1) > lookupLimit)
            out.problems.append(QStringLiteral("%1 lookups, limit %2").arg(m_lookups).arg(lookupLimit));
        if (out.problems.size() > m_remarks.size())
            out.state = State::Broken;
        else if (m_all ? (m_all == '+' || m_all == '?') : m_redirect.isEmpty())
            out.state = State::Lax;
        else if (!m_remarks.isEmpty())
            out.state = State::Lax;
        return out;
    }

private:
    void readModifier(const QByteArray &text)
    {
        const QByteArray name = text.left(text.indexOf('=')).toLower(), value = text.mid(text.indexOf('=') + 1);
        if (name != "redirect" && name != "exp")
            return; // unknown modifiers are ignored (RFC 7208 §6)
        QByteArray &seen = name == "redirect" ? m_redirect : m_explanation;
        if (value.isEmpty() || !seen.isEmpty())
            m_faults.append(QString::fromUtf8(text.left(termShown)));
        seen = value;
    }

    void readMechanism(const QByteArray &text)
    {
        const Term term = readTerm(text);
        if (!isWellFormed(term))
            m_faults.append(QString::fromUtf8(text.left(termShown)));
        else if (m_all) // never reached (RFC 7208 §5.1)
            m_remarks.append(QString::fromUtf8(text.left(termShown)));
        else if (term.name == "all")
            m_all = term.qualifier;
        m_lookups += needsLookup(term.name) ? 1 : 0;
    }

    QString summary() const
    {
        if (m_all)
            return QString(QLatin1Char(m_all)) + QStringLiteral("all");
        return m_redirect.isEmpty() ? QStringLiteral("?all") // the default result (RFC 7208 §4.7)
                                    : QStringLiteral("redirect=") + QString::fromUtf8(m_redirect.left(termShown));
    }

    char m_all = 0; ///< the qualifier of the first "all", 0 for none
    int m_lookups = 0;
    QByteArray m_redirect, m_explanation;
    QStringList m_faults, m_remarks;
};

} // namespace

Judgement judgeSpf(const QByteArrayList &records)
{
    QByteArrayList spf;
    std::ranges::copy_if(records, std::back_inserter(spf), isSpf);
    if (spf.isEmpty())
        return {};
    if (spf.size() > 1)
        return {State::Broken, spf.first(), QStringLiteral("%1 × v=spf1").arg(spf.size()), {}};
    Reader reader;
    reader.read(spf.first());
    return reader.judgement(spf.first());
}

} // namespace findings::posture
