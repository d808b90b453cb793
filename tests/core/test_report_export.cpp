// SPDX-License-Identifier: GPL-3.0-or-later
// The CSV that parsedmarc's users know, and the page: what stands in them, and that nothing hostile gets through raw.
#include "tlsrpt/export_csv.h"
#include "tlsrpt/export_html.h"
#include "tlsrpt/export_text.h"

#include <QCryptographicHash>
#include <QTest>

using namespace tlsrpt;

namespace {

constexpr char columns[] =
    "organization_name,begin_date,end_date,report_id,result_type,successful_session_count,failed_session_count,policy_"
    "domain,policy_type,policy_strings,mx_host_patterns,sending_mta_ip,receiving_ip,receiving_mx_hostname,receiving_mx_"
    "helo,additional_info_uri,failure_reason_code\r\n";

Report report()
{
    FailureDetails expired;
    expired.resultTypeWord = "certificate-expired";
    expired.sendingMtaIp = "2001:db8::1";
    expired.receivingMxHostname = "mx1.example.com";
    expired.receivingMxHelo = "mx1";
    expired.receivingIp = "192.0.2.1";
    expired.failedSessionCount = 3;
    expired.additionalInformation = "https://example.net/info?a=1,2";
    expired.failureReasonCode = "X509_V_ERR_CERT_HAS_EXPIRED";
    PolicyResult policy;
    policy.policyType = PolicyType::Sts;
    policy.policyTypeWord = "sts";
    policy.policyStrings = {"version: STSv1", "mode: enforce"};
    policy.policyDomain = "example.com";
    policy.mxHosts = {"mx1.example.com", "*.example.com"};
    policy.successfulSessions = 5;
    policy.failedSessions = 3;
    policy.failures = {expired};
    Report made;
    made.organizationName = "Example Inc.";
    made.contactInfo = "tls@example.net";
    made.reportId = "2024-08-20_example.com";
    made.startText = "2024-08-20T00:00:00Z";
    made.endText = "2024-08-20T23:59:59Z";
    made.policies = {policy};
    return made;
}

std::string csvOf(const Report &what)
{
    std::string out;
    appendCsv(out, what);
    return out;
}

std::string pageOf(const Report &what)
{
    std::string out;
    appendHtmlBeginning(out, QStringLiteral("TLS reports"), {QStringLiteral("Domain: <example>")});
    appendHtml(out, what);
    appendHtmlEnd(out);
    return out;
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// Every text of the report is this one.
Report reportOf(const std::string &text)
{
    Report made;
    made.organizationName = made.contactInfo = made.reportId = made.startText = made.endText = text;
    PolicyResult policy;
    policy.policyTypeWord = policy.policyDomain = text;
    policy.policyStrings = policy.mxHosts = {text, text};
    FailureDetails failure;
    failure.resultTypeWord = failure.sendingMtaIp = failure.receivingMxHostname = failure.receivingIp = text;
    failure.receivingMxHelo = failure.additionalInformation = failure.failureReasonCode = text;
    policy.failures = {failure};
    made.policies = {policy};
    made.deviations = {{DeviationCode::EmptyValue, text, text}};
    return made;
}

} // namespace

class TestReportExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheColumns()
    {
        std::string out;
        appendCsvHeader(out);
        QCOMPARE(out, std::string(columns));
    }

    void writesPoliciesAndFailures()
    {
        const std::string common = "Example Inc.,2024-08-20T00:00:00Z,2024-08-20T23:59:59Z,2024-08-20_example.com,";
        const std::string policy = "example.com,sts,version: STSv1|mode: enforce,mx1.example.com|*.example.com,";
        QCOMPARE(csvOf(report()), common + ",5,," + policy + ",,,,,\r\n" + common + "certificate-expired,,3," + policy +
                                      "2001:db8::1,192.0.2.1,mx1.example.com,mx1,\"https://example.net/info?a=1,2\","
                                      "X509_V_ERR_CERT_HAS_EXPIRED\r\n");
    }

    void keepsFailuresWithoutDetails()
    {
        Report made = report();
        made.policies[0].failures.clear();
        QVERIFY(contains(csvOf(made), ",,5,3,example.com,sts,"));
    }

    void leavesUnknownCountsEmpty()
    {
        Report made = report();
        made.policies[0].successfulSessions.reset();
        made.policies[0].failures[0].failedSessionCount.reset();
        QVERIFY(contains(csvOf(made), "example.com,,,,example.com,sts,"));
        QVERIFY(contains(csvOf(made), "certificate-expired,,,example.com,sts,"));
    }

    void writesCells_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cell");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &cell) {
            QTest::newRow(name) << text << cell;
        };
        row("plain", "Example", "Example");
        row("comma", "a,b", "\"a,b\"");
        row("quote", "a \"b\"", "\"a \"\"b\"\"\"");
        row("formula", "=1+1", "'=1+1");
        row("plus", "+1", "'+1");
        row("minus", "-1", "'-1");
        row("at", "@SUM(1)", "'@SUM(1)");
        row("tabulator first", "\t=1", "'\\t=1");
        row("carriage return first", "\r=1", "'\\r=1");
        row("formula with a quote and a comma", "=HYPERLINK(\"http://x\",1)", "\"'=HYPERLINK(\"\"http://x\"\",1)\"");
        row("formula characters inside", "a=1", "a=1");
        row("line feed", "a\n=1", "a\\n=1");
        row("escape", "\x1b[31m", "\\x1b[31m");
        row("NUL", QByteArray("a\0b", 3), "a\\x00b");
        row("right-to-left override",
            "a\xe2\x80\xae"
            "b",
            "a\\u202eb");
        row("C1",
            "\xc2\x9b"
            "1m",
            "\\u009b1m");
        row("no UTF-8", "a\xff\xc3", "a\\xff\\xc3");
        row("UTF-8", "Bücher 中 😀", "Bücher 中 😀");
        row("tag character", "\xf3\xa0\x80\x81", "\\U000e0001");
        row("blank around", " a", "\" a\"");
    }
    void writesCells()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cell);
        Report made = report();
        made.organizationName = text.toStdString();
        made.policies[0].failures.clear();
        QCOMPARE(QByteArray::fromStdString(csvOf(made)).left(cell.size() + 1), cell + ',');
    }

    void writesThePage()
    {
        const std::string page = pageOf(report());
        for (const char *part : {"Example Inc.", "certificate-expired", "mx1.example.com", "2001:db8::1",
                                 "mode: enforce", "X509_V_ERR_CERT_HAS_EXPIRED", "https://example.net/info?a=1,2",
                                 "192.0.2.1", "Successful sessions: 5; failed sessions: 3", "Domain: &lt;example&gt;"})
            QVERIFY2(contains(page, part), part);
        QVERIFY(!contains(page, "<script"));
        QVERIFY(!contains(page, "<a "));
    }

    void allowsOnlyItsOwnStyle()
    {
        const QByteArray page = QByteArray::fromStdString(pageOf(report()));
        const qsizetype from = page.indexOf("<style>") + 7;
        const QByteArray style = page.mid(from, page.indexOf("</style>") - from);
        const QByteArray hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
        QVERIFY(
            page.contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" + hash + "'"));
    }

    void hostileTextStaysText_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='x",
                                 "</title></style><b>", "<!--", "&lt;b&gt;", "\x1b]0;owned\x07",
                                 "\xc2\x9b"
                                 "31m",
                                 "a\r\nb",
                                 "\xe2\x80\xae"
                                 "evil",
                                 "%1 %2 %3", "{0}", "\xff<"})
            QTest::newRow(text) << QByteArray(text);
    }
    void hostileTextStaysText()
    {
        QFETCH(QByteArray, text);
        const Report made = reportOf(text.toStdString());
        QByteArray page = QByteArray::fromStdString(pageOf(made));
        const QByteArray csv = QByteArray::fromStdString(csvOf(made));
        for (const char *raw :
             {"<script", "<img", "<b>", "<!--", "\x1b", "\x07", "\xc2\x9b", "\xe2\x80\xae", "\r", "\xff"})
            QVERIFY2(!page.contains(raw), raw);
        QCOMPARE(page.count("</title>"), 1);
        QCOMPARE(page.count("</style>"), 1);
        QVERIFY(!page.contains("&lt;b&gt;") || !text.contains("&lt;"));
        for (const char *raw : {"\x1b", "\x07", "\xc2\x9b", "\xe2\x80\xae", "\xff"})
            QVERIFY2(!csv.contains(raw), raw);
        QCOMPARE(csv.count('\n'), 2);
        QCOMPARE(csv.count('\r'), 2);
    }
};

QTEST_GUILESS_MAIN(TestReportExport)
#include "test_report_export.moc"
