// SPDX-License-Identifier: GPL-3.0-or-later
// Reports that come through the window: by drop, as files of the command line, many of them, with a cancel.
#include "archive/report_queries.h"
#include "packed.h"
#include "report_files.h"
#include "ui/import/drop_cover.h"
#include "ui/import/import_dialog.h"
#include "ui/import/import_outcomes.h"
#include "ui/main_window.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>
#include <QtTest>

namespace {

base::Result<io::Inspector *, QString> noNetwork()
{
    return tl::unexpected(QStringLiteral("there is no network in this test"));
}

void drop(QWidget *target, const QMimeData &data)
{
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    auto *cover = target->window()->findChild<ui::DropCover *>();
    QVERIFY(cover->isVisible());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(cover, &event);
    QVERIFY(!cover->isVisible());
}

} // namespace

class TestReportImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<ui::ArchiveThread>(m_folder->filePath(QStringLiteral("archive.db")));
        m_window = std::make_unique<ui::MainWindow>(*m_thread, noNetwork, io::InspectOptions());
        m_window->show();
        QVERIFY(QSignalSpy(m_window.get(), &ui::MainWindow::loaded).wait());
        m_session = m_window->findChild<ui::ImportSession *>();
        QVERIFY(m_session);
    }
    void cleanup()
    {
        m_window.reset();
        m_thread.reset();
        m_folder.reset();
    }

    void filesDroppedOverAFieldAreImported()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(write("good.json", support::reportJson(1))),
                      QUrl::fromLocalFile(write("again.json.gz", packed::gzip(support::reportJson(1)))),
                      QUrl::fromLocalFile(write("conflict.json", support::reportJson(1, 9))),
                      QUrl::fromLocalFile(write("note.txt", "no report")),
                      QUrl::fromLocalFile(m_folder->filePath(QStringLiteral("missing.json")))});
        data.setText(QStringLiteral("as text"));
        QSignalSpy finished(m_session, &ui::ImportSession::finished);
        drop(m_window->findChild<QLineEdit *>(), data);
        QVERIFY(finished.wait());
        QCOMPARE(reports(), 2);
        const auto *outcomes = m_window->findChild<ui::ImportOutcomes *>();
        QStringList words;
        for (int row = 0; row < outcomes->rowCount(); ++row)
            words += outcomes->index(row, ui::ImportOutcomes::Outcome).data().toString();
        QCOMPARE(words.join(u','), QStringLiteral("imported,known already,conflict,not a report,unreadable"));
        const QString why = outcomes->index(3, ui::ImportOutcomes::Why).data().toString();
        QVERIFY2(why.contains(QStringLiteral("not a TLS report")), qPrintable(why));
        auto *dialog = m_window->findChild<ui::ImportDialog *>();
        QVERIFY(dialog->isVisible());
        dialog->findChildren<QPushButton *>().first()->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("note.txt\tnot a report")));
    }

    void aMailWithoutAFileIsImported()
    {
        QMimeData data;
        data.setData(QStringLiteral("message/rfc822"), support::reportMail(packed::gzip(support::reportJson(4))));
        QSignalSpy finished(m_session, &ui::ImportSession::finished);
        drop(m_window.get(), data);
        QVERIFY(finished.wait());
        QCOMPARE(reports(), 1);
    }

    void textIsLeftToFields()
    {
        QMimeData data;
        data.setText(QStringLiteral("example.it"));
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window->findChild<QLineEdit *>(), &enter);
        QVERIFY(!m_window->findChild<ui::DropCover *>()->isVisible());
    }

    // The event loop goes on meanwhile, and what was told before the cancel is in the archive.
    void manyFilesAndACancel()
    {
        QStringList paths;
        for (int i = 0; i < 6'000; ++i)
            paths += write("many-" + QByteArray::number(i) + ".json", support::reportJson(i));
        qint64 told = 0;
        bool isCancelled = false;
        connect(m_session, &ui::ImportSession::told, this,
                [&](const QList<ui::ImportedFile> &, const io::ImportResult &soFar) {
                    told = soFar.counts.imported;
                    if (!isCancelled)
                        m_session->cancel();
                    isCancelled = true;
                });
        QSignalSpy finished(m_session, &ui::ImportSession::finished);
        m_window->importReports(paths);
        QVERIFY(finished.wait(60'000));
        disconnect(m_session, &ui::ImportSession::told, this, nullptr);
        const auto result = finished.first().first().value<io::ImportResult>();
        QVERIFY(told > 0);
        QVERIFY(reports() >= told);
        QCOMPARE(reports(), int(result.counts.imported));
        // The rest, as if nothing had been.
        m_window->importReports(paths);
        QVERIFY(finished.wait(60'000));
        QCOMPARE(reports(), 6'000);
    }

    void outcomesKeepTheirPromises()
    {
        ui::ImportOutcomes outcomes;
        const QAbstractItemModelTester tester(&outcomes);
        ui::ImportedFile hostile;
        hostile.path = QStringLiteral("=cmd()<b>\u202e\x1b") + QString(1'000'000, u'x');
        hostile.outcome = io::ImportOutcome::Refused;
        hostile.why = hostile.path;
        outcomes.add({hostile, hostile});
        QCOMPARE(outcomes.rowCount(), 2);
        const QString shown = outcomes.index(0, 0).data().toString();
        QVERIFY(shown.size() < 600 && shown.contains(QStringLiteral("\\u202e\\u001b")));
        outcomes.clear();
        QCOMPARE(outcomes.rowCount(), 0);
        outcomes.add(QList<ui::ImportedFile>(ui::ImportOutcomes::mostRows + 3, ui::ImportedFile()));
        QCOMPARE(outcomes.leftOut(), 3);
    }

private:
    QString write(const QByteArray &name, const QByteArray &bytes)
    {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    int reports()
    {
        auto count = m_thread->run<int>([](archive::Archive &archive) -> archive::Result<int> {
            const auto totals = archive::ReportQueries(archive).totals({});
            if (!totals)
                return tl::unexpected(totals.error());
            return int(totals->reports);
        });
        count.waitForFinished();
        return count.result().value_or(-1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::ArchiveThread> m_thread;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::ImportSession *m_session = nullptr;
};

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-test-import"));
    TestReportImport test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_report_import.moc"
