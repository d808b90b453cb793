// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault has a sentence of its own, and every deviation a sentence and the section that it departs from. The enums
// are walked to their ends, so that a new value without words fails here.
#include "text/report_explanations.h"
#include "tlsrpt/container.h"
#include "tlsrpt/fault_text.h"
#include "tlsrpt/report.h"

#include <QMetaEnum>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <string>

using namespace tlsrpt;

class TestFaultText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyReasonOfAContainer()
    {
        QSet<QString> sentences;
        int count = 0;
        // wordOf() gives nothing behind the last value.
        for (; *wordOf(RejectReason(count)) != 0; ++count)
            sentences.insert(sentenceOf(wordOf(RejectReason(count))));
        QVERIFY(count >= int(RejectReason::CapDocuments) + 1);
        QCOMPARE(sentences.size(), count);
    }

    void everyCodeOfTheReaderAndOfFiles_data()
    {
        QTest::addColumn<QString>("code");
        // io::SkipReason, then the codes of ReportReader.
        for (const char *code : {"not-found", "unreadable", "link", "special", "too-large", "too-deep", "too-many",
                                 "empty", "syntax", "truncated", "too-many-policies", "too-many-details",
                                 "too-many-items", "too-many-unknown", "too-many-deviations", "long-string"})
            QTest::newRow(code) << QString::fromLatin1(code);
    }
    void everyCodeOfTheReaderAndOfFiles()
    {
        QFETCH(QString, code);
        QVERIFY(!sentenceOf(code.toStdString()).isEmpty());
    }

    void unknownCodesAreShown() { QVERIFY(faultText("made-up").contains(QLatin1String("made-up"))); }

    void everyDeviation_data()
    {
        QTest::addColumn<int>("code");
        const QMetaEnum codes = QMetaEnum::fromType<DeviationCode>();
        QVERIFY(codes.keyCount() > 0);
        for (int i = 0; i < codes.keyCount(); ++i)
            QTest::newRow(codes.key(i)) << codes.value(i);
    }
    void everyDeviation()
    {
        QFETCH(int, code);
        static const QRegularExpression section(QStringLiteral("^RFC [0-9]+ §[0-9.]+$"));
        const QString clause = QString::fromUtf8(sourceOf(DeviationCode(code)).clause);
        QVERIFY2(section.match(clause).hasMatch(), qPrintable(clause));
        // What sourceOf() answers for a value that it does not know.
        QVERIFY(clause != QString::fromUtf8(sourceOf(DeviationCode(-1)).clause));
        const QString words = text::deviationWords(DeviationCode(code));
        QVERIFY2(words.endsWith(u'.'), qPrintable(words));
        for (int other = 0; other < code; ++other)
            QVERIFY(words != text::deviationWords(DeviationCode(other)));
    }

private:
    static QString sentenceOf(const std::string &code)
    {
        const QString sentence = faultText(code);
        const bool isKnown = sentence.endsWith(u'.') && !sentence.contains(QLatin1String("It could not be read"));
        return isKnown ? sentence : QString();
    }
};

QTEST_GUILESS_MAIN(TestFaultText)
#include "test_fault_text.moc"
