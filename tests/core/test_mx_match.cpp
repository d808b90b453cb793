// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with an mx value, and what was meant. Matching itself is run from the corpus by test_lint.
#include "sts/mx_pattern.h"
#include "sts/policy.h"

#include <QTest>

using sts::MxFault;

class TestMxMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<MxFault>("fault");
        QTest::addColumn<QString>("suggestion");
        const auto row = [](const char *value, MxFault fault, const char *suggestion) {
            QTest::newRow(*value ? value : "empty")
                << QString::fromUtf8(value) << fault << QString::fromUtf8(suggestion);
        };
        row("mail.example.com", MxFault::None, "");
        row("", MxFault::Empty, "");
        row("a.example.com, b.example.com", MxFault::List, "a.example.com");
        row("10 mail.example.com", MxFault::List, "mail.example.com");
        row("bücher.example", MxFault::Unicode, "xn--bcher-kva.example");
        row("*.bücher.example", MxFault::Unicode, "*.xn--bcher-kva.example");
        row("[192.0.2.1]", MxFault::AddressLiteral, "");
        row("2001:db8::1", MxFault::AddressLiteral, "");
        row("mail.example.com:25", MxFault::Port, "mail.example.com");
        row("mail.example.com.", MxFault::TrailingDot, "mail.example.com");
        row(".example.net", MxFault::DraftSuffix, "*.example.net");
        row("*.*.example.com", MxFault::Wildcard, "*.example.com");
        row("mx*.example.com", MxFault::Wildcard, "*.example.com");
        row("*", MxFault::Wildcard, "");
        row("*.com.", MxFault::TrailingDot, "*.com");
        row("a_b.example.com", MxFault::Underscore, "");
        row("a..example.com", MxFault::EmptyLabel, "");
        row("-a.example.com", MxFault::Hyphen, "");
        row("a/b.example.com", MxFault::BadCharacter, "");
        row("a_b.example.com.", MxFault::TrailingDot, ""); // what is left would be wrong too
    }
    void faults()
    {
        QFETCH(QString, value);
        QTEST(sts::mxFault(value.toUtf8()), "fault");
        QTEST(sts::suggestedMx(value.toUtf8()), "suggestion");
    }

    void limits()
    {
        const QByteArray label(63, 'a');
        QCOMPARE(sts::mxFault(label + ".example"), MxFault::None);
        QCOMPARE(sts::mxFault('a' + label + ".example"), MxFault::LabelTooLong);
        const QByteArray longest = label + '.' + label + '.' + label + '.' + QByteArray(61, 'a');
        QCOMPARE(sts::mxFault(longest), MxFault::None);
        QCOMPARE(sts::mxFault(longest + 'a'), MxFault::NameTooLong);
    }

    void numeric()
    {
        QVERIFY(sts::isNumericMx("192.0.2.1"));
        QVERIFY(sts::isNumericMx("*.0.2.1"));
        QVERIFY(!sts::isNumericMx("192.0.2.example"));
        QVERIFY(!sts::isNumericMx("mail.example.com"));
    }

    void any()
    {
        const QStringList patterns{QStringLiteral("a.example.com"), QStringLiteral("*.example.net")};
        QVERIFY(sts::matchesAny(patterns, QStringLiteral("A.Example.com.")));
        QVERIFY(sts::matchesAny(patterns, QStringLiteral("x.example.net")));
        QVERIFY(!sts::matchesAny(patterns, QStringLiteral("x.example.com")));
        QVERIFY(!sts::matchesAny({}, QStringLiteral("x.example.com")));
    }
};

QTEST_GUILESS_MAIN(TestMxMatch)
#include "test_mx_match.moc"
