// SPDX-License-Identifier: GPL-3.0-or-later
// Every finding is complete: one place in the catalogue, one set of sentences, and only placeholders that are well formed.
#include "base/enum_names.h"
#include "findings/catalogue.h"
#include "text/text.h"

#include <QRegularExpression>
#include <QTest>

using namespace findings;

namespace {

template <class E, class F>
void forEachValue(F function)
{
    const QMetaEnum meta = QMetaEnum::fromType<E>();
    for (int i = 0; i < meta.keyCount(); ++i)
        function(E(meta.value(i)), meta.key(i));
}

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFindingStandsInOneCatalogue()
    {
        QMap<int, int> seen;
        forEachValue<Subject>([&](Subject subject, const char *) {
            for (const CatalogueEntry &entry : catalogue(subject))
                ++seen[int(entry.id)];
        });
        forEachValue<FindingId>([&](FindingId id, const char *name) {
            QVERIFY2(seen.value(int(id)) == 1, qPrintable(QStringLiteral("%1: %2 entries").arg(name).arg(seen.value(int(id)))));
        });
    }

    void everyFindingHasSentences()
    {
        QMap<int, int> seen;
        forEachValue<Subject>([&](Subject subject, const char *subjectName) {
            for (const text::Entry &entry : text::entries(subject)) {
                ++seen[int(entry.id)];
                QVERIFY2(subjectOf(entry.id) == subject, subjectName);
            }
        });
        forEachValue<FindingId>([&](FindingId id, const char *name) {
            QVERIFY2(seen.value(int(id)) == 1, qPrintable(QStringLiteral("%1: %2 entries").arg(name).arg(seen.value(int(id)))));
        });
    }

    void sentencesAreWholeAndPlain()
    {
        static const QRegularExpression contraction(QStringLiteral("\\b\\w+n't\\b|\\b(it|that|there)'s\\b"));
        forEachValue<Subject>([](Subject subject, const char *) {
            for (const text::Entry &entry : text::entries(subject)) {
                const QByteArray id = base::enumName(entry.id).toLatin1();
                const char *name = id.constData();
                for (const char *sentence : {entry.title, entry.explanation, entry.guidance}) {
                    const QString words = QString::fromUtf8(sentence);
                    QVERIFY2(!words.isEmpty(), name);
                    QVERIFY2(!words.contains(u'<') || !words.contains(u"</"), name);
                    QVERIFY2(!contraction.match(words).hasMatch(), name);
                    QVERIFY2(words.count(u'{') == words.count(u'}'), name);
                }
                QVERIFY2(!QByteArray(entry.title).endsWith('.'), name);
                QVERIFY2(QByteArray(entry.explanation).endsWith('.'), name);
                QVERIFY2(QByteArray(entry.guidance).endsWith('.'), name);
            }
        });
    }

    void entriesAreConsistent()
    {
        forEachValue<FindingId>([](FindingId id, const char *name) {
            const CatalogueEntry &entry = entryOf(id);
            QVERIFY2(entry.severity != Severity::Ok, name);
            QVERIFY2(entry.rfc.number || entry.basis != Basis::Must, name); // a MUST without a clause rests on nothing
            QVERIFY2(!text::sourceOf(id).isEmpty(), name);
            QCOMPARE(passed(id).severity, Severity::Ok);
            QCOMPARE(failed(id).severity, entry.severity);
        });
    }

    void argumentsAreNeverExpandedTwice()
    {
        Finding finding = failed(FindingId::DomainNotFound);
        finding.arguments = {{"domain", "{value}"}, {"value", "boom"}};
        QVERIFY(!text::title(finding).contains("boom"));
        QVERIFY(!text::explanation(finding).contains("boom"));
    }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "test_catalogue.moc"
