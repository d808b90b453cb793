// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a window take files wherever they are dropped on it, also over fields that would take them as text, and says
// meanwhile what will happen. A mail dragged out of a mail program comes without a file; it is written into a temporary
// one first.
#pragma once

#include <QTemporaryDir>
#include <QWidget>

class QMimeData;

namespace ui {

class DropCover : public QWidget
{
    Q_OBJECT
public:
    explicit DropCover(QWidget *window);

Q_SIGNALS:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList pathsOf(const QMimeData &mime);

    QWidget *m_window;
    QTemporaryDir m_mails; ///< readable by its owner only
    int m_nextMail = 0;
};

} // namespace ui
