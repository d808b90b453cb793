// SPDX-License-Identifier: GPL-3.0-or-later
// How a trend looks: a shape and a word, and the colour of its severity besides.
#pragma once

#include "rollout/trend.h"

#include <QColor>
#include <QString>

class QPainter;
class QRectF;

namespace ui {

QString wordOf(rollout::Trend trend);
/// "Better than at the check of …".
QString sentenceOf(rollout::Trend trend, const QString &since);
/// Better and worse have the colours of ok and error; the same is `quiet`.
QColor colourOf(rollout::Trend trend, bool dark, const QColor &quiet);
/// An arrow up, a dash, an arrow down.
void drawTrend(QPainter &painter, const QRectF &square, rollout::Trend trend, const QColor &colour);

} // namespace ui
