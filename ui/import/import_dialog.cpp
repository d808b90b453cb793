// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_dialog.h"

#include "ui/import/import_outcomes.h"
#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/table_copy.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <numeric>

namespace ui {

namespace {

struct Count
{
    const char *words;
    qint64 io::ImportCounts::*value;
};
constexpr Count countsShown[] = {
    {QT_TRANSLATE_NOOP("ui::ImportDialog", "%1 imported"), &io::ImportCounts::imported},
    {QT_TRANSLATE_NOOP("ui::ImportDialog", "%1 in conflict"), &io::ImportCounts::conflicts},
    {QT_TRANSLATE_NOOP("ui::ImportDialog", "%1 known already"), &io::ImportCounts::duplicates},
    {QT_TRANSLATE_NOOP("ui::ImportDialog", "%1 refused"), &io::ImportCounts::refused},
    {QT_TRANSLATE_NOOP("ui::ImportDialog", "%1 without a report"), &io::ImportCounts::notReports},
    {QT_TRANSLATE_NOOP("ui::ImportDialog", "%1 unreadable"), &io::ImportCounts::unreadable},
};

QString totalsText(const io::ImportResult &result)
{
    QStringList parts;
    for (const Count &count : countsShown)
        if (result.counts.*count.value > 0)
            parts += ImportDialog::tr(count.words).arg(QLocale().toString(result.counts.*count.value));
    const QString files = result.files == 1 ? ImportDialog::tr("1 file")
                                            : ImportDialog::tr("%1 files").arg(QLocale().toString(result.files));
    return parts.isEmpty() ? files : files + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

} // namespace

ImportDialog::ImportDialog(ImportSession &session, QWidget *parent)
    : QDialog(parent), m_session(session), m_outcomes(new ImportOutcomes(this)), m_totals(selectableLabel(this)),
      m_problem(selectableLabel(this)), m_progress(new QProgressBar(this)), m_table(new QTableView(this))
{
    setWindowTitle(tr("Import of TLS reports"));
    resize(760, 420);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_problem->hide();

    m_table->setModel(m_outcomes);
    m_table->setAccessibleName(tr("What became of each file"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    addCopyActions(m_table);

    auto *buttons = new QDialogButtonBox(this);
    auto *copy = buttons->addButton(tr("Copy &list"), QDialogButtonBox::ActionRole);
    m_cancel = buttons->addButton(tr("&Cancel import"), QDialogButtonBox::ActionRole);
    auto *close = buttons->addButton(QDialogButtonBox::Close);
    close->setDefault(true);
    connect(copy, &QPushButton::clicked, this, &ImportDialog::copyAll);
    connect(m_cancel, &QPushButton::clicked, &m_session, &ImportSession::cancel);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_totals);
    layout->addWidget(m_progress);
    layout->addWidget(m_problem);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);

    connect(&m_session, &ImportSession::begun, this, &ImportDialog::begin);
    connect(&m_session, &ImportSession::told, this, &ImportDialog::add);
    connect(&m_session, &ImportSession::finished, this, &ImportDialog::end);
}

void ImportDialog::begin()
{
    m_clock.start();
    m_outcomes->clear();
    m_problem->hide();
    m_totals->setText(tr("Reading…"));
    m_progress->show();
    m_cancel->setEnabled(true);
    show();
    raise();
}

void ImportDialog::add(const QList<ImportedFile> &files, const io::ImportResult &soFar)
{
    const bool isFirst = m_outcomes->rowCount() == 0;
    m_outcomes->add(files);
    if (isFirst)
        fitColumns();
    const qint64 rate = soFar.files * 1000 / std::max<qint64>(1, m_clock.elapsed());
    m_totals->setText(tr("%1; %2 files a second").arg(totalsText(soFar), QLocale().toString(rate)));
}

void ImportDialog::fitColumns()
{
    m_table->setColumnWidth(ImportOutcomes::File, 320);
    m_table->setColumnWidth(ImportOutcomes::Outcome, 150);
}

void ImportDialog::end(const io::ImportResult &result)
{
    m_progress->hide();
    m_cancel->setEnabled(false);
    QStringList words;
    if (result.error)
        words << archive::message(*result.error) << archive::advice(*result.error);
    if (result.stopped)
        words += tr("The import was cancelled: what is listed is in the archive, the rest was not touched.");
    if (m_outcomes->leftOut() > 0)
        words += tr("%1 files more are counted but not listed.").arg(QLocale().toString(m_outcomes->leftOut()));
    m_problem->setText(plain(words.join(u' '), 1'000));
    m_problem->setVisible(!words.isEmpty());
    m_totals->setText(totalsText(result));
}

void ImportDialog::copyAll()
{
    QList<int> rows(m_outcomes->rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    QGuiApplication::clipboard()->setText(rowsAsText(*m_outcomes, rows));
}

} // namespace ui
