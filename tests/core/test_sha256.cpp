// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sha256.h"

#include <QCryptographicHash>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

class TestSha256 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheStandards();
    void isAnotherMakers();
    void inSeveralThreads();
};

namespace {

QByteArray textOf(int size)
{
    QByteArray text;
    for (int i = 0; i < size; ++i)
        text.append(char(i * 31 + size));
    return text;
}

bool isRight(int size)
{
    const QByteArray text = textOf(size);
    return base::sha256({text.constData(), std::size_t(text.size())}) ==
           QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

} // namespace

// FIPS 180-2, appendix B.1.
void TestSha256::isTheStandards()
{
    QCOMPARE(base::sha256("abc").toHex(),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestSha256::isAnotherMakers()
{
    for (int size = 0; size < 300; ++size)
        QVERIFY2(isRight(size), qPrintable(QString::number(size)));
}

void TestSha256::inSeveralThreads()
{
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&wrong] {
            for (int size = 0; size < 500; ++size)
                wrong += isRight(size) ? 0 : 1;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(TestSha256)
#include "test_sha256.moc"
