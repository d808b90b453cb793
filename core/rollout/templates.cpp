// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/templates.h"

#include "sts/record.h"

#include <QUrl>

#include <algorithm>

namespace rollout {

namespace {

bool isUriByte(QChar c)
{
    return c > u' ' && c < QChar(0x7f);
}

// RFC 8460 §3: these three separate URIs, sizes and fields, so a URI may hold them only percent-encoded.
QString withSeparatorsEncoded(QString uri)
{
    return uri.replace(u',', QLatin1String("%2C"))
        .replace(u'!', QLatin1String("%21"))
        .replace(u';', QLatin1String("%3B"));
}

base::Result<QString> mailtoUri(const QString &address)
{
    const qsizetype query = address.indexOf(u'?');
    const QString mailbox = address.left(query), rest = query < 0 ? QString() : address.mid(query);
    const qsizetype at = mailbox.lastIndexOf(u'@');
    if (at < 1)
        return base::failure("mailto", 0, address.toUtf8());
    const auto domain = base::DomainName::parse(QStringView(mailbox).mid(at + 1));
    if (!domain)
        return base::failure("host", at + 1, address.toUtf8());
    const QString text = mailbox.left(at + 1) + domain->toString() + rest;
    if (!std::all_of(text.begin(), text.end(), isUriByte))
        return base::failure("bad-character", 0, address.toUtf8());
    return QLatin1String("mailto:") + withSeparatorsEncoded(text);
}

base::Result<QString> httpsUri(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString encoded = QString::fromLatin1(url.toEncoded());
    if (!url.isValid() || !std::all_of(encoded.begin(), encoded.end(), isUriByte))
        return base::failure("bad-character", 0, text.toUtf8());
    if (!base::DomainName::parse(url.host()) && !base::IpAddress::parse(url.host()))
        return base::failure("host", 0, text.toUtf8());
    return withSeparatorsEncoded(encoded);
}

QList<Record> policyHostRecords(const QString &name, const PolicyHost &host)
{
    QList<Record> records;
    if (!host.target.isEmpty())
        records.append({name, RecordKind::Cname, host.target.toLatin1()});
    for (const base::IpAddress &address : host.addresses)
        records.append({name, address.isV6() ? RecordKind::Aaaa : RecordKind::A, address.toString().toLatin1()});
    return records;
}

const char *policyFault(const Choices &choices)
{
    if (choices.mx.isEmpty())
        return "no-mx";
    return choices.maxAge < maxAgeLeast || choices.maxAge > maxAgeMost ? "max-age" : nullptr;
}

const char *recordFault(const QString &policyHostName, const Choices &choices)
{
    if (choices.ttl < ttlLeast || choices.ttl > ttlMost)
        return "ttl";
    if (!sts::isId(choices.id))
        return "bad-id";
    if (!choices.policyHost.target.isEmpty() && !choices.policyHost.addresses.isEmpty())
        return "host-twice";
    return choices.policyHost.target == policyHostName ? "host-loop" : nullptr;
}

RecordSet emptySet(const base::DomainName &domain, const Choices &choices)
{
    RecordSet set;
    set.domain = domain.toString();
    set.zone = choices.zone;
    set.operation = choices.operation;
    set.ttl = choices.ttl;
    set.tool = choices.tool;
    set.createdAt = choices.createdAt;
    return set;
}

Record reportingRecord(const base::DomainName &domain, const Choices &choices)
{
    return {QStringLiteral("_smtp._tls.") + domain.toString(), RecordKind::Txt, tlsrptRecordText(choices.rua)};
}

} // namespace

base::Result<QString> mxPattern(QStringView text)
{
    const bool wildcard = text.startsWith(QLatin1String("*."));
    if (text.mid(wildcard ? 2 : 0).contains(u'*'))
        return base::failure("wildcard", 0, text.toUtf8());
    const auto name = base::DomainName::parse(text.mid(wildcard ? 2 : 0));
    if (!name)
        return tl::unexpected(name.error());
    return (wildcard ? QStringLiteral("*.") : QString()) + name->toString();
}

base::Result<QString> ruaUri(const QString &text)
{
    if (text.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
        return mailtoUri(text.mid(7));
    if (text.startsWith(QLatin1String("https:"), Qt::CaseInsensitive))
        return httpsUri(text);
    if (text.contains(u'@') && !text.contains(u':'))
        return mailtoUri(text);
    return base::failure("scheme", 0, text.toUtf8());
}

qint64 usualMaxAge(sts::Mode mode)
{
    switch (mode) {
    case sts::Mode::None: return 86'400;
    case sts::Mode::Testing: return 604'800;
    case sts::Mode::Enforce: return 1'209'600;
    }
    return 604'800;
}

QByteArray tlsrptRecordText(const QStringList &rua)
{
    return "v=TLSRPTv1; rua=" + rua.join(u',').toLatin1();
}

base::Result<RecordSet> recordsOf(const base::DomainName &domain, const Choices &choices)
{
    const QString policyHostName = QStringLiteral("mta-sts.") + domain.toString();
    if (const char *fault = recordFault(policyHostName, choices))
        return base::failure(fault);

    RecordSet set = emptySet(domain, choices);
    set.records = policyHostRecords(policyHostName, choices.policyHost);
    if (!choices.rua.isEmpty())
        set.records.append(reportingRecord(domain, choices));
    set.records.append(
        {QStringLiteral("_mta-sts.") + domain.toString(), RecordKind::Txt, sts::format(sts::Record{choices.id, {}})});
    return set;
}

base::Result<Publication> publication(const base::DomainName &domain, const Choices &choices)
{
    if (const char *fault = policyFault(choices))
        return base::failure(fault);
    auto records = recordsOf(domain, choices);
    if (!records)
        return tl::unexpected(records.error());
    return Publication{*std::move(records), sts::Policy{choices.mode, choices.mx, choices.maxAge, {}}};
}

base::Result<Publication> reportingPublication(const base::DomainName &domain, const Choices &choices)
{
    if (choices.rua.isEmpty())
        return base::failure("no-rua");
    if (choices.ttl < ttlLeast || choices.ttl > ttlMost)
        return base::failure("ttl");
    RecordSet set = emptySet(domain, choices);
    set.records.append(reportingRecord(domain, choices));
    return Publication{set, std::nullopt};
}

} // namespace rollout
