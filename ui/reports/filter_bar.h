// SPDX-License-Identifier: GPL-3.0-or-later
// What the page about reports is limited to. Every limit is also a chip that takes it away again, those that come from
// a click on a chart too.
#pragma once

#include "archive/report_order.h"

#include <QWidget>

class QComboBox;
class QDateEdit;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace ui {

/// What the archive holds, to choose from; the most frequent first.
struct FilterChoices
{
    std::vector<std::string> senders, mxHosts, results;
    std::optional<std::int64_t> lastDay;
};

class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    const archive::ListFilter &filter() const { return m_filter; }
    /// Replaces all limits but the domain's.
    void setFilter(const archive::ListFilter &filter);
    void setDomain(const std::string &domain);
    void setChoices(const FilterChoices &choices);
    void clear();
    void focusFind();
    bool isLimited() const;

Q_SIGNALS:
    void changed();

private:
    struct Field;
    static const Field fields[];

    void makeFields(QHBoxLayout *first, QHBoxLayout *second);
    void choosePeriod();
    void chooseDates();
    void showFilter();
    void showChips();
    void showChipsOfMarks();
    void addChip(const QString &text, const std::function<void()> &remove);
    void take();

    archive::ListFilter m_filter;
    std::optional<std::int64_t> m_lastDay;
    QComboBox *m_period;
    QDateEdit *m_from, *m_to;
    QList<QComboBox *> m_boxes; ///< one a field
    QComboBox *m_trust, *m_conflicts;
    QLineEdit *m_address, *m_find;
    QWidget *m_chips;
    bool m_isShowing = false;
};

} // namespace ui
