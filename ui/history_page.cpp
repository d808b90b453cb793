// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history_page.h"

#include "archive/facts_store.h"
#include "facts/json.h"
#include "ui/plain_text.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

namespace {

QString timeText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime(), QLocale::ShortFormat);
}

/// The facts as a support case has them: JSON, whose strings are escaped already.
QString asText(const std::optional<facts::DomainFacts> &facts)
{
    return facts ? QString::fromUtf8(QJsonDocument(facts::toJson(*facts)).toJson())
                 : HistoryPage::tr("The archive has no facts of that moment any more.");
}

} // namespace

HistoryPage::HistoryPage(ArchiveThread &archive, QWidget *parent)
    : QWidget(parent), m_archive(archive), m_model(new HistoryModel(this)), m_list(new QTreeView(this)),
      m_words(new QLabel(this))
{
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("What changed"));
    m_list->header()->setSectionResizeMode(HistoryModel::When, QHeaderView::ResizeToContents);
    auto *copy = new QAction(tr("&Copy"), m_list);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(copy);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, [this] {
        const QModelIndex row = m_list->currentIndex();
        QGuiApplication::clipboard()->setText(row.siblingAtColumn(HistoryModel::When).data().toString() + u'\t' +
                                              row.siblingAtColumn(HistoryModel::What).data().toString());
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPage::choose);

    auto *facts = new QSplitter(this);
    m_before = addFacts(facts);
    m_after = addFacts(facts);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_list);
    splitter->addWidget(facts);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(splitter, 1);
    layout->addStretch(); // where there is nothing to show
}

HistoryPage::Facts HistoryPage::addFacts(QWidget *parent)
{
    auto *box = new QWidget(parent);
    Facts facts{new QLabel(box), new QPlainTextEdit(box)};
    facts.title->setTextFormat(Qt::PlainText);
    facts.title->setBuddy(facts.text);
    facts.text->setReadOnly(true);
    facts.text->setLineWrapMode(QPlainTextEdit::NoWrap);
    facts.text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    facts.text->setPlaceholderText(tr("Choose a change to see the facts around it."));
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(facts.title);
    layout->addWidget(facts.text);
    return facts;
}

void HistoryPage::show(const QString &domain)
{
    m_domain = domain;
    m_isStale = true;
    if (isVisible())
        load();
}

void HistoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        load();
}

void HistoryPage::load()
{
    m_isStale = false;
    const QString domain = m_domain;
    m_archive
        .run<archive::Timeline>([domain](archive::Archive &archive) { return archive::timelineOf(archive, domain); })
        .then(this, [this, domain](const archive::Result<archive::Timeline> &timeline) {
            if (domain != m_domain) // another was chosen meanwhile
                return;
            if (timeline)
                tell(*timeline);
            else
                m_words->setText(plain(archive::message(timeline.error())));
            Q_EMIT read();
        });
}

void HistoryPage::tell(const archive::Timeline &timeline)
{
    m_model->setTimeline(timeline);
    QStringList words{tr("Checks in the archive: %1.").arg(timeline.looks)};
    if (m_model->rowCount() == 0)
        words += timeline.looks > 1 ? tr("Nothing changed between them.")
                                    : tr("Changes appear here from the second check on.");
    if (!timeline.unreadable.isEmpty())
        words += tr("Not readable any more: %1.").arg(timeline.unreadable.size());
    m_words->setText(words.join(u' '));
    m_list->parentWidget()->setVisible(m_model->rowCount() > 0);
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0, 0));
    choose();
}

void HistoryPage::choose()
{
    const QModelIndex row = m_list->currentIndex();
    const QDateTime since = row.data(HistoryModel::SinceRole).toDateTime();
    showFacts(m_before, tr("Before"), since);
    showFacts(m_after, tr("After"), since.isValid() ? row.data(HistoryModel::AtRole).toDateTime() : QDateTime());
}

void HistoryPage::showFacts(const Facts &where, const QString &title, const QDateTime &at)
{
    where.title->setText(at.isValid() ? QStringLiteral("%1: %2").arg(title, timeText(at)) : title);
    where.text->setProperty("at", at);
    where.text->clear();
    if (!at.isValid())
        return;
    const QString domain = m_domain;
    m_archive
        .run<QString>([domain, at](archive::Archive &archive) -> archive::Result<QString> {
            const auto facts = archive::FactsStore(archive).at(domain, at);
            if (!facts)
                return tl::unexpected(facts.error());
            return asText(*facts);
        })
        .then(where.text, [text = where.text, at](const archive::Result<QString> &facts) {
            if (text->property("at").toDateTime() == at) // still the chosen one
                text->setPlainText(facts ? *facts : plain(archive::message(facts.error())));
        });
}

} // namespace ui
