// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/finding_text.h"

#include "cli/layout.h"
#include "cli/words.h"
#include "text/text.h"

#include <algorithm>

namespace cli {

namespace {

constexpr int wholeLines = 4; // shown of a text of many lines when the fault concerns all of it

/// A line of the evidence with the fault's place in it, as shown: characters, no longer bytes.
struct MarkedLine
{
    QString before, fault, after;
};

// A long record is cut around the fault, never in it: what is left out shows as an ellipsis.
MarkedLine cutToWidth(MarkedLine line, qsizetype width, const Style &style)
{
    const QString gap = style.unicode ? QStringLiteral("…") : QStringLiteral("...");
    line.fault = line.fault.size() > width / 2 ? line.fault.left(width / 2) + gap : line.fault;
    const qsizetype room = std::max<qsizetype>(width - line.fault.size(), 8);
    const qsizetype ahead = std::min<qsizetype>(line.after.size(), std::max(room / 3, room - line.before.size()));
    if (line.after.size() > ahead)
        line.after = line.after.left(ahead - gap.size()) + gap;
    const qsizetype behind = room - line.after.size();
    if (line.before.size() > behind)
        line.before = gap + line.before.right(behind - gap.size());
    return line;
}

// In the form in which it is printed, so that the marks stand under the right columns.
QString shown(const QByteArray &bytes, const Style &style)
{
    return style.unicode ? visible(bytes) : asciiOnly(visible(bytes));
}

MarkedLine lineOfFault(const findings::TextEvidence &evidence, const Style &style)
{
    const QByteArray &bytes = evidence.bytes;
    const qsizetype offset = std::min(evidence.offset, bytes.size());
    const qsizetype begin = offset > 0 ? bytes.lastIndexOf('\n', offset - 1) + 1 : 0;
    qsizetype end = bytes.indexOf('\n', offset);
    if (end < 0)
        end = bytes.size();
    // Of a line end, CR is shown only where it is the fault.
    else if (end > 0 && bytes.at(end - 1) == '\r' && offset + evidence.length < end)
        --end;
    // A fault that runs over the end of its line is marked up to there; a line end that is the fault itself stays
    // visible.
    const qsizetype faultEnd = std::min(bytes.size(), std::max(offset, std::min(offset + evidence.length, end)));
    return {shown(bytes.mid(begin, offset - begin), style), shown(bytes.mid(offset, faultEnd - offset), style),
            shown(bytes.mid(faultEnd, std::max<qsizetype>(0, end - faultEnd)), style)};
}

QString wholeText(const QByteArray &bytes, qsizetype width, const Style &style, const QString &indent)
{
    const QList<QByteArray> lines = bytes.split('\n');
    QString out;
    for (qsizetype i = 0; i < lines.size() && i < wholeLines; ++i) {
        if (lines.at(i).isEmpty() && i + 1 == lines.size())
            break;
        const QByteArray text = lines.at(i).endsWith('\r') ? lines.at(i).chopped(1) : lines.at(i);
        const MarkedLine line = cutToWidth({{}, {}, shown(text, style)}, width, style);
        out += indent + line.after + u'\n';
    }
    return lines.size() > wholeLines ? out + indent + QStringLiteral("…\n") : out;
}

QString placeOf(const findings::Evidence &evidence)
{
    QStringList parts;
    for (const QString &part : QStringList{evidence.host} + evidence.address.split(QLatin1String(", ")))
        if (!part.isEmpty() && !evidence.summary.contains(part))
            parts += visible(part);
    if (!evidence.summary.isEmpty())
        parts += visible(evidence.summary);
    return parts.join(u' ');
}

QString paragraph(const QString &label, const QString &sentences, const Style &style)
{
    if (sentences.isEmpty())
        return {};
    const QString body = wrapped(label + QLatin1String(": ") + visible(sentences), style.width, QStringLiteral("    "));
    // The label is painted after wrapping, so that its colour does not count as width.
    return QStringLiteral("    ") + painted(label, Tone::Strong, style) + body.mid(4 + label.size()) + u'\n';
}

} // namespace

QString evidenceLines(const findings::TextEvidence &evidence, const Style &style, const QString &indent)
{
    if (evidence.bytes.isEmpty())
        return {};
    const QString number =
        evidence.line > 0 && evidence.offset >= 0 ? Words::tr("line %1: ").arg(evidence.line) : QString();
    const qsizetype room = style.width - indent.size() - number.size();
    if (evidence.offset < 0)
        return wholeText(evidence.bytes, room, style, indent);
    const MarkedLine line = cutToWidth(lineOfFault(evidence, style), room, style);
    const qsizetype carets = std::max<qsizetype>(1, line.fault.size());
    return indent + number + line.before + line.fault + line.after + u'\n' + indent +
           QString(number.size() + line.before.size(), u' ') + QString(carets, u'^') + u'\n';
}

QString findingText(const findings::Finding &finding, const Style &style)
{
    const Tone tone = toneOf(finding);
    const QString mark = markedWord(tone);
    const QString head =
        wrapped(mark + u' ' + visible(text::title(finding)), style.width, QStringLiteral("    ")).mid(4);
    QString out = painted(mark, tone, style) + painted(head.mid(mark.size()), Tone::Strong, style) + u'\n';
    if (const QString place = placeOf(finding.evidence); !place.isEmpty())
        out += wrapped(place, style.width, QStringLiteral("    ")) + u'\n';
    out += evidenceLines(finding.evidence.text, style, QStringLiteral("      "));
    out += paragraph(Words::tr("Why"), text::explanation(finding), style);
    out += paragraph(Words::tr("What to do"), text::guidance(finding), style);
    QStringList small{text::sourceOf(finding.id)};
    for (const findings::Disagreement &disagreement : finding.disagreements)
        small += text::disagreement(disagreement);
    small.removeAll(QString());
    if (!finding.resultType.isEmpty())
        small += Words::tr("reported as %1").arg(finding.resultType);
    if (!small.isEmpty())
        out += painted(wrapped(visible(small.join(QStringLiteral(" · "))), style.width, QStringLiteral("    ")),
                       Tone::Faint, style) +
               u'\n';
    return out;
}

} // namespace cli
