// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/report_output.h"

#include "io/report_export.h"
#include "ui/reports/report_words.h"

#include <QPageLayout>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>
#include <QTextDocument>

#include <limits>

namespace ui {

namespace {

/// What came of an output: nothing when the file could not be written, and why.
struct Written
{
    std::size_t reports = 0;
    bool isCut = false;
    QString trouble = {};
};

archive::Result<Written> writeDocument(archive::Archive &archive, const archive::ListFilter &filter,
                                       const QString &format, int most, const io::WritePiece &take)
{
    const bool isBounded = most < std::numeric_limits<int>::max();
    auto ids = archive::ReportOrder(archive).reports(filter, {}, isBounded ? most + 1 : most);
    if (!ids)
        return tl::unexpected(ids.error());
    const bool isCut = isBounded && ids->size() > std::size_t(most);
    if (isCut)
        ids->pop_back();
    const auto done = io::exportReports(archive, *ids, *io::exportFormat(format), take);
    if (!done)
        return tl::unexpected(done.error());
    return Written{ids->size(), isCut};
}

/// The page for paper, as HTML; never fetches anything, and nothing out of a report is markup in it.
archive::Result<Written> readPage(archive::Archive &archive, const archive::ListFilter &filter, std::string &html)
{
    return writeDocument(archive, filter, QStringLiteral("html"), ReportOutput::mostOnPaper,
                         [&html](const std::string &piece) {
                             html += piece;
                             return true;
                         });
}

/// A document that loads nothing, whatever stands in its text.
class ClosedDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

archive::Result<Written> writePdf(archive::Archive &archive, const archive::ListFilter &filter, QIODevice &file)
{
    std::string html;
    auto written = readPage(archive, filter, html);
    if (!written)
        return written;
    ClosedDocument document;
    document.setHtml(QString::fromStdString(html));
    QPdfWriter pdf(&file);
    pdf.setPageSize(QPageSize(QPageSize::A4));
    pdf.setTitle(ReportOutput::tr("TLS reports"));
    document.print(&pdf);
    return written;
}

archive::Result<Written> writeFile(archive::Archive &archive, const archive::ListFilter &filter, const QString &format,
                                   const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Written{.trouble = file.errorString()};
    auto written =
        format == QLatin1String("pdf")
            ? writePdf(archive, filter, file)
            : writeDocument(archive, filter, format, std::numeric_limits<int>::max(),
                            [&file](const std::string &piece) {
                                return file.write(piece.data(), qint64(piece.size())) == qint64(piece.size());
                            });
    if (written && !file.commit())
        written->trouble = file.errorString();
    return written;
}

QString sentenceOf(const Written &written)
{
    const QString reports = written.reports == 1
                                ? ReportOutput::tr("1 report")
                                : ReportOutput::tr("%1 reports").arg(countText(std::int64_t(written.reports)));
    return written.isCut ? ReportOutput::tr("The newest %1, as no more go onto paper").arg(reports) : reports;
}

} // namespace

ReportOutput::ReportOutput(const QString &dsn, QObject *parent) : QObject(parent), m_dsn(dsn) {}
ReportOutput::~ReportOutput() = default;

ArchiveThread &ReportOutput::thread()
{
    if (!m_thread)
        m_thread = std::make_unique<ArchiveThread>(m_dsn);
    return *m_thread;
}

void ReportOutput::write(const archive::ListFilter &filter, const QString &format, const QString &path)
{
    thread()
        .run<Written>(
            [filter, format, path](archive::Archive &archive) { return writeFile(archive, filter, format, path); })
        .then(this, [this, path](const archive::Result<Written> &written) {
            if (!written)
                Q_EMIT failed(archive::message(written.error()));
            else if (!written->trouble.isEmpty())
                Q_EMIT failed(tr("%1 cannot be written: %2.").arg(path, written->trouble));
            else
                Q_EMIT finished(tr("%1 written to %2.").arg(sentenceOf(*written), path));
        });
}

void ReportOutput::print(const archive::ListFilter &filter, QWidget *parent)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    QPrintDialog dialog(printer.get(), parent);
    dialog.setWindowTitle(tr("Print TLS reports"));
    if (dialog.exec() == QDialog::Accepted)
        printTo(filter, printer);
}

void ReportOutput::printTo(const archive::ListFilter &filter, std::shared_ptr<QPrinter> printer)
{
    thread()
        .run<Written>([filter, printer](archive::Archive &archive) {
            std::string html;
            auto written = readPage(archive, filter, html);
            if (!written)
                return written;
            ClosedDocument document;
            document.setHtml(QString::fromStdString(html));
            document.print(printer.get());
            return written;
        })
        .then(this, [this](const archive::Result<Written> &written) {
            if (!written)
                Q_EMIT failed(archive::message(written.error()));
            else
                Q_EMIT finished(tr("%1 printed.").arg(sentenceOf(*written)));
        });
}

} // namespace ui
