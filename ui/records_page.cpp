// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records_page.h"

#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/severity_look.h"
#include "ui/value_box.h"

#include <QFrame>
#include <QGridLayout>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int iconSide = 16;

struct Word
{
    Mark mark;
    const char *text;
};

// In the order of rollout::Agreement.
constexpr Word words[] = {
    {Mark::Info, ""}, // not shown
    {Mark::Ok, QT_TRANSLATE_NOOP("ui::RecordsPage", "as planned")},
    {Mark::Warning, QT_TRANSLATE_NOOP("ui::RecordsPage", "differs from the plan")},
    {Mark::Warning, QT_TRANSLATE_NOOP("ui::RecordsPage", "not published yet")},
    {Mark::Warning, QT_TRANSLATE_NOOP("ui::RecordsPage", "live, and not in the plan")},
    {Mark::Unknown, QT_TRANSLATE_NOOP("ui::RecordsPage", "could not be seen")},
};

const Word &wordOf(rollout::Agreement agreement)
{
    return words[std::size_t(agreement)];
}

QLabel *heading(const QString &text, QWidget *parent)
{
    QLabel *label = plainLabel(parent);
    label->setText(text);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    return label;
}

} // namespace

RecordsPage::RecordsPage(QWidget *parent) : QScrollArea(parent)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    m_intro = plainLabel(page);
    layout->addWidget(m_intro);
    addRow(tr("Policy host"));
    addRow(tr("TLS reporting record"));
    addRow(tr("Policy"));
    addRow(tr("MTA-STS record"));
    layout->addStretch();
}

void RecordsPage::addRow(const QString &title)
{
    auto *frame = new QFrame(widget());
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setAccessibleName(title);
    Row row{plainLabel(frame),
            plainLabel(frame),
            selectableLabel(frame),
            heading(tr("Planned"), frame),
            new ValueBox(tr("%1, live").arg(title), frame),
            new ValueBox(tr("%1, planned").arg(title), frame)};
    row.place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    for (QLabel *part : {row.icon, row.word, row.place})
        part->setWordWrap(false);
    row.icon->setFixedSize(iconSide, iconSide);
    row.icon->setAccessibleName(tr("State"));

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(heading(title, frame));
    head->addWidget(row.place, 1);
    head->addWidget(row.icon);
    head->addWidget(row.word);
    auto *grid = new QGridLayout(frame);
    grid->setContentsMargins(12, 8, 12, 12);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    grid->addLayout(head, 0, 0, 1, 2);
    grid->addWidget(heading(tr("Live"), frame), 1, 0);
    grid->addWidget(row.planned, 1, 1);
    grid->addWidget(row.live, 2, 0, Qt::AlignTop);
    grid->addWidget(row.wanted, 2, 1, Qt::AlignTop);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    widget()->layout()->addWidget(frame);
    m_rows += row;
}

void RecordsPage::fill(const Row &row, const rollout::Comparison &comparison)
{
    const Word &word = wordOf(comparison.agreement);
    row.icon->setPixmap(iconOf(word.mark).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
    row.word->setText(tr(word.text));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, colourOf(word.mark, isDark(palette())));
    row.word->setPalette(colours);
    row.place->setText(plain(comparison.place, 300));
    const bool hasPlan = comparison.agreement != rollout::Agreement::NoPlan;
    for (QWidget *part : std::initializer_list<QWidget *>{row.icon, row.word, row.planned, row.wanted})
        part->setVisible(hasPlan);
    const bool isSeen = comparison.agreement != rollout::Agreement::NotKnown;
    row.live->setValue(comparison.live.join('\n'), isSeen ? tr("Nothing stands here.") : tr("It could not be seen."));
    row.wanted->setValue(comparison.wanted.value_or(QByteArray()), tr("The plan has nothing here."));
}

void RecordsPage::show(const DomainStanding &standing)
{
    m_intro->setText(standing.hasPlan ? tr("What the last check found, beside what the plan wants. Publish in this "
                                           "order: a record comes after what it points to.")
                                      : tr("What the last check found. There is no plan for this domain yet, so there "
                                           "is nothing to compare it with."));
    for (const rollout::Comparison &comparison : standing.comparisons)
        fill(m_rows[int(comparison.part)], comparison);
}

} // namespace ui
