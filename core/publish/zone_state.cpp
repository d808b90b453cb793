// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/zone_state.h"

#include "base/domain_name.h"
#include "base/ip_address.h"
#include "publish/bind.h"
#include "publish/rrset.h"

#include <algorithm>
#include <tuple>

namespace publish {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Reads the character-strings of a TXT value one after the other.
class TextReader
{
public:
    explicit TextReader(const QByteArray &text) : m_text(text) {}

    std::optional<QByteArrayList> strings()
    {
        QByteArrayList out;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            const auto string = next();
            if (!string || string->size() > 255) // RFC 1035 §3.3
                return std::nullopt;
            out += *string;
        }
        return out.isEmpty() ? std::nullopt : std::optional(out);
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }

    std::optional<QByteArray> next()
    {
        const bool quoted = m_text[m_at] == '"';
        if (quoted)
            ++m_at;
        QByteArray out;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (quoted ? c == '"' : isBlank(c))
                break;
            if (c == '"')
                return std::nullopt;
            ++m_at;
            if (c != '\\')
                out += c;
            else if (!escaped(out))
                return std::nullopt;
        }
        if (!quoted)
            return out;
        const bool closed = m_at < m_text.size() && (m_at + 1 == m_text.size() || isBlank(m_text[m_at + 1]));
        ++m_at;
        return closed ? std::optional(out) : std::nullopt;
    }

    // \DDD is a byte in decimal, \X is X (RFC 1035 §5.1).
    bool escaped(QByteArray &out)
    {
        if (m_at >= m_text.size())
            return false;
        if (m_text[m_at] < '0' || m_text[m_at] > '9') {
            out += m_text[m_at++];
            return true;
        }
        const QByteArray digits = m_text.mid(m_at, 3);
        const bool allDigits = digits.size() == 3 &&
                               std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!allDigits || digits.toInt() > 255)
            return false;
        out += char(digits.toInt());
        m_at += 3;
        return true;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

std::optional<QByteArray> canonicalText(const QByteArray &presentation)
{
    const auto strings = TextReader(presentation).strings();
    if (!strings)
        return std::nullopt;
    QByteArrayList quoted;
    for (const QByteArray &string : *strings)
        quoted += quotedCharacterStrings(string);
    return quoted.join(' ');
}

std::optional<QByteArray> canonicalAddress(const QByteArray &presentation, bool isV6)
{
    const auto address = base::IpAddress::parse(QString::fromLatin1(presentation));
    return address && address->isV6() == isV6 ? std::optional(address->toString().toLatin1()) : std::nullopt;
}

std::optional<QByteArray> canonicalName(const QByteArray &presentation)
{
    const bool plain =
        std::all_of(presentation.begin(), presentation.end(), [](char c) { return c > ' ' && c < 0x7f && c != '\\'; });
    const QByteArray name = base::canonicalHost(QString::fromLatin1(presentation)).toLatin1();
    return plain && !name.isEmpty() ? std::optional(name + '.') : std::nullopt;
}

bool before(const ZoneSet &left, const ZoneSet &right)
{
    return std::tie(left.name, left.type) < std::tie(right.name, right.type);
}

} // namespace

const ZoneSet *ZoneState::find(const QString &name, const QByteArray &type) const
{
    const auto found = std::find_if(sets.begin(), sets.end(),
                                    [&](const ZoneSet &set) { return set.name == name && set.type == type; });
    return found == sets.end() ? nullptr : &*found;
}

void ZoneState::add(ZoneSet set)
{
    std::sort(set.values.begin(), set.values.end());
    sets.insert(std::upper_bound(sets.begin(), sets.end(), set, before), set);
}

QStringList publishedNames(const QString &domain)
{
    return {QStringLiteral("_mta-sts.") + domain, QStringLiteral("_smtp._tls.") + domain,
            QStringLiteral("mta-sts.") + domain};
}

std::optional<QByteArray> canonicalValue(const QByteArray &type, const QByteArray &presentation)
{
    if (type == "TXT")
        return canonicalText(presentation);
    if (type == "CNAME")
        return canonicalName(presentation);
    if (type == "A" || type == "AAAA")
        return canonicalAddress(presentation, type == "AAAA");
    return presentation;
}

QByteArray textOf(const QByteArray &presentation)
{
    return TextReader(presentation).strings().value_or(QByteArrayList{}).join();
}

ZoneSet zoneSet(const QString &name, rollout::RecordKind kind, qint64 ttl, const QByteArrayList &values)
{
    ZoneSet set{name, typeWord(kind), ttl, {}};
    for (const QByteArray &value : values)
        set.values += canonicalValue(set.type, presentation(kind, value)).value_or(value);
    std::sort(set.values.begin(), set.values.end());
    return set;
}

} // namespace publish
