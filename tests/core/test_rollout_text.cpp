// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rollout_text.h"

#include <QDir>
#include <QFile>
#include <QMetaEnum>
#include <QRegularExpression>
#include <QTest>

namespace {

template <class E>
void allHaveWords()
{
    const QMetaEnum all = QMetaEnum::fromType<E>();
    for (int i = 0; i < all.keyCount(); ++i) {
        QVERIFY2(!text::title(E(all.value(i))).isEmpty(), all.key(i));
        QVERIFY2(text::sentence(E(all.value(i))).endsWith(u'.'), all.key(i));
    }
}

// Codes stand in the sources as plain literals; argument names stand in QStringLiteral.
QStringList codesOf(const QString &file)
{
    QFile source(QStringLiteral(SOURCE_DIR "/core/rollout/") + file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression code(QStringLiteral("(?<!QStringLiteral\\()\"([a-z]+(?:-[a-z]+)+)\""));
    QStringList codes;
    const QString all = QString::fromUtf8(source.readAll());
    for (auto match = code.globalMatch(all); match.hasNext();)
        codes += match.next().captured(1);
    return codes;
}

} // namespace

class TestRolloutText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyWordHasASentence()
    {
        allHaveWords<rollout::Stage>();
        allHaveWords<rollout::Step>();
        allHaveWords<rollout::Condition>();
        allHaveWords<rollout::Action>();
        allHaveWords<rollout::MovePhase>();
    }

    void everyCodeHasASentence_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file : {"stage.cpp", "next_step.cpp", "permission.cpp", "plan_difference.cpp", "forecast.cpp",
                                 "readiness_live.cpp", "readiness_failures.cpp", "readiness_reports.cpp"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void everyCodeHasASentence()
    {
        QFETCH(QString, file);
        const QStringList codes = codesOf(file);
        QVERIFY(codes.size() >= 3);
        for (const QString &code : codes)
            QVERIFY2(text::hasSentence(code.toLatin1()), qPrintable(code));
    }

    void argumentsAreNotExpanded()
    {
        const rollout::Reason reason{"reports-coming", {{QStringLiteral("day"), QStringLiteral("{day}")}}, {}};
        QCOMPARE(text::sentence(reason), QStringLiteral("The last report that counts is about {day}."));
    }
};

QTEST_APPLESS_MAIN(TestRolloutText)
#include "test_rollout_text.moc"
