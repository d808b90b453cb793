// SPDX-License-Identifier: GPL-3.0-or-later
// One report in full, and what a failure in it means: what happened, whose side it is on, what to check, what to
// change; then the report's own fields; then its JSON as it came.
#pragma once

#include "archive/report_queries.h"

#include <QTabWidget>

class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace ui {

class ReportDetail : public QTabWidget
{
    Q_OBJECT
public:
    explicit ReportDetail(QWidget *parent = nullptr);

    void clear();
    void explain(const archive::ListedFailure &failure);
    /// Nothing: it was removed meanwhile.
    void show(const std::optional<archive::ArchivedReport> &report);
    /// An explanation stands first when a failure was chosen.
    void preferReport();

Q_SIGNALS:
    void failuresWanted(std::int64_t report);

private:
    void showJson();

    QPlainTextEdit *m_words, *m_json;
    QTreeWidget *m_fields;
    QPushButton *m_failures;
    std::int64_t m_report = 0;
    QByteArray m_packed; ///< of the report's JSON, not shown yet
};

/// The lines of a document that may be one long line: broken behind commas and brackets outside of texts, and wherever
/// a line gets too long. Cut at `most` bytes.
QString brokenJson(QByteArrayView json, qsizetype most);

} // namespace ui
