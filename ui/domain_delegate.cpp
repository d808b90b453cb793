// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_delegate.h"

#include "ui/domain_list.h"
#include "ui/trend_look.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>

namespace ui {

namespace {

constexpr int padding = 8, iconSide = 16, trendSide = 10, gap = 4;

QFont nameFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

struct Inks
{
    QColor strong, quiet;
};

Inks inksOf(const QStyleOptionViewItem &option)
{
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette::ColorGroup group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    Inks inks;
    inks.strong = inks.quiet = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    if (!selected) // there the ground leaves no room for a weaker one
        inks.quiet.setAlphaF(0.75F);
    return inks;
}

/// At the right end of the line; gives the width that it takes.
int paintTrend(QPainter *painter, const QRect &line, rollout::Trend trend, const QStyleOptionViewItem &option)
{
    const Inks inks = inksOf(option);
    const QString word = wordOf(trend);
    const int width = option.fontMetrics.horizontalAdvance(word);
    const bool selected = option.state & QStyle::State_Selected;
    const QColor colour = selected ? inks.strong : colourOf(trend, isDark(option.palette), inks.quiet);
    painter->setPen(selected ? inks.strong : inks.quiet);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, word);
    const QRectF square(line.right() + 1 - width - gap - trendSide, line.center().y() + 1 - trendSide / 2.0, trendSide,
                        trendSide);
    drawTrend(*painter, square, trend, colour);
    return width + gap + trendSide + padding;
}

} // namespace

void DomainDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    ground.icon = {};
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);

    const Inks inks = inksOf(option);
    const QRect inner = option.rect.adjusted(padding, padding / 2, -padding, -padding / 2);
    const QRect text = inner.adjusted(iconSide + padding, 0, 0, 0);
    const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
    const QFontMetrics name(nameFont(option.font));
    icon.paint(painter, QRect(inner.left(), inner.top() + (name.height() - iconSide) / 2, iconSide, iconSide));
    painter->save();
    painter->setFont(option.font);
    QRect line(text.left(), text.top(), text.width(), name.height());
    if (const QVariant trend = index.data(DomainList::TrendRole); trend.isValid())
        line.setRight(line.right() - paintTrend(painter, line, rollout::Trend(trend.toInt()), option));
    painter->setPen(inks.quiet);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignBottom,
        option.fontMetrics.elidedText(index.data(DomainList::SentenceRole).toString(), Qt::ElideRight, text.width()));
    painter->setPen(inks.strong);
    painter->setFont(nameFont(option.font));
    painter->drawText(line, Qt::AlignLeft | Qt::AlignTop,
                      name.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, line.width()));
    painter->restore();
}

QSize DomainDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {160, QFontMetrics(nameFont(option.font)).height() + option.fontMetrics.height() + padding + 2};
}

// A view fills its editor again whenever something about the row is new, such as a trend: not what was typed already.
void DomainDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const auto *line = qobject_cast<QLineEdit *>(editor);
    if (!line || !line->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

// Over the name; the sentence can be read on.
void DomainDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    QRect line = option.rect.adjusted(padding + iconSide + gap, 0, 0, 0);
    line.setHeight(std::max(editor->minimumSizeHint().height(), line.height() / 2));
    editor->setGeometry(line);
}

} // namespace ui
