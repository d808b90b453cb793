// SPDX-License-Identifier: GPL-3.0-or-later
// Sender authentication as context: never more than a remark, whatever is published and whatever fails.
#include "facts_builder.h"
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
    postureRules(facts, facts.observedAt, out);
    return out;
}

} // namespace

class TestPostureRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyPosturePasses();
    void oneChangeAtATime_data();
    void oneChangeAtATime();
    void titleSaysWhatIsPublished();
    void recordOfTheOrganizationIsNamed();
    void nothingIsSaidOfWhatWasNotAsked();
};

void TestPostureRules::healthyPosturePasses()
{
    const Findings list = rulesOn(support::healthyFacts());
    QCOMPARE(support::notPassed(list, Subject::Posture), QStringList());
    QCOMPARE(list.size(), 4);
    support::verifySentences(list);
}

void TestPostureRules::oneChangeAtATime_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *expected, const Change &change) {
        QTest::newRow(name) << change << (*expected ? QStringList{QString::fromLatin1(expected)} : QStringList());
    };
    using enum DnsStatus;
    const auto failing = [](facts::DnsAnswer &answer, DnsStatus status) {
        answer = support::noAnswer(answer.name, answer.type, status);
    };
    const auto records = [](facts::DnsAnswer &answer, const QByteArrayList &texts) {
        answer = support::txtAnswer(answer.name, texts);
    };

    row("no SPF", "fail posture-spf info", [=](DomainFacts &f) { failing(f.hints.apexTxt, NoData); });
    row("lax SPF", "fail posture-spf info", [=](DomainFacts &f) { records(f.hints.apexTxt, {"v=spf1 +all"}); });
    row("SPF not known", "unknown posture-spf info", [=](DomainFacts &f) { failing(f.hints.apexTxt, ServFail); });
    row("SPF bogus", "unknown posture-spf info", [=](DomainFacts &f) { failing(f.hints.apexTxt, Bogus); });
    row("no DMARC", "fail posture-dmarc info", [=](DomainFacts &f) { failing(f.posture.dmarc, NxDomain); });
    row("DMARC not known", "unknown posture-dmarc info", [=](DomainFacts &f) { failing(f.posture.dmarc, Timeout); });
    row("DMARC of the organization", "", [=](DomainFacts &f) {
        failing(f.posture.dmarc, NxDomain);
        f.posture.dmarcOrganization =
            support::txtAnswer(QStringLiteral("_dmarc.example"), {"v=DMARC1; p=reject; rua=mailto:d@example.com"});
    });
    row("lax for sub-domains", "fail posture-dmarc info", [=](DomainFacts &f) {
        failing(f.posture.dmarc, NxDomain);
        f.posture.dmarcOrganization = support::txtAnswer(QStringLiteral("_dmarc.example"),
                                                         {"v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com"});
    });
    row("organization not known", "unknown posture-dmarc info", [=](DomainFacts &f) {
        failing(f.posture.dmarc, NxDomain);
        f.posture.dmarcOrganization = support::noAnswer(QStringLiteral("_dmarc.example"), RecordType::Txt, ServFail);
    });
    row("no DKIM key", "fail posture-dkim info", [=](DomainFacts &f) { failing(f.posture.dkim[0].answer, NxDomain); });
    row("DKIM not known", "unknown posture-dkim info",
        [=](DomainFacts &f) { failing(f.posture.dkim[0].answer, ServFail); });
    row("revoked key", "fail posture-dkim info",
        [=](DomainFacts &f) { records(f.posture.dkim[0].answer, {"v=DKIM1; p="}); });
    row("one of two selectors", "", [=](DomainFacts &f) {
        f.posture.dkim.append({QStringLiteral("s1"), support::noAnswer(QStringLiteral("s1._domainkey.example.com"),
                                                                       RecordType::Txt, NxDomain)});
    });
    row("one of two selectors is faulty", "fail posture-dkim info", [=](DomainFacts &f) {
        f.posture.dkim.append({QStringLiteral("s1"),
                               support::txtAnswer(QStringLiteral("s1._domainkey.example.com"), {"v=DKIM1; p=AAAA"})});
    });
    row("no BIMI", "fail posture-bimi info", [=](DomainFacts &f) { failing(f.posture.bimi, NxDomain); });
    row("BIMI not known", "unknown posture-bimi info", [=](DomainFacts &f) { failing(f.posture.bimi, NetworkError); });
    row("stopped", "", [=](DomainFacts &f) {
        for (facts::DnsAnswer *answer :
             {&f.hints.apexTxt, &f.posture.dmarc, &f.posture.bimi, &f.posture.dkim[0].answer})
            failing(*answer, Cancelled);
    });
}

void TestPostureRules::oneChangeAtATime()
{
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    DomainFacts facts = support::healthyFacts();
    change(facts);
    const Findings list = rulesOn(facts);
    QCOMPARE(support::notPassed(list, Subject::Posture), expected);
    QCOMPARE(verdictOf(list).exitStatus(), 0);
    support::verifySentences(list);
}

void TestPostureRules::titleSaysWhatIsPublished()
{
    DomainFacts facts = support::healthyFacts();
    facts.hints.apexTxt = support::txtAnswer(facts.domain, {"v=spf1 ip4:192.0.2.300 -all"});
    facts.posture.bimi = support::noAnswer(facts.posture.bimi.name, RecordType::Txt, DnsStatus::NoData);
    const Findings list = rulesOn(facts);
    QCOMPARE(text::title(*support::find(list, FindingId::PostureSpf)),
             QStringLiteral("SPF of example.com: -all, ip4:192.0.2.300"));
    QCOMPARE(text::title(*support::find(list, FindingId::PostureDkim)),
             QStringLiteral("DKIM keys of example.com: google: Ed25519"));
    QCOMPARE(text::title(*support::find(list, FindingId::PostureDmarc)),
             QStringLiteral("DMARC of example.com: p=reject"));
    QCOMPARE(text::title(*support::find(list, FindingId::PostureBimi)),
             QStringLiteral("BIMI of example.com: no record"));
}

void TestPostureRules::recordOfTheOrganizationIsNamed()
{
    DomainFacts facts = support::healthyFacts(QStringLiteral("mail.example.com"));
    facts.posture.dmarc = support::noAnswer(facts.posture.dmarc.name, RecordType::Txt, DnsStatus::NxDomain);
    facts.posture.dmarcOrganization = support::txtAnswer(QStringLiteral("_dmarc.example.com"), {"v=DMARC1; p=none"});
    const Findings list = rulesOn(facts);
    QVERIFY(text::explanation(*support::find(list, FindingId::PostureDmarc))
                .contains(QStringLiteral(" _dmarc.example.com.")));
}

void TestPostureRules::nothingIsSaidOfWhatWasNotAsked()
{
    DomainFacts facts = support::healthyFacts();
    facts.posture = {};
    facts.hints = {};
    QVERIFY(rulesOn(facts).isEmpty());
    facts = support::healthyFacts();
    facts.mx = support::noAnswer(facts.domain, RecordType::Mx, DnsStatus::NxDomain);
    QVERIFY(rulesOn(facts).isEmpty());
}

QTEST_GUILESS_MAIN(TestPostureRules)
#include "test_posture_rules.moc"
