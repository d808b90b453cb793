// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the worked examples of tests/corpus/lint: each names the effect, the severity, and the findings that have to be
// there ("finds") or must not ("never"). "effect": null is not checked.
#include "base/enum_names.h"
#include "findings/evaluate.h"
#include "findings/lint.h"
#include "sts/policy.h"
#include "text/text.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

using namespace findings;

namespace {

QJsonArray casesIn(const QString &name)
{
    QFile file(QStringLiteral(SOURCE_DIR "/tests/corpus/lint/") + name + QStringLiteral(".json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

void rowsOf(const QString &name)
{
    QTest::addColumn<QJsonObject>("example");
    const QJsonArray cases = casesIn(name);
    QVERIFY2(cases.size() > 5, "the corpus is there");
    for (const QJsonValue &value : cases)
        QTest::newRow(qUtf8Printable(value[u"id"].toString())) << value.toObject();
}

// A string, or {"hex": "…"} for bytes that JSON cannot hold, or {"repeat": "x", "times": n}, or a list of these,
// joined.
QByteArray bytesOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    if (value.isArray()) {
        QByteArray all;
        for (const QJsonValue &part : value.toArray())
            all += bytesOf(part);
        return all;
    }
    if (value.toObject().contains(u"hex"))
        return QByteArray::fromHex(value[u"hex"].toString().toLatin1());
    return bytesOf(value[u"repeat"]).repeated(value[u"times"].toInt());
}

QList<QByteArrayList> rrsetOf(const QJsonObject &example)
{
    QList<QByteArrayList> rrset;
    for (const QJsonValue &record : example[u"rrset"].toArray()) {
        QByteArrayList strings;
        for (const QJsonValue &string : record.toArray())
            strings.append(bytesOf(string));
        rrset.append(strings);
    }
    return rrset;
}

PolicyContext contextOf(const QJsonObject &example)
{
    PolicyContext context;
    if (example.contains(u"http_status"))
        context.httpStatus = example[u"http_status"].toInt();
    if (example.contains(u"content_type"))
        context.contentType = example[u"content_type"].toString();
    context.contentEncoding = example[u"content_encoding"].toString();
    context.domain = example[u"domain"].toString();
    return context;
}

QStringList failedIds(const Findings &findings)
{
    QStringList ids;
    for (const Finding &finding : findings)
        if (finding.status == Status::Fail)
            ids.append(base::enumName(finding.id));
    return ids;
}

QStringList stringsOf(const QJsonValue &value)
{
    return QVariant(value.toArray().toVariantList()).toStringList();
}

void checkEvidence(const Finding &finding)
{
    const TextEvidence &text = finding.evidence.text;
    QVERIFY(text.offset >= -1 && text.length >= 0);
    QVERIFY(std::max<qsizetype>(text.offset, 0) + text.length <= text.bytes.size());
    if (text.line < 1)
        return;
    const QByteArray before = text.bytes.left(text.offset);
    if (!text.bytes.contains('\r') || !before.contains("\r\r"))
        QCOMPARE(text.column, int(text.offset - std::max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) - 1) + 1);
}

// Whole sentences, every placeholder filled.
void checkWords(const Finding &finding)
{
    static const QRegularExpression placeholder(QStringLiteral("\\{[a-z_]+\\}"));
    const QStringList words{text::title(finding), text::explanation(finding), text::guidance(finding)};
    for (const QString &word : words)
        QVERIFY2(!word.contains(placeholder), qUtf8Printable(word));
    QVERIFY2(!words[0].isEmpty() && !words[0].endsWith(u'.'), qUtf8Printable(words[0]));
    for (const QString &sentence : words.mid(1))
        QVERIFY2(finding.status == Status::Pass || sentence.endsWith(u'.'), qUtf8Printable(sentence));
}

void check(const QJsonObject &example, const Findings &findings)
{
    const QStringList ids = failedIds(findings);
    const QByteArray seen = ids.join(u' ').toUtf8();
    if (!example[u"effect"].isNull())
        QVERIFY2(base::enumName(effectOf(findings)) == example[u"effect"].toString(),
                 (base::enumName(effectOf(findings)).toUtf8() + ": " + seen).constData());
    QVERIFY2(base::enumName(verdictOf(findings).severity) == example[u"severity"].toString(),
             (base::enumName(verdictOf(findings).severity).toUtf8() + ": " + seen).constData());
    for (const QString &id : stringsOf(example[u"finds"]))
        QVERIFY2(ids.contains(id), (id.toUtf8() + " is not among " + seen).constData());
    for (const QString &id : stringsOf(example[u"never"]))
        QVERIFY2(!ids.contains(id), id.toUtf8().constData());
    if (example.contains(u"count"))
        QVERIFY2(ids.size() == example[u"count"].toInt(), seen.constData());
    for (const Finding &finding : findings) {
        checkEvidence(finding);
        checkWords(finding);
    }
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stsRecord_data() { rowsOf(QStringLiteral("sts-record")); }
    void stsRecord()
    {
        QFETCH(QJsonObject, example);
        check(example, lintStsRecord(rrsetOf(example)));
    }

    void tlsrptRecord_data() { rowsOf(QStringLiteral("tlsrpt-record")); }
    void tlsrptRecord()
    {
        QFETCH(QJsonObject, example);
        check(example, lintTlsrptRecord(rrsetOf(example)));
    }

    void policy_data() { rowsOf(QStringLiteral("policy")); }
    void policy()
    {
        QFETCH(QJsonObject, example);
        check(example, lintPolicy(bytesOf(example[u"body"]), contextOf(example)));
    }

    void mxMatch_data() { rowsOf(QStringLiteral("mx-match")); }
    void mxMatch()
    {
        QFETCH(QJsonObject, example);
        QCOMPARE(sts::matchesAny(stringsOf(example[u"patterns"]), example[u"host"].toString()),
                 example[u"match"].toBool());
    }
};

QTEST_GUILESS_MAIN(TestLint)
#include "test_lint.moc"
