// SPDX-License-Identifier: GPL-3.0-or-later
// The small dialogs of the window.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace ui {

class WorkModel;

/// The name as it was typed, without spaces around it; empty when nothing was.
QString askForDomain(QWidget *window);
/// `saved` is called after each change.
void askForPreferences(QWidget *window, const QString &archive, std::function<void()> saved);
/// One at a time; it stays open beside the window.
void showWork(QWidget *window, WorkModel &work);
void showAbout(QWidget *window, const QString &archive);

} // namespace ui
