// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/severity_look.h"

#include "text/text.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace ui {

namespace {

struct Look
{
    QRgb light, dark;
};

// In the order of Mark.
constexpr std::array looks{Look{0xff146c2e, 0xff8fd6a0}, Look{0xff0b57d0, 0xffa8c7fa}, Look{0xff8a5a00, 0xfff9c96b},
                           Look{0xffb3261e, 0xfff2b8b5}, Look{0xff5f6368, 0xffbdc1c6}};

// Shapes on a field of 16 by 16.
QPainterPath groundOf(Mark mark)
{
    QPainterPath path;
    switch (mark) {
    case Mark::Ok:
    case Mark::Info: path.addEllipse(QRectF(1, 1, 14, 14)); break;
    case Mark::Warning: path.addPolygon(QPolygonF({{8, 1}, {15.5, 14.5}, {0.5, 14.5}, {8, 1}})); break;
    case Mark::Error:
        path.addPolygon(QPolygonF({{5, 1}, {11, 1}, {15, 5}, {15, 11}, {11, 15}, {5, 15}, {1, 11}, {1, 5}, {5, 1}}));
        break;
    case Mark::Unknown: path.addRoundedRect(QRectF(1.5, 1.5, 13, 13), 3, 3); break;
    }
    return path;
}

void drawSign(QPainter &painter, Mark mark)
{
    switch (mark) {
    case Mark::Ok: painter.drawPolyline(QPolygonF({{4.5, 8.2}, {7, 10.8}, {11.5, 5.5}})); break;
    case Mark::Info:
        painter.drawLine(QPointF(8, 7.2), QPointF(8, 11.5));
        painter.drawPoint(QPointF(8, 4.6));
        break;
    case Mark::Warning:
        painter.drawLine(QPointF(8, 6), QPointF(8, 10));
        painter.drawPoint(QPointF(8, 12.4));
        break;
    case Mark::Error:
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5));
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5));
        break;
    case Mark::Unknown: {
        QPainterPath hook(QPointF(5.8, 6.2));
        hook.cubicTo(5.8, 3.2, 10.4, 3.2, 10.4, 6);
        hook.cubicTo(10.4, 7.8, 8, 7.6, 8, 9.6);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(hook);
        painter.drawPoint(QPointF(8, 12));
        break;
    }
    }
}

class MarkEngine : public QIconEngine
{
public:
    explicit MarkEngine(Mark mark) : m_mark(mark) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const bool dark = isDark(QGuiApplication::palette());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const qreal side = std::min(rect.width(), rect.height());
        painter->translate(rect.center() + QPointF(0.5, 0.5) - QPointF(side / 2, side / 2));
        painter->scale(side / 16, side / 16);
        painter->fillPath(groundOf(m_mark), colourOf(m_mark, dark));
        painter->setPen(QPen(dark ? Qt::black : Qt::white, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        drawSign(*painter, m_mark);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new MarkEngine(*this); }

private:
    Mark m_mark;
};

} // namespace

Mark markOf(const findings::Finding &finding)
{
    if (finding.status == findings::Status::Unknown)
        return Mark::Unknown;
    if (finding.status == findings::Status::Pass)
        return Mark::Ok;
    switch (finding.severity) {
    case findings::Severity::Ok: return Mark::Ok;
    case findings::Severity::Info: return Mark::Info;
    case findings::Severity::Warning: return Mark::Warning;
    case findings::Severity::Error: return Mark::Error;
    }
    return Mark::Unknown;
}

// As the exit status has it: an error outranks what is not known, which outranks a warning.
Mark markOf(const findings::Verdict &verdict)
{
    if (verdict.severity == findings::Severity::Error)
        return Mark::Error;
    if (verdict.unknown)
        return Mark::Unknown;
    return verdict.severity == findings::Severity::Warning ? Mark::Warning : Mark::Ok;
}

Mark graver(Mark one, Mark other)
{
    constexpr std::array order{Mark::Ok, Mark::Info, Mark::Warning, Mark::Unknown, Mark::Error};
    const auto rank = [&order](Mark mark) { return std::find(order.begin(), order.end(), mark); };
    return rank(one) < rank(other) ? other : one;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
}

QColor colourOf(Mark mark, bool dark)
{
    const Look &look = looks[std::size_t(mark)];
    return QColor(dark ? look.dark : look.light);
}

QIcon iconOf(Mark mark)
{
    return QIcon(new MarkEngine(mark));
}

QString wordOf(Mark mark)
{
    switch (mark) {
    case Mark::Ok: return text::severityWord(findings::Severity::Ok);
    case Mark::Info: return text::severityWord(findings::Severity::Info);
    case Mark::Warning: return text::severityWord(findings::Severity::Warning);
    case Mark::Error: return text::severityWord(findings::Severity::Error);
    case Mark::Unknown: break;
    }
    return QCoreApplication::translate("Look", "not known");
}

} // namespace ui
