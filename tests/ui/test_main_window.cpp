// SPDX-License-Identifier: GPL-3.0-or-later
// The console's window over a real archive: what it shows, what it asks for, and what it does with text from outside.
#include "archive/rollout_history.h"
#include "facts_builder.h"
#include "findings/evaluate.h"
#include "rollout/observation.h"
#include "ui/alarms_page.h"
#include "ui/domain_list.h"
#include "ui/finding_pane.h"
#include "ui/findings_model.h"
#include "ui/first_run_page.h"
#include "ui/history_page.h"
#include "ui/main_window.h"
#include "ui/overview_page.h"
#include "ui/plain_text.h"
#include "ui/servers_model.h"
#include "ui/undo_bar.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeView>
#include <QTreeWidget>
#include <QtTest>

namespace {

base::Result<io::Inspector *, QString> noNetwork()
{
    return tl::unexpected(QStringLiteral("there is no network in this test"));
}

QTreeView *domainsOf(const ui::MainWindow &window)
{
    return window.findChild<QTreeView *>(QStringLiteral("domains"));
}

facts::DomainFacts healthy(const QString &domain = QStringLiteral("example.com"))
{
    return support::healthyFacts(domain);
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QSettings().clear(); // the chosen domain of another test
        m_folder = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<ui::ArchiveThread>(m_folder->filePath(QStringLiteral("archive.db")));
    }
    void cleanup()
    {
        m_thread.reset();
        m_folder.reset();
    }

    void beginsWithAnInvitation()
    {
        ui::MainWindow window(*m_thread, noNetwork, {});
        window.show();
        QVERIFY(QSignalSpy(&window, &ui::MainWindow::loaded).wait());
        QCOMPARE(domainsOf(window)->model()->rowCount(), 0);
        QVERIFY(window.findChild<ui::FirstRunPage *>()->isVisible());
    }

    void showsWhatTheArchiveHolds()
    {
        keep(healthy());
        facts::DomainFacts broken = healthy(QStringLiteral("broken.example"));
        broken.stsTxt.rdata = {support::txtRdata("v=STSv1;")};
        keep(broken);
        ui::MainWindow window(*m_thread, noNetwork, {});
        window.show();
        QVERIFY(QSignalSpy(&window, &ui::MainWindow::loaded).wait());
        auto *list = domainsOf(window);
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(list->model()->index(0, 0).data(ui::DomainList::MarkRole).toInt(), int(ui::Mark::Error));
        QCOMPARE(window.chosenDomain(), QStringLiteral("broken.example"));
        const auto *tree = window.findChild<ui::OverviewPage *>()->findChild<QTreeView *>();
        QVERIFY(tree->isVisible());
        QCOMPARE(tree->currentIndex().data(ui::FindingsModel::MarkRole).toInt(), int(ui::Mark::Error));
        const QString words = window.findChild<ui::OverviewPage *>()->findChild<ui::FindingPane *>()->asText();
        QVERIFY2(words.contains(QStringLiteral("What to do")), qPrintable(words));
        list->setCurrentIndex(list->model()->index(1, 0));
        QCOMPARE(window.chosenDomain(), QStringLiteral("example.com"));
    }

    void fillsThePagesOnceAReload()
    {
        keep(healthy());
        keep(healthy(QStringLiteral("other.example")));
        ui::MainWindow window(*m_thread, noNetwork, {});
        window.show();
        QVERIFY(QSignalSpy(&window, &ui::MainWindow::loaded).wait());
        auto *history = window.findChild<ui::HistoryPage *>();
        auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("pages"));
        QSignalSpy read(history, &ui::HistoryPage::read);
        tabs->setCurrentWidget(history); // it reads the archive whenever it is filled
        QTRY_COMPARE(read.size(), 1);
        const auto reads = [&](const auto &what) {
            read.clear();
            what();
            settle();
            return read.size();
        };
        QCOMPARE(reads([&] { window.reload(); }), 1);
        auto *list = domainsOf(window);
        const QPoint second = list->visualRect(list->model()->index(1, 0)).center();
        QCOMPARE(reads([&] { QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second); }), 1);
        QCOMPARE(window.chosenDomain(), QStringLiteral("other.example"));
        QCOMPARE(reads([&] { window.removeDomain(QStringLiteral("other.example")); }), 1);
        QCOMPARE(reads([&] { window.findChild<ui::UndoBar *>()->undo(); }), 1);
        QCOMPARE(reads([&] { window.keep(healthy()); }), 0); // another one
    }

    void saysWhatIsWrongWithAName()
    {
        ui::MainWindow window(*m_thread, noNetwork, {});
        window.addDomain(QStringLiteral("no domain"));
        QVERIFY(shows(window, QStringLiteral("is no mail domain")));
        window.addDomain(QStringLiteral("example.org"));
        QVERIFY(shows(window, QStringLiteral("there is no network in this test")));
        QCOMPARE(window.chosenDomain(), QStringLiteral("example.org"));
    }

    void saysThatAnArchiveCannotBeRead()
    {
        QFile file(m_folder->filePath(QStringLiteral("archive.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        ui::MainWindow window(*m_thread, noNetwork, {});
        QVERIFY(QSignalSpy(&window, &ui::MainWindow::loaded).wait());
        QVERIFY(shows(window, QStringLiteral("archive")));
        QCOMPARE(QFile(m_folder->filePath(QStringLiteral("archive.db"))).size(), 8192);
    }

    void removesADomainAndBringsItBack()
    {
        keep(healthy());
        keep(healthy(QStringLiteral("other.example")));
        {
            ui::MainWindow window(*m_thread, noNetwork, {});
            window.show();
            QVERIFY(QSignalSpy(&window, &ui::MainWindow::loaded).wait());
            auto *list = domainsOf(window);
            auto *undo = window.findChild<ui::UndoBar *>();
            window.removeDomain(QStringLiteral("example.com"));
            QCOMPARE(list->model()->rowCount(), 1);
            QCOMPARE(window.chosenDomain(), QStringLiteral("other.example"));
            undo->undo();
            QCOMPARE(list->model()->rowCount(), 2);
            QCOMPARE(window.chosenDomain(), QStringLiteral("example.com"));
            QCOMPARE(known(), QStringList({QStringLiteral("example.com"), QStringLiteral("other.example")}));
            window.removeDomain(QStringLiteral("example.com"));
            window.keep(healthy()); // a check that was under way
            QCOMPARE(list->model()->rowCount(), 1);
            QCOMPARE(known().size(), 2); // until it can no longer be undone
            window.close();
        }
        QCOMPARE(known(), QStringList{QStringLiteral("other.example")});
    }

    void alarmsOfAllDomainsLeadToTheirs()
    {
        rollout::Alarm alarm;
        alarm.kind = rollout::AlarmKind::RecordGone;
        alarm.subject = QStringLiteral("<b>_mta-sts.b.example</b>");
        alarm.severity = findings::Severity::Error;
        alarm.raisedAt = support::observedAt();
        ui::DomainStanding one, two;
        one.domain = QStringLiteral("a.example");
        two.domain = QStringLiteral("b.example");
        ui::AlarmsPage page;
        page.show({one, two});
        QCOMPARE(page.count(), 0);
        QVERIFY(page.findChild<QTreeWidget *>()->isHidden());
        two.alarms = {alarm};
        one.alarms = {alarm};
        one.alarms.first().severity = findings::Severity::Warning;
        alarm.clearedAt = alarm.raisedAt;
        one.alarms += alarm; // over
        page.show({one, two});
        QCOMPARE(page.count(), 2);
        auto *list = page.findChild<QTreeWidget *>();
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("b.example"));
        QVERIFY(list->topLevelItem(0)->text(1).contains(QStringLiteral("<b>")));
        QSignalSpy wanted(&page, &ui::AlarmsPage::domainWanted);
        Q_EMIT list->itemActivated(list->topLevelItem(0), 0);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("b.example"));
    }

    void aCheckRaisesAlarms()
    {
        keep(healthy());
        facts::DomainFacts later = healthy();
        later.observedAt = later.observedAt.addDays(1);
        later.stsTxt = support::noAnswer(later.stsTxt.name, facts::RecordType::Txt, facts::DnsStatus::NxDomain);
        ui::MainWindow window(*m_thread, noNetwork, {});
        window.show();
        QVERIFY(QSignalSpy(&window, &ui::MainWindow::loaded).wait());
        window.keep(later);
        facts::DomainFacts again = later;
        again.observedAt = again.observedAt.addSecs(3'600);
        window.keep(again);
        QTRY_VERIFY(shows(window, QStringLiteral("1 domain · 1 alarm")));
        QTRY_VERIFY(window.findChild<ui::AlarmsPage *>()->count() > 0);
    }

    void modelsKeepTheirPromises()
    {
        ui::FindingsModel findings;
        ui::ServersModel servers;
        ui::DomainList domains;
        const QAbstractItemModelTester first(&findings), second(&servers), third(&domains);
        const facts::DomainFacts facts = healthy();
        for (int round = 0; round < 2; ++round) {
            findings.setFindings(findings::evaluate(facts, facts.observedAt));
            servers.setFacts(facts);
            ui::DomainStanding one, two;
            one.domain = QStringLiteral("b.example");
            two.domain = QStringLiteral("a.example");
            domains.setStandings({one, two}, {});
            domains.setStandings({one}, {});
        }
        QCOMPARE(domains.rowCount(), 1);
        QCOMPARE(servers.rowCount(), 6); // two addresses of two MX hosts, and of the policy host
        QVERIFY(findings.rowCount() > 3);
        findings.setFindings({});
        servers.setFacts(std::nullopt);
        QCOMPARE(findings.rowCount(), 0);
    }

    void textFromOutsideStaysText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("markup") << QStringLiteral("<b>x</b>") << QStringLiteral("<b>x</b>");
        QTest::newRow("control") << QStringLiteral("a\x1b[31m") << QStringLiteral("a\\u001b[31m");
        QTest::newRow("direction") << QStringLiteral("a\u202eb") << QStringLiteral("a\\u202eb");
        QTest::newRow("long") << QString(1'000'000, u'x') << QString(2'000, u'x') + QChar(0x2026);
    }
    void textFromOutsideStaysText()
    {
        QFETCH(QString, text);
        QTEST(ui::plain(text), "shown");
        QVERIFY(!ui::asPlainToolTip(text).mid(6).contains(QStringLiteral("<b")));
    }

private:
    void keep(const facts::DomainFacts &facts)
    {
        auto kept = m_thread->run<int>([facts](archive::Archive &archive) -> archive::Result<int> {
            const auto look = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
            if (const auto done = archive::keepFacts(archive, facts, look); !done)
                return tl::unexpected(done.error());
            return 0;
        });
        kept.waitForFinished();
        QVERIFY(kept.result());
    }
    // Everything that was asked of the archive is answered, and what follows from the answers is done.
    void settle()
    {
        for (int round = 0; round < 4; ++round) {
            known();
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
        }
    }
    QStringList known()
    {
        auto names =
            m_thread->run<QStringList>([](archive::Archive &archive) { return archive::knownDomains(archive); });
        names.waitForFinished();
        return names.result().value_or(QStringList());
    }
    static bool shows(const ui::MainWindow &window, const QString &words)
    {
        const auto labels = window.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&words](const QLabel *label) { return label->text().contains(words); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::ArchiveThread> m_thread;
};

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-test"));
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_main_window.moc"
