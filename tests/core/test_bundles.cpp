// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles as values: the same promises for every place. That the real programs serve them is tried in
// tests/io/test_bundles_served.cpp.
#include "publications.h"
#include "publish/bundle.h"
#include "publish/bundles/pieces.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace publish;
using namespace support;

namespace {

QByteArray bytesOf(const QList<BundleFile> &files, const QString &path)
{
    for (const BundleFile &file : files)
        if (file.path == path)
            return file.bytes;
    return {};
}

bool holdsPolicy(const QList<BundleFile> &files, const rollout::Publication &publication)
{
    const QByteArray text = sts::format(*publication.policy);
    return std::any_of(files.begin(), files.end(), [&](const BundleFile &file) { return file.bytes == text; });
}

void addTargets()
{
    QTest::addColumn<QString>("name");
    for (const Target *target : targets())
        QTest::newRow(target->name) << QString(target->name);
}

} // namespace

class TestBundles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsThePolicy_data() { addTargets(); }
    void holdsThePolicy()
    {
        QFETCH(QString, name);
        const Target *target = targetNamed(name);
        QVERIFY(target);
        for (const rollout::Publication &publication :
             {publicationFor("example.com"), oddPublication("xn--bcher-kva.example"),
              oddPublication(longestDomain())}) {
            const auto files = bundle(*target, {publication});
            QVERIFY(files);
            QVERIFY(name == "cloudflare-worker" || holdsPolicy(*files, publication));
            QSet<QString> paths;
            static const QRegularExpression plain("^[A-Za-z0-9._/-]+$");
            for (const BundleFile &file : *files) {
                QVERIFY2(plain.match(file.path).hasMatch(), qPrintable(file.path));
                QVERIFY(!file.path.startsWith('/') && !file.path.contains("..") && !file.path.contains("//"));
                for (const QString &part : file.path.split('/'))
                    QVERIFY(part.size() <= 255);
                paths += file.path;
            }
            QCOMPARE(paths.size(), files->size());
        }
    }

    void instructs_data() { addTargets(); }
    void instructs()
    {
        QFETCH(QString, name);
        const auto files = bundle(*targetNamed(name), {publicationFor("example.com")});
        QVERIFY(files);
        for (const char *path : {"README.md", "LEGGIMI.md"}) {
            const QString text = QString::fromUtf8(bytesOf(*files, path));
            static const QRegularExpression unfilled("(?<!\\$)\\{[a-z]+\\}");
            QVERIFY2(!unfilled.match(text).hasMatch(), qPrintable(unfilled.match(text).captured()));
            // The host is looked at before the record is made, and everything is checked at the end.
            const auto look = text.indexOf("curl -sSi https://mta-sts.example.com/.well-known/mta-sts.txt");
            const auto tlsrpt = text.indexOf("_smtp._tls.example.com  TXT  v=TLSRPTv1; "),
                       sts = text.indexOf("_mta-sts.example.com  TXT  v=STSv1; id=20260301T123000;");
            const auto check = text.indexOf("sigillo-cli check example.com");
            QVERIFY(look > 0 && look < tlsrpt && tlsrpt < sts && sts < check);
            QVERIFY(text.contains("mode: none"));
            QCOMPARE(text.count("\n## "), 4);
        }
        QVERIFY(bytesOf(*files, "LEGGIMI.md").contains("Pubblicare, in quest'ordine"));
        QVERIFY(bytesOf(*files, "README.md").contains("Publishing, in this order"));
    }

    void everySentenceIsTranslated_data() { addTargets(); }
    void everySentenceIsTranslated()
    {
        QFETCH(QString, name);
        const Target *target = targetNamed(name);
        QCOMPARE(target->english.steps.size(), target->italian.steps.size());
        QCOMPARE(target->english.traps.size(), target->italian.traps.size());
        QVERIFY(target->english.steps.size() >= 2 && target->english.traps.size() >= 2);
        for (std::size_t i = 0; i < target->english.traps.size(); ++i)
            QVERIFY(qstrcmp(target->english.traps[i], target->italian.traps[i]) != 0);
    }

    void namesTheRecordOfThePolicyHost()
    {
        rollout::Publication publication = publicationFor("example.com");
        publication.records.records.prepend({"mta-sts.example.com", rollout::RecordKind::Cname, "host.example.net"});
        const auto files = bundle(*targetNamed("nginx"), {publication});
        const QByteArray text = bytesOf(*files, "README.md");
        QVERIFY(text.indexOf("    mta-sts.example.com  CNAME  host.example.net\n") < text.indexOf("curl"));
        QCOMPARE(text.count("CNAME  host.example.net"), 1);
    }

    void takesSeveralDomains_data() { addTargets(); }
    void takesSeveralDomains()
    {
        QFETCH(QString, name);
        const Target *target = targetNamed(name);
        const rollout::Publication first = publicationFor("example.com", {"a.example.com"}),
                                   second = publicationFor("example.org", {"b.example.org"});
        const auto files = bundle(*target, {first, second});
        QCOMPARE(files.has_value(), target->manyDomains);
        if (!files) {
            QCOMPARE(files.error().code, QString("one-domain"));
            return;
        }
        QVERIFY(name == "cloudflare-worker" || (holdsPolicy(*files, first) && holdsPolicy(*files, second)));
        for (const char *host : {"mta-sts.example.com", "mta-sts.example.org"})
            QVERIFY(bytesOf(*files, "README.md").contains("https://" + QByteArray(host)));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("code");
        QTest::newRow("path") << "../etc"
                              << "bad-domain";
        QTest::newRow("slash") << "a/b.example"
                               << "bad-domain";
        QTest::newRow("quote") << "a\".example"
                               << "bad-domain";
        QTest::newRow("line") << "a.example\nb.example"
                              << "bad-domain";
        QTest::newRow("U-label") << QString::fromUtf8("b\xc3\xbc"
                                                      "cher.example")
                                 << "bad-domain";
        QTest::newRow("upper case") << "Example.com"
                                    << "bad-domain";
        QTest::newRow("final dot") << "example.com."
                                   << "bad-domain";
        QTest::newRow("empty") << ""
                               << "bad-domain";
        QTest::newRow("too long") << longestDomain().replace("b.example", "bb.example") << "host-too-long";
    }
    void refuses()
    {
        QFETCH(QString, domain);
        QFETCH(QString, code);
        rollout::Publication publication = publicationFor("example.com");
        publication.records.domain = domain;
        for (const Target *target : targets()) {
            const auto files = bundle(*target, {publication});
            QVERIFY(!files);
            QCOMPARE(files.error().code, code);
        }
    }

    void refusesPoliciesThatNobodyAccepts()
    {
        const Target &target = *targetNamed("cloudflare-worker");
        QCOMPARE(bundle(target, {}).error().code, QString("no-domain"));
        const rollout::Publication good = publicationFor("example.com");
        QCOMPARE(bundle(target, {good, good}).error().code, QString("same-domain"));
        for (const QStringList &mx : {QStringList{"mx.example.net\r\nmode: none"}, QStringList{"mx_1.example.net"}}) {
            rollout::Publication bad = good;
            bad.policy->mx = mx;
            QCOMPARE(bundle(target, {bad}).error().code, QString("bad-policy"));
        }
        rollout::Publication bad = good;
        bad.policy->extensions = {{"x", "a\nb"}};
        QCOMPARE(bundle(target, {bad}).error().code, QString("bad-policy"));
    }

    void namesProjects()
    {
        using bundles::projectName;
        QCOMPARE(projectName("example.com"), QString("mta-sts-example-com"));
        const QString name = projectName(longestDomain());
        QCOMPARE(name.size(), 49);
        QVERIFY(name != projectName("a" + longestDomain().mid(1).replace(0, 1, "c")));
        QVERIFY(QRegularExpression("^[a-z][a-z0-9-]*[a-z0-9]$").match(name).hasMatch());
    }

    void listsTargets()
    {
        QCOMPARE(targets().size(), std::size_t(14));
        QVERIFY(!targetNamed("NGINX") && !targetNamed(QString()));
        for (const Target *target : targets())
            QCOMPARE(targetNamed(target->name), target);
    }
};

QTEST_GUILESS_MAIN(TestBundles)
#include "test_bundles.moc"
