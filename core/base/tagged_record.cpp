// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/tagged_record.h"

#include <QSet>
#include <algorithm>

namespace base {
namespace {

bool isExtensionNameTail(char c)
{
    return isAlphanumeric(c) || c == '_' || c == '-' || c == '.';
}
bool isExtensionValueChar(char c)
{
    return c >= 0x21 && c <= 0x7e && c != ';' && c != '=';
}

// The text between two delimiters without their blanks.
Span trimmed(const QByteArray &text, Span span)
{
    while (span.length && isWsp(text[span.offset])) {
        ++span.offset;
        --span.length;
    }
    while (span.length && isWsp(text[span.offset + span.length - 1]))
        --span.length;
    return span;
}

class Splitter
{
public:
    Splitter(const QByteArray &text, const QByteArrayList &known, bool firstCounts)
        : m_known(known), m_firstCounts(firstCounts)
    {
        m_record.text = text;
        m_record.version = versionToken(text);
    }

    TaggedRecord run()
    {
        const QByteArray &text = m_record.text;
        checkAscii();
        qsizetype at = m_record.version.size();
        while (at < text.size() && isWsp(text[at]))
            ++at;
        m_record.blankBeforeDelimiter = at > m_record.version.size() && at < text.size() && text[at] == ';';
        if (at == text.size()) {
            checkTrailingBlank(m_record.version.size());
            return m_record;
        }
        if (text[at] != ';')
            add(TaggedFault::VersionNotDelimited, {m_record.version.size(), at + 1 - m_record.version.size()});
        else
            ++at;
        splitFields(at);
        return m_record;
    }

private:
    void add(TaggedFault code, Span span) { m_record.faults.append({code, span}); }

    void checkAscii()
    {
        const auto high = [](char c) { return uchar(c) > 0x7f; };
        const auto first = std::find_if(m_record.text.begin(), m_record.text.end(), high);
        if (first == m_record.text.end())
            return;
        const auto end = std::find_if_not(first, m_record.text.end(), high);
        add(TaggedFault::NotAscii, {first - m_record.text.begin(), end - first});
    }

    void checkTrailingBlank(qsizetype contentEnd)
    {
        if (contentEnd < m_record.text.size())
            add(TaggedFault::TrailingBlank, {contentEnd, m_record.text.size() - contentEnd});
    }

    void splitFields(qsizetype at)
    {
        for (;;) {
            const qsizetype delimiter = m_record.text.indexOf(';', at);
            const bool last = delimiter < 0;
            const Span span = trimmed(m_record.text, {at, (last ? m_record.text.size() : delimiter) - at});
            if (span.length)
                addField(span);
            else if (!last)
                add(TaggedFault::EmptyField, {at, delimiter + 1 - at});
            if (last) {
                if (span.length)
                    checkTrailingBlank(span.offset + span.length);
                return;
            }
            at = delimiter + 1;
        }
    }

    void addField(Span span)
    {
        const QByteArray text = m_record.text.mid(span.offset, span.length);
        const qsizetype equals = text.indexOf('=');
        if (equals < 0) {
            if (isAscii(text))
                add(TaggedFault::MalformedField, span);
            return;
        }
        TaggedField field{text.left(equals), text.mid(equals + 1), span, span.offset + equals + 1};
        field.known = m_known.contains(field.name);
        const bool ignored = m_firstCounts && m_seen.contains(field.name);
        m_seen.insert(field.name);
        if (!field.known && !ignored)
            judgeExtension(field);
        m_record.fields.append(field);
    }

    void judgeExtension(TaggedField &field)
    {
        const bool goodName = isExtensionName(field.name), goodValue = isExtensionValue(field.value);
        field.malformed = !goodName || !goodValue;
        if (!isAscii(field.name) || !isAscii(field.value))
            return; // said once, as NotAscii
        if (!goodName)
            add(TaggedFault::BadFieldName, {field.span.offset, field.name.size()});
        else if (!goodValue)
            add(TaggedFault::BadFieldValue, field.span);
    }

    TaggedRecord m_record;
    const QByteArrayList &m_known;
    bool m_firstCounts;
    QSet<QByteArray> m_seen;
};

} // namespace

bool isAscii(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return uchar(c) > 0x7f; });
}

bool isExtensionName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() <= 32 && isAlphanumeric(name[0]) &&
           std::all_of(name.begin() + 1, name.end(), isExtensionNameTail);
}

bool isExtensionValue(const QByteArray &value)
{
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), isExtensionValueChar);
}

QByteArray versionToken(const QByteArray &text)
{
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c == ';' || isWsp(c); });
    return text.left(end - text.begin());
}

TaggedRecord parseTagged(const QByteArray &text, const QByteArrayList &known, bool firstCounts)
{
    return Splitter(text, known, firstCounts).run();
}

Selection selectRecord(const QByteArrayList &records, const QByteArray &version)
{
    Selection selection;
    const bool alone = records.size() == 1;
    QList<int> left;
    for (int i = 0; i < records.size(); ++i) {
        if (versionToken(records[i]) != version)
            selection.unrelated.append(i);
        else if (alone || records[i].startsWith(version + ';'))
            left.append(i);
        else
            selection.lost.append(i);
    }
    if (left.size() == 1)
        selection.chosen = left.first();
    else
        selection.competing = left;
    return selection;
}

} // namespace base
