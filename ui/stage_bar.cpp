// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stage_bar.h"

#include "text/rollout_text.h"
#include "ui/severity_look.h"

#include <QLocale>
#include <QPainter>

#include <array>

namespace ui {

namespace {

using rollout::Stage;

constexpr std::array stops{Stage::NotStarted, Stage::Reporting, Stage::Testing, Stage::ReadyToEnforce,
                           Stage::Enforcing};
constexpr qreal dot = 6, current = 8, gap = 4;

/// The stop that the stage stands at; -1 off the way: broken, on the way out, or not known.
int stopOf(Stage stage)
{
    for (std::size_t i = 0; i < stops.size(); ++i)
        if (stops[i] == stage)
            return int(i);
    return -1;
}

QString dateText(const std::optional<QDateTime> &since)
{
    return since ? QLocale().toString(since->toLocalTime().date(), QLocale::ShortFormat) : QString();
}

} // namespace

StageBar::StageBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
}

void StageBar::show(const rollout::StageVerdict &verdict)
{
    m_verdict = verdict;
    const QString since = dateText(verdict.since);
    setAccessibleName(since.isEmpty() ? tr("Stage: %1").arg(text::title(verdict.stage))
                                      : tr("Stage: %1 since %2").arg(text::title(verdict.stage), since));
    update();
}

QSize StageBar::sizeHint() const
{
    return {480, int(2 * current + gap + 2.2 * fontMetrics().height())};
}

QSize StageBar::minimumSizeHint() const
{
    return {320, sizeHint().height()};
}

void StageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int at = stopOf(m_verdict.stage);
    const QColor done = colourOf(at < 0 ? Mark::Error : Mark::Ok, isDark(palette()));
    QColor ahead = palette().color(QPalette::WindowText), quiet = ahead;
    ahead.setAlphaF(0.6F); // a contrast of 3, as of what is drawn
    quiet.setAlphaF(0.75F);

    const qreal cell = qreal(width()) / stops.size(), y = current + 1;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const qreal x = cell * (qreal(i) + 0.5);
        const bool reached = int(i) <= at;
        if (i > 0) {
            painter.setPen(QPen(reached ? done : ahead, 2, reached ? Qt::SolidLine : Qt::DashLine));
            painter.drawLine(QPointF(x - cell + current + gap, y), QPointF(x - current - gap, y));
        }
        painter.setPen(QPen(reached ? done : ahead, 2));
        painter.setBrush(reached ? QBrush(done) : QBrush(Qt::NoBrush));
        const qreal radius = int(i) == at ? current : dot;
        painter.drawEllipse(QPointF(x, y), radius, radius);

        QFont words = font();
        words.setBold(int(i) == at);
        painter.setFont(words);
        painter.setPen(reached ? palette().color(QPalette::WindowText) : quiet);
        const QRectF below(x - cell / 2, y + current + gap, cell, fontMetrics().height());
        painter.drawText(below, Qt::AlignCenter,
                         QFontMetrics(words).elidedText(text::title(stops[i]), Qt::ElideRight, int(cell)));
        if (int(i) == at)
            painter.drawText(below.translated(0, fontMetrics().height()), Qt::AlignCenter, dateText(m_verdict.since));
    }
}

} // namespace ui
