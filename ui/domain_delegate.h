// SPDX-License-Identifier: GPL-3.0-or-later
// A domain or a group of them in two lines: the name with its trend, and the sentence in a quieter colour.
#pragma once

#include <QStyledItemDelegate>

namespace ui {

class DomainDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const override;
};

} // namespace ui
