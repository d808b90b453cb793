// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of small domains for tests of rules.
#pragma once

#include "facts/domain_facts.h"

namespace test_facts {

inline const QByteArray goodPolicy = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 1209600\r\n";

inline facts::DnsAnswer noAnswer(const QString &name, facts::DnsStatus status)
{
    facts::DnsAnswer answer;
    answer.name = name;
    answer.type = facts::RecordType::Txt;
    answer.status = status;
    return answer;
}

/// One character-string a record; texts up to 255 bytes.
inline facts::DnsAnswer txtAnswer(const QString &name, const QByteArrayList &records)
{
    facts::DnsAnswer answer = noAnswer(name, facts::DnsStatus::Answer);
    for (const QByteArray &record : records)
        answer.rdata.append(char(record.size()) + record);
    return answer;
}

/// A complete answer over a trusted connection.
inline facts::PolicyFetch policyFetch(const QByteArray &body = goodPolicy, int status = 200)
{
    facts::PolicyFetch fetch;
    fetch.address = *base::IpAddress::parse(u"192.0.2.80");
    fetch.reached = facts::FetchStage::Done;
    fetch.tls.outcome = facts::TlsOutcome::Established;
    fetch.tls.protocol = QStringLiteral("TLSv1.3");
    fetch.tls.nameMatches = true;
    fetch.httpStatus = status;
    fetch.headers = {{QStringLiteral("content-type"), QStringLiteral("text/plain")}};
    fetch.body = body;
    return fetch;
}

/// example.com with a good record, a good policy and TLS reporting to another domain.
inline facts::DomainFacts deployedDomain()
{
    facts::DomainFacts facts;
    facts.domain = QStringLiteral("example.com");
    facts.stsTxt = txtAnswer(QStringLiteral("_mta-sts.example.com"), {"v=STSv1; id=1;"});
    facts.tlsrptTxt = txtAnswer(QStringLiteral("_smtp._tls.example.com"), {"v=TLSRPTv1; rua=mailto:tls@example.net;"});
    facts.policyHost.name = QStringLiteral("mta-sts.example.com");
    facts.policyHost.fetches = {policyFetch()};
    return facts;
}

} // namespace test_facts
