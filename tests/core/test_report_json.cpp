// SPDX-License-Identifier: GPL-3.0-or-later
// One good report, bent in every way that real senders bend theirs, and in every way that an attacker may: each
// tolerated fault is listed, and what is written again differs from the good report in that place only.
#include "base/ip_address.h"
#include "base/limits.h"
#include "good_report.h"
#include "report_lists.h"
#include "tlsrpt/date_time.h"
#include "tlsrpt/ip_text.h"
#include "tlsrpt/json_count.h"
#include "tlsrpt/report_format.h"
#include "tlsrpt/report_json.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

namespace {

QByteArray changed(QByteArray text, const QByteArray &from, const QByteArray &to)
{
    const qsizetype at = text.indexOf(from);
    return at < 0 ? QByteArray() : text.replace(at, from.size(), to);
}

QByteArray asUtf16(const QByteArray &text, bool bigEndian)
{
    const QString wide = QString::fromUtf8(text);
    QByteArray out;
    for (const QChar c : wide) {
        const char high = char(c.unicode() >> 8), low = char(c.unicode() & 0xFF);
        out += bigEndian ? high : low;
        out += bigEndian ? low : high;
    }
    return out;
}

QString corpus()
{
    return QStringLiteral(SOURCE_DIR "/tests/corpus/reports/");
}

QJsonObject jsonFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

class TestReportJson : public QObject
{
    Q_OBJECT

private:
    // `from` → `to` in the good report; `formFrom` → `formTo` is all that then differs in what is written again.
    void bent(const char *name, const QByteArray &from, const QByteArray &to, const QStringList &deviations,
              const QByteArray &formFrom = {}, const QByteArray &formTo = {})
    {
        QTest::newRow(name) << changed(good, from, to) << deviations << changed(good, formFrom, formTo);
    }

    void dates()
    {
        const char *end = "\"end-datetime\":\"2026-03-02T23:59:59Z\"";
        const auto form = [&](const char *name, const char *text, const QStringList &deviations) {
            const QByteArray member = QByteArray("\"end-datetime\":\"") + text + '"';
            bent(name, end, member, deviations, end, member);
        };
        const QString at = " date-range.end-datetime";
        form("no zone", "2026-03-02T23:59:59", {"date-without-zone" + at});
        form("offset", "2026-03-03T01:59:59+02:00", {"date-with-offset" + at});
        form("offset without colon", "2026-03-02T18:29:59-0530", {"date-with-offset" + at});
        form("blank for T", "2026-03-02 23:59:59Z", {"date-with-blank" + at});
        form("fraction", "2026-03-02T23:59:59.999Z", {"date-with-fraction" + at});
        form("exclusive midnight", "2026-03-03T00:00:00Z", {"end-at-midnight" + at});
        form("a week", "2026-03-08T23:59:59Z", {"not-one-day date-range"});
        form("unreadable", "yesterday", {"date-unreadable" + at});
        form("no such day", "2026-02-30T00:00:00Z", {"date-unreadable" + at});
        bent("date as a number", end, "\"end-datetime\":1772495999", {"wrong-type" + at, "date-unreadable" + at}, end,
             "\"end-datetime\":\"1772495999\"");
        bent("no end", ",\"end-datetime\":\"2026-03-02T23:59:59Z\"", "", {"missing-member" + at},
             ",\"end-datetime\":\"2026-03-02T23:59:59Z\"", "");
        bent("range null", "{\"start-datetime\":\"2026-03-02T00:00:00Z\",\"end-datetime\":\"2026-03-02T23:59:59Z\"}",
             "null", {"null-value date-range"},
             "\"date-range\":{\"start-datetime\":\"2026-03-02T00:00:00Z\",\"end-datetime\":\"2026-03-02T23:59:59Z\"},",
             "");
    }

    void counts()
    {
        const char *five = "\"total-failure-session-count\":5";
        const QString at = " policies[0].summary.total-failure-session-count";
        const QString sum = "sum-differs policies[0].failure-details";
        const auto form = [&](const char *name, const QByteArray &value, const QStringList &deviations,
                              const QByteArray &written) {
            bent(name, five, "\"total-failure-session-count\":" + value, deviations, five,
                 "\"total-failure-session-count\":" + written);
        };
        form("count as string", "\"5\"", {"count-as-string" + at}, "5");
        form("count with zero fraction", "5.0", {"count-as-fraction" + at}, "5");
        form("count with exponent", "5e0", {"count-as-fraction" + at}, "5");
        form("count with fraction", "5.5", {"count-as-fraction" + at}, "5.5");
        form("negative count", "-5", {"count-negative" + at}, "-5");
        form("count over 32 bits", "4294967296", {"count-too-large" + at, sum}, "4294967296");
        form("count over 63 bits", "9223372036854775808", {"count-too-large" + at}, "9223372036854775808");
        form("count over every type", "1e400", {"count-as-fraction" + at, "count-too-large" + at}, "1e400");
        form("count as word", "\"many\"", {"count-as-string" + at, "wrong-type" + at}, "\"many\"");
        form("count as object", "{\"n\":5}", {"wrong-type" + at}, "{\"n\":5}");
        form("count true", "true", {"wrong-type" + at}, "true");
        bent("count null", five, "\"total-failure-session-count\":null", {"null-value" + at},
             ",\"total-failure-session-count\":5", "");
        bent("count empty", five, "\"total-failure-session-count\":\"\"", {"empty-value" + at},
             ",\"total-failure-session-count\":5", "");
        bent("count missing", ",\"total-failure-session-count\":5", "", {"missing-member" + at},
             ",\"total-failure-session-count\":5", "");
        const char *summary = "\"summary\":{\"total-successful-session-count\":17,\"total-failure-session-count\":5},";
        bent("no summary", summary, "", {"missing-member policies[0].summary"}, summary, "");
        bent("sum of details below", five, "\"total-failure-session-count\":9", {sum}, five,
             "\"total-failure-session-count\":9");
        bent("sum of details above", five, "\"total-failure-session-count\":1", {sum}, five,
             "\"total-failure-session-count\":1");
        bent("details without failures", five, "\"total-failure-session-count\":0",
             {"details-without-failures policies[0].failure-details"}, five, "\"total-failure-session-count\":0");
    }

    void policyMembers()
    {
        const char *mx = "\"mx-host\":[\"mx1.acme.example\"]";
        const char *noMx = ",\"mx-host\":[\"mx1.acme.example\"]";
        const QString at = " policies[0].policy.mx-host";
        bent("mx-host as string", mx, "\"mx-host\":\"mx1.acme.example\"", {"not-an-array" + at});
        bent("mx-host empty", mx, "\"mx-host\":\"\"", {"not-an-array" + at}, noMx, "");
        bent("mx-host null", mx, "\"mx-host\":null", {"null-value" + at}, noMx, "");
        bent("mx-host absent", noMx, "", {"missing-member" + at}, noMx, "");
        bent("mx-host with prefix", mx, "\"mx-host\":[\"mx: mx1.acme.example\"]", {"mx-prefix" + at + "[0]"});
        bent("mx-host as number", mx, "\"mx-host\":7", {"wrong-type" + at}, mx, "\"mx-host\":7");
        bent("mx-host with a number", mx, "\"mx-host\":[\"mx1.acme.example\",7]", {"wrong-type" + at + "[1]"}, mx,
             "\"mx-host\":[\"mx1.acme.example\",\"7\"]");

        const char *lines = "[\"version: STSv1\",\"mode: testing\",\"mx: mx1.acme.example\",\"max_age: 86400\"]";
        const char *member =
            "\"policy-string\":[\"version: STSv1\",\"mode: testing\",\"mx: mx1.acme.example\",\"max_age: 86400\"],";
        const QString text = " policies[0].policy.policy-string";
        bent("policy-string as string", lines, "\"version: STSv1\"", {"not-an-array" + text}, lines,
             "[\"version: STSv1\"]");
        bent("policy-string empty", lines, "\"\"", {"not-an-array" + text}, member, "");
        bent("policy-string null", lines, "null", {"null-value" + text}, member, "");
        bent("policy-string absent", member, "", {"missing-member" + text}, member, "");
        bent("JSON in a string", lines,
             "[\"[\\\"version: STSv1\\\",\\\"mode: testing\\\",\\\"mx: mx1.acme.example\\\",\\\"max_age: 86400\\\"]\"]",
             {"json-in-string" + text + "[0]"});
        bent("broken JSON in a string", lines, "[\"[\\\"version: STSv1\"]", {}, lines, "[\"[\\\"version: STSv1\"]");

        const QString domain = " policies[0].policy.policy-domain";
        bent("domain in capitals", "\"policy-domain\":\"acme.example\"", "\"policy-domain\":\"ACME.Example.\"", {});
        bent("domain absent", "\"policy-domain\":\"acme.example\",", "", {"missing-member" + domain},
             "\"policy-domain\":\"acme.example\",", "");
        bent("domain in U-labels", "\"policy-domain\":\"acme.example\"",
             "\"policy-domain\":\"b\xC3\xBC"
             "cher.example\"",
             {"bad-domain" + domain}, "\"policy-domain\":\"acme.example\"",
             "\"policy-domain\":\"xn--bcher-kva.example\"");
        bent("domain with blanks", "\"policy-domain\":\"acme.example\"", "\"policy-domain\":\"no name\"",
             {"bad-domain" + domain}, "\"policy-domain\":\"acme.example\"", "\"policy-domain\":\"no name\"");
        bent("unknown policy type", "\"policy-type\":\"sts\"", "\"policy-type\":\"tls\"",
             {"unknown-policy-type policies[0].policy.policy-type"}, "\"policy-type\":\"sts\"",
             "\"policy-type\":\"tls\"");
        bent("policy type absent", "\"policy-type\":\"sts\",", "", {"missing-member policies[0].policy.policy-type"},
             "\"policy-type\":\"sts\",", "");
    }

    void details()
    {
        const QByteArray list = good.mid(good.indexOf(",\"failure-details\":"),
                                         good.lastIndexOf("}]}") - good.indexOf(",\"failure-details\":"));
        const QByteArray whole = list.left(list.lastIndexOf(']') + 1);
        const QString at = " policies[0].failure-details";
        const QString none = "failures-without-details" + at;
        bent("details null", whole, ",\"failure-details\":null", {"null-value" + at, none}, whole, "");
        bent("details absent", whole, "", {none}, whole, "");
        bent("details empty", whole, ",\"failure-details\":[]", {none}, whole, "");
        const QByteArray object = whole.mid(whole.indexOf('[') + 1, whole.size() - whole.indexOf('[') - 2);
        bent("details as one object", "[" + object + "]", object, {"not-an-array" + at});
        bent("details as a word", whole, ",\"failure-details\":\"none\"", {"wrong-type" + at, none}, whole,
             ",\"failure-details\":\"none\"");
        bent("a detail that is none", "[" + object + "]", "[" + object + ",5]", {"wrong-type" + at + "[1]"},
             "[" + object + "]", "[" + object + ",5]");

        const auto member = [&](const char *name, const QByteArray &value, bool noted) {
            const QString place = at + "[0]." + name;
            const QByteArray text = QByteArray("\"") + name + "\":\"" + value + "\",";
            const QByteArray key = QByteArray("\"") + name + "\":";
            bent(qPrintable(QString(name) + " absent"), text, "",
                 noted ? QStringList{"missing-member" + place} : QStringList{}, text, "");
            bent(qPrintable(QString(name) + " empty"), text, key + "\"\",", {"empty-value" + place}, text, "");
            bent(qPrintable(QString(name) + " null"), text, key + "null,", {"null-value" + place}, text, "");
        };
        member("result-type", "certificate-expired", true);
        member("sending-mta-ip", "192.0.2.9", true);
        member("receiving-mx-hostname", "mx1.acme.example", true);
        member("receiving-mx-helo", "mx1.acme.example", false);
        member("receiving-ip", "2001:db8::25", false);
        member("additional-information", "https://company-x.example/42", false);

        bent("unknown result type", "\"certificate-expired\"", "\"quantum-failure\"",
             {"unknown-result-type" + at + "[0].result-type"}, "\"certificate-expired\"", "\"quantum-failure\"");
        bent("no address", "\"192.0.2.9\"", "\"localhost\"", {"bad-ip-address" + at + "[0].sending-mta-ip"},
             "\"192.0.2.9\"", "\"localhost\"");
        bent("address in another form", "\"2001:db8::25\"", "\"2001:0DB8:0:0::0025\"", {});
        bent("draft name", "\"failure-reason-code\"", "\"failure-error-code\"",
             {"draft-member" + at + "[0].failure-error-code"});
        bent("free text as reason", "\"X509_V_ERR_CERT_HAS_EXPIRED\"", "\"Get \\\"https://x\\\": \\u00e9of\\n\"", {},
             "\"X509_V_ERR_CERT_HAS_EXPIRED\"", "\"Get \\\"https://x\\\": \xC3\xA9of\\u000a\"");
    }

    void root()
    {
        bent("well formed", "", "", {});
        bent("contact null", "\"contact-info\":\"r@company-x.example\"", "\"contact-info\":null",
             {"null-value contact-info"}, "\"contact-info\":\"r@company-x.example\",", "");
        bent("contact absent", "\"contact-info\":\"r@company-x.example\",", "", {"missing-member contact-info"},
             "\"contact-info\":\"r@company-x.example\",", "");
        bent("contact as object", "\"r@company-x.example\"", "{\"mail\":\"r@company-x.example\"}",
             {"wrong-type contact-info"}, "\"r@company-x.example\"", "{\"mail\":\"r@company-x.example\"}");
        bent("report-id as number", "\"42@company-x.example\"", "42", {"wrong-type report-id"},
             "\"42@company-x.example\"", "\"42\"");
        bent("report-id ends in plus", "\"42@company-x.example\"", "\"134168832+\"", {}, "\"42@company-x.example\"",
             "\"134168832+\"");
        const QByteArray list = good.mid(good.indexOf("[{\"policy\""), good.size() - 1 - good.indexOf("[{\"policy\""));
        const QByteArray one = list.mid(1, list.size() - 2);
        bent("policies as one object", list, one, {"not-an-array policies"});
        bent("policies empty", list, "[]", {"no-policies policies"}, list, "[]");
        bent("policies null", list, "null", {"null-value policies"}, list, "[]");
        bent("policies as a word", list, "\"none\"", {"wrong-type policies"}, list, "\"none\"");
        bent("a bad policy beside a good one", list, "[\"bad\"," + one + "]", {"wrong-type policies[0]"}, list,
             "[\"bad\"," + one + "]");
        bent("an empty policy beside a good one", list, "[" + one + ",{}]",
             {"missing-member policies[1].policy", "missing-member policies[1].summary"}, list, "[" + one + ",{}]");
        bent("two policies for one domain", list, "[" + one + "," + one + "]", {}, list, "[" + one + "," + one + "]");
        bent("unknown members", "\"report-id\"", "\"x-note\":{\"a\":[1,2]},\"report-id\"", {"unknown-member x-note"},
             "]}]}", "]}],\"x-note\":{\"a\":[1,2]}}");
        bent("unknown member of a policy", "\"policy-type\"", "\"x\":1.50,\"policy-type\"",
             {"unknown-member policies[0].policy.x"}, "\"mx-host\":[\"mx1.acme.example\"]",
             "\"mx-host\":[\"mx1.acme.example\"],\"x\":1.50");
        bent("duplicate key", "\"report-id\"", "\"organization-name\":\"Other\",\"report-id\"",
             {"duplicate-key organization-name"});
        bent("escaped key", "\"report-id\"", "\"report\\u002did\"", {});
    }

    void bytes()
    {
        const auto whole = [](const char *name, const QByteArray &text, const QStringList &deviations,
                              const QByteArray &written = good) {
            QTest::newRow(name) << text << deviations << written;
        };
        whole("byte order mark", "\xEF\xBB\xBF" + good, {"byte-order-mark"});
        whole("UTF-16LE", asUtf16(good, false), {"utf16"});
        whole("UTF-16BE", asUtf16(good, true), {"utf16"});
        whole("UTF-16LE with mark", QByteArray("\xFF\xFE") + asUtf16(good, false), {"byte-order-mark", "utf16"});
        whole("UTF-16BE with mark", QByteArray("\xFE\xFF") + asUtf16(good, true), {"byte-order-mark", "utf16"});
        whole("UTF-16 and half a character", asUtf16(good, false) + "x", {"utf16", "trailing-bytes"});
        whole("NULs behind", good + QByteArray(3, '\0'), {"trailing-bytes"});
        whole("line ends behind", good + "\r\n\r\n", {});
        whole("text behind", good + "\n-- \nsent by hand", {"trailing-bytes"});
        whole("another report behind", good + good, {"trailing-bytes"});
        whole("Latin-1", changed(good, "Company-X", "M\xFCller"), {"not-utf8"},
              changed(good, "Company-X", "M\xC3\xBCller"));
        whole("Latin-1 beside UTF-8", changed(good, "Company-X", "M\xFCller \xE2\x82\xAC"), {"not-utf8"},
              changed(good, "Company-X", "M\xC3\xBCller \xE2\x82\xAC"));
        whole("NUL in a string", changed(good, "Company-X", "Com\\u0000pany"), {},
              changed(good, "Company-X", "Com\\u0000pany"));
        whole("pretty printed", QJsonDocument::fromJson(good).toJson(), {});
    }

private Q_SLOTS:
    void oneFaultEach_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("deviations");
        QTest::addColumn<QByteArray>("written");
        root();
        bytes();
        dates();
        counts();
        policyMembers();
        details();
    }

    void oneFaultEach()
    {
        QFETCH(QByteArray, text);
        QVERIFY2(!text.isEmpty(), "the row changes nothing");
        const auto report = tlsrpt::parseReport(text);
        QVERIFY2(report, report ? "" : qPrintable(report.error().code));
        QTEST(report_lists::deviations(*report), "deviations");
        QTEST(QByteArray::fromStdString(tlsrpt::formatReport(*report)), "written");
        for (const tlsrpt::Deviation &deviation : report->deviations)
            QVERIFY(*tlsrpt::sourceOf(deviation.code).clause);
    }

    void corpusReports_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &name : QDir(corpus()).entryList({"*.json"}))
            if (!name.endsWith(QLatin1String(".expected.json")))
                QTest::newRow(qPrintable(name)) << corpus() + name;
    }

    void corpusReports()
    {
        QFETCH(QString, file);
        QFile input(file);
        QVERIFY(input.open(QIODevice::ReadOnly));
        const auto report = tlsrpt::parseReport(input.readAll());
        QVERIFY(report);
        file.chop(5);
        const QJsonObject expected = jsonFile(file + QLatin1String(".expected.json"));
        QJsonArray deviations, unknown;
        for (const tlsrpt::Deviation &deviation : report->deviations)
            deviations += QJsonObject{{"code", base::enumName(deviation.code)},
                                      {"where", QString::fromStdString(deviation.where)},
                                      {"value", QString::fromStdString(deviation.value)}};
        for (const tlsrpt::UnknownMember &member : report->unknown)
            unknown += QJsonObject{{"path", QString::fromStdString(member.path)},
                                   {"json", QString::fromStdString(member.json)}};
        const QByteArray written = QByteArray::fromStdString(tlsrpt::formatReport(*report));
        QCOMPARE(QJsonDocument::fromJson(written).object(), expected["report"].toObject());
        QCOMPARE(deviations, expected["deviations"].toArray());
        QCOMPARE(unknown, expected["unknown"].toArray());
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
        const auto many = [](const QByteArray &item, int count) { return (item + ',').repeated(count - 1) + item; };
        QTest::newRow("nothing") << QByteArray() << "empty";
        QTest::newRow("blanks") << QByteArray(" \r\n") << "empty";
        QTest::newRow("HTML") << QByteArray("<html></html>") << "syntax";
        QTest::newRow("array") << QByteArray("[{\"report-id\":\"1\"}]") << "not-a-report";
        QTest::newRow("string") << QByteArray("\"report-id\"") << "not-a-report";
        QTest::newRow("number") << QByteArray("42") << "not-a-report";
        QTest::newRow("null") << QByteArray("null") << "not-a-report";
        QTest::newRow("empty object") << QByteArray("{}") << "not-a-report";
        QTest::newRow("another document") << QByteArray("{\"name\":\"x\",\"version\":1}") << "not-a-report";
        QTest::newRow("cut in a string") << good.left(60) << "truncated";
        QTest::newRow("cut behind a bracket") << good.left(good.size() - 2) << "truncated";
        QTest::newRow("no comma") << QByteArray("{\"report-id\":\"1\" \"x\":2}") << "syntax";
        QTest::newRow("bad word") << QByteArray("{\"report-id\":tru}") << "syntax";
        QTest::newRow("bad number") << QByteArray("{\"report-id\":01}") << "syntax";
        QTest::newRow("line end in a string") << QByteArray("{\"report-id\":\"a\nb\"}") << "syntax";
        QTest::newRow("half a surrogate") << QByteArray("{\"report-id\":\"\\ud800\"}") << "syntax";
        QTest::newRow("broken inside unknown") << QByteArray("{\"report-id\":\"1\",\"x\":{\"a\":[1,}}}") << "syntax";
        QTest::newRow("10,000 deep") << nested(10'000) << "not-a-report";
        QTest::newRow("10,000 deep policies") << "{\"policies\":" + nested(10'000) + '}' << "too-deep";
        QTest::newRow("10,000 deep unknown") << "{\"report-id\":\"1\",\"x\":" + nested(10'000) + '}' << "too-deep";
        QTest::newRow("10,000 objects deep")
            << "{\"report-id\":\"1\",\"x\":" + QByteArray("{\"x\":").repeated(10'000) + '1' + QByteArray(10'001, '}')
            << "too-deep";
        QTest::newRow("policies") << "{\"policies\":[" + many("{}", limits::reportPolicies + 1) + "]}"
                                  << "too-many-policies";
        QTest::newRow("10 million policies") << "{\"policies\":[" + many("{}", 10'000'000) + "]}"
                                             << "too-many-policies";
        QTest::newRow("details") << "{\"policies\":[{\"failure-details\":[" + many("{}", limits::reportDetails + 1) +
                                        "]}]}"
                                 << "too-many-deviations";
        const QByteArray whole = "{\"result-type\":\"x\",\"failed-session-count\":1,\"sending-mta-ip\":\"192.0.2.1\","
                                 "\"receiving-mx-hostname\":\"m\"}";
        QTest::newRow("whole details") << "{\"policies\":[{\"failure-details\":[" +
                                              many(whole, limits::reportDetails + 1) + "]}]}"
                                       << "too-many-details";
        QTest::newRow("items") << "{\"policies\":[{\"policy\":{\"policy-string\":[" +
                                      many("\"x\"", limits::reportListItems + 1) + "]}}]}"
                               << "too-many-items";
        QTest::newRow("unknown members") << "{\"report-id\":\"1\"," +
                                                many("\"x\":1", limits::reportUnknownMembers + 1) + "}"
                                         << "too-many-unknown";
        QTest::newRow("long string") << "{\"report-id\":\"" + QByteArray(limits::reportStringBytes + 1, 'x') + "\"}"
                                     << "long-string";
        QTest::newRow("too large") << "{\"report-id\":\"" + QByteArray(limits::reportBytes, 'x') + "\"}"
                                   << "too-large";
    }

    void refusals()
    {
        QFETCH(QByteArray, text);
        const auto report = tlsrpt::parseReport(text);
        QVERIFY(!report);
        QTEST(report.error().code, "code");
        QVERIFY(report.error().offset <= text.size());
        QVERIFY(report.error().excerpt.size() <= 40);
    }

    // Whatever is cut off or overwritten: an answer, and one reader goes on to the next report.
    void damage()
    {
        tlsrpt::ReportReader reader;
        const auto read = [&](const QByteArray &text) {
            return reader.read(std::string_view(text.constData(), std::size_t(text.size())));
        };
        for (qsizetype length = 0; length < good.size(); ++length)
            QVERIFY(!read(good.left(length)));
        QRandomGenerator random(8460);
        for (int round = 0; round < 4000; ++round) {
            QByteArray text = good;
            for (int i = 0; i < 3; ++i)
                text[qsizetype(random.bounded(quint32(text.size())))] = char(random.bounded(256));
            if (const auto report = read(text))
                QVERIFY(tlsrpt::parseReport(QByteArray::fromStdString(tlsrpt::formatReport(*report))));
        }
        const auto report = read(good);
        QVERIFY(report);
        QVERIFY(report->deviations.empty());
    }

    void unknownMembersAreCutAtFourKilobytes()
    {
        const QByteArray text = changed(good, "\"report-id\"", "\"x\":\"" + QByteArray(9000, 'y') + "\",\"report-id\"");
        const auto report = tlsrpt::parseReport(text);
        QVERIFY(report);
        QCOMPARE(report->unknown.at(0).json.size(), std::size_t(limits::reportUnknownBytes));
        QCOMPARE(report->deviations.at(0).value.size(), std::size_t(limits::reportDeviationBytes));
        QVERIFY(tlsrpt::parseReport(QByteArray::fromStdString(tlsrpt::formatReport(*report))));
    }

    void addressesAgreeWithIpAddress()
    {
        QRandomGenerator random(5952);
        const char *parts[] = {"0", "00", "1", "db8", "ffff", "FFFF", "10000", "", ":", "g", "192.0.2.1", "256.1.1.1"};
        for (int round = 0; round < 20000; ++round) {
            QStringList groups;
            for (int i = int(random.bounded(9)) + 1; i > 0; --i)
                groups += parts[random.bounded(round % 2 ? 5 : 12)];
            const QString text = groups.join(u':');
            std::string own;
            const bool isOne = tlsrpt::canonicalIp(text.toStdString(), own);
            const auto address = base::IpAddress::parse(text);
            QVERIFY2(isOne == address.has_value(), qPrintable(text));
            if (isOne)
                QCOMPARE(QString::fromStdString(own), address->toString());
        }
    }

    void datesAgreeWithQDateTime()
    {
        QRandomGenerator random(3339);
        for (int round = 0; round < 5000; ++round) {
            const qint64 seconds = qint64(random.bounded(4'000'000'000.0));
            const QString text = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
            const auto read = tlsrpt::readDateTime(text.toStdString());
            QVERIFY(read);
            QCOMPARE(qint64(read->seconds), seconds);
        }
        for (const char *bad :
             {"", "2026", "2026-03-02", "2026-03-02T", "2026-03-02T24:00:00Z", "2026-03-02T00:60:00Z",
              "2026-13-01T00:00:00Z", "2026-03-02T00:00:00X", "2026-03-02T00:00:00Z ", "2026-03-02T00:00:00+",
              "2026-03-02T00:00:00.Z", "20260302T000000Z", "2026-03-02_00:00:00Z"})
            QVERIFY2(!tlsrpt::readDateTime(bad), bad);
    }

    void numbersFollowTheGrammar()
    {
        for (const char *bad : {"", "-", "01", "1.", ".5", "1e", "1e+", "+1", "0x1", "1 2", "--1", "1.e5"})
            QVERIFY2(!tlsrpt::readCount(bad), bad);
        QCOMPARE(tlsrpt::readCount("9223372036854775807")->value, std::optional<std::int64_t>(9223372036854775807));
        QCOMPARE(tlsrpt::readCount("12e2")->value, std::optional<std::int64_t>(1200));
        QVERIFY(!tlsrpt::readCount("1e-400")->large);
    }
};

QTEST_GUILESS_MAIN(TestReportJson)
#include "test_report_json.moc"
