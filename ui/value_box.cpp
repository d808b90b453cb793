// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/value_box.h"

#include "ui/plain_text.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

namespace {

constexpr qsizetype valueShown = 8'000;

// Line by line: a line break is the one control character that is drawn as what it is.
QString shown(const QByteArray &value)
{
    QStringList lines;
    for (const QByteArray &line : value.left(valueShown).split('\n'))
        lines += plain(QString::fromUtf8(line.endsWith('\r') ? line.chopped(1) : line));
    while (lines.size() > 1 && lines.last().isEmpty())
        lines.removeLast();
    return lines.join(u'\n');
}

} // namespace

ValueBox::ValueBox(const QString &name, QWidget *parent)
    : QWidget(parent), m_text(new QLabel(this)), m_copy(new QToolButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(name);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy: %1").arg(name));
    m_copy->setToolTip(tr("Copy this value"));
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_value)); });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1, Qt::AlignTop);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
}

void ValueBox::setValue(const QByteArray &value, const QString &absent)
{
    m_value = value;
    const bool isThere = !value.isEmpty();
    QFont quiet = font();
    quiet.setItalic(true);
    m_text->setFont(isThere ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : quiet);
    m_text->setText(isThere ? shown(value) : absent);
    m_copy->setVisible(isThere);
}

} // namespace ui
