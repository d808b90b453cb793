// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/facts_pair.h"

#include "ui/plain_label.h"
#include "ui/severity_look.h"

#include <QAction>
#include <QFontDatabase>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSet>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace ui {

namespace {

QString joined(const QList<facts::Line> &lines)
{
    QStringList text;
    for (const facts::Line &line : lines)
        text += line.text;
    return text.join(u'\n');
}

bool isUnder(const QString &place, const QString &above)
{
    return place == above || (place.startsWith(above) && (place[above.size()] == u'.' || place[above.size()] == u'['));
}

} // namespace

FactsPair::FactsPair(QWidget *parent)
    : QSplitter(parent), m_before(addSide(tr("Before"))), m_after(addSide(tr("After")))
{
    setChildrenCollapsible(false);
    const auto key = [this](const QString &text, Qt::KeyboardModifiers modifiers, int by) {
        auto *action = new QAction(text, this);
        action->setShortcut(QKeySequence(int(modifiers) | Qt::Key_F3));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, by] { step(by); });
        addAction(action);
    };
    key(tr("&Next difference"), Qt::NoModifier, 1);
    key(tr("&Previous difference"), Qt::ShiftModifier, -1);
}

FactsPair::Side FactsPair::addSide(const QString &name)
{
    auto *box = new QWidget(this);
    Side side{plainLabel(box), new QPlainTextEdit(box), {}, {}};
    side.title->setText(name);
    side.title->setBuddy(side.text);
    side.text->setAccessibleName(name);
    side.text->setReadOnly(true);
    side.text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    side.text->setLineWrapMode(QPlainTextEdit::NoWrap);
    side.text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    side.text->setPlaceholderText(tr("Choose a change to see the facts around it."));
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(side.title);
    layout->addWidget(side.text);
    addWidget(box);
    return side;
}

void FactsPair::clear()
{
    m_place.clear();
    m_places.clear();
    fill(m_before, tr("Before"), {}, {});
    fill(m_after, tr("After"), {}, {});
}

void FactsPair::show(const LookLines &before, const LookLines &after)
{
    m_place.clear();
    fill(m_before, tr("Before"), before, after.lines);
    fill(m_after, tr("After"), after, before.lines);
    m_places = differentPlaces();
    goTo({});
}

void FactsPair::showProblem(const QString &sentence)
{
    clear();
    m_after.text->setPlainText(sentence);
}

void FactsPair::fill(Side &side, const QString &name, const LookLines &look, const QList<facts::Line> &other)
{
    side.lines = look.lines;
    side.different = look.lines.isEmpty() || other.isEmpty() ? QList<int>() : linesThatDiffer(look.lines, other);
    if (!look.at.isValid()) {
        side.title->setText(name);
        return side.text->clear();
    }
    const QString when = QLocale().toString(look.at.toLocalTime(), QLocale::ShortFormat);
    const auto count = side.different.size();
    side.title->setText(count == 0   ? tr("%1: %2").arg(name, when)
                        : count == 1 ? tr("%1: %2, 1 line differs").arg(name, when)
                                     : tr("%1: %2, %3 lines differ").arg(name, when).arg(count));
    side.text->setPlainText(side.lines.isEmpty() ? tr("The archive has no facts of that moment any more.")
                                                 : joined(side.lines));
}

// Of both texts, in the order of the document; what only the earlier one has stands where it would be in the later.
QStringList FactsPair::differentPlaces() const
{
    std::map<std::pair<int, int>, QString> inOrder;
    QSet<QString> seen;
    for (const int number : m_after.different) {
        inOrder[{number, -1}] = m_after.lines[number].place;
        seen.insert(m_after.lines[number].place);
    }
    for (const int number : m_before.different)
        if (const QString &place = m_before.lines[number].place; !seen.contains(place))
            inOrder[{facts::lineAt(m_after.lines, place), number}] = place;
    QStringList places;
    for (const auto &[order, place] : inOrder)
        places += place;
    return places;
}

void FactsPair::jumpTo(const QStringList &wanted)
{
    for (const QString &above : wanted)
        for (const QString &place : m_places)
            if (isUnder(place, above))
                return goTo(place);
    goTo(m_places.value(0));
}

void FactsPair::step(int by)
{
    if (!m_places.isEmpty())
        goTo(m_places[std::clamp<qsizetype>(m_places.indexOf(m_place) + by, 0, m_places.size() - 1)]);
}

void FactsPair::goTo(const QString &place)
{
    m_place = place;
    for (const Side *side : {&m_before, &m_after}) {
        const int number = facts::lineAt(side->lines, place);
        side->text->setTextCursor(QTextCursor(side->text->document()->findBlockByNumber(number)));
        side->text->centerCursor();
        mark(*side, place.isEmpty() ? -1 : number);
    }
}

// Underlined besides the ground, so that it need not be told by the colour; the one that it stands at has a stronger
// ground.
void FactsPair::mark(const Side &side, int current)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const int number : side.different) {
        QTextCursor words(side.text->document()->findBlockByNumber(number));
        words.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QColor ground = colourOf(Mark::Warning, isDark(palette()));
        ground.setAlphaF(number == current ? 0.25F : 0.1F);
        QTextEdit::ExtraSelection line;
        line.cursor = words;
        line.format.setBackground(ground);
        line.format.setFontUnderline(true);
        marks += line;
    }
    side.text->setExtraSelections(marks);
}

void FactsPair::focusAfter()
{
    m_after.text->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
