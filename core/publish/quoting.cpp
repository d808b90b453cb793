// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/quoting.h"

namespace publish {
namespace {

QByteArray hex(uchar byte, int digits)
{
    return QByteArray::number(byte, 16).rightJustified(digits, '0');
}

} // namespace

QByteArray jsonString(const QByteArray &text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        const uchar byte = uchar(c);
        if (c == '"' || c == '\\')
            out += '\\', out += c;
        else if (byte < 0x20 || byte > 0x7e)
            out += "\\u" + hex(byte, 4);
        else
            out += c;
    }
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
