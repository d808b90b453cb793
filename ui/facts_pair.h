// SPDX-License-Identifier: GPL-3.0-or-later
// The facts of two looks side by side, with the lines marked that differ. It can be sent to what a change is about, and
// from one difference to the next.
#pragma once

#include "facts/facts_lines.h"

#include <QSplitter>

#include <optional>

class QLabel;
class QPlainTextEdit;

namespace ui {

/// A look of which the archive has nothing any more has no lines.
struct LookLines
{
    QDateTime at;
    QList<facts::Line> lines;
};

class FactsPair : public QSplitter
{
    Q_OBJECT
public:
    explicit FactsPair(QWidget *parent = nullptr);

    void show(const LookLines &before, const LookLines &after);
    void clear();
    /// An error in the place of the facts.
    void showProblem(const QString &sentence);
    /// To the first difference under one of the places ("mx_hosts[mx1.example.it]"), else to the first at all.
    void jumpTo(const QStringList &places);
    /// By so many differences; stays at the last one.
    void step(int by);
    void focusAfter();
    /// Where both texts stand; empty without a difference.
    const QString &place() const { return m_place; }

private:
    struct Side
    {
        QLabel *title;
        QPlainTextEdit *text;
        QList<facts::Line> lines;
        QList<int> different;
    };
    Side addSide(const QString &name);
    void fill(Side &side, const QString &name, const LookLines &look, const QList<facts::Line> &other);
    void mark(const Side &side, int current);
    void goTo(const QString &place);
    QStringList differentPlaces() const;

    Side m_before, m_after;
    QStringList m_places; ///< that differ
    QString m_place;
};

} // namespace ui
