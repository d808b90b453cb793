// SPDX-License-Identifier: GPL-3.0-or-later
// DKIM keys from a resolver: what each answer means, one question a name, and no question for what is no name.
#include "io/dkim_keys.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace io;
using tlsrpt::DkimKeyAnswer;

namespace {

class OneAnswer : public Resolver
{
public:
    QFuture<facts::DnsAnswer> lookup(const QString &name, facts::RecordType type, std::stop_token) override
    {
        ++questions;
        facts::DnsAnswer given = answer;
        given.name = name;
        given.type = type;
        return QtFuture::makeReadyFuture(given);
    }
    QString description() const override { return QStringLiteral("one answer"); }
    QFuture<QString> validationProblem(std::stop_token) override { return QtFuture::makeReadyFuture(QString()); }

    facts::DnsAnswer answer;
    int questions = 0;
};

} // namespace

class TestDkimKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnswers_data()
    {
        QTest::addColumn<facts::DnsStatus>("status");
        QTest::addColumn<QByteArray>("rdata");
        QTest::addColumn<int>("state");
        QTest::newRow("found") << facts::DnsStatus::Answer << QByteArray("\5v=DKI\4M1;x", 11)
                               << int(DkimKeyAnswer::Found);
        QTest::newRow("no name") << facts::DnsStatus::NxDomain << QByteArray() << int(DkimKeyAnswer::Gone);
        QTest::newRow("no record") << facts::DnsStatus::NoData << QByteArray() << int(DkimKeyAnswer::Gone);
        QTest::newRow("malformed") << facts::DnsStatus::Answer << QByteArray("\x7f") << int(DkimKeyAnswer::Gone);
        QTest::newRow("time-out") << facts::DnsStatus::Timeout << QByteArray() << int(DkimKeyAnswer::NotLookedUp);
        QTest::newRow("bogus") << facts::DnsStatus::Bogus << QByteArray() << int(DkimKeyAnswer::NotLookedUp);
    }
    void readsAnswers()
    {
        QFETCH(facts::DnsStatus, status);
        QFETCH(QByteArray, rdata);
        QFETCH(int, state);
        OneAnswer resolver;
        resolver.answer.status = status;
        if (!rdata.isEmpty())
            resolver.answer.rdata = {rdata};
        DkimKeys keys(resolver, {});
        const DkimKeyAnswer answer = keys.at("s._domainkey.sender.example");
        QCOMPARE(int(answer.state), state);
        QCOMPARE(answer.record, std::string(state == DkimKeyAnswer::Found ? "v=DKIM1;x" : ""));
    }

    void asksOnceForAName()
    {
        OneAnswer resolver;
        resolver.answer.status = facts::DnsStatus::NxDomain;
        DkimKeys keys(resolver, {});
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&keys] {
                    for (int n = 0; n < 50; ++n)
                        keys.at("s" + std::to_string(n) + "._domainkey.sender.example");
                });
        }
        QCOMPARE(resolver.questions, 50);
    }

    void asksForNamesOnly_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("blank") << QByteArray("a b._domainkey.sender.example");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("too long") << QByteArray(254, 'a');
        QTest::newRow("not ASCII") << QByteArray("\xc3\xa4._domainkey.sender.example");
    }
    void asksForNamesOnly()
    {
        QFETCH(QByteArray, name);
        OneAnswer resolver;
        DkimKeys keys(resolver, {});
        QCOMPARE(int(keys.at(name.toStdString()).state), int(DkimKeyAnswer::Gone));
        QCOMPARE(resolver.questions, 0);
    }

    void boundsItsQuestions()
    {
        OneAnswer resolver;
        resolver.answer.status = facts::DnsStatus::NxDomain;
        DkimKeys keys(resolver, {});
        for (std::size_t n = 0; n < DkimKeys::mostKeys; ++n)
            keys.at(std::to_string(n));
        QCOMPARE(int(keys.at("one-more").state), int(DkimKeyAnswer::NotLookedUp));
        QCOMPARE(resolver.questions, int(DkimKeys::mostKeys));
        QCOMPARE(int(keys.at("0").state), int(DkimKeyAnswer::Gone));
    }
};

QTEST_GUILESS_MAIN(TestDkimKeys)
#include "test_dkim_keys.moc"
