// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/json_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <cstdio>

using tlsrpt::JsonWriter;

class TestJsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByteEverywhere();
    void isReadBack();
};

namespace {

// RFC 8259 §7, a character at a time.
std::string expected(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        std::array<char, 8> escape{};
        if (static_cast<unsigned char>(c) < 0x20) {
            std::snprintf(escape.data(), escape.size(), "\\u%04x", unsigned(c));
            out += escape.data();
        } else {
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
    }
    return out + '"';
}

std::string written(const std::string &text)
{
    std::string out;
    JsonWriter(out).string(text);
    return out;
}

} // namespace

// Eight bytes are looked at together, so each byte is tried at each place of texts around that length.
void TestJsonWriter::everyByteEverywhere()
{
    for (std::size_t size = 0; size <= 25; ++size)
        for (std::size_t at = 0; at < size; ++at)
            for (int byte = 0; byte < 256; ++byte)
                for (const char around : {'a', '\x7f', '\xc3', '\n'}) {
                    std::string text(size, around);
                    text[at] = char(byte);
                    if (written(text) != expected(text))
                        QFAIL(qPrintable(QStringLiteral("byte %1 at %2 of %3").arg(byte).arg(at).arg(size)));
                }
    QCOMPARE(written({}), "\"\"");
}

void TestJsonWriter::isReadBack()
{
    std::string out;
    JsonWriter json(out);
    json.open('{');
    json.key("a \"key\"");
    json.open('[');
    json.number(-9'223'372'036'854'775'807);
    json.string("tab\tand \xC3\xA8");
    json.raw("{\"b\":null}");
    json.close(']');
    json.key("c");
    json.string("");
    json.close('}');
    QCOMPARE(out, "{\"a \\\"key\\\"\":[-9223372036854775807,\"tab\\u0009and \xC3\xA8\",{\"b\":null}],\"c\":\"\"}");
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(out)).object();
    QCOMPARE(object.value(u"a \"key\"").toArray().at(1).toString(), QStringLiteral("tab\tand \u00e8"));
}

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "test_json_writer.moc"
