// SPDX-License-Identifier: GPL-3.0-or-later
// The way from nothing to enforced as a line with stops. Read aloud it is one sentence.
#pragma once

#include "rollout/stage.h"

#include <QWidget>

namespace ui {

class StageBar : public QWidget
{
    Q_OBJECT
public:
    explicit StageBar(QWidget *parent = nullptr);

    void show(const rollout::StageVerdict &verdict);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    rollout::StageVerdict m_verdict;
};

} // namespace ui
