// SPDX-License-Identifier: GPL-3.0-or-later
// What makes outside text harmless, and what lays it out.
#include "cli/exit_status.h"
#include "cli/finding_text.h"
#include "cli/layout.h"
#include "cli/options.h"

#include <QTest>
#include <algorithm>
#include <iterator>

using namespace cli;

class TestLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesTextVisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QStringLiteral("v=STSv1; id=1;") << QStringLiteral("v=STSv1; id=1;");
        QTest::newRow("letters") << QStringLiteral("bücher 例え") << QStringLiteral("bücher 例え");
        QTest::newRow("escape") << QStringLiteral("a\x1b[31mb") << QStringLiteral("a\\x1b[31mb");
        QTest::newRow("line ends") << QStringLiteral("a\r\n\tb") << QStringLiteral("a\\r\\n\\tb");
        QTest::newRow("NUL and DEL") << QString(QChar(0)) + QChar(0x7f) << QStringLiteral("\\x00\\x7f");
        QTest::newRow("C1") << QString(QChar(0x9b)) << QStringLiteral("\\u009b");
        QTest::newRow("bidi override") << QStringLiteral("a\u202eb") << QStringLiteral("a\\u202eb");
        QTest::newRow("isolate") << QStringLiteral("\u2066") << QStringLiteral("\\u2066");
        QTest::newRow("zero width") << QStringLiteral("a\u200bb\ufeff") << QStringLiteral("a\\u200bb\\ufeff");
        QTest::newRow("no-break space") << QStringLiteral("a\u00a0b") << QStringLiteral("a\\u00a0b");
        QTest::newRow("line separator") << QStringLiteral("\u2028") << QStringLiteral("\\u2028");
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << QStringLiteral("\ufffd");
        QTest::newRow("tag character") << QStringLiteral("\U000e0041") << QStringLiteral("\\U000e0041");
        QTest::newRow("emoji") << QStringLiteral("\U0001f600") << QStringLiteral("\U0001f600");
    }
    void makesTextVisible()
    {
        QFETCH(QString, text);
        QTEST(visible(text), "shown");
    }

    void makesBytesVisible_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("lossless");
        QTest::newRow("UTF-8") << QByteArray("\xc3\xa9\\") << QStringLiteral("é\\") << QStringLiteral("é\\");
        QTest::newRow("Latin-1") << QByteArray("caf\xe9 \\") << QStringLiteral("caf\\xe9 \\")
                                 << QStringLiteral("caf\\xe9 \\\\");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QStringLiteral("\\xc0\\xaf")
                                  << QStringLiteral("\\xc0\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QStringLiteral("\\xed\\xa0\\x80")
                                   << QStringLiteral("\\xed\\xa0\\x80");
        QTest::newRow("cut off") << QByteArray("a\xe2\x82") << QStringLiteral("a\\xe2\\x82")
                                 << QStringLiteral("a\\xe2\\x82");
        QTest::newRow("control") << QByteArray("\x1b") << QStringLiteral("\\x1b") << QStringLiteral("\x1b");
        QTest::newRow("empty") << QByteArray() << QString() << QString();
    }
    void makesBytesVisible()
    {
        QFETCH(QByteArray, bytes);
        QTEST(visible(bytes), "shown");
        QTEST(losslessText(bytes).text, "lossless");
        const bool isUtf8 = QString::fromUtf8(bytes).toUtf8() == bytes;
        QCOMPARE(losslessText(bytes).escaped, !isUtf8);
    }

    void foldsToAscii()
    {
        QCOMPARE(asciiOnly(u"✖ error: RFC 8461 §3.1 … “é”"),
                 QStringLiteral("X error: RFC 8461 section 3.1 ... \"\\u00e9\""));
    }

    void wraps()
    {
        QCOMPARE(wrapped(QStringLiteral("aaa bbb ccc"), 9, QStringLiteral("  ")), QStringLiteral("  aaa bbb\n  ccc"));
        QCOMPARE(wrapped(QString(30, u'x') + QLatin1String(" y"), 10, {}), QString(30, u'x') + QLatin1String("\ny"));
        QCOMPARE(wrapped({}, 10, QStringLiteral("  ")), QStringLiteral("  "));
    }

    void marksTheFault_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("shown");
        QTest::newRow("record") << QByteArray("v=STSv1; id=a_b") << 12 << 3 << 0
                                << QStringLiteral("  v=STSv1; id=a_b\n              ^^^\n");
        QTest::newRow("escape before the fault") << QByteArray("\x1b"
                                                               "a;")
                                                 << 2 << 1 << 0 << QStringLiteral("  \\x1ba;\n       ^\n");
        QTest::newRow("line of a policy") << QByteArray("a: b\r\nmode: x\r\n") << 12 << 1 << 2
                                          << QStringLiteral("  line 2: mode: x\n                ^\n");
        QTest::newRow("the line end itself")
            << QByteArray("a: b\r\nc") << 4 << 1 << 1 << QStringLiteral("  line 1: a: b\\r\n              ^^\n");
        QTest::newRow("nothing, at the end")
            << QByteArray("v=STSv1") << 7 << 0 << 0 << QStringLiteral("  v=STSv1\n         ^\n");
        QTest::newRow("beyond the end") << QByteArray("ab") << 99 << 9 << 0 << QStringLiteral("  ab\n    ^\n");
        QTest::newRow("over the end of the line")
            << QByteArray("ab\ncd") << 1 << 4 << 1 << QStringLiteral("  line 1: ab\n           ^\n");
        QTest::newRow("all of it") << QByteArray("a\nb\n") << -1 << 0 << 0 << QStringLiteral("  a\n  b\n");
        QTest::newRow("nothing") << QByteArray() << 0 << 1 << 0 << QString();
    }
    void marksTheFault()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, offset);
        QFETCH(int, length);
        QFETCH(int, line);
        QTEST(evidenceLines({bytes, offset, length, line, 0}, {false, true, 80}, QStringLiteral("  ")), "shown");
    }

    void marksUnderAsciiToo()
    {
        QCOMPARE(evidenceLines({"\xc3\xa9=x", 3, 1, 0, 0}, {false, false, 80}, {}),
                 QStringLiteral("\\u00e9=x\n       ^\n"));
    }

    void cutsLongEvidenceAroundTheFault()
    {
        const QByteArray bytes = QByteArray(5000, 'a') + "FAULT" + QByteArray(5000, 'b');
        const QStringList lines =
            evidenceLines({bytes, 5000, 5, 0, 0}, {false, true, 80}, QStringLiteral("  ")).split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(0).size() <= 80);
        QCOMPARE(lines.at(0).mid(lines.at(1).indexOf(u'^'), 5), QStringLiteral("FAULT"));
        QVERIFY(lines.at(1).endsWith(QLatin1String(" ^^^^^")));
    }

    void coloursOnlyWhereAsked()
    {
        QCOMPARE(painted(QStringLiteral("x"), Tone::Error, {false, true, 80}), QStringLiteral("x"));
        QCOMPARE(painted(QStringLiteral("x"), Tone::Error, {true, true, 80}), QStringLiteral("\x1b[1;31mx\x1b[0m"));
        // Never colour alone: a mark and a word stand beside it.
        for (const Tone tone : {Tone::Good, Tone::Info, Tone::Warning, Tone::Error, Tone::Unknown})
            QVERIFY(markedWord(tone).size() > 3 && markedWord(tone).at(1) == u' ');
    }

    void ranksStatuses()
    {
        const int order[] = {Fine, Warned, Unsure, Failed, Internal};
        for (const int left : order)
            for (const int right : order) {
                const bool leftIsWorse = std::find(std::begin(order), std::end(order), left) >
                                         std::find(std::begin(order), std::end(order), right);
                QCOMPARE(worstStatus(left, right), leftIsWorse ? left : right);
            }
    }

    void readsOptions()
    {
        const std::vector<Option> options{{"flag", Arity::Flag, "", ""},
                                          {"value", Arity::Value, "V", ""},
                                          {"many", Arity::Values, "V…", ""},
                                          {"label", Arity::Labels, "L…", ""}};
        const auto parse = [&options](const char *line) {
            return Arguments::parse(options, QString::fromLatin1(line).split(u' '));
        };
        const auto words = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
        const auto arguments = *parse("a.b --many x y --flag --value=1 c.d --label s1 s2 e.f --many=z -- --flag");
        QCOMPARE(arguments.operands(), words("a.b c.d e.f --flag"));
        QCOMPARE(arguments.values("many"), words("x y z"));
        QCOMPARE(arguments.values("label"), words("s1 s2"));
        QCOMPARE(arguments.value("value"), QStringLiteral("1"));
        QVERIFY(arguments.has("flag"));
        QVERIFY(!arguments.has("other"));

        auto swallowed = *parse("--many x y domain.test");
        swallowed.takeOperandFromLastList();
        QCOMPARE(swallowed.operands(), words("domain.test"));
        QCOMPARE(swallowed.values("many"), words("x y"));
        auto single = *parse("--many x");
        single.takeOperandFromLastList();
        QVERIFY(single.operands().isEmpty());
        QCOMPARE(single.values("many"), words("x"));

        QCOMPARE(parse("--none").error().code, QStringLiteral("unknown-option"));
        QCOMPARE(parse("-f").error().code, QStringLiteral("unknown-option"));
        QCOMPARE(parse("--flag=1").error().code, QStringLiteral("unexpected-value"));
        QCOMPARE(parse("--value").error().code, QStringLiteral("missing-value"));
        QCOMPARE(parse("--many --flag").error().code, QStringLiteral("missing-value"));
    }
};

QTEST_GUILESS_MAIN(TestLayout)
#include "test_layout.moc"
