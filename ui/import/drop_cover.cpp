// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/drop_cover.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace ui {

namespace {

QString mailType()
{
    return QStringLiteral("message/rfc822");
}

bool isTaken(const QMimeData &data)
{
    return data.hasUrls() || data.hasFormat(mailType());
}

} // namespace

DropCover::DropCover(QWidget *window) : QWidget(window), m_window(window)
{
    setAcceptDrops(true);
    setAccessibleName(tr("Drop files here to import them"));
    hide();
    window->setAcceptDrops(true);
    qApp->installEventFilter(this);
}

bool DropCover::eventFilter(QObject *watched, QEvent *event)
{
    const bool enters = event->type() == QEvent::DragEnter, drops = event->type() == QEvent::Drop;
    if ((!enters && !drops) || watched == this)
        return false;
    const auto *widget = qobject_cast<QWidget *>(watched);
    auto *drop = static_cast<QDropEvent *>(event);
    if (!widget || widget->window() != m_window || !isTaken(*drop->mimeData()))
        return false;
    if (drops) { // so soon that the cover was not entered yet
        dropEvent(drop);
        return true;
    }
    // Shown on top: the moves and the drop that follow come here.
    setGeometry(m_window->rect());
    show();
    raise();
    drop->acceptProposedAction();
    return true;
}

void DropCover::dragEnterEvent(QDragEnterEvent *event)
{
    if (isTaken(*event->mimeData()))
        event->acceptProposedAction();
}

void DropCover::dragLeaveEvent(QDragLeaveEvent *)
{
    hide();
}

QStringList DropCover::pathsOf(const QMimeData &mime)
{
    QStringList paths;
    for (const QUrl &url : mime.urls())
        if (url.isLocalFile())
            paths += url.toLocalFile();
    if (!paths.isEmpty() || !mime.hasFormat(mailType()) || !m_mails.isValid())
        return paths;
    QFile file(m_mails.filePath(QStringLiteral("mail-%1.eml").arg(++m_nextMail)));
    if (file.open(QIODevice::WriteOnly) && file.write(mime.data(mailType())) >= 0)
        paths += file.fileName();
    return paths;
}

void DropCover::dropEvent(QDropEvent *event)
{
    hide();
    const QStringList paths = pathsOf(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT dropped(paths);
}

void DropCover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor ground = palette().color(QPalette::Window);
    ground.setAlphaF(0.92F);
    painter.fillRect(rect(), ground);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 3, Qt::DashLine));
    painter.drawRect(rect().adjusted(12, 12, -13, -13));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    painter.setFont(large);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(32, 32, -32, -32), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Drop to import the TLS reports in these files, folders and mails.\nThe files stay as they "
                        "are."));
}

} // namespace ui
