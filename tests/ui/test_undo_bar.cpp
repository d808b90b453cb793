// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/undo_bar.h"

#include <QLabel>
#include <QToolButton>
#include <QtTest>

class TestUndoBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isUndoneOrDoneForGood();
    void theNextOfferSettlesTheLast();
    void textIsPlain();
};

void TestUndoBar::isUndoneOrDoneForGood()
{
    ui::UndoBar bar;
    QStringList done;
    const auto offer = [&] {
        bar.offer(
            QStringLiteral("a.example was removed."), [&] { done += QStringLiteral("removed"); },
            [&] { done += QStringLiteral("back"); });
    };
    offer();
    QVERIFY(bar.isOffering());
    QVERIFY(!bar.isHidden());
    QVERIFY(done.isEmpty());
    bar.findChild<QToolButton *>()->click();
    QCOMPARE(done, QStringList{QStringLiteral("back")});
    QVERIFY(bar.isHidden());
    bar.settle();
    bar.undo();
    QCOMPARE(done.size(), 1);
    offer();
    bar.settle();
    QCOMPARE(done.last(), QStringLiteral("removed"));
    bar.undo();
    QCOMPARE(done.size(), 2);
}

void TestUndoBar::theNextOfferSettlesTheLast()
{
    ui::UndoBar bar;
    QStringList done;
    for (const auto &name : {QStringLiteral("a"), QStringLiteral("b")})
        bar.offer(
            name, [&done, name] { done += name; }, [] {});
    QCOMPARE(done, QStringList{QStringLiteral("a")});
    QVERIFY(bar.isOffering());
}

void TestUndoBar::textIsPlain()
{
    ui::UndoBar bar;
    bar.offer(
        QStringLiteral("<b>x</b>\x1b"), [] {}, [] {});
    QCOMPARE(bar.findChild<QLabel *>()->textFormat(), Qt::PlainText);
    QCOMPARE(bar.findChild<QLabel *>()->text(), QStringLiteral("<b>x</b>\\u001b"));
}

QTEST_MAIN(TestUndoBar)
#include "test_undo_bar.moc"
