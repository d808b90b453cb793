// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_uri.h"

#include "base/domain_name.h"
#include "base/ip_address.h"

#include <algorithm>

namespace tlsrpt {
namespace {

bool isHex(char c)
{
    return base::isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// RFC 3986 §2.2, §2.3: reserved and unreserved. "!" is told apart from what no URI may hold.
bool isUriCharacter(char c)
{
    static constexpr QByteArrayView punctuation("-._~:/?#[]@!$&'()*+,;=");
    return base::isAlphanumeric(c) || punctuation.indexOf(c) >= 0;
}

// RFC 3986 §3.1: ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
QByteArray schemeOf(const QByteArray &uri)
{
    const QByteArray scheme = uri.left(std::max<qsizetype>(0, uri.indexOf(':')));
    const auto tail = [](char c) { return base::isAlphanumeric(c) || c == '+' || c == '-' || c == '.'; };
    const bool good = !scheme.isEmpty() && !base::isDigit(scheme[0]) && base::isAlphanumeric(scheme[0]) &&
                      std::all_of(scheme.begin(), scheme.end(), tail);
    return good ? scheme.toLower() : QByteArray();
}

UriFault characterFault(const QByteArray &uri)
{
    bool unescaped = false;
    for (qsizetype i = 0; i < uri.size(); ++i) {
        if (uri[i] == '%') {
            if (i + 2 >= uri.size() || !isHex(uri[i + 1]) || !isHex(uri[i + 2]))
                return UriFault::BadCharacter;
            i += 2;
        } else if (!isUriCharacter(uri[i])) {
            return UriFault::BadCharacter;
        }
        unescaped = unescaped || uri[i] == '!';
    }
    return unescaped ? UriFault::Unescaped : UriFault::None;
}

bool isHost(const QString &text)
{
    if (text.startsWith(u'[') && text.endsWith(u']'))
        return text.size() > 2;
    return base::DomainName::parse(text, true).has_value() || base::IpAddress::parse(text).has_value();
}

// RFC 6068 §2: mailto:local@domain, percent-encoded, a query behind.
void readMailto(ReportUri &uri, const QByteArray &rest)
{
    uri.isMailto = true;
    const QByteArray address =
        QByteArray::fromPercentEncoding(rest.left(rest.indexOf('?') < 0 ? rest.size() : rest.indexOf('?')));
    const qsizetype at = address.lastIndexOf('@');
    const QString domain = QString::fromUtf8(address.mid(at + 1)).toLower();
    if (at <= 0 || !isHost(domain))
        uri.fault = UriFault::WithoutAddress;
    else
        uri.mailDomain = domain;
}

// RFC 9110 §4.2.2: https://host[:port]…, the host not empty.
bool hasHost(const QByteArray &rest)
{
    if (!rest.startsWith("//"))
        return false;
    const auto end =
        std::find_if(rest.begin() + 2, rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    QByteArray host = rest.mid(2, end - rest.begin() - 2);
    host = host.mid(host.lastIndexOf('@') + 1);
    const qsizetype colon = host.lastIndexOf(':');
    const QByteArray port = host.mid(colon + 1);
    if (colon >= 0 && !port.contains(']')) {
        if (!std::all_of(port.begin(), port.end(), base::isDigit))
            return false;
        host.truncate(colon);
    }
    return isHost(QString::fromUtf8(QByteArray::fromPercentEncoding(host)));
}

} // namespace

ReportUri parseReportUri(const QByteArray &text, base::Span span)
{
    ReportUri uri{text, span, UriFault::None, false, {}};
    const QByteArray scheme = schemeOf(text);
    const QByteArray rest = text.mid(scheme.size() + 1);
    if (text.isEmpty())
        uri.fault = UriFault::Empty;
    else if (const UriFault fault = characterFault(text); fault == UriFault::BadCharacter)
        uri.fault = fault;
    else if (scheme.isEmpty())
        uri.fault = UriFault::NoScheme;
    else if (fault != UriFault::None)
        uri.fault = fault;
    else if (scheme == "mailto")
        readMailto(uri, rest);
    else if (scheme != "https")
        uri.fault = UriFault::UnsupportedScheme;
    else if (!hasHost(rest))
        uri.fault = UriFault::WithoutHost;
    return uri;
}

} // namespace tlsrpt
