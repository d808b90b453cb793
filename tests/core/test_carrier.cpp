// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/carrier.h"

#include <QTest>

using namespace tlsrpt;

namespace {

Report report()
{
    Report r;
    r.contactInfo = "smtp-tls-reporting@google.com";
    r.start = 1724112000;
    r.end = 1724198399;
    r.policies.resize(1);
    r.policies[0].policyType = PolicyType::Sts;
    r.policies[0].policyDomain = "acme.example";
    return r;
}

QByteArrayList told(const std::vector<Deviation> &deviations)
{
    QByteArrayList all;
    for (const Deviation &d : deviations)
        all += QByteArray::fromStdString(d.where + "=" + d.value);
    return all;
}

} // namespace

class TestCarrier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsFileNames_data();
    void readsFileNames();
    void comparesFileNames_data();
    void comparesFileNames();
    void comparesMails_data();
    void comparesMails();
    void danePoliciesNameHosts();
};

void TestCarrier::readsFileNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("parts");
    const auto row = [](const char *name, const char *parts) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(parts);
    };
    row("google.com!acme.example!1724112000!1724198399!001.json.gz",
        "google.com acme.example 1724112000 1724198399 001");
    row("Google.com!ACME.example.!1!2.json", "google.com acme.example 1 2 ");
    row("/some/where/a!b!1!2!xY.json", "a b 1 2 xY");
    row("a!b!1!2!c!d.json", "");
    row("a!b!1.json", "");
    row("a!b!one!2.json", "");
    row("a!b!1!-2.json", "");
    row("!b!1!2.json", "");
    row("a!b!1!2.xml", "");
    row("report.json.gz", "");
    row("", "");
}

void TestCarrier::readsFileNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, parts);
    const auto read = reportFileName(name.toStdString());
    QCOMPARE(read.has_value(), !parts.isEmpty());
    if (read)
        QCOMPARE(QByteArray::fromStdString(read->sender + " " + read->policyDomain + " " + std::to_string(read->begin) +
                                           " " + std::to_string(read->end) + " " + read->uniqueId),
                 parts);
}

void TestCarrier::comparesFileNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArrayList>("differences");
    const auto row = [](const char *name, const QByteArrayList &differences) {
        QTest::newRow(name) << QByteArray(name) << differences;
    };
    row("google.com!acme.example!1724112000!1724198399!001.json.gz", {});
    row("google.com!acme.example!1724112000!1724198400.json", {});
    row("anything.json", {});
    row("mail.google.com!acme.example!1724112000!1724198399.json", {"file name: sender=mail.google.com"});
    row("google.com!other.example!1724112000!1724198399.json", {"file name: policy domain=other.example"});
    row("google.com!acme.example!1724025600!1724112000.json",
        {"file name: begin=1724025600", "file name: end=1724112000"});
}

void TestCarrier::comparesFileNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArrayList, differences);
    const auto found = carrierDeviations(name.toStdString(), nullptr, report());
    QCOMPARE(told(found), differences);
    for (const Deviation &d : found)
        QCOMPARE(d.code, DeviationCode::FilenameDiffers);
}

void TestCarrier::comparesMails_data()
{
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<QByteArray>("submitter");
    QTest::addColumn<QByteArrayList>("differences");
    const auto row = [](const char *name, const char *domain, const char *submitter,
                        const QByteArrayList &differences) {
        QTest::newRow(name) << QByteArray(domain) << QByteArray(submitter) << differences;
    };
    row("equal", "acme.example", "google.com", {});
    row("with a dot", "acme.example.", "google.com.", {});
    row("other domain", "other.example", "google.com", {"TLS-Report-Domain=other.example"});
    row("submitter above the contact", "acme.example", "com", {"TLS-Report-Submitter=com"});
}

void TestCarrier::comparesMails()
{
    QFETCH(QByteArray, domain);
    QFETCH(QByteArray, submitter);
    QFETCH(QByteArrayList, differences);
    MailEvidence mail;
    mail.reportDomain = domain.toStdString();
    mail.reportSubmitter = submitter.toStdString();
    QCOMPARE(told(carrierDeviations("x.json", &mail, report())), differences);
    Report anonymous = report();
    anonymous.contactInfo.clear();
    mail.reportDomain = "acme.example";
    QCOMPARE(told(carrierDeviations("x.json", &mail, anonymous)), QByteArrayList());
}

void TestCarrier::danePoliciesNameHosts()
{
    Report r = report();
    r.policies[0].policyType = PolicyType::Tlsa;
    r.policies[0].policyDomain = "mx.acme.example";
    QCOMPARE(told(carrierDeviations("google.com!acme.example!1724112000!1724198399.json", nullptr, r)),
             QByteArrayList());
}

QTEST_GUILESS_MAIN(TestCarrier)
#include "test_carrier.moc"
