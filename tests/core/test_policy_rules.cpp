// SPDX-License-Identifier: GPL-3.0-or-later
// The policy in a live check: the decisive response, protection against robots, mode, and what is lowered where no
// sender looks.
#include "base/enum_names.h"
#include "base/limits.h"
#include "deployed_domain.h"
#include "findings/catalogue.h"
#include "findings/evaluate.h"
#include "text/text.h"

#include <QTest>

using namespace findings;

namespace {

Findings policyOf(const facts::PolicyFetch &fetch, bool deployed = true)
{
    facts::DomainFacts facts = test_facts::deployedDomain();
    facts.policyHost.fetches = {fetch};
    if (!deployed)
        facts.stsTxt = test_facts::noAnswer(facts.stsTxt.name, facts::DnsStatus::NxDomain);
    Findings out;
    policyRules(facts, {}, out);
    return out;
}

QStringList failedIds(const Findings &findings)
{
    QStringList ids;
    for (const Finding &finding : findings)
        if (finding.status == Status::Fail)
            ids.append(base::enumName(finding.id));
    return ids;
}

QByteArray withMode(const QByteArray &mode)
{
    return QByteArray(test_facts::goodPolicy).replace("enforce", mode);
}

facts::PolicyFetch refusedFetch(int status, const QByteArray &body, std::optional<facts::BrowserRetry> retry)
{
    facts::PolicyFetch fetch = test_facts::policyFetch(body, status);
    fetch.browserRetry = retry;
    return fetch;
}

const facts::BrowserRetry policyForBrowsers{200, QStringLiteral("text/plain"), true};
const facts::BrowserRetry nothingForBrowsers{403, QStringLiteral("text/html"), false};

} // namespace

class TestPolicyRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthy()
    {
        const Findings findings = policyOf(test_facts::policyFetch());
        QVERIFY(findings.size() >= 3);
        for (const Finding &finding : findings) {
            QVERIFY2(finding.status == Status::Pass, qUtf8Printable(base::enumName(finding.id)));
            QCOMPARE(finding.evidence.host, QStringLiteral("mta-sts.example.com"));
            QCOMPARE(finding.evidence.address, QStringLiteral("192.0.2.80"));
        }
    }

    void nothingFetched()
    {
        facts::PolicyFetch fetch;
        fetch.reached = facts::FetchStage::Connect;
        fetch.cause = facts::Cause::Refused;
        QVERIFY(policyOf(fetch).isEmpty());
    }

    void mode_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QString>("id");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("testing") << QByteArray("testing") << QStringLiteral("policy-mode-testing") << Severity::Info;
        QTest::newRow("none") << QByteArray("none") << QStringLiteral("policy-mode-none") << Severity::Warning;
        QTest::newRow("report") << QByteArray("report") << QStringLiteral("policy-mode-report") << Severity::Error;
    }
    void mode()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QString, id);
        const Findings findings = policyOf(test_facts::policyFetch(withMode(mode)));
        QCOMPARE(failedIds(findings), QStringList{id});
        QTEST(verdictOf(findings).severity, "severity");
    }

    void status_data()
    {
        QTest::addColumn<facts::PolicyFetch>("fetch");
        QTest::addColumn<QString>("id");
        const QString bots = QStringLiteral("policy-bot-protection"), status = QStringLiteral("policy-http-status");
        using test_facts::policyFetch;
        QTest::newRow("404") << policyFetch("<html>", 404) << status;
        QTest::newRow("403 for all") << refusedFetch(403, "no", nothingForBrowsers) << status;
        QTest::newRow("403, not retried") << refusedFetch(403, "no", std::nullopt) << status;
        for (const int code : {403, 406, 429, 503})
            QTest::addRow("%d, a browser gets it", code) << refusedFetch(code, "no", policyForBrowsers) << bots;
        QTest::newRow("500, a browser gets it") << refusedFetch(500, "no", policyForBrowsers) << status;
        QTest::newRow("challenge, also for browsers")
            << refusedFetch(403, "<html><title>Just a moment...</title>", nothingForBrowsers) << bots;
        QTest::newRow("challenge with status 200")
            << refusedFetch(200, "<html><title>Just a moment...</title>", policyForBrowsers) << bots;
        QTest::newRow("page with status 200")
            << policyFetch("<html><body>hello</body></html>") << QStringLiteral("policy-html");
    }
    void status()
    {
        QFETCH(facts::PolicyFetch, fetch);
        QFETCH(QString, id);
        const Findings findings = policyOf(fetch);
        QCOMPARE(failedIds(findings), QStringList{id});
        QCOMPARE(verdictOf(findings).effect, Effect::Invalid);
    }

    void redirect()
    {
        facts::PolicyFetch fetch = test_facts::policyFetch({}, 301);
        fetch.headers.append({QStringLiteral("Location"), QStringLiteral("https://www.example.com/")});
        const Findings findings = policyOf(fetch);
        QCOMPARE(failedIds(findings), QStringList{QStringLiteral("policy-redirect")});
        QVERIFY(findings.last().evidence.summary.contains(QStringLiteral("https://www.example.com/")));
        QCOMPARE(findings.last().resultType, QStringLiteral("sts-policy-fetch-error"));
        QVERIFY(text::guidance(findings.last())
                    .contains(QStringLiteral("https://mta-sts.example.com/.well-known/mta-sts.txt")));
    }

    void cutBody()
    {
        facts::PolicyFetch fetch = test_facts::policyFetch(QByteArray(limits::policyBytes + 1, 'x'));
        fetch.bodyTooLong = true;
        QCOMPARE(failedIds(policyOf(fetch)), QStringList{QStringLiteral("policy-too-long")});
        fetch = test_facts::policyFetch("version: STSv1\r\nmo");
        fetch.bodyIncomplete = true;
        QVERIFY(failedIds(policyOf(fetch)).isEmpty()); // a half text is not judged
    }

    void ownDomainIsKnown()
    {
        const QByteArray body = QByteArray(test_facts::goodPolicy).replace("mail.", "*.");
        QCOMPARE(failedIds(policyOf(test_facts::policyFetch(body))),
                 QStringList{QStringLiteral("policy-wildcard-own-domain")});
    }

    void loweredWhereNoSenderLooks()
    {
        const Findings findings = policyOf(test_facts::policyFetch("broken", 200), false);
        QVERIFY(!failedIds(findings).isEmpty());
        QCOMPARE(verdictOf(findings).severity, Severity::Info);
        QCOMPARE(verdictOf(findings).effect, Effect::Usable);
        QCOMPARE(verdictOf(policyOf(test_facts::policyFetch(withMode("none")), false)).severity, Severity::Info);
    }

    void theTrustedAnswerIsJudged()
    {
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.policyHost.fetches.prepend(test_facts::policyFetch("gone", 404));
        Findings out;
        policyRules(facts, {}, out);
        QVERIFY(failedIds(out).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPolicyRules)
#include "test_policy_rules.moc"
