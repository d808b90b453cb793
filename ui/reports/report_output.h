// SPDX-License-Identifier: GPL-3.0-or-later
// Reports into a file or onto paper, by the same writers as the terminal program has, on a thread of its own. A file
// that exists is replaced once all is written. Pages for paper are laid out as a whole, so a PDF and a printout have a
// bound.
#pragma once

#include "archive/report_order.h"
#include "ui/archive_thread.h"

#include <QObject>

#include <memory>

class QPrinter;

namespace ui {

class ReportOutput : public QObject
{
    Q_OBJECT
public:
    explicit ReportOutput(const QString &dsn, QObject *parent = nullptr);
    ~ReportOutput() override;

    /// `format`: "csv", "json", "html" or "pdf".
    void write(const archive::ListFilter &filter, const QString &format, const QString &path);
    /// Asks for a printer first.
    void print(const archive::ListFilter &filter, QWidget *parent);
    /// What print() puts on paper.
    void printTo(const archive::ListFilter &filter, std::shared_ptr<QPrinter> printer);

    static constexpr int mostOnPaper = 300;

Q_SIGNALS:
    void finished(const QString &sentence);
    void failed(const QString &sentence);

private:
    ArchiveThread &thread();

    const QString m_dsn;
    std::unique_ptr<ArchiveThread> m_thread; ///< made when the first output is wanted
};

} // namespace ui
