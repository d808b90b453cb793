// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace fs = std::filesystem;
using io::SkipReason;

namespace {

void write(const fs::path &path, const char *text = "x")
{
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

/// What a search under `root` gives, one line an outcome, paths relative to `root`.
QByteArrayList found(const fs::path &root, const io::FileLimits &limits = {})
{
    QByteArrayList all;
    const auto relative = [&](const fs::path &p) {
        return QByteArray::fromStdString(p == root ? "." : p.lexically_relative(root).string());
    };
    io::findReportFiles(
        root, limits,
        [&](const io::ReportFile &f) {
            all += relative(f.path);
            return true;
        },
        [&](const fs::path &p, SkipReason r) { all += relative(p) + " " + wordOf(r); });
    return all;
}

} // namespace

class TestReportFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void folders();
    void maildir();
    void singleFile();
    void nothingThere();
    void links();
    void specialFiles();
    void unreadable();
    void limits();
    void stops();
    void reads();
    void readsLargeFilesMapped();
    void namesThatAreNoUtf8();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestReportFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = m_folder->path().toStdString();
}

void TestReportFiles::folders()
{
    write(m_root / "b.json");
    write(m_root / "a" / "deep" / "c.eml");
    write(m_root / ".hidden");
    write(m_root / "a" / "0.gz");
    QCOMPARE(found(m_root), (QByteArrayList{"a/0.gz", "a/deep/c.eml", "b.json"}));
}

void TestReportFiles::maildir()
{
    for (const char *name : {"cur/1:2,S", "new/2", "tmp/3", ".Sub/cur/4", ".Sub/new/5", "dovecot.index", "sieve/x"})
        write(m_root / "box" / name);
    QCOMPARE(found(m_root / "box"), (QByteArrayList{".Sub/cur/4", ".Sub/new/5", "cur/1:2,S", "new/2"}));
}

void TestReportFiles::singleFile()
{
    write(m_root / ".dotted.json");
    QCOMPARE(found(m_root / ".dotted.json"), QByteArrayList{"."});
}

void TestReportFiles::nothingThere()
{
    QCOMPARE(found(m_root / "no"), QByteArrayList{". not-found"});
    QCOMPARE(io::readReportFile({m_root / "no", true}, 10).error(), SkipReason::NotFound);
}

void TestReportFiles::links()
{
    write(m_root / "d" / "a");
    fs::create_symlink(m_root / "d" / "a", m_root / "d" / "b");
    fs::create_directory_symlink(m_root / "d", m_root / "d" / "circle");
    QCOMPARE(found(m_root / "d"), (QByteArrayList{"a", "b link", "circle link"}));
    QCOMPARE(found(m_root / "d" / "b"), QByteArrayList{"."});
    QCOMPARE(io::readReportFile({m_root / "d" / "b", true}, 10)->bytes().toByteArray(), "x");
    QCOMPARE(io::readReportFile({m_root / "d" / "b", false}, 10).error(), SkipReason::Link);
    fs::create_symlink(m_root / "self", m_root / "self");
    fs::create_symlink(m_root / "nowhere", m_root / "dead");
    QCOMPARE(found(m_root / "self"), QByteArrayList{". link"});
    QCOMPARE(found(m_root / "dead"), QByteArrayList{". link"});
}

void TestReportFiles::specialFiles()
{
#ifdef Q_OS_UNIX
    write(m_root / "a");
    QCOMPARE(::mkfifo((m_root / "pipe").c_str(), 0600), 0);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string path = (m_root / "socket").string();
    QVERIFY(path.size() < sizeof address.sun_path);
    std::copy(path.begin(), path.end(), address.sun_path);
    QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    ::close(fd);
    QCOMPARE(found(m_root), (QByteArrayList{"a", "pipe special", "socket special"}));
    QCOMPARE(found("/dev/zero"), QByteArrayList{". special"});
    for (const fs::path &special : {m_root / "pipe", m_root / "socket", fs::path("/dev/zero"), m_root})
        QCOMPARE(io::readReportFile({special, true}, 1000).error(), SkipReason::Special);
#else
    QSKIP("pipes and sockets in folders are for Unix");
#endif
}

void TestReportFiles::unreadable()
{
    write(m_root / "shut" / "a");
    write(m_root / "b");
    fs::permissions(m_root / "shut", fs::perms::none);
    fs::permissions(m_root / "b", fs::perms::none);
    const bool allPowerful = std::ifstream(m_root / "b").good();
    const QByteArrayList outcomes = found(m_root);
    const auto read = io::readReportFile({m_root / "b", false}, 10);
    fs::permissions(m_root / "shut", fs::perms::owner_all);
    if (allPowerful)
        QSKIP("the tests run as a user whom no permission stops");
    QCOMPARE(outcomes, (QByteArrayList{"b", "shut unreadable"}));
    QCOMPARE(read.error(), SkipReason::Unreadable);
}

void TestReportFiles::limits()
{
    write(m_root / "1" / "2" / "3" / "a");
    write(m_root / "b", "12345");
    write(m_root / "c");
    io::FileLimits two;
    two.depth = 2;
    QCOMPARE(found(m_root, two), (QByteArrayList{"1/2 too-deep", "b", "c"}));
    io::FileLimits one;
    one.files = 1;
    QCOMPARE(found(m_root, one), (QByteArrayList{"1/2/3/a", "b too-many"}));
    QCOMPARE(io::readReportFile({m_root / "b", false}, 4).error(), SkipReason::TooLarge);
    QCOMPARE(io::readReportFile({m_root / "b", false}, 5)->bytes().toByteArray(), "12345");
}

void TestReportFiles::stops()
{
    write(m_root / "d" / "a");
    write(m_root / "d" / "b");
    write(m_root / "e");
    int seen = 0;
    io::findReportFiles(
        m_root, {}, [&](const io::ReportFile &) { return ++seen < 2; },
        [](const fs::path &, SkipReason) { QFAIL("nothing to skip"); });
    QCOMPARE(seen, 2);
}

void TestReportFiles::reads()
{
    write(m_root / "empty", "");
    QCOMPARE(io::readReportFile({m_root / "empty", false}, 10)->bytes().size(), 0);
    write(m_root / "some", "some text");
    std::optional<io::FileBytes> copy;
    {
        const auto original = io::readReportFile({m_root / "some", false}, 10);
        copy = *original;
    }
    QCOMPARE(copy->bytes().toByteArray(), "some text");
}

void TestReportFiles::readsLargeFilesMapped()
{
    const qint64 size = qint64(65) << 20;
    write(m_root / "large", "start");
    fs::resize_file(m_root / "large", std::uintmax_t(size));
    const auto file = io::readReportFile({m_root / "large", false}, size);
    QVERIFY(file.has_value());
    QCOMPARE(file->bytes().size(), size);
    QVERIFY(file->bytes().first(5) == QByteArrayView("start"));
    QCOMPARE(file->bytes().back(), '\0');
}

void TestReportFiles::namesThatAreNoUtf8()
{
#ifdef Q_OS_LINUX
    const fs::path odd = m_root / "caf\xE9\n.json";
    write(odd);
    QCOMPARE(found(m_root), QByteArrayList{"caf\xE9\n.json"});
    QVERIFY(io::readReportFile({odd, false}, 10).has_value());
    fs::remove(odd); // QTemporaryDir cannot
#else
    QSKIP("file names are Unicode here");
#endif
}

QTEST_GUILESS_MAIN(TestReportFiles)
#include "test_report_files.moc"
