// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finding_pane.h"

#include "text/text.h"
#include "ui/plain_text.h"
#include "ui/severity_look.h"

#include <QFontDatabase>
#include <QLabel>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr qsizetype bytesShown = 4'000;

// The bytes with the fault marked by a line of carets below, as compilers do.
QString markedBytes(const findings::TextEvidence &evidence)
{
    const QString text = plain(QString::fromUtf8(evidence.bytes.left(bytesShown)), bytesShown);
    if (evidence.offset < 0 || evidence.bytes.contains('\n'))
        return text;
    const qsizetype before = plain(QString::fromUtf8(evidence.bytes.left(evidence.offset)), bytesShown).size();
    return text + u'\n' + QString(before, u' ') + QString(std::max<qsizetype>(1, evidence.length), u'^');
}

QString disagreements(const findings::Finding &finding)
{
    QStringList lines;
    for (const findings::Disagreement &one : finding.disagreements)
        lines += text::disagreement(one);
    return lines.join(u'\n');
}

QString evidenceOf(const findings::Finding &finding)
{
    QStringList lines;
    if (!finding.evidence.host.isEmpty())
        lines += finding.evidence.address.isEmpty()
                     ? finding.evidence.host
                     : finding.evidence.host + QStringLiteral(" (") + finding.evidence.address + u')';
    if (!finding.evidence.summary.isEmpty())
        lines += finding.evidence.summary;
    return plain(lines.join(u'\n'));
}

} // namespace

FindingPane::FindingPane(QWidget *parent) : QScrollArea(parent)
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(4);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::StyledPanel);

    m_title = addPart({});
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_why = addPart(tr("Why it matters"));
    m_what = addPart(tr("What to do"));
    m_evidence = addPart(tr("What was seen"));
    m_bytes = addPart({}, true);
    m_others = addPart(tr("Who disagrees"));
    m_source = addPart(tr("Source"));
    layout->addStretch();
    show(nullptr);
}

QLabel *FindingPane::addPart(const QString &heading, bool fixedFont)
{
    auto *part = new QLabel(widget());
    part->setTextFormat(Qt::PlainText);
    part->setWordWrap(!fixedFont);
    part->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    part->setAccessibleName(heading);
    if (fixedFont)
        part->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    if (!heading.isEmpty()) {
        auto *head = new QLabel(heading, widget());
        QFont bold = head->font();
        bold.setWeight(QFont::DemiBold);
        head->setFont(bold);
        head->setBuddy(part);
        head->setContentsMargins(0, 8, 0, 0);
        part->setProperty("heading", QVariant::fromValue<QObject *>(head));
        widget()->layout()->addWidget(head);
    }
    widget()->layout()->addWidget(part);
    m_parts += part;
    return part;
}

void FindingPane::fill(QLabel *part, const QString &text)
{
    part->setText(text);
    part->setVisible(!text.isEmpty());
    if (auto *head = qobject_cast<QLabel *>(part->property("heading").value<QObject *>()))
        head->setVisible(!text.isEmpty());
}

void FindingPane::show(const findings::Finding *finding)
{
    if (!finding) {
        for (QLabel *part : std::as_const(m_parts))
            fill(part, {});
        fill(m_title, tr("Choose a finding to see why it matters and what to do."));
        return;
    }
    fill(m_title, plain(text::title(*finding)));
    fill(m_why, plain(text::explanation(*finding)));
    fill(m_what, plain(text::guidance(*finding)));
    fill(m_evidence, evidenceOf(*finding));
    fill(m_bytes, markedBytes(finding->evidence.text));
    fill(m_others, plain(disagreements(*finding)));
    fill(m_source, text::sourceOf(finding->id));
}

QString FindingPane::asText() const
{
    QStringList parts;
    for (const QLabel *part : m_parts) {
        if (part->text().isEmpty())
            continue;
        const auto *head = qobject_cast<const QLabel *>(part->property("heading").value<QObject *>());
        parts += head ? head->text() + u'\n' + part->text() : part->text();
    }
    return parts.join(QStringLiteral("\n\n"));
}

} // namespace ui
