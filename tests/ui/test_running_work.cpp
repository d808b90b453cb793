// SPDX-License-Identifier: GPL-3.0-or-later
// The list of what runs: checks that never end by themselves and an import, told, ended one by one, by the keyboard.
#include "fake_io.h"
#include "report_files.h"
#include "ui/main_window.h"
#include "ui/status_line.h"
#include "ui/work/work_dialog.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

class TestRunningWork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<ui::ArchiveThread>(m_folder->filePath(QStringLiteral("archive.db")));
        m_resolver.delayMs = -1; // until it is stopped
        m_resolver.answer("a.example", facts::RecordType::Mx, {}, 1);
        m_window = std::make_unique<ui::MainWindow>(
            *m_thread, [this] { return base::Result<io::Inspector *, QString>(&m_inspector); }, io::InspectOptions());
        m_window->show();
        QVERIFY(QSignalSpy(m_window.get(), &ui::MainWindow::loaded).wait());
        m_work = m_window->findChild<ui::StatusLine *>()->work();
    }
    void cleanup()
    {
        m_window.reset();
        m_thread.reset();
        m_folder.reset();
    }

    void tellsWhatRunsAndWhatWaits()
    {
        const QAbstractItemModelTester tester(m_work);
        addThree();
        QCOMPARE(rows(), QStringList({"Check of a.example", "Check of b.example: waits", "Check of c.example: waits"}));
        const QModelIndex running = m_work->index(0, 0);
        QTRY_COMPARE(running.data(ui::WorkModel::FinishedRole).toInt(), 1);
        QVERIFY(running.data(ui::WorkModel::StartedRole).toInt() > 1);
        QVERIFY(m_work->summary().startsWith(QStringLiteral("Check of a.example: ")));
        QVERIFY(m_work->summary().endsWith(QStringLiteral("more: 2")));
        m_work->cancelAll();
        QTRY_COMPARE(m_work->rowCount(), 0);
        QCOMPARE(m_work->summary(), QString());
    }

    void oneIsEndedAndTheOthersGoOn()
    {
        const QAbstractItemModelTester tester(m_work);
        addThree();
        m_work->cancel(1); // it only waits
        QCOMPARE(rows(), QStringList({"Check of a.example", "Check of c.example: waits"}));
        m_work->cancel(0);
        QTRY_COMPARE(rows(), QStringList("Check of c.example"));
        m_work->cancel(5); // there is none
        m_work->cancel(0);
        QTRY_COMPARE(m_work->rowCount(), 0);
    }

    void endedByTheKeyboard()
    {
        addThree();
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
        auto *dialog = m_window->findChild<ui::WorkDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *list = dialog->findChild<QTreeView *>();
        list->setFocus();
        QCOMPARE(list->currentIndex().row(), 0); // something is chosen
        QTest::keyClick(list, Qt::Key_Down);
        trigger(list, QKeySequence::Delete);
        QCOMPARE(rows(), QStringList({"Check of a.example", "Check of c.example: waits"}));
        button(dialog, "Cancel &all")->click();
        QTRY_COMPARE(m_work->rowCount(), 0);
        QVERIFY(dialog->findChild<QLabel *>()->text().contains("Nothing runs"));
        QVERIFY(!button(dialog, "&Cancel this")->isEnabled());
    }

    void theStatusBarLeadsToIt()
    {
        const auto buttons = m_window->statusBar()->findChildren<QToolButton *>();
        const auto list = std::find_if(buttons.begin(), buttons.end(),
                                       [](QToolButton *one) { return one->text() == QStringLiteral("Running work"); });
        QVERIFY(list != buttons.end());
        QVERIFY((*list)->isHidden());
        addThree();
        QVERIFY((*list)->isHidden()); // nothing flashes
        QTRY_VERIFY((*list)->isVisible());
        QVERIFY((*list)->focusPolicy() & Qt::TabFocus);
        (*list)->setFocus();
        QTest::keyClick(*list, Qt::Key_Space);
        QVERIFY(m_window->findChild<ui::WorkDialog *>()->isVisible());
        m_work->cancelAll();
        QTRY_VERIFY((*list)->isHidden());
    }

    void anImportIsWorkToo()
    {
        QDir folder(m_folder->path());
        QVERIFY(folder.mkdir("reports"));
        for (int number = 0; number < 300; ++number) {
            QFile file(folder.filePath(QStringLiteral("reports/%1.json").arg(number)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(support::reportJson(number));
        }
        const QAbstractItemModelTester tester(m_work);
        auto *session = m_window->findChild<ui::ImportSession *>();
        QSignalSpy finished(session, &ui::ImportSession::finished);
        m_window->importReports({folder.filePath("reports")});
        QCOMPARE(rows().first(), QStringLiteral("Import of reports"));
        m_window->importReports({folder.filePath("reports")});
        QVERIFY(m_work->index(0, ui::WorkModel::Progress).data().toString().contains("waiting after it: 1"));
        m_window->addDomain("a.example");
        QCOMPARE(rows(), QStringList({"Import of reports", "Check of a.example"}));
        m_work->cancel(0);
        QTRY_COMPARE(finished.size(), 1); // what waited after it is forgotten
        QTRY_COMPARE(rows(), QStringList("Check of a.example"));
    }

private:
    void addThree()
    {
        for (const char *domain : {"a.example", "b.example", "c.example"})
            m_window->addDomain(QString::fromLatin1(domain));
    }
    /// What the list says; of what runs only what it is, for how far it is changes.
    QStringList rows() const
    {
        QStringList words;
        for (int row = 0; row < m_work->rowCount(); ++row) {
            const QString what = m_work->index(row, ui::WorkModel::What).data().toString();
            const QString progress = m_work->index(row, ui::WorkModel::Progress).data().toString();
            words += progress == QStringLiteral("waits") ? what + QStringLiteral(": waits") : what;
        }
        return words;
    }
    static void trigger(const QWidget *widget, const QKeySequence &key)
    {
        for (QAction *action : widget->actions())
            if (action->shortcut() == key)
                action->trigger();
    }
    static QPushButton *button(const QWidget *dialog, const QString &text)
    {
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->text() == text)
                return button;
        return nullptr;
    }

    support::CallLog m_log;
    support::FakeResolver m_resolver{m_log};
    support::FakeFetcher m_fetcher{m_log};
    support::FakeProber m_prober{m_log};
    support::FakeClock m_clock;
    io::Inspector m_inspector{m_resolver, m_fetcher, m_prober, m_clock};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::ArchiveThread> m_thread;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::WorkModel *m_work = nullptr;
};

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-test-running-work"));
    TestRunningWork test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_running_work.moc"
