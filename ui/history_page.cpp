// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history_page.h"

#include "archive/facts_store.h"
#include "ui/plain_text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

namespace {

/// Where in the facts a change of that kind is to be seen; "%1" stands for its subject.
struct Place
{
    rollout::ChangeKind kind;
    const char *place;
};
constexpr Place places[] = {
    {rollout::ChangeKind::RecordState, "sts_txt"},
    {rollout::ChangeKind::PolicyId, "sts_txt"},
    {rollout::ChangeKind::PolicyState, "policy_host"},
    {rollout::ChangeKind::Mode, "policy_host"},
    {rollout::ChangeKind::MaxAge, "policy_host"},
    {rollout::ChangeKind::PolicyLines, "policy_host"},
    {rollout::ChangeKind::PolicyText, "policy_host"},
    {rollout::ChangeKind::ReportingState, "tlsrpt_txt"},
    {rollout::ChangeKind::ReportAddresses, "tlsrpt_txt"},
    {rollout::ChangeKind::MxHosts, "mx"},
    {rollout::ChangeKind::HostAlias, "policy_host"},
    {rollout::ChangeKind::HostAddresses, "policy_host"},
    {rollout::ChangeKind::CertificateReplaced, "mx_hosts[%1]"},
    {rollout::ChangeKind::CertificateReplaced, "policy_host"},
    {rollout::ChangeKind::ProblemCame, "mx_hosts[%1]"},
    {rollout::ChangeKind::ProblemGone, "mx_hosts[%1]"},
};

QStringList placesOf(rollout::ChangeKind kind, const QString &subject)
{
    QStringList all;
    for (const Place &one : places)
        if (one.kind == kind)
            all += QString::fromLatin1(one.place).replace(QLatin1String("%1"), subject);
    return all;
}

using Looks = std::pair<LookLines, LookLines>;

archive::Result<Looks> looksOf(archive::Archive &archive, const QString &domain, const QDateTime &before,
                               const QDateTime &after)
{
    Looks looks{{before, {}}, {after, {}}};
    for (LookLines *look : {&looks.first, &looks.second}) {
        const auto facts = archive::FactsStore(archive).at(domain, look->at);
        if (!facts)
            return tl::unexpected(facts.error());
        if (*facts)
            look->lines = facts::linesOf(**facts);
    }
    return looks;
}

} // namespace

HistoryPage::HistoryPage(ArchiveThread &archive, QWidget *parent)
    : QWidget(parent), m_archive(archive), m_model(new HistoryModel(this)), m_list(new QTreeView(this)),
      m_words(new QLabel(this)), m_facts(new FactsPair(this))
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
    connect(copy, &QAction::triggered, this, &HistoryPage::copy);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPage::choose);
    addActions(m_facts->actions()); // from the list as well
    connect(m_list, &QTreeView::clicked, this, &HistoryPage::jump);
    connect(m_list, &QTreeView::activated, this, [this] {
        jump();
        m_facts->focusAfter();
    });

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_facts);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(splitter, 1);
    layout->addStretch(); // where there is nothing to show
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
    m_before = m_after = {}; // read again
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0, 0));
    else
        choose();
}

void HistoryPage::choose()
{
    const QModelIndex row = m_list->currentIndex();
    const QDateTime before = row.data(HistoryModel::SinceRole).toDateTime();
    const QDateTime after = row.data(HistoryModel::AtRole).toDateTime();
    if (!before.isValid()) { // an alarm
        m_before = m_after = {};
        return m_facts->clear();
    }
    if (before == m_before && after == m_after) // another change between the same two looks
        return jump();
    m_before = before;
    m_after = after;
    m_facts->clear();
    const QString domain = m_domain;
    m_archive
        .run<Looks>(
            [domain, before, after](archive::Archive &archive) { return looksOf(archive, domain, before, after); })
        .then(this, [this, domain, before, after](const archive::Result<Looks> &looks) {
            if (domain != m_domain || before != m_before || after != m_after) // no longer the chosen one
                return;
            if (!looks)
                return m_facts->showProblem(plain(archive::message(looks.error())));
            m_facts->show(looks->first, looks->second);
            jump();
            Q_EMIT factsRead();
        });
}

void HistoryPage::jump()
{
    const QModelIndex row = m_list->currentIndex();
    if (const QVariant kind = row.data(HistoryModel::KindRole); kind.isValid())
        m_facts->jumpTo(placesOf(rollout::ChangeKind(kind.toInt()), row.data(HistoryModel::SubjectRole).toString()));
}

void HistoryPage::copy()
{
    const QModelIndex row = m_list->currentIndex();
    QGuiApplication::clipboard()->setText(row.siblingAtColumn(HistoryModel::When).data().toString() + u'\t' +
                                          row.siblingAtColumn(HistoryModel::What).data().toString());
}

} // namespace ui
