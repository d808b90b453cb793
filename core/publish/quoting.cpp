// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/quoting.h"

namespace publish {
namespace {

QByteArray escaped(ushort unit)
{
    if (unit == '"' || unit == '\\')
        return QByteArray("\\") + char(unit);
    if (unit < 0x20 || unit > 0x7e)
        return "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
    return QByteArray(1, char(unit));
}

} // namespace

QByteArray jsonString(const QByteArray &text)
{
    return jsonText(QString::fromLatin1(text));
}

QByteArray jsonText(const QString &text)
{
    QByteArray out = "\"";
    for (const QChar c : text)
        out += escaped(c.unicode());
    return out + '"';
}

QByteArray hclString(const QByteArray &text)
{
    return jsonString(text).replace("${", "$${").replace("%{", "%%{");
}

QByteArray yamlString(const QByteArray &text)
{
    // \uXXXX, \" and \\ mean the same in both.
    return jsonString(text);
}

QByteArray shellWord(const QByteArray &text)
{
    return '\'' + QByteArray(text).replace('\'', "'\\''") + '\'';
}

QByteArray powershellWord(const QByteArray &text)
{
    return '\'' + QByteArray(text).replace('\'', "''") + '\'';
}

QByteArray csvField(const QByteArray &text)
{
    const bool formula = !text.isEmpty() && QByteArray("=+-@\t\r").contains(text.front());
    const QByteArray field = formula ? '\'' + text : text;
    if (field.contains('"') || field.contains(',') || field.contains('\n') || field.contains('\r') || formula)
        return '"' + QByteArray(field).replace('"', "\"\"") + '"';
    return field;
}

} // namespace publish
