// SPDX-License-Identifier: GPL-3.0-or-later
// The pages about reports over a real archive: what they show and ask, and what they do with text from outside.
#include "archive_reports.h"
#include "ui/reports/bar_chart.h"
#include "ui/reports/chart_strip.h"
#include "ui/reports/failures_model.h"
#include "ui/reports/filter_bar.h"
#include "ui/reports/report_detail.h"
#include "ui/reports/report_output.h"
#include "ui/reports/reports_model.h"
#include "ui/reports/reports_page.h"
#include "ui/table_copy.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPrinter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeWidget>
#include <QtTest>

namespace {

QString hostileText()
{
    return QStringLiteral("=cmd()<b>bold</b>\u202egnp.exe\x1b[31m");
}

/// A report whose every text is an attack, and one of them a megabyte long.
archive::StoredReport hostileReport()
{
    archive::StoredReport stored = archive_reports::numbered(3);
    const std::string text = hostileText().toStdString();
    tlsrpt::Report &report = stored.report;
    report.organizationName = text;
    report.contactInfo = text;
    report.reportId = text + std::string(1'000'000, 'x');
    tlsrpt::PolicyResult &policy = report.policies.front();
    policy.policyDomain = text;
    policy.policyTypeWord = text;
    policy.policyStrings = {text};
    policy.mxHosts = {text};
    policy.failures = {{tlsrpt::ResultType::Other, text, text, text, text, text, 3, text, text}};
    stored.sender = text;
    stored.source = hostileText();
    stored.bytes = archive::packed("{\"a\":\"" + text + "\"}");
    stored.identity = archive_reports::hashOf("hostile");
    stored.content = archive_reports::hashOf("hostile");
    return stored;
}

} // namespace

class TestReportsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<ui::ArchiveThread>(m_folder->filePath(QStringLiteral("archive.db")));
    }
    void cleanup()
    {
        m_thread.reset();
        m_folder.reset();
    }

    void saysWhatToDoWithoutReports()
    {
        ui::ReportsPage page(*m_thread);
        open(page);
        QVERIFY(shows(page, QStringLiteral("There are no TLS reports yet")));
        QSignalSpy wanted(&page, &ui::ReportsPage::importWanted);
        visibleButton(page)->click();
        QCOMPARE(wanted.size(), 1);
    }

    void saysThatAnArchiveCannotBeRead()
    {
        m_thread.reset();
        QFile file(m_folder->filePath(QStringLiteral("archive.db")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(8192, 'x'));
        file.close();
        m_thread = std::make_unique<ui::ArchiveThread>(file.fileName());
        ui::ReportsPage page(*m_thread);
        open(page);
        QVERIFY(shows(page, QStringLiteral("archive")));
        QCOMPARE(visibleButton(page)->text(), QStringLiteral("Try again"));
    }

    void modelsKeepTheirPromises()
    {
        keep(archive_reports::numberedUpTo(900));
        ui::FailuresModel failures(*m_thread);
        ui::ReportsModel reports(*m_thread);
        ui::ChartModel chart;
        const QAbstractItemModelTester first(&failures), second(&reports), third(&chart);
        failures.show({});
        reports.show({});
        QTRY_COMPARE(failures.rowCount(), 600);
        QTRY_COMPARE(reports.rowCount(), 900);
        QTRY_COMPARE(failures.state(), ui::LongTable::State::Ready);
        QVERIFY(!failures.rowAt(599));
        QTRY_VERIFY(failures.rowAt(599));
        failures.sort(ui::FailuresModel::Mx, Qt::AscendingOrder);
        QTRY_COMPARE(failures.state(), ui::LongTable::State::Ready);
        QTRY_COMPARE(failures.index(0, ui::FailuresModel::Mx).data().toString(), QStringLiteral("mx0.domain0.example"));
        failures.show({.reports = {}, .find = "nobody at all"});
        QTRY_COMPARE(failures.rowCount(), 0);
        ui::ChartData figures;
        figures.groups = {{"certificate-expired", {3, 4}}};
        chart.setTable(ui::groupsTable(figures));
        chart.setTable({});
    }

    // However far somebody scrolls, only some pages are kept.
    void keepsFewPages()
    {
        keep(archive_reports::numberedUpTo(12'000));
        ui::FailuresModel failures(*m_thread);
        failures.show({});
        QTRY_COMPARE_WITH_TIMEOUT(failures.rowCount(), 8'000, 20'000);
        for (int row = 0; row < failures.rowCount(); row += ui::FailuresModel::pageRows) {
            failures.rowAt(row);
            QTRY_VERIFY(failures.rowAt(row));
        }
        QCOMPARE(failures.pagesKept(), ui::FailuresModel::mostPages);
    }

    void aChartLeadsToItsFailures()
    {
        keep(archive_reports::numberedUpTo(300));
        ui::ReportsPage page(*m_thread);
        open(page);
        auto *charts = page.findChild<ui::ChartStrip *>();
        charts->setCurrentIndex(1);
        auto *table = charts->currentWidget()->findChild<QTableView *>();
        QCOMPARE(table->model()->rowCount(), 2);
        const int count = table->model()->index(0, 1).data().toInt();
        const QString word = table->model()->index(0, 0).data().toString();
        Q_EMIT table->activated(table->model()->index(0, 0));
        auto *failures = page.findChild<ui::FailuresModel *>();
        QTRY_COMPARE(failures->rowCount(), count);
        QTRY_COMPARE(failures->index(0, ui::FailuresModel::Result).data().toString(), word);
        for (const QString &name : {QStringLiteral("Result type: ") + word}) { // the chip takes the limit away
            auto *chip = chipOf(page, name);
            QVERIFY(chip);
            chip->click();
            QTRY_COMPARE(failures->rowCount(), 200);
        }
    }

    void isLimitedToVerifiedReportsAndToConflicts()
    {
        std::vector<archive::StoredReport> reports = archive_reports::numberedUpTo(12);
        for (std::size_t i = 0; i < reports.size(); ++i)
            reports[i].trust = archive::Trust(i % 4);
        archive::StoredReport other = reports[1]; // the same identity, another content
        other.report.policies.front().successfulSessions = 9'999;
        other.content = archive_reports::hashOf("another content");
        reports.push_back(other);
        keep(reports);
        ui::ReportsPage page(*m_thread);
        open(page);
        auto *list = page.findChild<ui::ReportsModel *>();
        const auto *bar = page.findChild<ui::FilterBar *>();
        const auto choose = [&](const QString &name, int row) {
            for (auto *box : page.findChildren<QComboBox *>())
                if (box->accessibleName() == name) {
                    box->setCurrentIndex(row);
                    Q_EMIT box->activated(row);
                }
            list->show(bar->filter());
        };
        const auto removeChip = [&](const QString &words) {
            chipOf(page, words)->click();
            list->show(bar->filter());
        };
        list->show({});
        QTRY_COMPARE(list->rowCount(), 13);
        choose("Verified", 1);
        QTRY_COMPARE(list->rowCount(), 10);
        choose("Verified", 2);
        QTRY_COMPARE(list->rowCount(), 6);
        choose("Verified", 3);
        QTRY_COMPARE(list->rowCount(), 3);
        removeChip("verified by DKIM");
        QTRY_COMPARE(list->rowCount(), 13);
        choose("Conflicts", 2);
        QTRY_COMPARE(list->rowCount(), 2);
        QVERIFY(bar->isLimited());
        choose("Conflicts", 1);
        QTRY_COMPARE(list->rowCount(), 11);
        choose("Verified", 3);
        QTRY_COMPARE(list->rowCount(), 3);
        removeChip("without conflicts");
        removeChip("verified by DKIM");
        QTRY_COMPARE(list->rowCount(), 13);
        QVERIFY(!bar->isLimited());
    }

    void theDayChartIsReachedByTheKeyboard()
    {
        keep(archive_reports::numberedUpTo(20)); // twenty days, one report each
        ui::ReportsPage page(*m_thread);
        open(page);
        page.activateWindow();
        auto *chart = page.findChild<ui::ChartStrip *>()->currentWidget()->findChild<ui::BarChart *>();
        QVERIFY(chart && (chart->focusPolicy() & Qt::TabFocus));
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(chart);
        QVERIFY(access);
        const auto value = [access] { return access->text(QAccessible::Value); };
        QCOMPARE(value(), QString());
        const QImage without = chart->grab().toImage();
        chart->setFocus();
        QTRY_VERIFY(chart->hasFocus());
        const QString last = value();
        QVERIFY2(last.contains("sessions ok"), qPrintable(last));
        QVERIFY(chart->grab().toImage() != without); // the focus is to be seen
        QTest::keyClick(chart, Qt::Key_Right);       // no further
        QCOMPARE(value(), last);
        QTest::keyClick(chart, Qt::Key_Left);
        QVERIFY(value() != last);
        QTest::keyClick(chart, Qt::Key_Home);
        const QString first = value();
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(value(), first);
        QTest::keyClick(chart, Qt::Key_Right);
        QCOMPARE(access->text(QAccessible::Description), value());
        QTest::keyClick(chart, Qt::Key_Return);
        const auto &filter = page.findChild<ui::FilterBar *>()->filter().reports;
        QVERIFY(filter.from && filter.from == filter.to);
        QCOMPARE(*filter.from, archive_reports::firstDay + 1);
    }

    void saysThatNothingFits()
    {
        keep(archive_reports::numberedUpTo(30));
        ui::ReportsPage page(*m_thread);
        open(page);
        page.setFilter({.reports = {}, .find = "mx0.domain0"});
        QTRY_VERIFY(shows(page, QStringLiteral("charts and sums without")));
        page.setFilter({.reports = {}, .find = "nobody at all"});
        QTRY_VERIFY(shows(page, QStringLiteral("No report fits")));
        visibleButton(page)->click();
        QTRY_COMPARE(page.findChild<ui::FailuresModel *>()->rowCount(), 20);
        QTRY_VERIFY(!shows(page, QStringLiteral("No report fits")));
    }

    void aFailureIsExplained()
    {
        keep(archive_reports::numberedUpTo(30));
        ui::ReportsPage page(*m_thread);
        open(page);
        auto *table = failuresOf(page);
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->selectRow(0);
        auto *detail = page.findChild<ui::ReportDetail *>();
        const auto texts = detail->findChildren<QPlainTextEdit *>();
        const auto isExplained = [&texts] {
            return std::any_of(texts.begin(), texts.end(), [](const QPlainTextEdit *edit) {
                return edit->toPlainText().contains(QStringLiteral("What happened"));
            });
        };
        QTRY_VERIFY(isExplained());
        QTRY_VERIFY(detail->findChild<QTreeWidget *>()->topLevelItemCount() > 5);
        const auto *json = qobject_cast<QPlainTextEdit *>(detail->widget(2));
        QVERIFY(json->toPlainText().isEmpty()); // nobody looked
        detail->setCurrentIndex(2);
        QVERIFY(json->toPlainText().contains(QStringLiteral("report-id")));
        detail->findChild<QPushButton *>()->click();
        QTRY_COMPARE(table->model()->rowCount(), 2);
    }

    void oneDomainHasItsOwn()
    {
        keep(archive_reports::numberedUpTo(200));
        ui::ReportsPage page(*m_thread);
        page.showDomain(QStringLiteral("domain6.example"));
        open(page);
        auto *reports = page.findChild<ui::ReportsModel *>();
        QTRY_COMPARE(reports->rowCount(), 10);
        page.showDomain(QStringLiteral("nobody.example"));
        QTRY_COMPARE(reports->rowCount(), 0);
        QTRY_VERIFY(shows(page, QStringLiteral("no TLS reports about this domain")));
    }

    void textFromOutsideStaysText()
    {
        keep({hostileReport()});
        ui::ReportsPage page(*m_thread);
        open(page);
        auto *table = failuresOf(page);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_VERIFY(table->model()->index(0, 1).data().toString().startsWith(QStringLiteral("=cmd")));
        table->selectRow(0);
        auto *tree = page.findChild<QTreeWidget *>();
        QTRY_VERIFY(tree->topLevelItemCount() > 5);
        page.findChild<ui::ReportDetail *>()->setCurrentIndex(2);
        QStringList seen = textsOf(table->model()) + textsOf(tree->model());
        for (const auto *chart : page.findChildren<ui::ChartModel *>())
            seen += textsOf(chart);
        for (const auto *edit : page.findChildren<QPlainTextEdit *>())
            seen += edit->toPlainText();
        for (const QLabel *label : page.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        for (const QString &text : seen) {
            QVERIFY2(!text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)), qPrintable(text));
            QVERIFY(text.size() < 20'000);
        }
        const QString csv = ui::rowsAsCsv(*table->model(), {0});
        QVERIFY2(csv.contains(QStringLiteral("'=cmd()<b>")) && !csv.contains(QStringLiteral(",=cmd")), qPrintable(csv));
        table->actions().first()->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\\u202e")));
    }

    void exports_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("has");
        QTest::addColumn<QByteArray>("hasNot");
        QTest::newRow("csv") << "csv" << QByteArray("'=cmd()") << QByteArray(",=cmd()");
        QTest::newRow("json") << "json" << QByteArray("\\u202e") << QByteArray("\xE2\x80\xAE");
        QTest::newRow("html") << "html" << QByteArray("&lt;b&gt;") << QByteArray("<b>bold");
        QTest::newRow("pdf") << "pdf" << QByteArray("%PDF-") << QByteArray("/JavaScript");
    }
    void exports()
    {
        QFETCH(QString, format);
        auto reports = archive_reports::numberedUpTo(20);
        archive::StoredReport hostile = hostileReport();
        hostile.report.reportId.resize(40);
        reports.push_back(hostile);
        keep(reports);
        ui::ReportOutput output(m_thread->dsn());
        QSignalSpy finished(&output, &ui::ReportOutput::finished), failed(&output, &ui::ReportOutput::failed);
        const QString path = m_folder->filePath(QStringLiteral("out"));
        output.write({}, format, path);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QVERIFY2(finished.first().first().toString().startsWith(QStringLiteral("21 reports")),
                 qPrintable(finished.first().first().toString()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains(QTest::currentDataTag() == QByteArrayLiteral("pdf") ? "%PDF-" : "id-7"));
        QFETCH(QByteArray, has);
        QFETCH(QByteArray, hasNot);
        QVERIFY(bytes.contains(has));
        QVERIFY(!bytes.contains(hasNot));
        output.write({}, format, m_folder->filePath(QStringLiteral("missing/out")));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
    }

    void printsAsMuchAsThePaperTakes()
    {
        keep(archive_reports::numberedUpTo(ui::ReportOutput::mostOnPaper + 5));
        ui::ReportOutput output(m_thread->dsn());
        auto printer = std::make_shared<QPrinter>();
        printer->setOutputFormat(QPrinter::PdfFormat);
        printer->setOutputFileName(m_folder->filePath(QStringLiteral("paper.pdf")));
        QSignalSpy finished(&output, &ui::ReportOutput::finished);
        output.printTo({}, printer);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QVERIFY(finished.first().first().toString().startsWith(QStringLiteral("The newest 300")));
    }

    void jsonIsBrokenIntoLines()
    {
        QCOMPARE(ui::brokenJson("{\"a\":[1,\"x, {\\\" y\"]}", 1000),
                 QStringLiteral("{\n  \"a\":[\n    1,\n    \"x, {\\\" y\"\n  ]\n}"));
        QVERIFY(ui::brokenJson(QByteArray(100'000, '}'), 1000).size() < 3000);
        QVERIFY(ui::brokenJson(QByteArray(100'000, '['), 1000).size() < 100'000);
        const QString text = ui::brokenJson(QByteArray("\"") + QByteArray(5'000, 'x'), 10'000);
        QVERIFY(text.contains(u'\n'));
    }

private:
    void keep(const std::vector<archive::StoredReport> &reports)
    {
        auto kept = m_thread->run<int>([&reports](archive::Archive &archive) -> archive::Result<int> {
            const auto done = archive::ReportStore(archive).add(std::span<const archive::StoredReport>(reports));
            if (!done)
                return tl::unexpected(done.error());
            return 0;
        });
        kept.waitForFinished();
        QVERIFY(kept.result());
    }
    static void open(ui::ReportsPage &page)
    {
        QSignalSpy loaded(&page, &ui::ReportsPage::loaded);
        page.resize(940, 640);
        page.show();
        QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), 20'000);
    }
    static bool shows(const ui::ReportsPage &page, const QString &words)
    {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
    static QPushButton *visibleButton(const ui::ReportsPage &page)
    {
        const auto buttons = page.findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(), [](auto *b) { return b->isVisible(); });
        return found == buttons.end() ? nullptr : *found;
    }
    static QAbstractButton *chipOf(const ui::ReportsPage &page, const QString &words)
    {
        for (auto *button : page.findChild<ui::FilterBar *>()->findChildren<QAbstractButton *>())
            if (button->text().startsWith(words))
                return button;
        return nullptr;
    }
    static QTableView *failuresOf(const ui::ReportsPage &page)
    {
        for (auto *table : page.findChildren<QTableView *>())
            if (qobject_cast<ui::LongTable *>(table->model()) &&
                table->model()->columnCount() == ui::FailuresModel::ColumnCount)
                return table;
        return nullptr;
    }
    static QStringList textsOf(const QAbstractItemModel *model, const QModelIndex &parent = {})
    {
        QStringList texts;
        for (int row = 0; row < model->rowCount(parent); ++row)
            for (int column = 0; column < model->columnCount(parent); ++column) {
                const QModelIndex index = model->index(row, column, parent);
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                    texts += index.data(role).toString();
                if (column == 0)
                    texts += textsOf(model, index);
            }
        return texts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::ArchiveThread> m_thread;
};

QTEST_MAIN(TestReportsPage)
#include "test_reports_page.moc"
