// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers_page.h"

#include "ui/plain_text.h"
#include "ui/servers_model.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr qsizetype lineShown = 2'000;

QString arrowOf(facts::Speaker speaker)
{
    switch (speaker) {
    case facts::Speaker::Client: return QStringLiteral("\u2192 ");
    case facts::Speaker::Server: return QStringLiteral("\u2190 ");
    case facts::Speaker::Note: break;
    }
    return QStringLiteral("\u00b7 ");
}

QString transcriptOf(const ServerRow &row)
{
    QStringList lines;
    for (const facts::TranscriptLine &line : row.transcript)
        lines += QStringLiteral("%1 %2%3")
                     .arg(line.atMs, 6)
                     .arg(arrowOf(line.speaker), plain(QString::fromUtf8(line.text), lineShown));
    return lines.join(u'\n');
}

void addField(QTreeWidgetItem *item, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        new QTreeWidgetItem(item, {name, plain(value)});
}

QString dateText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

ServersPage::ServersPage(QWidget *parent)
    : QWidget(parent), m_table(new QTableView(this)), m_model(new ServersModel(this)),
      m_sorted(new QSortFilterProxyModel(this)), m_chain(new QTreeWidget(this)), m_transcript(new QPlainTextEdit(this))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ServersModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as the MX records have it
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setAccessibleName(tr("Servers"));
    auto *copyAction = new QAction(tr("&Copy row"), m_table);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copyAction);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copyAction, &QAction::triggered, this, &ServersPage::copy);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ServersPage::choose);

    m_chain->setHeaderLabels({tr("Certificate chain"), tr("Value")});
    m_chain->setAccessibleName(tr("Certificate chain"));
    m_chain->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_transcript->setReadOnly(true);
    m_transcript->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_transcript->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_transcript->setAccessibleName(tr("Transcript"));
    m_transcript->setPlaceholderText(tr("The session of the chosen server, line by line"));

    auto *below = new QSplitter(this);
    below->addWidget(m_chain);
    below->addWidget(m_transcript);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    splitter->addWidget(below);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
}

void ServersPage::show(const DomainStanding &standing)
{
    const int row = m_table->currentIndex().row();
    m_model->setFacts(standing.facts());
    m_table->resizeColumnsToContents();
    if (m_sorted->rowCount() > 0)
        m_table->setCurrentIndex(m_sorted->index(std::clamp(row, 0, m_sorted->rowCount() - 1), 0));
    choose();
}

void ServersPage::choose()
{
    m_chain->clear();
    m_transcript->clear();
    const QModelIndex current = m_sorted->mapToSource(m_table->currentIndex());
    const ServerRow *row = current.isValid() ? m_model->at(current.row()) : nullptr;
    if (!row)
        return;
    for (const facts::CertificateFacts &certificate : row->tls.chain) {
        auto *item = new QTreeWidgetItem(m_chain, {plain(certificate.subject, 200), {}});
        addField(item, tr("Names"), certificate.dnsNames.join(QStringLiteral(", ")));
        addField(item, tr("Issuer"), certificate.issuer);
        addField(item, tr("Valid from"), dateText(certificate.notBefore));
        addField(item, tr("Valid until"), dateText(certificate.notAfter));
        addField(item, tr("Key"), certificate.keyType);
        addField(item, tr("Signature"), certificate.signatureAlgorithm);
        addField(item, tr("SHA-256"), QString::fromLatin1(certificate.sha256.toHex(':')));
        addField(item, tr("Key SHA-256"), QString::fromLatin1(certificate.spkiSha256.toHex(':')));
    }
    if (m_chain->topLevelItemCount() > 0)
        m_chain->topLevelItem(0)->setExpanded(true);
    m_transcript->setPlainText(transcriptOf(*row));
}

void ServersPage::copy()
{
    QStringList cells;
    for (int column = 0; column < m_sorted->columnCount(); ++column)
        cells += m_table->currentIndex().siblingAtColumn(column).data().toString();
    QGuiApplication::clipboard()->setText(cells.join(u'\t'));
}

} // namespace ui
