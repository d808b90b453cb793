// SPDX-License-Identifier: GPL-3.0-or-later
// Existence of the domain, its mail, and whether the resolver can be believed: one change at a time over healthy facts.
#include "dead_resolver.h"
#include "finding_lists.h"
#include "findings/evaluate.h"

#include <functional>

using namespace findings;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::RecordType;
using Change = std::function<void(DomainFacts &)>;
Q_DECLARE_METATYPE(Change)

namespace {

Findings rulesOn(const DomainFacts &facts)
{
    Findings out;
    domainRules(facts, facts.observedAt, out);
    return out;
}

/// No MX records, and the domain itself as the implicit MX with these answers.
void implicitMx(DomainFacts &facts, DnsStatus a, DnsStatus aaaa)
{
    facts.mx = support::noAnswer(facts.domain, RecordType::Mx, DnsStatus::NoData);
    facts::MxHostFacts host;
    host.name = facts.domain;
    host.implicit = true;
    host.a = a == DnsStatus::Answer ? support::addressAnswer(facts.domain, RecordType::A, {QStringLiteral("192.0.2.1")})
                                    : support::noAnswer(facts.domain, RecordType::A, a);
    host.aaaa = support::noAnswer(facts.domain, RecordType::Aaaa, aaaa);
    facts.mxHosts = {host};
}

Change mxStatus(DnsStatus status)
{
    return [status](DomainFacts &facts) { facts.mx = support::noAnswer(facts.domain, RecordType::Mx, status); };
}

} // namespace

class TestDomainRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyDomainPasses();
    void oneChangeAtATime_data();
    void oneChangeAtATime();
    void evidenceShowsTheAliasChain();
};

void TestDomainRules::healthyDomainPasses()
{
    const Findings list = rulesOn(support::healthyFacts());
    QCOMPARE(support::notPassed(list, Subject::Domain), QStringList());
    QCOMPARE(list.size(), 2);
    support::verifySentences(list);
}

void TestDomainRules::oneChangeAtATime_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Change &change, std::initializer_list<const char *> words) {
        QStringList expected;
        for (const char *word : words)
            expected.append(QString::fromLatin1(word));
        QTest::newRow(name) << change << expected;
    };
    using enum DnsStatus;
    row("NXDOMAIN", mxStatus(NxDomain), {"fail domain-not-found error"});
    row("SERVFAIL", mxStatus(ServFail), {"unknown domain-lookup-failed error"});
    row("timeout", mxStatus(Timeout), {"unknown domain-lookup-failed error"});
    row("refused", mxStatus(Refused), {"unknown domain-lookup-failed error"});
    row("network error", mxStatus(NetworkError), {"unknown domain-lookup-failed error"});
    row("bogus", mxStatus(Bogus), {"fail domain-bogus error"});
    row("null MX beside a policy has its own finding",
        [](DomainFacts &facts) { facts.mx.rdata = {support::mxRdata(0, {})}; }, {});
    row("null MX and no MTA-STS",
        [](DomainFacts &facts) {
            facts.mx.rdata = {support::mxRdata(0, {})};
            facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, NxDomain);
        },
        {"fail domain-without-mail info"});
    row("null MX beside another", [](DomainFacts &facts) { facts.mx.rdata.append(support::mxRdata(0, {})); }, {});
    row("implicit MX", [](DomainFacts &facts) { implicitMx(facts, Answer, NoData); }, {});
    row("neither MX nor address", [](DomainFacts &facts) { implicitMx(facts, NoData, NoData); },
        {"fail domain-without-mail warning"});
    row("address not known", [](DomainFacts &facts) { implicitMx(facts, ServFail, NoData); }, {});
    row("not validating", [](DomainFacts &facts) { facts.vantage.validating = false; },
        {"unknown dnssec-not-validated info"});
    row("cancelled", [](DomainFacts &facts) { facts.cancelled = true; }, {"unknown check-cancelled warning"});
    row("cancelled before the first answer",
        [](DomainFacts &facts) {
            facts.cancelled = true;
            facts.mx = support::noAnswer(facts.domain, RecordType::Mx, Cancelled);
        },
        {"unknown check-cancelled warning"});
    row("no network", [](DomainFacts &facts) { support::failEveryLookup(facts, NetworkError); },
        {"unknown resolver-unreachable error"});
    row("silence", [](DomainFacts &facts) { support::failEveryLookup(facts, Timeout); },
        {"unknown resolver-unreachable error"});
    row("silence of the domain's servers only",
        [](DomainFacts &facts) {
            support::failEveryLookup(facts, Timeout);
            facts.vantage.validating = true;
        },
        {"unknown domain-lookup-failed error"});
    row("SERVFAIL everywhere",
        [](DomainFacts &facts) {
            support::failEveryLookup(facts, ServFail);
            facts.vantage.validating = true;
        },
        {"unknown domain-lookup-failed error"});
}

void TestDomainRules::oneChangeAtATime()
{
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    DomainFacts facts = support::healthyFacts();
    change(facts);
    const Findings list = rulesOn(facts);
    QCOMPARE(support::notPassed(list, Subject::Domain), expected);
    support::verifySentences(list);
}

void TestDomainRules::evidenceShowsTheAliasChain()
{
    DomainFacts facts = support::healthyFacts();
    mxStatus(DnsStatus::NxDomain)(facts);
    facts.mx.cnames = {{facts.domain, QStringLiteral("gone.example.net"), 300}};
    facts.mx.reason = QStringLiteral("the server's words");
    QCOMPARE(rulesOn(facts).first().evidence.summary,
             QString::fromUtf8("example.com → gone.example.net MX: NXDOMAIN (the server's words)"));
}

QTEST_GUILESS_MAIN(TestDomainRules)
#include "test_domain_rules.moc"
