// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/trust_anchor.h"

#include <QFile>
#include <algorithm>
#include <ldns/ldns.h>
#include <memory>
#include <optional>

namespace io {

namespace {

constexpr qint64 maxFileBytes = 1024 * 1024;

constexpr const char *builtIn = ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n"
                                ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16\n";

constexpr const char *systemPlaces[] = {"/usr/share/dns/root.key", "/var/lib/unbound/root.key",
                                        "/etc/unbound/root.key"};

struct LdnsFree
{
    void operator()(ldns_rr *rr) const { ldns_rr_free(rr); }
    void operator()(char *text) const { LDNS_FREE(text); }
};

// Zone text to one record a line: comments go, and line ends inside parentheses become blanks (RFC 1035 §5.1). Empty
// when the parentheses do not match.
std::optional<QByteArrayList> logicalLines(const QByteArray &text)
{
    QByteArrayList lines;
    QByteArray line;
    int depth = 0;
    bool comment = false;
    for (const char c : text + '\n') {
        if (c == '\n') {
            comment = false;
            if (depth > 0) {
                line += ' ';
                continue;
            }
            if (!line.trimmed().isEmpty())
                lines += line.trimmed();
            line.clear();
        } else if (c == ';') {
            comment = true;
        } else if (!comment) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            line += c == '(' || c == ')' || c == '\r' ? ' ' : c;
        }
    }
    return depth == 0 ? std::optional(lines) : std::nullopt;
}

} // namespace

bool TrustAnchor::covers(const QString &name) const
{
    return std::any_of(owners.begin(), owners.end(), [&](const QString &owner) {
        return owner.isEmpty() || name == owner || name.endsWith(u'.' + owner);
    });
}

base::Result<TrustAnchor> TrustAnchor::parse(const QByteArray &zoneText)
{
    TrustAnchor anchor;
    const auto lines = logicalLines(zoneText);
    if (!lines)
        return base::failure("not-a-record", 0, zoneText);
    for (const QByteArray &line : *lines) {
        ldns_rr *raw = nullptr;
        if (ldns_rr_new_frm_str(&raw, line.constData(), 3600, nullptr, nullptr) != LDNS_STATUS_OK)
            return base::failure("not-a-record", zoneText.indexOf(line.left(8)), line);
        const std::unique_ptr<ldns_rr, LdnsFree> rr(raw);
        if (ldns_rr_get_type(raw) != LDNS_RR_TYPE_DS && ldns_rr_get_type(raw) != LDNS_RR_TYPE_DNSKEY)
            return base::failure("not-an-anchor", zoneText.indexOf(line.left(8)), line);
        const std::unique_ptr<char, LdnsFree> owner(ldns_rdf2str(ldns_rr_owner(raw)));
        QString name = QString::fromLatin1(owner.get()).toLower();
        name.chop(name.endsWith(u'.') ? 1 : 0);
        if (!anchor.owners.contains(name))
            anchor.owners += name;
        anchor.records += line;
    }
    if (anchor.records.isEmpty())
        return base::failure("no-record", 0, zoneText);
    return anchor;
}

base::Result<TrustAnchor> TrustAnchor::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::failure("unreadable", 0, file.errorString().toUtf8());
    auto anchor = parse(file.read(maxFileBytes));
    if (anchor)
        anchor->source = path;
    return anchor;
}

TrustAnchor TrustAnchor::systemDefault()
{
    for (const char *place : systemPlaces) {
        const auto anchor = fromFile(QString::fromLatin1(place));
        if (anchor && anchor->owners.contains(QString()))
            return *anchor;
    }
    TrustAnchor anchor = *parse(builtIn);
    anchor.source = QStringLiteral("built in");
    return anchor;
}

} // namespace io
