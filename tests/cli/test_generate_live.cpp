// SPDX-License-Identifier: GPL-3.0-or-later
// `generate` and `bundle` with a resolver: which DNS host they find, what they say of it, and that a name server that
// nobody can look up stops nothing.
#include "cli_run.h"
#include "scripted_dns.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace support;
using facts::RecordType;

namespace {

QStringList words(const QString &line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

ScriptedReply nothing(const QString &zone, int rcode = 0)
{
    return {.rcode = rcode, .authority = {soaRecord(zone)}};
}

/// example.com with mail and the name servers that are given; what is below it has mail only.
ScriptedDns::Script world(const QStringList &nameServers, const ScriptedReply &otherwise = nothing("com"))
{
    return [nameServers, otherwise](const AskedQuestion &question) -> ScriptedReply {
        const auto type = RecordType(question.type);
        if (type == RecordType::Mx)
            return {.answer = {record(question.name, type, mxRdata(10, "mx.example.net"))}};
        if (type == RecordType::Ns && question.name == u"example.com") {
            if (nameServers.isEmpty())
                return otherwise;
            ScriptedReply reply;
            for (const QString &server : nameServers)
                reply.answer += record(question.name, type, facts::nameToWire(server));
            return reply;
        }
        if (type == RecordType::Txt && question.name == u"_mta-sts.example.com")
            return {.answer = {record(question.name, type, txtRdata("v=STSv1; id=live1;"))}};
        return nothing("com");
    };
}

CliResult generate(const ScriptedDns &dns, const QString &line)
{
    return runCli(words(line + " --resolver " + dns.address()));
}

} // namespace

class TestGenerateLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offersTheFormatThatFits_data()
    {
        QTest::addColumn<QString>("nameServer");
        QTest::addColumn<QString>("said");
        QTest::newRow("Cloudflare") << "ada.ns.cloudflare.com"
                                    << "is at Cloudflare. --format cloudflare fits.";
        QTest::newRow("Route 53") << "ns-1.awsdns-00.com"
                                  << "is at Amazon Route 53. --format route53 fits.";
        QTest::newRow("GoDaddy") << "ns1.domaincontrol.com"
                                 << "at least ten domains";
        QTest::newRow("Google Domains") << "ns-cloud-a1.googledomains.com"
                                        << "Squarespace has no API";
    }
    void offersTheFormatThatFits()
    {
        QFETCH(QString, nameServer);
        QFETCH(QString, said);
        ScriptedDns dns(world({nameServer}));
        const auto result = generate(dns, "generate example.com");
        QVERIFY2(result.status == 0, result.err.constData());
        QVERIFY2(result.err.simplified().contains(said.toUtf8()), result.err.constData());
        QVERIFY(result.out.contains("IN TXT   \"v=STSv1; id="));
        // Who has chosen a format needs no other.
        const auto chosen = generate(dns, "generate example.com --format csv");
        QVERIFY(!chosen.err.contains("fits."));
    }

    void looksAboveASubdomain()
    {
        ScriptedDns dns(world({"dns.technorail.com"}));
        const auto result = generate(dns, "generate mail.example.com --zone example.com --format panel --language it");
        QVERIFY2(result.status == 0, result.err.constData());
        QVERIFY(result.err.contains("is at Aruba"));
        QVERIFY(result.out.contains("\n_mta-sts.mail.example.com "));
        QVERIFY(result.out.contains("Salva Configurazione"));
        // The panel that was asked for comes before the one that was found.
        QVERIFY(generate(dns, "generate example.com --format panel --panel ovh").out.contains("OVHcloud"));
    }

    void saysNothingOfStrangers()
    {
        ScriptedDns dns(world({"ns1.example.net"}));
        const auto result = generate(dns, "generate example.com");
        QCOMPARE(result.status, 0);
        QVERIFY(!result.err.contains("The DNS of"));
    }

    void survivesWithoutNameServers_data()
    {
        QTest::addColumn<int>("rcode");
        QTest::addColumn<bool>("silent");
        QTest::newRow("none") << 0 << false;
        QTest::newRow("server failure") << 2 << false;
        QTest::newRow("refused") << 5 << false;
        QTest::newRow("silence") << 0 << true;
    }
    void survivesWithoutNameServers()
    {
        QFETCH(int, rcode);
        QFETCH(bool, silent);
        ScriptedReply otherwise = nothing("com", rcode);
        otherwise.silent = silent;
        ScriptedDns dns(world({}, otherwise));
        const auto result = generate(dns, "generate example.com");
        QVERIFY2(result.status == 0, result.err.constData());
        QVERIFY(result.out.contains("mx: mx.example.net\r\n"));
        QVERIFY2(result.elapsedMs < 6000, qPrintable(QString::number(result.elapsedMs)));
    }

    void bundleTakesLiveMxAndAvoidsTheLiveId()
    {
        ScriptedDns dns(world({"ada.ns.cloudflare.com"}));
        QTemporaryDir dir;
        const auto result = generate(dns, "bundle example.com caddy --output " + dir.filePath("b"));
        QVERIFY2(result.status == 0, result.err.constData());
        QVERIFY(readFile(dir.filePath("b/www/mta-sts.example.com/.well-known/mta-sts.txt"))
                    .contains("mx: mx.example.net\r\n"));
        QCOMPARE(generate(dns, "bundle example.com caddy --json --id live1").status, 64);
        QVERIFY(!QFileInfo::exists(dir.filePath("c")));
    }

    void refusesStrayWords_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *line : {"--panel aruba", "--language it", "--format csv --panel aruba",
                                 "--format panel --panel nobody", "--format panel --language de"})
            QTest::newRow(line) << QString(line);
    }
    void refusesStrayWords()
    {
        QFETCH(QString, arguments);
        const auto result = runCli(words("generate example.com --mx=mx.example.net " + arguments));
        QCOMPARE(result.status, 64);
        QCOMPARE(result.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestGenerateLive)
#include "test_generate_live.moc"
