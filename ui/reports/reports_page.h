// SPDX-License-Identifier: GPL-3.0-or-later
// The reports of one domain, or of all: filters above charts, tables and the chosen report in full. It asks the archive
// only while somebody looks at it, and is put together when somebody looks first: the window does not wait for it.
#pragma once

#include "ui/reports/chart_tables.h"
#include "ui/reports/paged_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;
class QTabWidget;
class QToolButton;

namespace ui {

class ChartStrip;
class FailuresModel;
class FilterBar;
class ReportDetail;
class ReportOutput;
class ReportsModel;

class ReportsPage : public QWidget
{
    Q_OBJECT
public:
    /// `archive` outlives the page.
    explicit ReportsPage(ArchiveThread &archive, QWidget *parent = nullptr);

    /// A policy domain; empty: all domains.
    void showDomain(const QString &domain);
    /// Reads anew what is shown; after an import.
    void reload();
    void setFilter(const archive::ListFilter &filter);

Q_SIGNALS:
    void loaded(); ///< charts and tables show what the archive holds
    void importWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void connectParts();
    QWidget *makeState();
    QWidget *makeLists();
    QWidget *makeFoot();
    QTableView *makeTable(LongTable *model, const QString &name);
    void makeActions();

    void ask();
    void load();
    const archive::ListFilter &filter() const;
    void takeCharts(const archive::Result<ChartData> &data);
    void readChoices();
    bool areListsEmpty() const;
    QString countsText() const;
    void showState();
    void narrow(const Narrowing &narrowing);
    void chooseFailure();
    void chooseReport();
    void readReport(std::int64_t id);
    void chooseFile(const QString &format, const QString &filters);
    void say(const QString &sentence);

    ArchiveThread &m_archive;
    FilterBar *m_filters = nullptr;
    ChartStrip *m_charts = nullptr;
    FailuresModel *m_failures = nullptr;
    ReportsModel *m_reports = nullptr;
    QTableView *m_failureTable = nullptr, *m_reportTable = nullptr;
    QTabWidget *m_lists = nullptr;
    ReportDetail *m_detail = nullptr;
    ReportOutput *m_output = nullptr;
    QWidget *m_state = nullptr, *m_content = nullptr;
    QLabel *m_stateWords = nullptr, *m_counts = nullptr, *m_said = nullptr;
    QPushButton *m_stateAction = nullptr;
    std::function<void()> m_wayOn;
    QToolButton *m_export = nullptr;
    archive::Totals m_totals;
    QString m_domain, m_problem;
    std::int64_t m_report = 0;
    int m_question = 0; ///< the charts asked for last
    bool m_isStale = true, m_isLoading = false, m_hasChoices = false;
};

} // namespace ui
