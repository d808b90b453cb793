// SPDX-License-Identifier: GPL-3.0-or-later
// Public sample reports of other projects, read in full against what a person read in them. They are not part of this
// project: SIGILLO_SHARED names the folder that has them.
#include "report_lists.h"
#include "tlsrpt/report_json.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace {

QString samplesFolder()
{
    return qEnvironmentVariable("SIGILLO_SHARED", QStringLiteral(SOURCE_DIR "/../shared")) + QLatin1String("/reports/");
}

qint64 utc(const char *text)
{
    return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toSecsSinceEpoch();
}

const QString rfcDetails = " | certificate-expired 100 2001:db8:abcd:12::1>mx1.mail.company-y.example[]"
                           " | starttls-not-supported 200 2001:db8:abcd:13::1>mx2.mail.company-y.example[203.0.113.56]"
                           " | validation-failure 3 198.51.100.62>mx-backup.mail.company-y.example[203.0.113.58] "
                           "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED";
const QString rfcPolicy = "sts company-y.example 5326/303 strings=4 mx=1" + rfcDetails;
const QString google = "smtp-tls-reporting@google.com", microsoft = "tlsrpt-noreply@microsoft.com";
const QString companyX = "sts-reporting@company-x.example", companyXId = "5065427c-23d3-47ca-b6e0-946ea0e8c4be";
const QStringList mxHostString{"not-an-array policies[0].policy.mx-host"};
const QStringList noMxHost{"missing-member policies[0].policy.mx-host"};

} // namespace

class TestReportSamples : public QObject
{
    Q_OBJECT

private:
    void row(const char *file, const QString &organization, const QString &contact, const QString &id,
             const char *start, const char *end, const QStringList &policies, const QStringList &deviations)
    {
        QTest::newRow(file) << QString(file) << organization << contact << id << utc(start) << utc(end) << policies
                            << deviations;
    }

    void rfcRow(const char *file, const QStringList &deviations)
    {
        row(file, "Company-X", companyX, companyXId, "2016-04-01T00:00:00Z", "2016-04-01T23:59:59Z", {rfcPolicy},
            deviations);
    }

    void microsoftRows()
    {
        row("mta-sts-exporter/microsoft.json", "Microsoft Corporation", microsoft, "133526718584528772+example.com",
            "2024-02-16T00:00:00Z", "2024-02-16T23:59:59Z", {"sts example.com 18/0 strings=4 mx=0"}, noMxHost);
        row("mta-sts-exporter/microsoft-2.json", "Microsoft Corporation", microsoft, "133561180919336230+example.com",
            "2024-03-26T00:00:00Z", "2024-03-26T23:59:59Z", {"sts example.com 7/0 strings=4 mx=0"},
            {"date-without-zone date-range.start-datetime", "date-without-zone date-range.end-datetime",
             "missing-member policies[0].policy.mx-host"});
        row("dmarc-report-viewer/microsoft.json", "Microsoft Corporation", microsoft, "133925885310113267+random.net",
            "2025-05-23T00:00:00Z", "2025-05-23T23:59:59Z",
            {"sts random.net 2/0 strings=4 mx=0", "tlsa random.net 2/0 strings=2 mx=0"},
            {"missing-member policies[0].policy.mx-host", "json-in-string policies[1].policy.policy-string[0]"});
        row("dmarc-report-viewer/no_ip_and_mx.json", "Microsoft Corporation", microsoft, "1234567890+",
            "2025-06-14T00:00:00Z", "2025-06-14T23:59:59Z",
            {"sts xxxxxxxx.xx 0/3 strings=0 mx=0 | sts-policy-fetch-error 3 >[]"},
            {"missing-member policies[0].policy.policy-string", "missing-member policies[0].policy.mx-host",
             "missing-member policies[0].failure-details[0].sending-mta-ip",
             "missing-member policies[0].failure-details[0].receiving-mx-hostname"});
    }

    void googleRows()
    {
        row("mta-sts-exporter/google.json", "Google Inc.", google, "2024-02-17T00:00:00Z_example.com",
            "2024-02-17T00:00:00Z", "2024-02-17T23:59:59Z", {"sts example.com 53/0 strings=4 mx=1"}, {});
        row("dmarc-report-viewer/google.json", "Google Inc.", google, "2025-05-22T00:00:00Z_foo-bar.io",
            "2025-05-22T00:00:00Z", "2025-05-22T23:59:59Z", {"sts foo-bar.io 1/0 strings=4 mx=1"}, {});
        row("dmarc-report-viewer/no-policy.json", "Google Inc.", google, "2025-03-27T00:00:00Z_foo-bar.io",
            "2025-03-27T00:00:00Z", "2025-03-27T23:59:59Z", {"no-policy-found foo-bar.io 1/0 strings=0 mx=0"}, {});
        row("mail-tls-rpt/report.json", "Google Inc.", google, "2020-03-02T00:00:00Z_fastmaildmarc.com",
            "2020-03-02T00:00:00Z", "2020-03-02T23:59:59Z", {"no-policy-found fastmaildmarc.com 343/0 strings=0 mx=0"},
            {});
        row("mail-tls-rpt/expected.json", "Google Inc.", google, "2020-03-02T00:00:00Z_fastmaildmarc.com",
            "2020-03-02T00:00:00Z", "2020-03-02T23:59:59Z", {"no-policy-found fastmaildmarc.com 343/0 strings=0 mx=0"},
            mxHostString);
        row("mail-auth/rpt02.json", "Google Inc.", google, "2020-01-01T00:00:00Z_example.com", "2020-01-01T00:00:00Z",
            "2020-01-07T23:59:59Z",
            {"sts example.com 23/1 strings=4 mx=0 | certificate-host-mismatch 1 "
             "123.123.123.123>demo.example.com[234.234.234.234]"},
            {"not-one-day date-range", "missing-member policies[0].policy.mx-host"});
        row("mail-auth/rpt03.json", "Google Inc.", google, "2019-04-14T00:00:00Z_example.org", "2019-04-14T00:00:00Z",
            "2019-04-14T23:59:59Z", {"no-policy-found  1/? strings=0 mx=0", "invalid-policy-type  1/? strings=0 mx=0"},
            {"missing-member policies[0].policy.policy-domain",
             "missing-member policies[0].summary.total-failure-session-count",
             "missing-member policies[1].policy.policy-domain", "unknown-policy-type policies[1].policy.policy-type",
             "missing-member policies[1].summary.total-failure-session-count"});
    }

    void otherRows()
    {
        row("parsedmarc/smtp_tls.json", "Example Inc.", "smtp-tls-reporting@example.com",
            "2024-01-09T00:00:00Z_example.com", "2024-01-09T00:00:00Z", "2024-01-09T23:59:59Z",
            {"sts example.com 0/3 strings=4 mx=0"
             " | validation-failure 2 209.85.222.201>example.com[173.212.201.41]"
             " | validation-failure 1 209.85.208.176>example.com[173.212.201.41]"},
            noMxHost);
        row("parsedmarc/mail.ru.json", "Mail.ru", "tls_support@corp.mail.ru",
            "b28254de-7b2e-be36-bb5c-4c3b92da8b25@mail.ru", "2024-02-22T00:00:00Z", "2024-02-23T00:00:00Z",
            {"sts example.com 0/1 strings=0 mx=0"
             " | sts-policy-fetch-error 1 >[] bad https response code: 404"
             " | sts-policy-fetch-error 1 >[] bad https response code: 500"},
            {"end-at-midnight date-range.end-datetime", "missing-member policies[0].failure-details[0].sending-mta-ip",
             "missing-member policies[0].failure-details[0].receiving-mx-hostname",
             "missing-member policies[0].failure-details[1].sending-mta-ip",
             "missing-member policies[0].failure-details[1].receiving-mx-hostname",
             "missing-member policies[0].policy.policy-string", "missing-member policies[0].policy.mx-host",
             "sum-differs policies[0].failure-details"});
        row("dmarc-report-viewer/no-contact.json", "server.com", "", "123_456", "2026-01-11T00:00:00Z",
            "2026-01-12T00:00:00Z", {"sts server.com 1/0 strings=4 mx=1"},
            {"end-at-midnight date-range.end-datetime", "null-value contact-info",
             "mx-prefix policies[0].policy.mx-host[0]"});
    }

private Q_SLOTS:
    void everyJsonFileIsReadInFull_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("organization");
        QTest::addColumn<QString>("contact");
        QTest::addColumn<QString>("id");
        QTest::addColumn<qint64>("start");
        QTest::addColumn<qint64>("end");
        QTest::addColumn<QStringList>("policies");
        QTest::addColumn<QStringList>("deviations");
        googleRows();
        microsoftRows();
        otherRows();
        rfcRow("mta-sts-exporter/rfc.json", mxHostString);
        rfcRow("mta-sts-exporter/rfc-errata-6241.json", {});
        rfcRow("mail-auth/rpt01.json", {});
        rfcRow("dmarc-report-viewer/rfc-example.json", {});
        rfcRow("parsedmarc/rfc8460.json", mxHostString);
        rfcRow("tls-rpt-monitor/tls-rpt.json", mxHostString);
        rfcRow("tlsrpt_processor/sample.json",
               mxHostString + QStringList{"draft-member policies[0].failure-details[2].failure-error-code"});
    }

    void everyJsonFileIsReadInFull()
    {
        QFETCH(QString, file);
        QFile sample(samplesFolder() + file);
        if (!sample.open(QIODevice::ReadOnly))
            QSKIP("no sample reports: SIGILLO_SHARED names no folder with reports/");
        const auto report = tlsrpt::parseReport(sample.readAll());
        QVERIFY2(report, report ? "" : qPrintable(report.error().code));
        QTEST(QString::fromStdString(report->organizationName), "organization");
        QTEST(QString::fromStdString(report->contactInfo), "contact");
        QTEST(QString::fromStdString(report->reportId), "id");
        QTEST(qint64(report->start.value_or(-1)), "start");
        QTEST(qint64(report->end.value_or(-1)), "end");
        QTEST(report_lists::policies(*report), "policies");
        QTEST(report_lists::deviations(*report), "deviations");
        QVERIFY(report->unknown.empty());
    }

    void noFileIsForgotten()
    {
        if (!QFile::exists(samplesFolder()))
            QSKIP("no sample reports: SIGILLO_SHARED names no folder with reports/");
        int files = 0;
        for (QDirIterator all(samplesFolder(), {"*.json"}, QDir::Files, QDirIterator::Subdirectories); all.hasNext();
             ++files)
            all.next();
        QCOMPARE(files, 21);
    }
};

QTEST_GUILESS_MAIN(TestReportSamples)
#include "test_report_samples.moc"
