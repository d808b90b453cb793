// SPDX-License-Identifier: GPL-3.0-or-later
#include "packed.h"

#include "tlsrpt/container.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>

using namespace tlsrpt;

namespace {

const QByteArray report = R"({"organization-name":"Example","report-id":"1","policies":[]})";

struct Outcome
{
    std::vector<Document> documents;
    std::vector<Rejected> rejected;

    QByteArrayList places() const
    {
        QByteArrayList all;
        for (const Document &d : documents)
            all += QByteArray::fromStdString(d.place);
        return all;
    }
    QByteArrayList refusals() const
    {
        QByteArrayList all;
        for (const Rejected &r : rejected)
            all += QByteArray::fromStdString(r.place) + " " + wordOf(r.reason);
        return all;
    }
};

Outcome readAll(const QByteArray &bytes, const Caps &caps = {}, std::string_view name = "in")
{
    Outcome o;
    readContainer(
        bytes, name, caps, [&](Document &&d) { o.documents.push_back(std::move(d)); },
        [&](Rejected &&r) { o.rejected.push_back(std::move(r)); });
    return o;
}

QByteArray reportMail(const QByteArray &partFields, const QByteArray &body, const QByteArray &end = "--b--\r\n")
{
    return "From: reports@sender.example\r\nDate: Tue, 20 Aug 2024 03:00:11 -0700\r\nMessage-ID: <1@sender.example>\r\n"
           "Subject: Report Domain: acme.example\r\n Submitter: sender.example\r\nTLS-Report-Domain: ACME.example\r\n"
           "TLS-Report-Submitter: sender.example\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; boundary=\"b\";\r\n\treport-type=tlsrpt\r\n\r\n"
           "--b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n--b\r\n" +
           partFields + "\r\n" + body + "\r\n" + end;
}

const QByteArray gzipPart = "Content-Type: application/tlsrpt+gzip; name=\"x.json.gz\"\r\n"
                            "Content-Transfer-Encoding: base64\r\n";

QByteArray gzipMail(const QByteArray &json = report)
{
    return reportMail(gzipPart, packed::gzip(json).toBase64());
}

QByteArray wrappedLines(const QByteArray &text, int width)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); i += width)
        out += text.mid(i, width) + "\r\n";
    return out;
}

QList<DeviationCode> codes(const Document &d)
{
    QList<DeviationCode> all;
    for (const Deviation &deviation : d.deviations)
        all += deviation.code;
    return all;
}

} // namespace

class TestContainer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsReports_data();
    void findsReports();
    void mailShapes_data();
    void mailShapes();
    void refuses_data();
    void refuses();
    void caps_data();
    void caps();
    void survivesDamage_data();
    void survivesDamage();
    void bomb();
    void fromManyThreads();
    void leavesSpareRoom();
    void keepsGzipBytes_data();
    void keepsGzipBytes();
    void roomServesAgain();
    void keepsMailFacts();
    void readsMailDates_data();
    void readsMailDates();
};

void TestContainer::findsReports_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("places");
    QTest::addColumn<QByteArrayList>("refusals");
    const QByteArray gz = packed::gzip(report);
    const QByteArrayList none;
    QTest::newRow("json") << report << QByteArrayList{"in"} << none;
    QTest::newRow("json behind blanks") << "\r\n  " + report << QByteArrayList{"in"} << none;
    QTest::newRow("json with a byte order mark") << "\xEF\xBB\xBF" + report << QByteArrayList{"in"} << none;
    QTest::newRow("gzip") << gz << QByteArrayList{"in"} << none;
    QTest::newRow("gzip in gzip") << packed::gzip(gz) << QByteArrayList{"in"} << none;
    QTest::newRow("gzip of several members")
        << packed::gzip(report.left(10)) + packed::gzip(report.mid(10)) << QByteArrayList{"in"} << none;
    QTest::newRow("zip") << packed::zip({{"a.json", report}, {"b.json.gz", gz}, {"stored.json", report, false}})
                         << QByteArrayList{"in!a.json", "in!b.json.gz", "in!stored.json"} << none;
    QTest::newRow("zip with other things")
        << packed::zip({{"readme", "hello"}, {"a.json", report}, {"__MACOSX/._a.json", "junk"}})
        << QByteArrayList{"in!a.json"} << QByteArrayList{"in!readme not-a-report"};
    QTest::newRow("zip names that climb") << packed::zip({{"../../etc/passwd", report}, {"/abs", report}})
                                          << QByteArrayList{"in!../../etc/passwd", "in!/abs"} << none;
    const QByteArray tar = packed::tar({{"d", {}, '5', {}}, {"d/a.json", report, '0', {}}, {"b.gz", gz, '0', {}}});
    QTest::newRow("tar") << tar << QByteArrayList{"in!d/a.json", "in!b.gz"} << none;
    QTest::newRow("tar.gz") << packed::gzip(tar) << QByteArrayList{"in!d/a.json", "in!b.gz"} << none;
    QTest::newRow("tar with links and devices")
        << packed::tar({{"l", {}, '2', "/etc/passwd"},
                        {"h", {}, '1', "a"},
                        {"dev", {}, '3', {}},
                        {"p", {}, '6', {}},
                        {"a.json", report, '0', {}}})
        << QByteArrayList{"in!a.json"}
        << QByteArrayList{"in!l special-entry", "in!h special-entry", "in!dev special-entry", "in!p special-entry"};
    QTest::newRow("mail") << gzipMail() << QByteArrayList{"in!part 2!x.json.gz"} << none;
    QTest::newRow("mbox") << "From a@b Tue Aug 20 03:00:11 2024\n" + gzipMail().replace("\r\n", "\n") +
                                 "\nFrom a@b Tue Aug 20 03:00:12 2024\n" + gzipMail().replace("\r\n", "\n") + "\n"
                          << QByteArrayList{"in!mail 1!part 2!x.json.gz", "in!mail 2!part 2!x.json.gz"} << none;
    QTest::newRow("zip of mails") << packed::zip({{"m.eml", gzipMail()}, {"n.eml", gzipMail()}})
                                  << QByteArrayList{"in!m.eml!part 2!x.json.gz", "in!n.eml!part 2!x.json.gz"} << none;
    QTest::newRow("zip in a mail")
        << reportMail("Content-Type: application/zip; name=all.zip\r\nContent-Transfer-Encoding: base64\r\n",
                      packed::zip({{"a.json", report}, {"b.json.gz", gz}}).toBase64())
        << QByteArrayList{"in!part 2!all.zip!a.json", "in!part 2!all.zip!b.json.gz"} << none;
    QTest::newRow("mail in a mail") << reportMail("Content-Type: message/rfc822\r\n",
                                                  gzipMail().replace("--b", "--i").replace("\"b\"", "i"))
                                    << QByteArrayList{"in!part 2!part 2!x.json.gz"} << none;
}

void TestContainer::findsReports()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, places);
    QFETCH(QByteArrayList, refusals);
    const Outcome o = readAll(bytes);
    QCOMPARE(o.places(), places);
    QCOMPARE(o.refusals(), refusals);
    for (const Document &d : o.documents)
        QVERIFY(d.json.contains("\"report-id\":\"1\""));
}

void TestContainer::mailShapes_data()
{
    QTest::addColumn<QByteArray>("mail");
    QTest::addColumn<QList<DeviationCode>>("deviations");
    using Codes = QList<DeviationCode>;
    const QByteArray base64 = packed::gzip(report).toBase64();
    const QByteArray good = gzipMail();
    QTest::newRow("as the standard says") << good << Codes{};
    QTest::newRow("bare line feeds") << QByteArray(good).replace("\r\n", "\n") << Codes{};
    QTest::newRow("wrapped base64") << reportMail(gzipPart, wrappedLines(base64, 60)) << Codes{};
    QTest::newRow("strange bytes in base64")
        << reportMail(gzipPart, QByteArray(base64).insert(7, " *\x80\r\n-").insert(3, "\t!")) << Codes{};
    QTest::newRow("base64 without padding") << reportMail(gzipPart, QByteArray(base64).replace("=", "")) << Codes{};
    QTest::newRow("json") << reportMail("Content-Type: application/tlsrpt+json\r\n", report)
                          << Codes{DeviationCode::NotCompressed};
    QTest::newRow("json, quoted-printable")
        << reportMail("Content-Type: application/tlsrpt+json\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                      QByteArray(report).replace("\"policies", "=\r\n=22policies"))
        << Codes{DeviationCode::NotCompressed};
    for (const char *type : {"application/tlsrpt", "application/gzip", "application/octet-stream", "text/plain"})
        QTest::addRow("%s", type) << reportMail("Content-Type: " + QByteArray(type) +
                                                    "\r\nContent-Transfer-Encoding: base64\r\n",
                                                base64)
                                  << Codes{DeviationCode::MediaType};
    QTest::newRow("never closed") << reportMail(gzipPart, base64, {}) << Codes{DeviationCode::Unterminated};
    QTest::newRow("no report headers") << QByteArray(good).replace("TLS-Report-", "X-Report-")
                                       << Codes{DeviationCode::HeaderMissing, DeviationCode::HeaderMissing};
    QTest::newRow("multipart/mixed") << QByteArray(good).replace("multipart/report", "multipart/mixed")
                                     << Codes{DeviationCode::MediaType};
    QTest::newRow("other report type") << QByteArray(good).replace("=tlsrpt", "=feedback-report")
                                       << Codes{DeviationCode::MediaType};
    QTest::newRow("not even a multipart")
        << "From: a@b\r\nTLS-Report-Domain: a\r\nTLS-Report-Submitter: b\r\n"
           "Content-Type: application/tlsrpt+gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
               base64
        << Codes{DeviationCode::MediaType};
}

void TestContainer::mailShapes()
{
    QFETCH(QByteArray, mail);
    QFETCH(QList<DeviationCode>, deviations);
    const Outcome o = readAll(mail);
    QCOMPARE(o.refusals(), QByteArrayList());
    QCOMPARE(o.documents.size(), 1U);
    QCOMPARE(o.documents[0].json.trimmed(), report);
    QCOMPARE(codes(o.documents[0]), deviations);
    QVERIFY(o.documents[0].mail);
}

void TestContainer::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("places");
    QTest::addColumn<QByteArrayList>("refusals");
    const QByteArray gz = packed::gzip(report + QByteArray(3000, ' '));
    const QByteArrayList none;
    QByteArray broken = gz;
    broken[gz.size() - 7] = char(broken[gz.size() - 7] ^ 1);
    QTest::newRow("nothing") << QByteArray() << none << QByteArrayList{"in empty"};
    QTest::newRow("words") << QByteArray("no report at all") << none << QByteArrayList{"in not-a-report"};
    QTest::newRow("7z") << QByteArray("7z\xBC\xAF\x27\x1C....") << none << QByteArrayList{"in unsupported-format"};
    QTest::newRow("gzip, checksum") << broken << none << QByteArrayList{"in gzip-damaged"};
    QTest::newRow("gzip, garbage") << gz.left(10) + QByteArray(50, '\xFF') << none << QByteArrayList{"in gzip-damaged"};
    QTest::newRow("gzip, cut") << gz.left(gz.size() / 2) << none << QByteArrayList{"in gzip-truncated"};
    QTest::newRow("gzip, cut in its trailer") << gz.left(gz.size() - 3) << none << QByteArrayList{"in gzip-damaged"};
    QTest::newRow("gzip, only magic") << gz.left(2) << none << QByteArrayList{"in gzip-truncated"};
    QTest::newRow("gzip of nothing") << packed::gzip({}) << none << QByteArrayList{"in empty"};
    QTest::newRow("empty zip") << packed::zip({}) << none << QByteArrayList{"in no-report"};
    QTest::newRow("encrypted zip") << packed::zip({{"a", report, false, 1}, {"b", report}}) << QByteArrayList{"in!b"}
                                   << QByteArrayList{"in!a encrypted"};
    const QByteArray zip = packed::zip({{"a", report}, {"b", report}});
    QTest::newRow("zip, cut") << zip.left(packed::zipLocal({"a", report}).size() + 60) << QByteArrayList{"in!a"}
                              << QByteArrayList{"in!b archive-damaged", "in archive-truncated"};
    const QByteArray tar = packed::tar({{"a", report, '0', {}}, {"b", report, '0', {}}});
    QTest::newRow("tar, cut") << tar.left(512 * 3 + 20) << QByteArrayList{"in!a"}
                              << QByteArrayList{"in archive-truncated"};
    QTest::newRow("mail without report") << QByteArray("From: a@b\r\nSubject: hi\r\n\r\nhello\r\n") << none
                                         << QByteArrayList{"in no-report"};
    QTest::newRow("mail with a broken report")
        << reportMail(gzipPart, gz.left(60).toBase64()) << none << QByteArrayList{"in!part 2!x.json.gz gzip-truncated"};
}

void TestContainer::refuses()
{
    findsReports();
}

void TestContainer::caps_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Caps>("caps");
    QTest::addColumn<int>("documents");
    QTest::addColumn<QByteArrayList>("refusals");
    const auto with = [](auto Caps::*member, auto value) {
        Caps c;
        c.*member = value;
        return c;
    };
    const auto tight = [](qint64 floor) {
        Caps c;
        c.ratioFloor = floor;
        return c;
    };
    const QByteArray blanks(1'000'000, ' ');
    const QByteArray bomb = packed::gzip(report + blanks);
    const QByteArray three = packed::zip({{"a", report}, {"b", report}, {"c", report}});
    QTest::newRow("bytes in") << report << with(&Caps::bytesIn, 10) << 0 << QByteArrayList{"in cap-bytes-in"};
    QTest::newRow("mail bytes") << gzipMail() << with(&Caps::mailBytes, 100) << 0
                                << QByteArrayList{"in cap-mail-bytes"};
    QTest::newRow("bytes out") << bomb << with(&Caps::bytesOut, 1000) << 0 << QByteArrayList{"in cap-bytes-out"};
    QTest::newRow("document bytes") << bomb << with(&Caps::documentBytes, 1000) << 0
                                    << QByteArrayList{"in cap-document-bytes"};
    QTest::newRow("ratio") << bomb << tight(1000) << 0 << QByteArrayList{"in cap-ratio"};
    QTest::newRow("ratio, below the floor") << bomb << tight(2'000'000) << 1 << QByteArrayList{};
    QTest::newRow("ratio, size lied down")
        << bomb.left(bomb.size() - 4) + packed::little(9, 4) << tight(1000) << 0 << QByteArrayList{"in cap-ratio"};
    QTest::newRow("ratio, many members") << packed::gzip(report + QByteArray(900, ' ')).repeated(100) << tight(1000)
                                         << 1 << QByteArrayList{};
    QTest::newRow("ratio in a zip") << packed::zip({{"a", report}, {"z", report + blanks}, {"b", report}})
                                    << tight(1000) << 1 << QByteArrayList{"in!z cap-ratio"};
    QTest::newRow("many names for the same bytes")
        << packed::overlappingZip({"a", report + QByteArray(30'000, ' ')}, 500) << tight(100'000) << 1
        << QByteArrayList{};
    QTest::newRow("ratio, gzip in gzip") << packed::gzip(bomb) << tight(1000) << 0 << QByteArrayList{"in cap-ratio"};
    QTest::newRow("depth") << packed::gzip(packed::gzip(packed::gzip(report))) << with(&Caps::depth, 2) << 0
                           << QByteArrayList{"in cap-depth"};
    QTest::newRow("entries") << three << with(&Caps::entries, 2) << 2 << QByteArrayList{"in cap-entries"};
    QTest::newRow("parts of one mail") << "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
                                              QByteArray("--b\n\n").repeated(1'000'000)
                                       << Caps() << 0 << QByteArrayList{"in cap-entries"};
    QTest::newRow("fields of one mail") << QByteArray("a:\n").repeated(1'000'000) << Caps() << 0
                                        << QByteArrayList{"in cap-entries"};
    QTest::newRow("documents") << three << with(&Caps::documents, 2) << 2 << QByteArrayList{"in!c cap-documents"};
}

void TestContainer::caps()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Caps, caps);
    QFETCH(int, documents);
    QFETCH(QByteArrayList, refusals);
    const Outcome o = readAll(bytes, caps);
    QCOMPARE(o.refusals(), refusals);
    QCOMPARE(int(o.documents.size()), documents);
}

void TestContainer::survivesDamage_data()
{
    QTest::addColumn<QByteArray>("whole");
    const QByteArray gz = packed::gzip(report);
    const QByteArray tar = packed::tar({{"a", report, '0', {}}, {"b.gz", gz, '0', {}}});
    const QByteArray mbox =
        "From a Tue Aug 20 03:00:11 2024\n" + gzipMail() + "\nFrom a Tue Aug 20 03:00:11 2024\n" + gzipMail();
    QTest::newRow("json") << report;
    QTest::newRow("gzip") << gz + gz;
    QTest::newRow("zip") << packed::zip({{"a", report}, {"b.gz", gz, false}, {"m", gzipMail()}});
    QTest::newRow("tar") << tar;
    QTest::newRow("tar.gz") << packed::gzip(tar);
    QTest::newRow("mail") << gzipMail();
    QTest::newRow("mbox") << mbox;
}

/// Cut at every length, then with bytes changed at random but always the same way: there is always an outcome.
void TestContainer::survivesDamage()
{
    QFETCH(QByteArray, whole);
    const auto hasOutcome = [](const QByteArray &bytes) {
        const Outcome o = readAll(bytes);
        return o.documents.size() + o.rejected.size() > 0;
    };
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(hasOutcome(whole.left(length)));
    QRandomGenerator random(8460);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = whole;
        for (int i = random.bounded(8); i >= 0; --i)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        QVERIFY(hasOutcome(bytes));
    }
}

/// Half a megabyte that unpacks to 512 MiB, with the bounds that everybody gets.
void TestContainer::bomb()
{
    const QByteArray bytes = packed::gzip(QByteArray(32 << 20, '\0')).repeated(16);
    QVERIFY(bytes.size() < 600'000);
    QElapsedTimer timer;
    timer.start();
    const Outcome o = readAll(bytes);
    QVERIFY2(timer.elapsed() < 50, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(o.refusals(), QByteArrayList{"in cap-ratio"});
}

void TestContainer::fromManyThreads()
{
    const QByteArray mail = reportMail(gzipPart, packed::gzip(report).toBase64(), {}); // one for GMime
    const QByteArray zip = packed::zip({{"a", report}, {"m.eml", mail}});
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round)
                good += readAll(zip).documents.size() == 2 && readAll(mail).documents.size() == 1 ? 1 : 0;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 800);
}

void TestContainer::leavesSpareRoom()
{
    const QByteArray tar = packed::tar({{"a", report, '0', {}}});
    for (const QByteArray &bytes : {report, packed::gzip(report), packed::zip({{"a", report}}), tar, gzipMail(),
                                    reportMail("Content-Type: application/tlsrpt+json\r\n", report),
                                    reportMail(gzipPart, packed::gzip(report).toBase64(), {})}) {
        const Outcome o = readAll(bytes);
        QCOMPARE(o.documents.size(), 1U);
        const QByteArray &json = o.documents[0].json;
        QVERIFY(json.capacity() >= json.size() + 64);
        QCOMPARE(QByteArray(json.constData() + json.size(), 64), QByteArray(64, 0));
    }
}

void TestContainer::keepsGzipBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("kept"); // of each document; empty where no single member is the whole of it
    QTest::addColumn<int>("remarks");         // TrailingBytes
    const QByteArray gz = packed::gzip(report), none;
    QTest::newRow("one member") << gz << QByteArrayList{gz} << 0;
    QTest::newRow("several members") << packed::gzip(report.left(10)) + packed::gzip(report.mid(10))
                                     << QByteArrayList{none} << 0;
    QTest::newRow("an empty member behind") << gz + packed::gzip({}) << QByteArrayList{none} << 0;
    QTest::newRow("bytes behind") << gz + "tail" << QByteArrayList{none} << 1;
    QTest::newRow("zeros behind") << gz + QByteArray(512, '\0') << QByteArrayList{none} << 1;
    QTest::newRow("not packed") << report << QByteArrayList{none} << 0;
    QTest::newRow("gzip in gzip") << packed::gzip(gz) << QByteArrayList{gz} << 0;
    QTest::newRow("mail") << gzipMail() << QByteArrayList{gz} << 0;
    QTest::newRow("zip") << packed::zip({{"a.json.gz", gz}, {"b.json", report}}) << QByteArrayList{gz, none} << 0;
    QTest::newRow("mail in gzip") << packed::gzip(gzipMail()) << QByteArrayList{gz} << 0;
    QTest::newRow("plain report of a packed mail")
        << packed::gzip(reportMail("Content-Type: application/tlsrpt+json\r\n", report)) << QByteArrayList{none} << 0;
}

// What is kept of a report is what its sender packed, byte for byte, where that is one gzip member and nothing else.
void TestContainer::keepsGzipBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, kept);
    QFETCH(int, remarks);
    QByteArrayList seen;
    int trailing = 0;
    readContainer(
        bytes, "in", Caps(),
        [&](Document &&d) {
            QCOMPARE(d.json, report);
            seen += d.gzip.toByteArray();
            trailing += int(codes(d).count(DeviationCode::TrailingBytes));
        },
        [](Rejected &&r) { QFAIL(wordOf(r.reason)); });
    QCOMPARE(seen, kept);
    QCOMPARE(trailing, remarks);
}

// A document that somebody keeps is not written over by the next one, and one that nobody keeps gives its room back.
void TestContainer::roomServesAgain()
{
    const QByteArray gz = packed::gzip(report), other = packed::gzip(QByteArray(report).replace("Example", "Another"));
    const Outcome first = readAll(gz);
    const Outcome second = readAll(other), third = readAll(gz);
    QCOMPARE(first.documents.at(0).json, report);
    QVERIFY(second.documents.at(0).json.contains("Another"));
    QCOMPARE(third.documents.at(0).json, report);
    QSet<const char *> rooms;
    const auto look = [&rooms](Document &&d) { rooms += d.json.constData(); };
    for (int i = 0; i < 20; ++i)
        readContainer(i % 2 ? gz : other, "in", Caps(), look, [](Rejected &&r) { QFAIL(wordOf(r.reason)); });
    QCOMPARE(rooms.size(), 1);
}

void TestContainer::keepsMailFacts()
{
    const QByteArray top = "Received: from a by mx.mine.example;\r\n\tTue, 20 Aug 2024 03:00:12 -0700 (PDT)\r\n"
                           "Received: from b by a; Mon, 19 Aug 2024 03:00:12 -0700\r\n"
                           "Authentication-Results: mx.mine.example;\r\n       dkim=pass header.d=sender.example\r\n"
                           "Authentication-Results: forged.example; dkim=pass header.d=other.example\r\n"
                           "X-Original-Sender: a@b.example\r\nDKIM-Signature: v=1\r\n";
    const QByteArray mail = top + gzipMail();
    Caps caps;
    int seen = 0;
    readContainer(
        mail, "in", caps,
        [&](Document &&d) {
            ++seen;
            QCOMPARE(d.mailBytes.toByteArray(), mail);
            QCOMPARE(d.mail->from, "reports@sender.example");
            QCOMPARE(d.mail->date, "Tue, 20 Aug 2024 03:00:11 -0700");
            QCOMPARE(d.mail->messageId, "<1@sender.example>");
            QCOMPARE(d.mail->subject, "Report Domain: acme.example Submitter: sender.example");
            QCOMPARE(d.mail->reportDomain.value_or(""), "acme.example");
            QCOMPARE(d.mail->reportSubmitter.value_or(""), "sender.example");
            QCOMPARE(d.mail->originalSender, "a@b.example");
            QCOMPARE(d.mail->authenticationResults, "mx.mine.example; dkim=pass header.d=sender.example");
            QVERIFY(d.mail->hasDkimSignature);
            QCOMPARE(receivedAt(*d.mail).value_or(0), 1724148012);
        },
        [&](Rejected &&) { QFAIL("nothing to reject"); });
    QCOMPARE(seen, 1);
}

void TestContainer::readsMailDates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("usual") << "Tue, 20 Aug 2024 03:00:11 -0700 (PDT)" << qint64(1724148011);
    QTest::newRow("no day, no seconds") << "03 Feb 2023 06:09 +0100" << qint64(1675400940);
    QTest::newRow("zone by name") << "Tue, 20 Aug 2024 10:00:11 GMT" << qint64(1724148011);
    QTest::newRow("year of two digits") << "20 Aug 24 10:00:11" << qint64(1724148011);
    QTest::newRow("no date") << "Fri, May 09 2017 16:54:30 -0800" << qint64(-1);
    QTest::newRow("impossible day") << "31 Feb 2023 06:09 +0100" << qint64(-1);
    QTest::newRow("empty") << "" << qint64(-1);
}

void TestContainer::readsMailDates()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    QCOMPARE(mailTime(text.toStdString()).value_or(-1), seconds);
}

QTEST_GUILESS_MAIN(TestContainer)
#include "test_container.moc"
