// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts_builder.h"

#include "findings/evaluate.h"
#include "rollout/observation_record.h"

#include <QCryptographicHash>
#include <functional>

using namespace rollout;
using namespace support;
using facts::Cause;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::RecordType;
using findings::FindingId;
using findings::Severity;

namespace {

using Change = std::function<void(DomainFacts &)>;

/// As it is kept and read again: each test here is one of the record, too.
Observation observed(const DomainFacts &facts)
{
    const Observation made = observationOf(facts, findings::evaluate(facts, facts.observedAt));
    const std::optional<Observation> read = fromRecord(toRecord(made));
    if (!read || *read != made)
        qFatal("the record of an observation does not give it back");
    return *read;
}

Observation observedAfter(const Change &change)
{
    DomainFacts facts = healthyFacts();
    change(facts);
    return observed(facts);
}

void forEachFetch(DomainFacts &facts, const std::function<void(facts::PolicyFetch &)> &change)
{
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        change(fetch);
}

Change endingWith(facts::FetchStage stage, Cause cause)
{
    return [=](DomainFacts &facts) {
        forEachFetch(facts, [=](facts::PolicyFetch &fetch) {
            fetch = {};
            fetch.reached = stage;
            fetch.cause = cause;
        });
    };
}

Change answering(int status)
{
    return
        [=](DomainFacts &facts) { forEachFetch(facts, [=](facts::PolicyFetch &fetch) { fetch.httpStatus = status; }); };
}

Change serving(const QByteArray &text)
{
    return [=](DomainFacts &facts) { forEachFetch(facts, [=](facts::PolicyFetch &fetch) { fetch.body = text; }); };
}

Change withRecords(const QByteArrayList &records)
{
    return [=](DomainFacts &facts) { facts.stsTxt.rdata = txtAnswer("_mta-sts.example.com", records).rdata; };
}

Change withStatus(facts::DnsAnswer DomainFacts::*which, DnsStatus status)
{
    return [=](DomainFacts &facts) { facts.*which = noAnswer("example.com", RecordType::Txt, status); };
}

const QByteArray testing = "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: mx2.example.com\nmax_age: 86400\n";

} // namespace

Q_DECLARE_METATYPE(Change)

class TestObservation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seesWhetherTheDomainExists()
    {
        for (const auto &[status, exists] :
             {std::pair{DnsStatus::NxDomain, false}, std::pair{DnsStatus::NoData, true},
              std::pair{DnsStatus::ServFail, true}, std::pair{DnsStatus::Answer, true}}) {
            DomainFacts facts = healthyFacts();
            facts.mx.status = status;
            QCOMPARE(observed(facts).domainExists, exists);
        }
    }

    void seesAHealthyDomain()
    {
        const DomainFacts facts = healthyFacts();
        const Observation seen = observed(facts);
        QCOMPARE(seen.at, observedAt());
        QCOMPARE(int(seen.record), int(Seen::Usable));
        QCOMPARE(seen.recordId, QByteArray("20260601120000Z"));
        QCOMPARE(seen.recordTtl, 3'600);
        QCOMPARE(int(seen.policy), int(Seen::Usable));
        QCOMPARE(seen.policyText, facts.policyHost.fetches.first().body);
        QCOMPARE(seen.policyHash, QCryptographicHash::hash(seen.policyText, QCryptographicHash::Sha256));
        QVERIFY(seen.policyRead.maxAge > 0 && !seen.policyRead.mx.isEmpty());
        QCOMPARE(int(seen.reporting), int(Seen::Usable));
        QCOMPARE(seen.rua, QStringList{"mailto:tls-report@example.net"});
        QVERIFY(seen.mxKnown && seen.takesMail && seen.smtpKnown);
        QCOMPARE(seen.mx, (QStringList{"mx1.example.com", "mx2.example.com"}));
        QCOMPARE(seen.mxTtl, 3'600);
        QVERIFY(seen.mxNotCovered.isEmpty() && seen.serverProblems.isEmpty());
        QCOMPARE(seen.certificatesUntil, std::optional(observedAt().addDays(60)));
    }

    void tellsRecordsApart_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *name, const Change &change, Seen expected) {
            QTest::newRow(name) << change << int(expected);
        };
        row("no data", withStatus(&DomainFacts::stsTxt, DnsStatus::NoData), Seen::Absent);
        row("no name", withStatus(&DomainFacts::stsTxt, DnsStatus::NxDomain), Seen::Absent);
        row("SERVFAIL", withStatus(&DomainFacts::stsTxt, DnsStatus::ServFail), Seen::NotKnown);
        row("timeout", withStatus(&DomainFacts::stsTxt, DnsStatus::Timeout), Seen::NotKnown);
        row("bogus", withStatus(&DomainFacts::stsTxt, DnsStatus::Bogus), Seen::NotKnown);
        row("not asked", withStatus(&DomainFacts::stsTxt, DnsStatus::NotAsked), Seen::NotKnown);
        row("unrelated", withRecords({"v=spf1 -all"}), Seen::Absent);
        row("malformed", withRecords({"v=STSv1; id=;"}), Seen::Invalid);
        row("two", withRecords({"v=STSv1; id=1;", "v=STSv1; id=2;"}), Seen::Invalid);
        row("one beside another", withRecords({"v=spf1 -all", "v=STSv1; id=1;"}), Seen::Usable);
    }
    void tellsRecordsApart()
    {
        QFETCH(Change, change);
        const Observation seen = observedAfter(change);
        QTEST(int(seen.record), "expected");
        QCOMPARE(seen.recordId.isEmpty(), seen.record != Seen::Usable);
    }

    void tellsPoliciesApart_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *name, const Change &change, Seen expected) {
            QTest::newRow(name) << change << int(expected);
        };
        row("mode none", serving("version: STSv1\nmode: none\nmax_age: 86400\n"), Seen::Usable);
        row("blank line", serving("version: STSv1\n\nmode: none\nmax_age: 86400\n"), Seen::Invalid);
        row("not found", answering(404), Seen::Absent);
        row("gone", answering(410), Seen::Absent);
        row("forbidden", answering(403), Seen::Invalid);
        row("redirect", answering(301), Seen::Invalid);
        row("unavailable", answering(503), Seen::NotKnown);
        row("slow down", answering(429), Seen::NotKnown);
        row(
            "media type",
            [](DomainFacts &facts) {
                forEachFetch(facts, [](facts::PolicyFetch &fetch) { fetch.headers = {{"Content-Type", "text/html"}}; });
            },
            Seen::Invalid);
        row(
            "other name",
            [](DomainFacts &facts) {
                forEachFetch(facts, [](facts::PolicyFetch &fetch) { fetch.tls.nameMatches = false; });
            },
            Seen::Invalid);
        row(
            "not found, says a stranger",
            [](DomainFacts &facts) {
                forEachFetch(facts, [](facts::PolicyFetch &fetch) {
                    fetch.tls.nameMatches = false;
                    fetch.httpStatus = 404;
                });
            },
            Seen::Invalid);
        row("timed out", endingWith(facts::FetchStage::Connect, Cause::TimedOut), Seen::NotKnown);
        row("refused", endingWith(facts::FetchStage::Connect, Cause::Refused), Seen::NotKnown);
        row("cancelled", endingWith(facts::FetchStage::Connect, Cause::Cancelled), Seen::NotKnown);
        row("handshake failed", endingWith(facts::FetchStage::Handshake, Cause::TlsFailure), Seen::Invalid);
        row("private", endingWith(facts::FetchStage::NotStarted, Cause::PrivateAddress), Seen::Invalid);
        row(
            "no host",
            [](DomainFacts &facts) {
                facts.policyHost.fetches.clear();
                facts.policyHost.a.status = facts.policyHost.aaaa.status = DnsStatus::NxDomain;
            },
            Seen::Absent);
        row(
            "half a host lookup",
            [](DomainFacts &facts) {
                facts.policyHost.fetches.clear();
                facts.policyHost.a.status = DnsStatus::NoData;
                facts.policyHost.aaaa.status = DnsStatus::Timeout;
            },
            Seen::NotKnown);
        row(
            "never looked", [](DomainFacts &facts) { facts.policyHost = {}; }, Seen::NotKnown);
    }
    void tellsPoliciesApart()
    {
        QFETCH(Change, change);
        const Observation seen = observedAfter(change);
        QTEST(int(seen.policy), "expected");
        QCOMPARE(seen.policyHash.isEmpty(), seen.policy != Seen::Usable);
        QCOMPARE(seen.policyText.isEmpty(), seen.policy != Seen::Usable);
    }

    void tellsReportingApart_data()
    {
        QTest::addColumn<QByteArrayList>("records");
        QTest::addColumn<int>("expected");
        QTest::newRow("two URIs") << QByteArrayList{"v=TLSRPTv1; rua=mailto:a@b.example,https://c.example/"}
                                  << int(Seen::Usable);
        QTest::newRow("no rua") << QByteArrayList{"v=TLSRPTv1;"} << int(Seen::Invalid);
        QTest::newRow("two") << QByteArrayList{"v=TLSRPTv1; rua=mailto:a@b.example",
                                               "v=TLSRPTv1; rua=mailto:c@b.example"}
                             << int(Seen::Invalid);
        QTest::newRow("unrelated") << QByteArrayList{"hello"} << int(Seen::Absent);
    }
    void tellsReportingApart()
    {
        QFETCH(QByteArrayList, records);
        const Observation seen =
            observedAfter([&](DomainFacts &facts) { facts.tlsrptTxt = txtAnswer("_smtp._tls.example.com", records); });
        QTEST(int(seen.reporting), "expected");
        QCOMPARE(seen.rua.size(), seen.reporting == Seen::Usable ? 2 : 0);
        const Observation failed = observedAfter(withStatus(&DomainFacts::tlsrptTxt, DnsStatus::ServFail));
        QCOMPARE(int(failed.reporting), int(Seen::NotKnown));
    }

    void readsTheMxSet()
    {
        const Observation failed = observedAfter([](DomainFacts &facts) {
            facts.mx = noAnswer("example.com", RecordType::Mx, DnsStatus::Timeout);
            facts.mxHosts.clear();
        });
        QVERIFY(!failed.mxKnown && failed.takesMail && failed.mx.isEmpty() && !failed.smtpKnown);

        const Observation null = observedAfter([](DomainFacts &facts) {
            facts.mx = answer("example.com", RecordType::Mx, {mxRdata(0, "")});
            facts.mxHosts.clear();
        });
        QVERIFY(null.mxKnown && !null.takesMail && null.mx.isEmpty());

        const Observation implicit = observedAfter([](DomainFacts &facts) {
            facts.mx = noAnswer("example.com", RecordType::Mx, DnsStatus::NoData);
            facts.mxHosts = {mxHost("example.com", 0, "192.0.2.25", "2001:db8::25")};
            facts.mxHosts.first().implicit = true;
        });
        QVERIFY(implicit.mxKnown && implicit.takesMail);
        QCOMPARE(implicit.mx, QStringList{"example.com"});
        QCOMPARE(implicit.mxNotCovered, QStringList{"example.com"});
    }

    void namesHostsThatThePolicyMisses()
    {
        const Observation seen = observedAfter(serving("version: STSv1\nmode: testing\nmx: mx2.example.com\n"
                                                       "max_age: 86400\n"));
        QCOMPARE(seen.mxNotCovered, QStringList{"mx1.example.com"});
        QVERIFY(seen.serverProblems.isEmpty());
        QVERIFY(std::any_of(seen.otherProblems.begin(), seen.otherProblems.end(), [](const Problem &problem) {
            return problem.id == FindingId::MxNotCovered && problem.severity == Severity::Warning;
        }));
        QVERIFY(observedAfter(serving("version: STSv1\nmode: none\nmax_age: 86400\n")).mxNotCovered.isEmpty());
    }

    // A warning in testing is what will stop mail in enforce.
    void namesWhatWouldStopMail()
    {
        const Observation seen = observedAfter([](DomainFacts &facts) {
            serving(testing)(facts);
            for (facts::SmtpProbe &probe : facts.mxHosts[1].probes)
                probe.tls.nameMatches = false;
        });
        QStringList addresses;
        for (const Problem &problem : seen.serverProblems) {
            QCOMPARE(problem.id, FindingId::MxCertificateNameMismatch);
            QCOMPARE(problem.severity, Severity::Error);
            QCOMPARE(problem.host, QString("mx2.example.com"));
            QCOMPARE(problem.arguments.value("host"), problem.host); // its title names the host
            addresses += problem.address;
        }
        QCOMPARE(addresses, QStringList({"192.0.2.26", "2001:db8::26"}));
        QVERIFY(seen.smtpKnown);
    }

    void asksForASessionWithEveryHost()
    {
        QVERIFY(!observedAfter([](DomainFacts &facts) { facts.mxHosts[1].probes.clear(); }).smtpKnown);
        QVERIFY(!observedAfter([](DomainFacts &facts) { facts.mxHosts.removeLast(); }).smtpKnown);
        QVERIFY(!observedAfter([](DomainFacts &facts) { facts.vantage.smtpSkipped = true; }).smtpKnown);
        QVERIFY(observedAfter([](DomainFacts &facts) { facts.mxHosts[1].probes.removeLast(); }).smtpKnown);
        const Observation blocked = observedAfter([](DomainFacts &facts) {
            for (facts::MxHostFacts &host : facts.mxHosts)
                for (facts::SmtpProbe &probe : host.probes) {
                    probe.tls = {};
                    probe.startTlsOffered = false;
                    probe.reached = facts::SmtpStage::Connect;
                    probe.cause = Cause::TimedOut;
                }
        });
        QVERIFY(!blocked.smtpKnown && blocked.serverProblems.isEmpty());
    }

    void findsTheCertificateThatEndsFirst()
    {
        const Observation server = observedAfter(
            [](DomainFacts &facts) { facts.mxHosts[1].probes[1].tls.chain[0].notAfter = observedAt().addDays(9); });
        QCOMPARE(server.certificatesUntil, std::optional(observedAt().addDays(9)));
        QCOMPARE(server.certificatesUntilHost, "mx2.example.com");
        const Observation host = observedAfter(
            [](DomainFacts &facts) { facts.policyHost.fetches[1].tls.chain[0].notAfter = observedAt().addDays(8); });
        QCOMPARE(host.certificatesUntilHost, "mta-sts.example.com");
        QVERIFY(!observed(DomainFacts()).certificatesUntil);
    }

    // A disk or another program may have changed them: nothing, or some observation, and never more.
    void survivesDamagedRecords()
    {
        QVERIFY(!fromRecord({}));
        QVERIFY(!fromRecord("damaged"));
        QVERIFY(!fromRecord(QByteArray(100'000, '\x81'))); // lists inside lists
        DomainFacts facts = healthyFacts();
        forEachFetch(facts, [](facts::PolicyFetch &fetch) { fetch.tls.nameMatches = false; });
        const QByteArray record = toRecord(observed(facts));
        for (qsizetype size = 0; size < record.size(); ++size)
            QVERIFY(!fromRecord(record.left(size)));
        int refused = 0;
        for (qsizetype at = 0; at < record.size(); ++at)
            for (const char bits : {'\x01', '\x20', '\x80', '\xff'}) {
                QByteArray damaged = record;
                damaged[at] = char(damaged[at] ^ bits);
                const auto read = fromRecord(damaged);
                refused += read ? 0 : 1;
                QVERIFY(!read || toRecord(*read) != record);
            }
        QVERIFY(refused > record.size() / 10);
    }
};

QTEST_APPLESS_MAIN(TestObservation)
#include "test_observation.moc"
