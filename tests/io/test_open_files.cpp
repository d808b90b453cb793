// SPDX-License-Identifier: GPL-3.0-or-later
// Room for open files: extended within the hard limit, never cut.
#include "io/open_files.h"

#include <QTest>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

class TestOpenFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void extendsAndNeverCuts()
    {
#ifdef Q_OS_UNIX
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
        if (before.rlim_max < 300)
            QSKIP("the hard limit leaves no room to test with");
        rlimit low = before;
        low.rlim_cur = 256;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &low), 0);
        io::makeRoomForOpenFiles(300);
        QCOMPARE(room(), rlim_t(300));
        io::makeRoomForOpenFiles(200);
        QCOMPARE(room(), rlim_t(300));
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
#else
        QSKIP("no such limit on this system");
#endif
    }

private:
#ifdef Q_OS_UNIX
    static rlim_t room()
    {
        rlimit limit{};
        return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
    }
#endif
};

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "test_open_files.moc"
