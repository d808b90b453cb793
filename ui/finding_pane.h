// SPDX-License-Identifier: GPL-3.0-or-later
// One finding in full: what it is, why it matters, what to do, and how it is known. All of it is plain text that can be
// selected and copied.
#pragma once

#include "findings/finding.h"

#include <QScrollArea>

class QLabel;

namespace ui {

class FindingPane : public QScrollArea
{
    Q_OBJECT
public:
    explicit FindingPane(QWidget *parent = nullptr);

    /// Null clears. The place in the text stays when it is the same finding again.
    void show(const findings::Finding *finding);
    /// What copying gives: everything shown, in order.
    QString asText() const;

private:
    QLabel *addPart(const QString &heading, bool fixedFont = false);
    static void fill(QLabel *part, const QString &text);

    QLabel *m_title, *m_why, *m_what, *m_evidence, *m_bytes, *m_others, *m_source;
    QList<QLabel *> m_parts;
};

} // namespace ui
