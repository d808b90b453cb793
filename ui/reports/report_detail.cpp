// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/report_detail.h"

#include "archive/stored_text.h"
#include "text/report_explanations.h"
#include "tlsrpt/report_words.h"
#include "ui/plain_text.h"
#include "ui/reports/report_fields.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

enum Tab { ExplanationTab, ReportTab, JsonTab };
constexpr qsizetype mostJson = 1'000'000, longestLine = 1'000, mostWords = 8'000;

QPlainTextEdit *readOnlyText(QWidget *parent, const QString &name)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setReadOnly(true);
    edit->setAcceptDrops(false);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setFrameShape(QFrame::NoFrame);
    edit->setAccessibleName(name);
    return edit;
}

QString paragraph(const QString &heading, const QString &words)
{
    return words.isEmpty() ? QString() : heading + u'\n' + words + QStringLiteral("\n\n");
}

QString wordsOf(const archive::ListedFailure &failure)
{
    const text::FailureWords words = text::inWords(tlsrpt::explain(
        {failure.detail.resultTypeWord, failure.detail.failureReasonCode, tlsrpt::policyTypeOf(failure.policyType),
         failure.domain, failure.detail.receivingMxHostname, failure.mode}));
    return paragraph(ReportDetail::tr("What happened"), words.whatHappened) +
           paragraph(ReportDetail::tr("Reason given"), words.reason) +
           paragraph(ReportDetail::tr("Who can mend it"), words.side) +
           paragraph(ReportDetail::tr("What to check"), words.check) +
           paragraph(ReportDetail::tr("What to change"), words.fix) +
           paragraph(ReportDetail::tr("Notes"), words.notes.join(u'\n'));
}

} // namespace

QString brokenJson(QByteArrayView json, qsizetype most)
{
    QString out;
    int depth = 0;
    bool inText = false, escaped = false;
    qsizetype line = 0;
    const auto newLine = [&] {
        out += u'\n' + QString(2 * std::clamp(depth, 0, 40), u' ');
        line = 0;
    };
    for (const QChar c : QString::fromUtf8(json.first(std::min(most, json.size())))) {
        if (!inText && c.isSpace())
            continue;
        const bool opens = !inText && (c == u'{' || c == u'['), closes = !inText && (c == u'}' || c == u']');
        depth += opens - closes;
        if (closes)
            newLine();
        out += c;
        ++line;
        if (opens || (!inText && c == u',') || (line >= longestLine && !c.isHighSurrogate()))
            newLine();
        if (c == u'"' && !escaped)
            inText = !inText;
        escaped = inText && c == u'\\' && !escaped;
    }
    return plain(out, 2 * most) + (json.size() > most ? QStringLiteral("\n\u2026") : QString());
}

ReportDetail::ReportDetail(QWidget *parent)
    : QTabWidget(parent), m_words(readOnlyText(this, tr("Explanation"))), m_json(readOnlyText(this, tr("JSON"))),
      m_fields(new QTreeWidget(this)), m_failures(new QPushButton(tr("Show its &failures"), this))
{
    setDocumentMode(true);
    m_words->setPlaceholderText(tr("Choose a failure to see what happened, whose side it is on, and what to do."));
    m_json->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_fields->setHeaderLabels({tr("Field"), tr("Value")});
    m_fields->setAccessibleName(tr("Fields of the report"));
    m_fields->setUniformRowHeights(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_fields->setColumnWidth(0, 150);
    connect(m_failures, &QPushButton::clicked, this, [this] { Q_EMIT failuresWanted(m_report); });

    auto *report = new QWidget(this);
    auto *layout = new QVBoxLayout(report);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->addWidget(m_fields, 1);
    layout->addWidget(m_failures, 0, Qt::AlignRight);
    addTab(m_words, tr("Explanation"));
    addTab(report, tr("Report"));
    addTab(m_json, tr("JSON"));
    connect(this, &QTabWidget::currentChanged, this, &ReportDetail::showJson);
    clear();
}

void ReportDetail::clear()
{
    m_report = 0;
    m_packed.clear();
    m_words->clear();
    m_fields->clear();
    m_json->clear();
    m_failures->setEnabled(false);
}

void ReportDetail::explain(const archive::ListedFailure &failure)
{
    m_words->setPlainText(plain(wordsOf(failure).trimmed(), mostWords));
}

void ReportDetail::preferReport()
{
    m_words->clear();
    if (currentIndex() == ExplanationTab)
        setCurrentIndex(ReportTab);
}

void ReportDetail::show(const std::optional<archive::ArchivedReport> &report)
{
    m_json->clear();
    m_packed.clear();
    m_fields->clear();
    m_failures->setEnabled(false);
    if (!report) {
        new QTreeWidgetItem(m_fields, {tr("This report was removed meanwhile."), {}});
        return;
    }
    m_report = report->id;
    m_packed = report->stored.bytes;
    showFields(m_fields, *report);
    const auto &policies = report->stored.report.policies;
    m_failures->setEnabled(
        std::any_of(policies.begin(), policies.end(), [](const auto &policy) { return !policy.failures.empty(); }));
    showJson();
}

// Only when somebody looks: most reports are never read as JSON.
void ReportDetail::showJson()
{
    if (currentIndex() != JsonTab || m_packed.isEmpty())
        return;
    const auto json = archive::unpacked(std::exchange(m_packed, {}));
    m_json->setPlainText(json ? brokenJson(*json, mostJson) : tr("The stored bytes are damaged."));
}

} // namespace ui
