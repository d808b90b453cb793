// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/domain_name.h"

#include "base/ip_address.h"

#include <QUrl>
#include <algorithm>
#include <libpsl.h>

namespace base {

namespace {

constexpr qsizetype maxName = 253, maxLabel = 63;
// UTS #46 works on bounded input only: no legal name has more code units than this before conversion.
constexpr qsizetype maxTyped = 1024;

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool isHostCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9') || u == u'-';
}

bool isAllDigits(QStringView label)
{
    return std::all_of(label.begin(), label.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// RFC 5890 §2.3.1 with RFC 1123 §2.1: letters, digits, inner hyphens.
Result<DomainName> checkLabel(const QString &label, qsizetype offset, const QByteArray &typed)
{
    if (label.isEmpty())
        return failure("empty-label", offset, typed);
    if (label.size() > maxLabel)
        return failure("label-too-long", offset, typed);
    if (label.startsWith(u'-') || label.endsWith(u'-'))
        return failure("hyphen", offset, typed);
    const auto bad = std::find_if_not(label.begin(), label.end(), isHostCharacter);
    if (bad != label.end())
        return failure("bad-character", offset + (bad - label.begin()), typed);
    // An A-label must be the encoding of something: "xn--a" or upper-case punycode tricks are not names.
    if (label.startsWith(u"xn--") && QUrl::fromAce(label.toLatin1(), QUrl::IgnoreIDNWhitelist).startsWith(u"xn--"))
        return failure("idna", offset, typed);
    return DomainName();
}

QString asciiForm(QStringView text)
{
    return isAscii(text) ? text.toString().toLower()
                         : QString::fromLatin1(QUrl::toAce(text.toString(), QUrl::IgnoreIDNWhitelist)).toLower();
}

// The ideographic full stops are label separators too (RFC 3490 §3.1; UTS #46 maps them).
QString withPlainDots(QStringView text)
{
    QString out = text.toString();
    for (const char16_t dot : {u'\u3002', u'\uff0e', u'\uff61'})
        out.replace(QChar(dot), u'.');
    return out;
}

} // namespace

Result<DomainName> DomainName::parse(QStringView text, bool allowSingleLabel)
{
    const QByteArray typed = text.left(maxTyped).toUtf8();
    if (text.isEmpty())
        return failure("empty");
    if (text.size() > maxTyped)
        return failure("too-long", maxName, typed);
    QString dotted = withPlainDots(text);
    if (IpAddress::parse(dotted) || (dotted.startsWith(u'[') && dotted.endsWith(u']')))
        return failure("ip-address", 0, typed);
    if (dotted.endsWith(u'.'))
        dotted.chop(1);
    if (dotted.isEmpty() || dotted.startsWith(u'.') || dotted.contains(QLatin1String("..")) || dotted.endsWith(u'.'))
        return failure("empty-label", std::max<qsizetype>(0, dotted.indexOf(QLatin1String(".."))), typed);
    DomainName name;
    name.m_ascii = asciiForm(dotted);
    if (name.m_ascii.isEmpty())
        return failure("idna", 0, typed);
    qsizetype offset = 0;
    const QStringList labels = name.labels();
    for (const QString &label : labels) {
        if (const auto checked = checkLabel(label, offset, typed); !checked)
            return tl::unexpected(checked.error());
        offset += label.size() + 1;
    }
    if (name.m_ascii.size() > maxName)
        return failure("too-long", maxName, typed);
    if (labels.size() == 1 && !allowSingleLabel)
        return failure("single-label", 0, typed);
    // RFC 3696 §2: a top-level domain is never all digits, so this is a mistyped address.
    if (isAllDigits(labels.last()))
        return failure("all-numeric-tld", name.m_ascii.size() - labels.last().size(), typed);
    return name;
}

QString DomainName::toUnicode() const
{
    const QString unicode = QUrl::fromAce(m_ascii.toLatin1(), QUrl::IgnoreIDNWhitelist);
    return unicode.isEmpty() ? m_ascii : unicode;
}

QString DomainName::forDisplay() const
{
    const QString unicode = toUnicode();
    return unicode == m_ascii ? m_ascii : QStringLiteral("%1 (%2)").arg(unicode, m_ascii);
}

DomainName DomainName::parent() const
{
    DomainName up;
    const qsizetype dot = m_ascii.indexOf(u'.');
    if (dot >= 0)
        up.m_ascii = m_ascii.mid(dot + 1);
    return up;
}

bool DomainName::isSubdomainOf(const DomainName &other) const
{
    return !other.isEmpty() && m_ascii.endsWith(u'.' + other.m_ascii);
}

QString canonicalHost(QStringView rawDnsName)
{
    QString out = rawDnsName.toString();
    if (out.endsWith(u'.') && out.size() > 1)
        out.chop(1);
    for (QChar &c : out)
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + 32);
    return out;
}

QString registrableDomain(const QString &name)
{
    const psl_ctx_t *list = psl_builtin();
    const QByteArray ascii = name.toLatin1();
    const char *domain = list ? psl_registrable_domain(list, ascii.constData()) : nullptr;
    return domain ? QString::fromLatin1(domain) : QString();
}

bool isPublicSuffix(const QString &name)
{
    const psl_ctx_t *list = psl_builtin();
    return list && psl_is_public_suffix2(list, name.toLatin1().constData(),
                                         PSL_TYPE_ICANN | PSL_TYPE_PRIVATE | PSL_TYPE_NO_STAR_RULE);
}

} // namespace base
