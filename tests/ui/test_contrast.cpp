// SPDX-License-Identifier: GPL-3.0-or-later
// Contrasts as WCAG 2.1 §1.4.3 and §1.4.11 have them, 4.5 for text and 3 for what is drawn, in light and dark: of the
// colours as they are chosen, and of the points that widgets really paint.
#include "ui/domain_delegate.h"
#include "ui/domain_list.h"
#include "ui/reports/bar_chart.h"
#include "ui/severity_look.h"
#include "ui/stage_bar.h"
#include "ui/trend_look.h"

#include <QPainter>
#include <QTreeView>
#include <QtTest>

#include <cmath>

namespace {

constexpr double ofText = 4.5, ofDrawing = 3;
constexpr ui::Mark marks[] = {ui::Mark::Ok, ui::Mark::Info, ui::Mark::Warning, ui::Mark::Error, ui::Mark::Unknown};
constexpr rollout::Trend trends[] = {rollout::Trend::Better, rollout::Trend::Same, rollout::Trend::Worse};

QPalette lightPalette()
{
    return QPalette(QColor(0xef, 0xef, 0xef), QColor(0xef, 0xef, 0xef)); // of Fusion
}

QPalette darkPalette()
{
    QPalette dark(QColor(0x2d, 0x2e, 0x31), QColor(0x2d, 0x2e, 0x31));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        dark.setColor(role, QColor(0xe8, 0xea, 0xed));
    dark.setColor(QPalette::Base, QColor(0x20, 0x21, 0x24));
    return dark;
}

double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// What the eye sees of a colour that lets the ground through.
QColor over(const QColor &colour, const QColor &ground)
{
    QImage point(1, 1, QImage::Format_RGB32);
    point.fill(ground);
    QPainter(&point).fillRect(point.rect(), colour);
    return point.pixelColor(0, 0);
}

/// The strongest contrast that any point in the rectangle has with the ground: of a stroke, its core.
double strongest(const QImage &image, const QRect &where, const QColor &ground)
{
    double most = 1;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            if (image.rect().contains(x, y))
                most = std::max(most, contrast(image.pixelColor(x, y), ground));
    return most;
}

QImage painted(QWidget &widget)
{
    QImage image(widget.size(), QImage::Format_RGB32);
    widget.render(&image);
    return image;
}

} // namespace

#define AT_LEAST(limit, value)                                                                                         \
    do {                                                                                                               \
        const double contrastOf = (value);                                                                             \
        QVERIFY2(contrastOf >= (limit), qPrintable(QStringLiteral("%1 < %2").arg(contrastOf).arg(double(limit))));     \
    } while (false)

class TestContrast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void init()
    {
        QFETCH_GLOBAL(bool, dark);
        QApplication::setPalette(dark ? darkPalette() : lightPalette());
    }
    void cleanupTestCase() { QApplication::setPalette(QPalette()); }

    void theMeasureIsRight()
    {
        QCOMPARE(std::round(contrast(Qt::black, Qt::white) * 100), 2'100.0);
        QCOMPARE(std::round(contrast(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448.0);
        QVERIFY(contrast(QColor(0x80, 0x80, 0x80), Qt::white) < ofText); // it can fail
    }

    void wordsOfASeverity()
    {
        QFETCH_GLOBAL(bool, dark);
        QCOMPARE(ui::isDark(QApplication::palette()), dark);
        for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::Window, QPalette::AlternateBase})
            for (const ui::Mark mark : marks)
                AT_LEAST(ofText, contrast(ui::colourOf(mark, dark), QApplication::palette().color(ground)));
    }

    // The shape on its ground, and the sign in the shape.
    void icons()
    {
        QFETCH_GLOBAL(bool, dark);
        const QColor ground = QApplication::palette().color(QPalette::Base);
        for (const ui::Mark mark : marks) {
            QImage image(64, 64, QImage::Format_RGB32);
            image.fill(ground);
            QPainter painter(&image);
            ui::iconOf(mark).paint(&painter, image.rect());
            painter.end();
            AT_LEAST(ofDrawing, strongest(image, image.rect(), ground));
            AT_LEAST(ofDrawing, strongest(image, QRect(20, 16, 24, 40), ui::colourOf(mark, dark)));
        }
    }

    // Cells of the heat map: the text on each of its shades.
    void shades()
    {
        QFETCH_GLOBAL(bool, dark);
        const QPalette palette = QApplication::palette();
        for (int shade = 1; shade <= 5; ++shade) {
            QColor colour = ui::colourOf(ui::Mark::Error, dark);
            colour.setAlphaF(0.08F * float(shade));
            AT_LEAST(ofText, contrast(palette.color(QPalette::Text), over(colour, palette.color(QPalette::Base))));
        }
    }

    // Bars on the ground of the chart, and the two outcomes beside each other by pattern.
    void bars()
    {
        QFETCH_GLOBAL(bool, dark);
        ui::ChartData figures;
        for (std::int64_t day = 20'000; day < 20'006; ++day)
            figures.days.push_back({day, {500, 500}});
        ui::BarChart chart;
        chart.resize(600, 300);
        chart.showDays(figures);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const QColor ground = QApplication::palette().color(QPalette::Base);
        const QImage image = painted(chart);
        QCOMPARE(image.pixelColor(2, 290), ground);
        for (const ui::Mark mark : {ui::Mark::Info, ui::Mark::Error}) {
            const QColor colour = ui::colourOf(mark, dark);
            AT_LEAST(ofDrawing, contrast(colour, ground));
            bool isThere = false; // as it was chosen, not paler
            for (int y = 0; y < image.height() && !isThere; ++y)
                for (int x = 0; x < image.width() && !isThere; ++x)
                    isThere = image.pixelColor(x, y) == colour;
            QVERIFY(isThere);
        }
        AT_LEAST(ofText, contrast(chart.palette().color(QPalette::Text), ground)); // axes and legend
    }

    void stages_data()
    {
        QTest::addColumn<rollout::Stage>("stage");
        QTest::newRow("not started") << rollout::Stage::NotStarted;
        QTest::newRow("testing") << rollout::Stage::Testing;
        QTest::newRow("enforcing") << rollout::Stage::Enforcing;
        QTest::newRow("broken") << rollout::Stage::Broken;
    }
    void stages()
    {
        QFETCH(rollout::Stage, stage);
        rollout::StageVerdict verdict;
        verdict.stage = stage;
        verdict.since = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
        ui::StageBar bar;
        bar.resize(800, bar.sizeHint().height());
        bar.show(verdict);
        const QImage image = painted(bar);
        const QColor ground = QApplication::palette().color(QPalette::Window);
        const int cell = image.width() / 5, dots = 18;
        for (int stop = 0; stop < 5; ++stop) {
            AT_LEAST(ofDrawing, strongest(image, QRect(stop * cell + cell / 2 - 10, 0, 20, dots), ground));
            AT_LEAST(ofText, strongest(image, QRect(stop * cell, dots + 2, cell, image.height() - dots - 2), ground));
            if (stop > 0)
                AT_LEAST(ofDrawing, strongest(image, QRect(stop * cell - 20, 0, 40, dots), ground));
        }
    }

    void trendsAndSentencesInTheList()
    {
        QFETCH_GLOBAL(bool, dark);
        const QPalette palette = QApplication::palette();
        const QColor ground = palette.color(QPalette::Base);
        QColor quiet = palette.color(QPalette::Text);
        quiet.setAlphaF(0.75F);
        AT_LEAST(ofText, contrast(over(quiet, ground), ground));
        for (const rollout::Trend trend : trends)
            AT_LEAST(ofDrawing, contrast(over(ui::colourOf(trend, dark, quiet), ground), ground));
        ui::DomainList list;
        list.setStandings({ui::uncheckedDomain("example.com")}, {});
        list.setTrend("example.com", archive::DomainTrend{rollout::Trend::Worse, QDateTime::currentDateTimeUtc()});
        QTreeView view;
        view.setModel(&list);
        view.setItemDelegate(new ui::DomainDelegate(&view));
        view.setHeaderHidden(true);
        view.setRootIsDecorated(false);
        view.resize(300, 100);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QImage image = painted(*view.viewport());
        const QRect row = view.visualRect(list.index(0));
        const QRect name(row.left() + 30, row.top() + 4, 120, row.height() / 2 - 4);
        const QRect trend(row.right() - 70, row.top() + 4, 64, row.height() / 2 - 4);
        const QRect sentence(row.left() + 30, row.center().y() + 2, 120, row.height() / 2 - 4);
        for (const QRect &words : {name, trend, sentence})
            AT_LEAST(ofText, strongest(image, words, ground));
    }
};

QTEST_MAIN(TestContrast)
#include "test_contrast.moc"
