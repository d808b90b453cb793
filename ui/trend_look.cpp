// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trend_look.h"

#include "ui/severity_look.h"

#include <QCoreApplication>
#include <QPainter>

namespace ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ui::Trend)
};

} // namespace

QString wordOf(rollout::Trend trend)
{
    switch (trend) {
    case rollout::Trend::Better: return Words::tr("better");
    case rollout::Trend::Same: return Words::tr("same");
    case rollout::Trend::Worse: return Words::tr("worse");
    }
    return {};
}

QString sentenceOf(rollout::Trend trend, const QString &since)
{
    switch (trend) {
    case rollout::Trend::Better: return Words::tr("Better than at the check of %1").arg(since);
    case rollout::Trend::Same: return Words::tr("The same as at the check of %1").arg(since);
    case rollout::Trend::Worse: return Words::tr("Worse than at the check of %1").arg(since);
    }
    return {};
}

QColor colourOf(rollout::Trend trend, bool dark, const QColor &quiet)
{
    if (trend == rollout::Trend::Same)
        return quiet;
    return colourOf(trend == rollout::Trend::Better ? Mark::Ok : Mark::Error, dark);
}

// On a field of 10 by 10.
void drawTrend(QPainter &painter, const QRectF &square, rollout::Trend trend, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 10, square.height() / 10);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (trend) {
    case rollout::Trend::Better: painter.drawPolygon(QPolygonF({{5, 1.5}, {9.5, 8.5}, {0.5, 8.5}})); break;
    case rollout::Trend::Same: painter.drawRect(QRectF(1, 4, 8, 2)); break;
    case rollout::Trend::Worse: painter.drawPolygon(QPolygonF({{5, 8.5}, {0.5, 1.5}, {9.5, 1.5}})); break;
    }
    painter.restore();
}

} // namespace ui
