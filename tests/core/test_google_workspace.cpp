// SPDX-License-Identifier: GPL-3.0-or-later
// Google's MX families: telling a host's family, reading a whole MX set, and what a policy needs for each.
#include "rollout/google_workspace.h"
#include "sts/policy.h"

#include <QTest>

using namespace rollout;
using enum GoogleFamily;
Q_DECLARE_METATYPE(QList<GoogleFamily>)

class TestGoogleWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostFamily_data();
    void hostFamily();
    void mxSet_data();
    void mxSet();
    void sortsTheRest();
    void patternsCoverTheFamily_data();
    void patternsCoverTheFamily();
    void leftoversNeedNoPattern();
    void misleadingWildcardsMissTheBase();
};

void TestGoogleWorkspace::hostFamily_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QList<GoogleFamily>>("families");
    const auto row = [](const char *host, const QList<GoogleFamily> &families) {
        QTest::newRow(host) << QString::fromLatin1(host) << families;
    };
    row("smtp.google.com", {SmtpGoogle});
    row("SMTP.Google.COM.", {SmtpGoogle});
    row("aspmx.l.google.com", {AspmxFive, AspmxSeven});
    row("alt2.aspmx.l.google.com", {AspmxFive, AspmxSeven});
    row("alt3.aspmx.l.google.com", {AspmxFive});
    row("alt5.aspmx.l.google.com", {});
    row("aspmx2.googlemail.com", {AspmxSeven});
    row("aspmx5.googlemail.com", {AspmxSeven});
    row("aspmx6.googlemail.com", {});
    row("mx1.smtp.goog", {SmtpGoog});
    row("mx4.smtp.goog", {SmtpGoog});
    row("mx5.smtp.goog", {});
    row("abc123.mx-verification.google.com", {Verification});
    row("mx-verification.google.com", {});
    row("gmail-smtp-in.l.google.com", {ConsumerGmail});
    row("alt4.gmail-smtp-in.l.google.com", {ConsumerGmail});
    row("smtp.google.com.evil.example", {});
    row("xsmtp.google.com", {});
    row("", {});
}

void TestGoogleWorkspace::hostFamily()
{
    QFETCH(QString, host);
    QFETCH(QList<GoogleFamily>, families);
    QCOMPARE(familiesOf(host), families);
}

void TestGoogleWorkspace::mxSet_data()
{
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<QList<GoogleFamily>>("families");
    const QStringList one = hostNamesOf(SmtpGoogle), five = hostNamesOf(AspmxFive), seven = hostNamesOf(AspmxSeven),
                      goog = hostNamesOf(SmtpGoog);
    QTest::newRow("one host") << one << QList{SmtpGoogle};
    QTest::newRow("five") << five << QList{AspmxFive};
    QTest::newRow("seven") << seven << QList{AspmxSeven};
    QTest::newRow("signed names") << goog << QList{SmtpGoog};
    QTest::newRow("the shared base alone is the newer set") << QStringList{five.first()} << QList{AspmxFive};
    QTest::newRow("moving to one host") << five + one << QList{SmtpGoogle, AspmxFive};
    QTest::newRow("five and seven") << five + seven << QList{AspmxFive, AspmxSeven};
    QTest::newRow("all") << one + five + seven + goog << QList{SmtpGoogle, AspmxFive, AspmxSeven, SmtpGoog};
    QTest::newRow("leftovers only") << QStringList{QStringLiteral("a.mx-verification.google.com"),
                                                   QStringLiteral("gmail-smtp-in.l.google.com")}
                                    << QList<GoogleFamily>{};
    QTest::newRow("none") << QStringList{} << QList<GoogleFamily>{};
}

void TestGoogleWorkspace::mxSet()
{
    QFETCH(QStringList, hosts);
    QFETCH(QList<GoogleFamily>, families);
    QCOMPARE(recogniseMx(hosts).families, families);
}

void TestGoogleWorkspace::sortsTheRest()
{
    const QString own = QStringLiteral("mx.gateway.example"), smtp = QStringLiteral("smtp.google.com"),
                  proof = QStringLiteral("a.mx-verification.google.com"),
                  consumer = QStringLiteral("alt1.gmail-smtp-in.l.google.com");
    const GoogleMx mx = recogniseMx({own, smtp, proof, consumer});
    QCOMPARE(mx.workspaceHosts, QStringList{smtp});
    QCOMPARE(mx.verificationHosts, QStringList{proof});
    QCOMPARE(mx.consumerHosts, QStringList{consumer});
    QCOMPARE(mx.otherHosts, QStringList{own});
    QVERIFY(mx.usesWorkspace());
    QVERIFY(mx.uses(SmtpGoogle));
    QVERIFY(!mx.uses(SmtpGoog));
}

void TestGoogleWorkspace::patternsCoverTheFamily_data()
{
    QTest::addColumn<GoogleFamily>("family");
    QTest::newRow("one host") << SmtpGoogle;
    QTest::newRow("five") << AspmxFive;
    QTest::newRow("seven") << AspmxSeven;
    QTest::newRow("signed names") << SmtpGoog;
}

void TestGoogleWorkspace::patternsCoverTheFamily()
{
    QFETCH(GoogleFamily, family);
    const QStringList patterns = policyPatternsFor(family);
    const QStringList hosts = hostNamesOf(family);
    QVERIFY(!hosts.isEmpty());
    for (const QString &host : hosts)
        QVERIFY2(sts::matchesAny(patterns, host), qPrintable(host));
    for (const QString &pattern : patterns) {
        const bool used =
            std::any_of(hosts.begin(), hosts.end(), [&](const QString &host) { return sts::matches(pattern, host); });
        QVERIFY2(used, qPrintable(pattern));
    }
    QVERIFY(!sts::matchesAny(patterns, QStringLiteral("www.googlemail.com")));
}

void TestGoogleWorkspace::leftoversNeedNoPattern()
{
    QVERIFY(policyPatternsFor(Verification).isEmpty());
    QVERIFY(policyPatternsFor(ConsumerGmail).isEmpty());
    QVERIFY(!isWorkspaceFamily(Verification));
    QVERIFY(!isWorkspaceFamily(ConsumerGmail));
    QVERIFY(isWorkspaceFamily(SmtpGoog));
}

void TestGoogleWorkspace::misleadingWildcardsMissTheBase()
{
    QVERIFY(!misleadingWildcards().empty());
    for (const MisleadingWildcard &wildcard : misleadingWildcards()) {
        QVERIFY(!sts::matches(QLatin1String(wildcard.pattern), QLatin1String(wildcard.baseHost)));
        QVERIFY(!familiesOf(QLatin1String(wildcard.baseHost)).isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestGoogleWorkspace)
#include "test_google_workspace.moc"
