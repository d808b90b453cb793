// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about_dialog.h"
#include "ui/preferences_dialog.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QtTest>

using ui::Preferences;

class TestPreferences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void areKept();
    void doNotTrustTheFile();
    void knowAResolver_data();
    void knowAResolver();
    void reachACheck();
    void dialogGivesWhatWasChosen();
    void diagnosticsHoldNoSecret();
};

void TestPreferences::areKept()
{
    QCOMPARE(Preferences::load(), Preferences());
    const Preferences chosen{.resolver = QStringLiteral("192.0.2.53@5353"),
                             .timeoutSeconds = 7,
                             .mailServers = false,
                             .deep = true,
                             .retentionDays = 400,
                             .archive = QStringLiteral("/srv/archive.db")};
    chosen.save();
    QCOMPARE(Preferences::load(), chosen);
}

void TestPreferences::doNotTrustTheFile()
{
    QSettings settings;
    settings.setValue(QStringLiteral("check/timeout-seconds"), -5);
    settings.setValue(QStringLiteral("reports/retention-days"), QStringLiteral("999999999"));
    settings.setValue(QStringLiteral("check/resolver"), QStringLiteral("$(reboot)"));
    const Preferences read = Preferences::load();
    QCOMPARE(read.timeoutSeconds, 0);
    QCOMPARE(read.retentionDays, 36'500);
    QVERIFY(read.resolver.isEmpty());
}

void TestPreferences::knowAResolver_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    const std::pair<const char *, bool> rows[] = {{"", true},
                                                  {"192.0.2.53", true},
                                                  {"2001:db8::53", true},
                                                  {"192.0.2.53@5353", true},
                                                  {"192.0.2.53@", false},
                                                  {"192.0.2.53@0", false},
                                                  {"192.0.2.53@65536", false},
                                                  {"dns.example", false},
                                                  {"192.0.2", false}};
    for (const auto &[text, good] : rows)
        QTest::newRow(*text ? text : "the system's") << QString::fromLatin1(text) << good;
}

void TestPreferences::knowAResolver()
{
    QFETCH(QString, text);
    QTEST(ui::isResolver(text), "good");
}

void TestPreferences::reachACheck()
{
    io::InspectOptions options;
    options.controlMx = QStringLiteral("mx.example");
    const io::InspectOptions applied =
        Preferences{.timeoutSeconds = 3, .mailServers = false, .deep = true}.applied(options);
    QCOMPARE(applied.timeoutMs, 3000);
    QVERIFY(!applied.smtp);
    QVERIFY(applied.deep);
    QCOMPARE(applied.controlMx, options.controlMx);
    QCOMPARE(Preferences().applied({}).timeoutMs, 0);
}

void TestPreferences::dialogGivesWhatWasChosen()
{
    ui::PreferencesDialog dialog({.timeoutSeconds = 5}, QStringLiteral("archive.db"));
    QCOMPARE(dialog.chosen().timeoutSeconds, 5);
    auto *resolver = dialog.findChild<QLineEdit *>();
    QPushButton *apply = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        if (button->isDefault())
            apply = button;
    resolver->setText(QStringLiteral("nonsense"));
    QVERIFY(!apply->isEnabled());
    resolver->setText(QStringLiteral(" 192.0.2.53 "));
    QVERIFY(apply->isEnabled());
    QCOMPARE(dialog.chosen().resolver, QStringLiteral("192.0.2.53"));
}

void TestPreferences::diagnosticsHoldNoSecret()
{
    const QString dsn = QStringLiteral("postgresql://anna:geheim@db.example/sigillo");
    const QString text = ui::diagnostics({.resolver = QStringLiteral("192.0.2.53")}, dsn);
    QVERIFY(text.contains(QStringLiteral("PostgreSQL")));
    QVERIFY(text.contains(QStringLiteral("Sigillo ")));
    for (const char *word : {"geheim", "anna", "db.example", "192.0.2.53"})
        QVERIFY2(!text.contains(QLatin1String(word)), word);
    ui::AboutDialog about(text);
    for (QPushButton *button : about.findChildren<QPushButton *>())
        if (button->text().contains(QStringLiteral("Copy")))
            button->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
}

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-test"));
    QApplication::setOrganizationName(QStringLiteral("sigillo-test-preferences"));
    TestPreferences test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_preferences.moc"
