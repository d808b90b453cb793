// SPDX-License-Identifier: GPL-3.0-or-later
#include "sts/policy_parser.h"

#include "base/tagged_record.h"
#include "base/utf8.h"

#include <QSet>
#include <algorithm>

namespace sts {
namespace {

using Code = PolicyFaultCode;

bool isControl(char c)
{
    return uchar(c) < 0x20 || c == 0x7f;
}

// §3.2 sts-policy-ext-value: visible characters of any script, inner spaces; no tab, no other control character.
bool isPolicyExtensionValue(const QByteArray &value)
{
    return !value.isEmpty() && std::none_of(value.begin(), value.end(), isControl);
}

bool isBlank(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), base::isWsp);
}

qsizetype leadingBlanks(const QByteArray &text)
{
    return std::find_if_not(text.begin(), text.end(), base::isWsp) - text.begin();
}

QByteArray withoutTrailingBlanks(QByteArray text)
{
    while (!text.isEmpty() && base::isWsp(text.back()))
        text.chop(1);
    return text;
}

std::optional<Mode> modeFrom(const QByteArray &value)
{
    if (value == "testing")
        return Mode::Testing;
    if (value == "enforce")
        return Mode::Enforce;
    if (value == "none")
        return Mode::None;
    return std::nullopt;
}

class Parser
{
public:
    explicit Parser(const QByteArray &text) { m_out.text = text; }

    ParsedPolicy run()
    {
        if (const QByteArray start = m_out.text.left(2); start == "\xff\xfe" || start == "\xfe\xff") {
            addFault(Code::Utf16, {0, 2});
            return m_out;
        }
        if (std::all_of(m_out.text.begin(), m_out.text.end(),
                        [](char c) { return base::isWsp(c) || c == '\r' || c == '\n'; })) {
            addFault(Code::Empty, {0, m_out.text.size()});
            return m_out;
        }
        if (m_out.text.startsWith("\xef\xbb\xbf")) {
            addFault(Code::ByteOrderMark, {0, 3});
            m_at = 3;
        }
        while (m_at < m_out.text.size())
            nextLine();
        checkCompleteness();
        return m_out;
    }

private:
    void addFault(Code code, const Place &place, const QByteArray &key = {}, const QByteArray &value = {},
                  MxFault mx = MxFault::None)
    {
        if (++m_out.faultCounts[code] <= ParsedPolicy::faultsKept)
            m_out.faults.append({code, place, key, value, mx});
    }

    Place place(qsizetype offset, qsizetype length) const
    {
        return {offset, length, m_line, int(offset - m_lineStart) + 1};
    }

    // §3.2 sts-policy-term = LF / CRLF, each line free to choose. A CR by itself ends the line too, so that one wrong
    // editor setting is told once and the lines are still understood.
    void nextLine()
    {
        m_lineStart = m_at;
        qsizetype end = m_at;
        while (end < m_out.text.size() && m_out.text[end] != '\n' && m_out.text[end] != '\r')
            ++end;
        readLine(m_out.text.mid(m_at, end - m_at));
        m_at = endOfTerminator(end);
        ++m_line;
    }

    qsizetype endOfTerminator(qsizetype at)
    {
        qsizetype end = at;
        while (end < m_out.text.size() && m_out.text[end] == '\r')
            ++end;
        const qsizetype returns = end - at;
        const bool newline = end < m_out.text.size() && m_out.text[end] == '\n';
        if (returns > (newline ? 1 : 0)) {
            addFault(Code::BareCarriageReturn, place(at, 1));
            return newline ? end + 1 : at + 1;
        }
        if (newline)
            noteLineEnd(at, returns ? 2 : 1);
        return newline ? end + 1 : end;
    }

    void noteLineEnd(qsizetype offset, int length)
    {
        if (!m_lineEndLength)
            m_lineEndLength = length;
        if (length == m_lineEndLength || m_out.mixedLineEnds)
            return;
        m_out.mixedLineEnds = true;
        m_out.firstOddLineEnd = offset;
    }

    void readLine(const QByteArray &line)
    {
        if (isBlank(line)) {
            addFault(Code::BlankLine, place(m_at, line.size()));
            return;
        }
        const qsizetype blanks = leadingBlanks(line);
        const QByteArray content = line.mid(blanks);
        if (content.startsWith('#') || content.startsWith(';') || content.startsWith("//")) {
            addFault(Code::Comment, place(m_at, line.size()));
            return;
        }
        if (blanks)
            addFault(Code::LeadingBlank, place(m_at, blanks));
        readField(content, m_at + blanks);
    }

    void readField(const QByteArray &content, qsizetype offset)
    {
        const qsizetype colon = content.indexOf(':');
        if (colon < 0) {
            const qsizetype bad = base::firstBadUtf8(content);
            addFault(bad < 0 ? Code::NoColon : Code::NotUtf8, place(offset, content.size()), {}, content);
            return;
        }
        const QByteArray rest = content.mid(colon + 1);
        const qsizetype valueOffset = offset + colon + 1 + leadingBlanks(rest);
        PolicyField field;
        field.key = content.left(colon);
        field.value = withoutTrailingBlanks(rest.mid(leadingBlanks(rest)));
        field.line = place(offset, content.size());
        field.valuePlace = place(std::min(valueOffset, offset + content.size()), field.value.size());
        if (base::isWsp(field.key.isEmpty() ? 'x' : field.key.back())) {
            addFault(Code::BadKey, place(offset, field.key.size()), field.key, field.value);
            field.key = withoutTrailingBlanks(field.key);
        }
        m_out.fields.append(field);
        readKnown(field);
    }

    // A known key is never an extension: a bad value under it is not rescued by the extension grammar.
    void readKnown(const PolicyField &field)
    {
        if (field.key == "mx") {
            readMx(field);
            return;
        }
        const bool repeated = m_seen.contains(field.key);
        m_seen.insert(field.key);
        if (repeated)
            m_out.ignored.append(field);
        else if (field.key == "version")
            readVersion(field);
        else if (field.key == "mode")
            readMode(field);
        else if (field.key == "max_age")
            readMaxAge(field);
        else
            readExtension(field);
    }

    bool checkUtf8(const QByteArray &bytes, const PolicyField &field)
    {
        if (base::firstBadUtf8(bytes) < 0)
            return true;
        const qsizetype start = field.valuePlace.offset;
        addFault(Code::NotUtf8, place(start + std::max<qsizetype>(0, base::firstBadUtf8(field.value)), 1), field.key,
                 field.value);
        return false;
    }

    void readVersion(const PolicyField &field)
    {
        m_out.version = field;
        if (checkUtf8(field.value, field) && field.value != "STSv1")
            addFault(Code::BadVersion, field.valuePlace, field.key, field.value);
    }

    void readMode(const PolicyField &field)
    {
        m_out.mode = field;
        m_out.modeValue = modeFrom(field.value);
        if (checkUtf8(field.value, field) && !m_out.modeValue)
            addFault(Code::BadMode, field.valuePlace, field.key, field.value);
    }

    // §3.2 sts-policy-max-age-value = 1*10(DIGIT); "maximum value of 31557600". Leading zeros are within the grammar.
    void readMaxAge(const PolicyField &field)
    {
        m_out.maxAge = field;
        if (!checkUtf8(field.value, field))
            return;
        const QByteArray &value = field.value;
        if (value.isEmpty() || value.size() > 10 || !std::all_of(value.begin(), value.end(), base::isDigit)) {
            addFault(Code::BadMaxAge, field.valuePlace, field.key, value);
            return;
        }
        const qint64 seconds = value.toLongLong();
        if (seconds > ParsedPolicy::maxAgeLimit)
            addFault(Code::MaxAgeTooLarge, field.valuePlace, field.key, value);
        else
            m_out.maxAgeValue = seconds;
    }

    void readMx(const PolicyField &field)
    {
        const bool utf8 = checkUtf8(field.value, field);
        const MxFault fault = mxFault(field.value);
        m_out.mx.append({field.value, fault, field.valuePlace});
        if (utf8 && fault != MxFault::None)
            addFault(Code::BadMx, field.valuePlace, field.key, field.value, fault);
    }

    void readExtension(const PolicyField &field)
    {
        if (!base::isExtensionName(field.key)) {
            if (!m_out.faults.isEmpty() && m_out.faults.last().code == Code::BadKey &&
                m_out.faults.last().place.offset == field.line.offset)
                return; // the blank before the colon has been told
            addFault(Code::BadKey, place(field.line.offset, field.key.size()), field.key, field.value);
            return;
        }
        if (!checkUtf8(field.value, field))
            return;
        if (!isPolicyExtensionValue(field.value))
            addFault(Code::BadExtensionValue, field.valuePlace, field.key, field.value);
        else
            m_out.extensions.append(field);
    }

    // §3.2: version, mode and max_age are required, and at least one mx unless the mode is none.
    void checkCompleteness()
    {
        const Place whole{0, m_out.text.size()};
        if (!m_out.version)
            addFault(Code::MissingVersion, whole);
        if (!m_out.mode)
            addFault(Code::MissingMode, whole);
        if (!m_out.maxAge)
            addFault(Code::MissingMaxAge, whole);
        if (m_out.mx.isEmpty() && m_out.modeValue != Mode::None)
            addFault(Code::MissingMx, whole);
    }

    ParsedPolicy m_out;
    qsizetype m_at = 0, m_lineStart = 0;
    int m_line = 1, m_lineEndLength = 0;
    QSet<QByteArray> m_seen;
};

} // namespace

QStringList ParsedPolicy::mxPatterns() const
{
    QStringList patterns;
    for (const MxEntry &entry : mx)
        patterns.append(QString::fromUtf8(entry.value));
    return patterns;
}

ParsedPolicy parsePolicy(const QByteArray &text)
{
    return Parser(text).run();
}

} // namespace sts
