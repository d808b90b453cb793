// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/filter_bar.h"

#include "base/enum_names.h"
#include "tlsrpt/ip_text.h"
#include "tlsrpt/report.h"
#include "ui/plain_text.h"
#include "ui/reports/report_words.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMetaEnum>
#include <QToolButton>

#include <span>

namespace ui {

using archive::ListFilter;

/// A limit that is one word out of a list.
struct FilterBar::Field
{
    const char *name;
    std::string archive::ReportFilter::*word;
    int letters; ///< width of its box
    bool isBox = true;
};

const FilterBar::Field FilterBar::fields[] = {
    {QT_TRANSLATE_NOOP("ui::FilterBar", "Sender"), &archive::ReportFilter::sender, 13},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "Result type"), &archive::ReportFilter::result, 16},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "MX"), &archive::ReportFilter::mx, 13},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "Policy"), &archive::ReportFilter::type, 8},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "Mode"), &archive::ReportFilter::mode, 7},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "Reason"), &archive::ReportFilter::reason, 0, false},
};

namespace {

struct Choice
{
    const char *inBox, *inChip;
    int value;
};
constexpr Choice trusts[] = {
    {QT_TRANSLATE_NOOP("ui::FilterBar", "any"), "", int(archive::Trust::Unverified)},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "all but unverified"),
     QT_TRANSLATE_NOOP("ui::FilterBar", "without unverified mails"), int(archive::Trust::NoMail)},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "verified"), QT_TRANSLATE_NOOP("ui::FilterBar", "verified"),
     int(archive::Trust::ByProvider)},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "by DKIM"), QT_TRANSLATE_NOOP("ui::FilterBar", "verified by DKIM"),
     int(archive::Trust::Verified)},
};
constexpr Choice conflicts[] = {
    {QT_TRANSLATE_NOOP("ui::FilterBar", "any"), "", int(archive::Conflicts::Included)},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "left out"), QT_TRANSLATE_NOOP("ui::FilterBar", "without conflicts"),
     int(archive::Conflicts::Excluded)},
    {QT_TRANSLATE_NOOP("ui::FilterBar", "only"), QT_TRANSLATE_NOOP("ui::FilterBar", "only conflicts"),
     int(archive::Conflicts::Only)},
};

enum Period { AllTime, OwnDates = 4 };
constexpr int periodDays[] = {0, 7, 30, 90};
constexpr int mostChoices = 300;

template <class E>
std::vector<std::string> wordsOf()
{
    std::vector<std::string> words;
    const QMetaEnum meta = QMetaEnum::fromType<E>();
    for (int i = 0; i < meta.keyCount(); ++i)
        words.push_back(base::kebabCase(meta.key(i)).toStdString());
    return words;
}

std::int64_t dayOf(const QDate &date)
{
    return QDate(1970, 1, 1).daysTo(date);
}

void fill(QComboBox *box, const std::vector<std::string> &words)
{
    const QVariant chosen = box->currentData();
    box->clear();
    box->addItem(FilterBar::tr("any"), QByteArray());
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), mostChoices); ++i)
        if (!words[i].empty())
            box->addItem(plain(text(words[i]), 80), QByteArray::fromStdString(words[i]));
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

void fill(QComboBox *box, std::span<const Choice> choices)
{
    for (const Choice &choice : choices)
        box->addItem(FilterBar::tr(choice.inBox), choice.value);
}

QString chipWords(std::span<const Choice> choices, int value)
{
    const auto one =
        std::find_if(choices.begin(), choices.end(), [value](const Choice &choice) { return choice.value == value; });
    return one != choices.end() ? FilterBar::tr(one->inChip) : QString();
}

void chooseWord(QComboBox *box, const std::string &word)
{
    const QByteArray data = QByteArray::fromStdString(word);
    if (box->findData(data) < 0)
        box->addItem(plain(text(word), 80), data);
    box->setCurrentIndex(box->findData(data));
}

void addLabelled(QHBoxLayout *row, const QString &name, QWidget *field)
{
    auto *label = new QLabel(name, field->parentWidget());
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(field);
    field->setAccessibleName(name);
    row->addWidget(label);
    row->addWidget(field);
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_period(new QComboBox(this)), m_from(new QDateEdit(this)), m_to(new QDateEdit(this)),
      m_trust(new QComboBox(this)), m_conflicts(new QComboBox(this)), m_address(new QLineEdit(this)),
      m_find(new QLineEdit(this)), m_chips(new QWidget(this))
{
    m_period->addItems({tr("All time"), tr("Last 7 days"), tr("Last 30 days"), tr("Last 90 days"), tr("From – to")});
    for (QDateEdit *date : {m_from, m_to}) {
        date->setCalendarPopup(true);
        date->setDate(QDate::currentDate());
        date->hide();
        connect(date, &QDateEdit::userDateChanged, this, &FilterBar::chooseDates);
    }
    m_from->setAccessibleName(tr("First day"));
    m_to->setAccessibleName(tr("Last day"));
    m_address->setPlaceholderText(tr("any"));
    m_find->setPlaceholderText(tr("Name, host, reason …"));
    for (QLineEdit *line : {m_address, m_find}) {
        line->setClearButtonEnabled(true);
        line->setMaxLength(200);
        connect(line, &QLineEdit::editingFinished, this, &FilterBar::take);
        connect(line, &QLineEdit::textChanged, this, [this](const QString &text) {
            if (text.isEmpty())
                take();
        });
    }
    connect(m_period, &QComboBox::activated, this, &FilterBar::choosePeriod);

    auto *first = new QHBoxLayout, *second = new QHBoxLayout, *texts = new QHBoxLayout;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QHBoxLayout *row : {first, second, texts}) {
        row->setSpacing(8);
        layout->addLayout(row);
    }
    makeFields(first, second);
    addLabelled(texts, tr("Sending address"), m_address);
    addLabelled(texts, tr("Find"), m_find);
    auto *chips = new QHBoxLayout(m_chips);
    chips->setContentsMargins(0, 0, 0, 0);
    chips->setSpacing(4);
    chips->addStretch();
    layout->addWidget(m_chips);
    setChoices({});
    showFilter();
}

void FilterBar::makeFields(QHBoxLayout *first, QHBoxLayout *second)
{
    addLabelled(first, tr("Period"), m_period);
    first->addWidget(m_from);
    first->addWidget(m_to);
    for (const Field &field : fields) {
        if (!field.isBox)
            continue;
        auto *box = new QComboBox(this);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(field.letters);
        connect(box, &QComboBox::activated, this, &FilterBar::take);
        addLabelled(m_boxes.size() < 3 ? first : second, tr(field.name), box);
        m_boxes += box;
    }
    fill(m_trust, trusts);
    fill(m_conflicts, conflicts);
    for (QComboBox *box : {m_trust, m_conflicts})
        connect(box, &QComboBox::activated, this, &FilterBar::take);
    addLabelled(second, tr("Verified"), m_trust);
    addLabelled(second, tr("Conflicts"), m_conflicts);
    first->addStretch();
    second->addStretch();
}

void FilterBar::setChoices(const FilterChoices &choices)
{
    m_isShowing = true;
    m_lastDay = choices.lastDay;
    fill(m_boxes[0], choices.senders);
    fill(m_boxes[1], choices.results.empty() ? wordsOf<tlsrpt::ResultType>() : choices.results);
    fill(m_boxes[2], choices.mxHosts);
    fill(m_boxes[3], wordsOf<tlsrpt::PolicyType>());
    fill(m_boxes[4], {"enforce", "testing", "none"});
    m_isShowing = false;
    showFilter();
}

bool FilterBar::isLimited() const
{
    const archive::ReportFilter &r = m_filter.reports;
    const bool ofWord = std::any_of(std::begin(fields), std::end(fields),
                                    [&r](const Field &field) { return !(r.*field.word).empty(); });
    const bool ofMark = r.trust != archive::Trust::Unverified || r.conflicts != archive::Conflicts::Included;
    return ofWord || ofMark || r.from || r.to || !m_filter.sendingIp.empty() || !m_filter.find.empty() ||
           m_filter.report != 0;
}

void FilterBar::setFilter(const ListFilter &filter)
{
    const std::string domain = m_filter.reports.domain;
    m_filter = filter;
    m_filter.reports.domain = domain;
    showFilter();
    Q_EMIT changed();
}

void FilterBar::setDomain(const std::string &domain)
{
    m_filter.reports.domain = domain;
}

void FilterBar::clear()
{
    setFilter({});
}

void FilterBar::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

// Periods end with the last day that somebody reported: an archive of last year is not empty because of its age.
void FilterBar::choosePeriod()
{
    const int period = m_period->currentIndex();
    if (period == OwnDates)
        return chooseDates();
    m_filter.reports.from = m_filter.reports.to = std::nullopt;
    if (period != AllTime)
        m_filter.reports.from = m_lastDay.value_or(dayOf(QDate::currentDate())) - periodDays[period] + 1;
    showFilter();
    Q_EMIT changed();
}

void FilterBar::chooseDates()
{
    if (m_isShowing)
        return;
    m_filter.reports.from = dayOf(std::min(m_from->date(), m_to->date()));
    m_filter.reports.to = dayOf(std::max(m_from->date(), m_to->date()));
    showFilter();
    Q_EMIT changed();
}

void FilterBar::take()
{
    if (m_isShowing)
        return;
    ListFilter filter = m_filter;
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        filter.reports.*fields[i].word = m_boxes[i]->currentData().toByteArray().toStdString();
    filter.reports.trust = archive::Trust(m_trust->currentData().toInt());
    filter.reports.conflicts = archive::Conflicts(m_conflicts->currentData().toInt());
    filter.sendingIp = m_address->text().trimmed().toStdString();
    tlsrpt::canonicalIp(filter.sendingIp, filter.sendingIp);
    filter.find = m_find->text().trimmed().toStdString();
    const bool isSame =
        filter.sendingIp == m_filter.sendingIp && filter.find == m_filter.find &&
        filter.reports.trust == m_filter.reports.trust && filter.reports.conflicts == m_filter.reports.conflicts &&
        std::all_of(std::begin(fields), std::end(fields),
                    [&](const Field &field) { return filter.reports.*field.word == m_filter.reports.*field.word; });
    if (!isSame)
        setFilter(filter);
}

void FilterBar::showFilter()
{
    m_isShowing = true;
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        chooseWord(m_boxes[i], m_filter.reports.*fields[i].word);
    m_trust->setCurrentIndex(m_trust->findData(int(m_filter.reports.trust)));
    m_conflicts->setCurrentIndex(m_conflicts->findData(int(m_filter.reports.conflicts)));
    m_address->setText(plain(text(m_filter.sendingIp), 200));
    m_find->setText(plain(text(m_filter.find), 200));
    const auto &[from, to] = std::pair(m_filter.reports.from, m_filter.reports.to);
    const bool isOwn = from && to;
    if (isOwn) {
        m_from->setDate(dateOf(*from));
        m_to->setDate(dateOf(*to));
        m_period->setCurrentIndex(OwnDates);
    } else if (!from) {
        m_period->setCurrentIndex(AllTime);
    }
    m_from->setVisible(isOwn);
    m_to->setVisible(isOwn);
    showChips();
    m_isShowing = false;
}

void FilterBar::addChip(const QString &words, const std::function<void()> &remove)
{
    auto *chip = new QToolButton(m_chips);
    chip->setText(QString(plain(words, 60)).replace(u'&', QStringLiteral("&&")) + QStringLiteral("  \u2715"));
    chip->setAccessibleName(tr("Remove the filter %1").arg(plain(words, 60)));
    chip->setToolTip(asPlainToolTip(tr("Remove the filter %1").arg(words)));
    connect(chip, &QToolButton::clicked, this, [this, remove] {
        remove();
        showFilter();
        Q_EMIT changed();
    });
    auto *row = static_cast<QHBoxLayout *>(m_chips->layout());
    row->insertWidget(row->count() - 1, chip);
}

void FilterBar::showChips()
{
    for (QToolButton *chip : m_chips->findChildren<QToolButton *>()) {
        chip->hide();
        chip->deleteLater();
        m_chips->layout()->removeWidget(chip);
    }
    archive::ReportFilter &r = m_filter.reports;
    if (r.from || r.to)
        addChip(r.from == r.to ? dayText(*r.from)
                : r.to         ? tr("%1 to %2").arg(dayText(r.from.value_or(-1)), dayText(*r.to))
                               : tr("since %1").arg(dayText(*r.from)),
                [&r] { r.from = r.to = std::nullopt; });
    for (const Field &field : fields)
        if (!(r.*field.word).empty())
            addChip(tr("%1: %2").arg(tr(field.name), text(r.*field.word)), [&r, &field] { (r.*field.word).clear(); });
    showChipsOfMarks();
    if (!m_filter.sendingIp.empty())
        addChip(tr("from %1").arg(text(m_filter.sendingIp)), [this] { m_filter.sendingIp.clear(); });
    if (!m_filter.find.empty())
        addChip(tr("with \"%1\"").arg(text(m_filter.find)), [this] { m_filter.find.clear(); });
    if (m_filter.report != 0)
        addChip(tr("one report"), [this] { m_filter.report = 0; });
    m_chips->setVisible(isLimited());
}

void FilterBar::showChipsOfMarks()
{
    archive::ReportFilter &r = m_filter.reports;
    if (r.trust != archive::Trust::Unverified)
        addChip(chipWords(trusts, int(r.trust)), [&r] { r.trust = archive::Trust::Unverified; });
    if (r.conflicts != archive::Conflicts::Included)
        addChip(chipWords(conflicts, int(r.conflicts)), [&r] { r.conflicts = archive::Conflicts::Included; });
}

} // namespace ui
