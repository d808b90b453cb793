// SPDX-License-Identifier: GPL-3.0-or-later
// A pass over several domains: how many at once, and what is left when it is stopped.
#include "inspected_world.h"

#include "archive/archive.h"
#include "io/monitor.h"

#include <QEventLoop>
#include <QTemporaryDir>

namespace {

/// An archive, and what the pass needs of a world.
struct Watched
{
    support::World world;
    QTemporaryDir folder;
    archive::Archive archive = std::move(*archive::Archive::open(folder.filePath(QStringLiteral("archive.sqlite"))));
    io::Monitor monitor{archive};
    QEventLoop loop;
};

QList<base::DomainName> names(int count)
{
    QList<base::DomainName> all;
    for (int i = 0; i < count; ++i)
        all += *base::DomainName::parse(QStringLiteral("d%1.example").arg(i));
    return all;
}

} // namespace

class TestMonitorPass : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overSeveralDomains()
    {
        Watched at;
        at.world.resolver.delayMs = 20;
        io::MonitorPass pass(at.world.inspector, at.monitor, at.world.options, names(10), {});
        QStringList done;
        QList<int> progress;
        pass.start(
            [&](const io::DomainOutcome &outcome) {
                QVERIFY(!outcome.error);
                QVERIFY(outcome.firstLook);
                done += outcome.domain;
                // Never more than allowed are under way: the MX question is each check's own.
                QVERIFY(at.world.log.count("MX d") - (done.size() - 1) <= io::monitorAtOnce);
            },
            [&](int finished, int) { progress += finished; }, [&] { at.loop.quit(); });
        at.loop.exec();
        QCOMPARE(done.size(), 10);
        QCOMPARE(progress.last(), 10);
        done.sort();
        QCOMPARE(*at.monitor.domains(), done);
        QCOMPARE(at.world.log.count("MX d"), 10);
    }

    void stoppedOneKeepsNothing()
    {
        Watched at;
        at.world.resolver.delayMs = 10'000;
        io::MonitorPass pass(at.world.inspector, at.monitor, at.world.options, names(2), at.world.stop.get_token());
        int cancelled = 0;
        pass.start([&](const io::DomainOutcome &outcome) { cancelled += outcome.cancelled; }, {},
                   [&] { at.loop.quit(); });
        at.world.stop.request_stop();
        at.loop.exec();
        QCOMPARE(cancelled, 2);
        QCOMPARE(at.monitor.domains()->size(), 0);
    }

    void overNoDomainEndsToo()
    {
        Watched at;
        io::MonitorPass pass(at.world.inspector, at.monitor, at.world.options, {}, {});
        int outcomes = 0;
        pass.start([&](const io::DomainOutcome &) { ++outcomes; }, {}, [&] { at.loop.quit(); });
        at.loop.exec();
        QCOMPARE(outcomes, 0);
    }
};

QTEST_GUILESS_MAIN(TestMonitorPass)
#include "test_monitor_pass.moc"
