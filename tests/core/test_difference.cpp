// SPDX-License-Identifier: GPL-3.0-or-later
// What changed from one look to the next, and what did not because it could not be seen.
#include "facts_builder.h"

#include "base/enum_names.h"
#include "findings/evaluate.h"
#include "rollout/difference.h"
#include "text/rollout_difference.h"

#include <functional>

using namespace rollout;
using namespace support;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::RecordType;

namespace {

using Change = std::function<void(DomainFacts &)>;

Observation observed(const DomainFacts &facts)
{
    return observationOf(facts, findings::evaluate(facts, facts.observedAt));
}

Observation observedAfter(const Change &change, int hours = 12)
{
    DomainFacts facts = healthyFacts();
    facts.observedAt = observedAt().addSecs(hours * 3'600);
    change(facts);
    return observed(facts);
}

void serve(DomainFacts &facts, const QByteArray &body)
{
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = body;
}

void nothing(DomainFacts &) {}

void resolverDown(DomainFacts &facts)
{
    for (facts::DnsAnswer *answer :
         {&facts.mx, &facts.stsTxt, &facts.tlsrptTxt, &facts.policyHost.a, &facts.policyHost.aaaa, &facts.ns})
        *answer = noAnswer(answer->name, answer->type, DnsStatus::ServFail);
    facts.policyHost.fetches.clear();
    facts.mxHosts.clear();
}

QStringList kindsOf(const QList<Difference> &differences)
{
    QStringList kinds;
    for (const Difference &difference : differences)
        kinds += base::enumName(difference.kind);
    return kinds;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestDifference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tells_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *name, const Change &change, const char *kind, const char *before,
                            const char *after) {
            QTest::newRow(name) << change << QString(kind) << QString(before) << QString(after);
        };
        row(
            "id", [](DomainFacts &f) { f.stsTxt.rdata = {txtRdata("v=STSv1; id=2;")}; }, "policy-id", "20260601120000Z",
            "2");
        row(
            "no record",
            [](DomainFacts &f) { f.stsTxt = noAnswer(f.stsTxt.name, RecordType::Txt, DnsStatus::NxDomain); },
            "record-state", "usable", "absent");
        row(
            "mode", [](DomainFacts &f) { serve(f, policyText(f.domain, "testing")); }, "mode", "enforce", "testing");
        row(
            "max_age", [](DomainFacts &f) { serve(f, policyText(f.domain).replace("2592000", "1209600")); }, "max-age",
            "2592000", "1209600");
        row(
            "lines", [](DomainFacts &f) { serve(f, policyText(f.domain) + "mx: mx3.example.com\r\n"); }, "policy-lines",
            "mx1.example.com, mx2.example.com", "mx1.example.com, mx2.example.com, mx3.example.com");
        row(
            "policy 404",
            [](DomainFacts &f) {
                for (facts::PolicyFetch &fetch : f.policyHost.fetches)
                    fetch.httpStatus = 404;
            },
            "policy-state", "usable", "absent");
        row(
            "report address",
            [](DomainFacts &f) { f.tlsrptTxt.rdata = {txtRdata("v=TLSRPTv1; rua=mailto:x@example.org")}; },
            "report-addresses", "mailto:tls-report@example.net", "mailto:x@example.org");
        row(
            "MX",
            [](DomainFacts &f) {
                f.mx.rdata = {mxRdata(10, "mx1.example.com")};
                f.mxHosts.removeLast();
            },
            "mx-hosts", "mx1.example.com, mx2.example.com", "mx1.example.com");
        row(
            "address", [](DomainFacts &f) { f.policyHost.a.rdata = {ip("192.0.2.81").bytes()}; }, "host-addresses",
            "192.0.2.80, 2001:db8::80", "192.0.2.81, 2001:db8::80");
        row(
            "alias",
            [](DomainFacts &f) {
                f.policyHost.a.cnames = {{f.policyHost.name, "pages.example.net", 300}};
            },
            "host-alias", "", "pages.example.net");
        row(
            "certificate",
            [](DomainFacts &f) {
                for (facts::SmtpProbe &probe : f.mxHosts.first().probes)
                    probe.tls.chain.first().sha256 = QByteArray(32, 'n');
            },
            "certificate-replaced", "2026-08-30T12:00:00Z", "2026-08-30T12:00:00Z");
        row(
            "fault",
            [](DomainFacts &f) {
                for (facts::SmtpProbe &probe : f.mxHosts.first().probes)
                    probe.tls.nameMatches = false;
            },
            "problem-came", "", "mx-certificate-name-mismatch");
    }
    void tells()
    {
        QFETCH(Change, change);
        QFETCH(QString, kind);
        QFETCH(QString, before);
        QFETCH(QString, after);
        const Observation old = observedAfter(nothing, 0), now = observedAfter(change);
        const QList<Difference> differences = differencesBetween(old, now);
        const auto found = std::find_if(differences.begin(), differences.end(),
                                        [&](const Difference &each) { return base::enumName(each.kind) == kind; });
        QVERIFY2(found != differences.end(), qPrintable(kindsOf(differences).join(' ')));
        QCOMPARE(found->before, before);
        QCOMPARE(found->after, after);
        const QString words = text::sentence(*found);
        QVERIFY2(words.endsWith('.') && !words.contains('{'), qPrintable(words));
        // And back again: what came is gone.
        const QStringList back = kindsOf(differencesBetween(now, old));
        QVERIFY2(back.contains(kind == "problem-came" ? QString("problem-gone") : kind), qPrintable(back.join(' ')));
    }

    void sameFactsAreTheSame()
    {
        QCOMPARE(differencesBetween(observedAfter(nothing, 0), observedAfter(nothing)), QList<Difference>());
    }

    void whatCannotBeSeenDoesNotChange()
    {
        const Observation well = observedAfter(nothing, 0), blind = observedAfter(resolverDown, 12);
        QCOMPARE(differencesBetween(well, blind), QList<Difference>());
        const Observation carried = carriedOver(well, blind);
        QCOMPARE(carried.recordId, well.recordId);
        QCOMPARE(carried.policyHash, well.policyHash);
        QCOMPARE(carried.mx, well.mx);
        QCOMPARE(carried.servers, well.servers);
        QCOMPARE(differencesBetween(carried, observedAfter(nothing, 24)), QList<Difference>());
    }

    void timelineSkipsBlindLooks()
    {
        History history;
        history.domain = "example.com";
        const auto newId = [](DomainFacts &f) { f.stsTxt.rdata = {txtRdata("v=STSv1; id=2;")}; };
        history.observations = {observedAfter(nothing, 0), observedAfter(resolverDown, 12), observedAfter(newId, 24),
                                observedAfter(newId, 36)};
        const QList<DatedDifferences> timeline = timelineOf(history);
        QCOMPARE(timeline.size(), 1);
        QCOMPARE(timeline.first().at, observedAt().addDays(1));
        QCOMPARE(kindsOf(timeline.first().differences), QStringList("policy-id"));
        QCOMPARE(knownAt(history, observedAt().addSecs(13 * 3'600))->recordId, QByteArray("20260601120000Z"));
    }

    void certificatesOfGoogleAreNotNews()
    {
        const auto google = [](DomainFacts &f, char digest) {
            f.mx.rdata = {mxRdata(1, "smtp.google.com")};
            f.mxHosts = {mxHost("smtp.google.com", 1, "192.0.2.25", "2001:db8::25")};
            for (facts::SmtpProbe &probe : f.mxHosts.first().probes)
                probe.tls.chain.first().sha256 = QByteArray(32, digest);
        };
        const Observation old = observedAfter([&](DomainFacts &f) { google(f, 'a'); }, 0);
        const Observation now = observedAfter([&](DomainFacts &f) { google(f, 'b'); });
        QVERIFY(old.servers != now.servers);
        QCOMPARE(differencesBetween(old, now), QList<Difference>());
    }

    void everyKindHasWords()
    {
        const QMetaEnum alarms = QMetaEnum::fromType<AlarmKind>();
        for (int i = 0; i < alarms.keyCount(); ++i) {
            Alarm alarm;
            alarm.kind = AlarmKind(alarms.value(i));
            QVERIFY2(!text::title(alarm).isEmpty(), alarms.key(i));
            QVERIFY2(text::sentence(alarm).endsWith('.'), alarms.key(i));
        }
        const QMetaEnum changes = QMetaEnum::fromType<ChangeKind>();
        for (int i = 0; i < changes.keyCount(); ++i)
            QVERIFY2(text::sentence(Difference{ChangeKind(changes.value(i)), "host", "a", "b"}).endsWith('.'),
                     changes.key(i));
    }

    void argumentsAreNotExpanded()
    {
        QCOMPARE(text::sentence(Difference{ChangeKind::PolicyId, {}, "{after}", "{before}"}),
                 QString("The id of the record changed from {after} to {before}."));
        const Difference fault{ChangeKind::ProblemCame,
                               "h",
                               {},
                               "mx-certificate-expired",
                               {{"host", "{address}"}, {"address", "{date}"}, {"date", "{host}"}}};
        QCOMPARE(text::sentence(fault),
                 QString("New fault: The certificate of {address} at {date} expired on {host}."));
    }
};

QTEST_APPLESS_MAIN(TestDifference)
#include "test_difference.moc"
