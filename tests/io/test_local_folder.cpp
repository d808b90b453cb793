// SPDX-License-Identifier: GPL-3.0-or-later
// A web root on this machine: atomic writes, owners and permissions, links, and what stands in the way.
#include "io/await.h"
#include "io/hosts/local_folder.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

namespace {

const QByteArray first = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n", second = first + "x: y\r\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

struct stat infoOf(const QString &path)
{
    struct stat info = {};
    lstat(QFile::encodeName(path).constData(), &info);
    return info;
}

} // namespace

class TestLocalFolder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void goesThereAndBack();
    void keepsOwnerAndPermissions();
    void givesSendersAWholeFile();
    void followsNoLink_data();
    void followsNoLink();
    void namesWhatStandsInTheWay_data();
    void namesWhatStandsInTheWay();
    void stopsWhenItChanged();
    void leavesTheOldFileWhenItMayNotWrite();
    void stopsOnDemand();

private:
    QString path(const QString &name) const { return m_dir->filePath(name); }
    QString file() const { return path(".well-known/mta-sts.txt"); }
    io::ProviderResult<publish::HostedPolicy> look() const
    {
        return io::await(io::LocalFolder(m_dir->path()).look({}));
    }
    io::ProviderResult<void> put(const publish::HostedPolicy &there, const publish::HostedPolicy &wanted) const
    {
        return io::await(io::LocalFolder(m_dir->path()).put({"acme.test", there, wanted}, {}));
    }
    QStringList allNames() const
    {
        return QDir(path(".well-known")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestLocalFolder::goesThereAndBack()
{
    QVERIFY(!look()->bytes);
    const mode_t mask = umask(077); // the web server has to get in all the same
    const auto made = put({}, {first});
    umask(mask);
    QVERIFY(made);
    QCOMPARE(contentOf(file()), first);
    QCOMPARE(look()->bytes, first);
    QCOMPARE(infoOf(file()).st_mode & 07777, 0644u);
    QCOMPARE(infoOf(path(".well-known")).st_mode & 07777, 0755u);
    QVERIFY(put({first}, {second}));
    QCOMPARE(contentOf(file()), second);
    QVERIFY(put({second}, {}));
    QVERIFY(!look()->bytes);
    QVERIFY(allNames().isEmpty());
}

void TestLocalFolder::keepsOwnerAndPermissions()
{
    QVERIFY(put({}, {first}));
    const QByteArray name = QFile::encodeName(file());
    QCOMPARE(chmod(name.constData(), 0640), 0);
    const uid_t owner = geteuid() == 0 ? 12345 : geteuid();
    if (geteuid() == 0)
        QCOMPARE(chown(name.constData(), owner, 12346), 0);
    const struct stat before = infoOf(file());
    QVERIFY(put({first}, {second}));
    const struct stat after = infoOf(file());
    QCOMPARE(after.st_mode, before.st_mode);
    QCOMPARE(after.st_uid, owner);
    QCOMPARE(after.st_gid, before.st_gid);
    QVERIFY(after.st_ino != before.st_ino); // renamed over, not written into
    QCOMPARE(allNames(), QStringList{"mta-sts.txt"});
}

// Whoever has the old file open reads it to its end, and nobody ever finds none.
void TestLocalFolder::givesSendersAWholeFile()
{
    QVERIFY(put({}, {first}));
    QFile reader(file());
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QVERIFY(put({first}, {second}));
    QCOMPARE(reader.readAll(), first);
}

void TestLocalFolder::followsNoLink_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("target");
    QTest::newRow("the folder leads outside") << ".well-known"
                                              << "elsewhere";
    QTest::newRow("the folder leads nowhere") << ".well-known"
                                              << "absent";
    QTest::newRow("the file leads outside") << ".well-known/mta-sts.txt"
                                            << "../elsewhere/mta-sts.txt";
    QTest::newRow("the file leads nowhere") << ".well-known/mta-sts.txt"
                                            << "absent";
}
void TestLocalFolder::followsNoLink()
{
    QFETCH(QString, link);
    QFETCH(QString, target);
    QVERIFY(QDir(m_dir->path()).mkdir("elsewhere"));
    QVERIFY(write(path("elsewhere/mta-sts.txt"), first));
    if (link.contains(u'/'))
        QVERIFY(QDir(m_dir->path()).mkdir(".well-known"));
    QCOMPARE(symlink(QFile::encodeName(target).constData(), QFile::encodeName(path(link)).constData()), 0);
    const auto seen = look();
    QVERIFY(!seen);
    QCOMPARE(seen.error().code, "link");
    QVERIFY(seen.error().detail.endsWith(link));
    const auto done = put({}, {second});
    QVERIFY(!done);
    QCOMPARE(done.error().code, "link");
    QCOMPARE(contentOf(path("elsewhere/mta-sts.txt")), first);
}

void TestLocalFolder::namesWhatStandsInTheWay_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("code");
    QTest::newRow("a file for the folder") << ""
                                           << ".well-known" << qint64(1) << "not-a-file";
    QTest::newRow("a folder for the file") << ".well-known/mta-sts.txt"
                                           << "" << qint64(0) << "not-a-file";
    QTest::newRow("too long") << ".well-known"
                              << ".well-known/mta-sts.txt" << qint64(65 * 1024) << "too-long";
}
void TestLocalFolder::namesWhatStandsInTheWay()
{
    QFETCH(QString, folder);
    QFETCH(QString, file);
    QFETCH(qint64, size);
    QFETCH(QString, code);
    if (!folder.isEmpty())
        QVERIFY(QDir(m_dir->path()).mkpath(folder));
    if (!file.isEmpty())
        QVERIFY(write(path(file), QByteArray(size, 'x')));
    QCOMPARE(look().error().code, code);
    QCOMPARE(put({}, {first}).error().code, code);
    const auto absent = io::await(io::LocalFolder(path("absent")).look({}));
    QCOMPARE(absent.error().code, "absent-place");
}

void TestLocalFolder::stopsWhenItChanged()
{
    QVERIFY(put({}, {first}));
    QCOMPARE(put({}, {second}).error().code, "changed-meanwhile");
    QCOMPARE(put({second}, {}).error().code, "changed-meanwhile");
    QCOMPARE(contentOf(file()), first);
}

// A folder that nobody may write into, root included, exists as a read-only file system only; others are refused here.
void TestLocalFolder::leavesTheOldFileWhenItMayNotWrite()
{
    QString root = m_dir->path();
    if (geteuid() == 0)
        root = "/proc/self"; // where even root makes no folder
    else
        QCOMPARE(chmod(QFile::encodeName(root).constData(), 0555), 0);
    const auto done = io::await(io::LocalFolder(root).put({"acme.test", {}, {first}}, {}));
    chmod(QFile::encodeName(m_dir->path()).constData(), 0755);
    QVERIFY(!done);
    QVERIFY2(geteuid() == 0 || done.error().code == "no-permission", qPrintable(done.error().code));
    QVERIFY2(!done.error().detail.isEmpty(), qPrintable(done.error().code));
    QVERIFY(!QFile::exists(file()));
}

void TestLocalFolder::stopsOnDemand()
{
    std::stop_source stop;
    stop.request_stop();
    const auto done = io::await(io::LocalFolder(m_dir->path()).put({"acme.test", {}, {first}}, stop.get_token()));
    QCOMPARE(done.error().code, "cancelled");
    QVERIFY(!QFile::exists(file()));
}

QTEST_GUILESS_MAIN(TestLocalFolder)
#include "test_local_folder.moc"
