// SPDX-License-Identifier: GPL-3.0-or-later
// What stands where the domains will be: what this program is for, and the first choices.
#pragma once

#include <QWidget>

namespace ui {

class FirstRunPage : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRunPage(QWidget *parent = nullptr);

Q_SIGNALS:
    void addWanted();
    void demoWanted();
};

} // namespace ui
