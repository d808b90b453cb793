// SPDX-License-Identifier: GPL-3.0-or-later
// The domains at the left in groups: moved by menu and by mouse, renamed, folded, searched, and all of it there again
// after a restart; and whether each is better or worse than it was.
#include "archive/domain_groups.h"
#include "archive/rollout_history.h"
#include "facts_builder.h"
#include "findings/evaluate.h"
#include "rollout/observation.h"
#include "ui/domain_list.h"
#include "ui/main_window.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>
#include <QtTest>

namespace {

using rollout::Trend;

base::Result<io::Inspector *, QString> noNetwork()
{
    return tl::unexpected(QStringLiteral("there is no network in this test"));
}

facts::DomainFacts seen(const QString &domain, bool isBroken = false, int day = 0)
{
    facts::DomainFacts facts = support::healthyFacts(domain);
    facts.observedAt = facts.observedAt.addDays(day);
    if (isBroken)
        facts.stsTxt.rdata = {support::txtRdata("v=STSv1;")};
    return facts;
}

ui::DomainStanding standing(const QString &domain, bool isBroken = false)
{
    ui::DomainStanding standing = ui::uncheckedDomain(domain);
    const facts::DomainFacts facts = seen(domain, isBroken);
    standing.checkedAt = facts.observedAt;
    standing.findings = findings::evaluate(facts, facts.observedAt);
    return standing;
}

/// What the view shows: groups in brackets with what stands under them when they are open.
QString shown(const QTreeView *list)
{
    QStringList words;
    const QAbstractItemModel *model = list->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex top = model->index(row, 0);
        if (!top.data(ui::DomainList::NameRole).toString().isEmpty()) {
            words += top.data().toString();
            continue;
        }
        QStringList inside;
        for (int child = 0; child < model->rowCount(top) && list->isExpanded(top); ++child)
            inside += model->index(child, 0, top).data().toString();
        words += QStringLiteral("%1[%2]").arg(top.data().toString(), inside.join(u' '));
    }
    return words.join(u' ');
}

QModelIndex rowOf(const QTreeView *list, const QString &text)
{
    const QModelIndexList found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, text, 1,
                                                       Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
}

} // namespace

class TestDomainList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<ui::ArchiveThread>(m_folder->filePath(QStringLiteral("archive.db")));
    }
    void cleanup()
    {
        m_window.reset();
        m_thread.reset();
        m_folder.reset();
    }

    void aGroupHasTheGravestMark()
    {
        ui::DomainList list;
        const QAbstractItemModelTester tester(&list);
        list.setStandings({standing("a.example"), standing("b.example", true), standing("c.example")},
                          {{"a.example", "Rossi"}, {"b.example", "Rossi"}});
        QCOMPARE(list.rowCount(), 2);
        const QModelIndex group = list.index(0);
        QCOMPARE(group.data().toString(), QStringLiteral("Rossi"));
        QCOMPARE(list.rowCount(group), 2);
        QCOMPARE(group.data(ui::DomainList::MarkRole).toInt(), int(ui::Mark::Error));
        QCOMPARE(group.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Group Rossi, error: 2 domains · 1 with errors"));
        list.setGroup({"c.example"}, "Bianchi");
        list.setGroup({"b.example"}, "Bianchi");
        QCOMPARE(list.groups(), QStringList({"Bianchi", "Rossi"}));
        QCOMPARE(list.indexOf("b.example").parent().row(), 0);
        QVERIFY(list.index(1).data(ui::DomainList::MarkRole).toInt() != int(ui::Mark::Error));
        list.setGroup({"a.example", "b.example"}, {});
        QCOMPARE(list.groups(), QStringList("Bianchi"));
        list.remove("c.example");
        QCOMPARE(list.groups(), QStringList());
        list.setStanding(standing("c.example")); // undone: where it was
        QCOMPARE(list.groups(), QStringList("Bianchi"));
        list.setStandings({standing("d.example")}, {{"d.example", "Verdi"}});
        QCOMPARE(list.groups(), QStringList("Verdi"));
        QCOMPARE(list.standings().size(), 1);
    }

    void aDomainMovesByTheMenu()
    {
        QTreeView *list = start({"a.example", "b.example", "c.example"});
        QCOMPARE(shown(list), QStringLiteral("a.example b.example c.example"));
        moveToNew("b.example", " Rossi & Co ");
        QCOMPARE(shown(list), QStringLiteral("Rossi & Co[b.example] a.example c.example"));
        QCOMPARE(m_window->chosenDomain(), QStringLiteral("b.example"));
        list->setCurrentIndex(rowOf(list, "a.example"));
        list->selectionModel()->select(rowOf(list, "c.example"), QItemSelectionModel::Select);
        moveInto("Rossi && Co"); // both that are selected
        QCOMPARE(shown(list), QStringLiteral("Rossi & Co[a.example b.example c.example]"));
        list->setCurrentIndex(rowOf(list, "b.example"));
        moveInto("N&o group");
        QCOMPARE(shown(list), QStringLiteral("Rossi & Co[a.example c.example] b.example"));
        const QMap<QString, QString> kept{{"a.example", "Rossi & Co"}, {"c.example", "Rossi & Co"}};
        QCOMPARE(inArchive(), kept);
        QCOMPARE(shown(restart()), QStringLiteral("Rossi & Co[a.example c.example] b.example"));
    }

    void aDomainMovesByTheMouse()
    {
        put({"a.example"}, "Rossi");
        QTreeView *list = start({"a.example", "b.example", "c.example"});
        QAbstractItemModel *model = list->model();
        QVERIFY(list->dragDropMode() == QAbstractItemView::DragDrop);
        const auto drop = [&](const QString &domain, const QModelIndex &target) {
            const std::unique_ptr<QMimeData> data(model->mimeData({rowOf(list, domain)}));
            QVERIFY(data);
            model->dropMimeData(data.get(), Qt::MoveAction, -1, -1, target);
        };
        QVERIFY(!model->mimeData({rowOf(list, "Rossi")})); // a group stays where it is
        drop("b.example", rowOf(list, "Rossi"));
        drop("c.example", rowOf(list, "a.example")); // on a domain of the group
        QCOMPARE(shown(list), QStringLiteral("Rossi[a.example b.example c.example]"));
        drop("a.example", {});
        QCOMPARE(shown(list), QStringLiteral("Rossi[b.example c.example] a.example"));
        QMimeData foreign;
        foreign.setData("application/x-sigillo-domains", "nobody.example\nb.example");
        model->dropMimeData(&foreign, Qt::MoveAction, -1, -1, {});
        const QMap<QString, QString> kept{{"c.example", "Rossi"}};
        QCOMPARE(inArchive(), kept);
    }

    void aGroupIsRenamedByTheKeyboard()
    {
        put({"a.example"}, "Rossi");
        put({"b.example"}, "Bianchi");
        QTreeView *list = start({"a.example", "b.example"});
        QCOMPARE(shown(list), QStringLiteral("Bianchi[b.example] Rossi[a.example]"));
        list->setFocus();
        list->setCurrentIndex(rowOf(list, "Rossi"));
        QCOMPARE(m_window->chosenDomain(), QStringLiteral("b.example")); // a group changes nothing at the right
        rename(list, "Verdi");
        QTRY_COMPARE(shown(list), QStringLiteral("Bianchi[b.example] Verdi[a.example]"));
        list->setCurrentIndex(rowOf(list, "a.example")); // from inside the group as well
        rename(list, "Bianchi");
        QTRY_COMPARE(shown(list), QStringLiteral("Bianchi[a.example b.example]"));
        QCOMPARE(m_window->chosenDomain(), QStringLiteral("a.example"));
        rename(list, "  ");
        QTest::qWait(0);
        QCOMPARE(shown(restart()), QStringLiteral("Bianchi[a.example b.example]"));
    }

    void whatIsTypedStaysWhenATrendComes()
    {
        put({"a.example"}, "Rossi");
        QTreeView *list = start({"a.example"});
        list->setCurrentIndex(rowOf(list, "Rossi"));
        for (QAction *action : list->actions())
            if (action->shortcut() == QKeySequence(Qt::Key_F2))
                action->trigger();
        auto *editor = list->findChild<QLineEdit *>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("Rossi"));
        editor->selectAll();
        QTest::keyClicks(editor, "Verdi");
        Q_EMIT list->model()->dataChanged(rowOf(list, "Rossi"), rowOf(list, "Rossi"));
        QCOMPARE(editor->text(), QStringLiteral("Verdi"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(shown(list), QStringLiteral("Verdi[a.example]"));
    }

    void aFoldedGroupStaysSo()
    {
        put({"a.example", "b.example"}, "Rossi");
        QTreeView *list = start({"a.example", "b.example", "c.example"});
        list->setFocus();
        list->setCurrentIndex(rowOf(list, "Rossi"));
        QTest::keyClick(list, Qt::Key_Left);
        QCOMPARE(shown(list), QStringLiteral("Rossi[] c.example"));
        m_window->reload();
        QVERIFY(QSignalSpy(m_window.get(), &ui::MainWindow::loaded).wait());
        QCOMPARE(shown(list), QStringLiteral("Rossi[] c.example"));
        list = restart();
        QCOMPARE(shown(list), QStringLiteral("Rossi[] c.example"));

        auto *search = m_window->findChild<QLineEdit *>();
        search->setText("b.ex"); // what is found is to be seen
        QCOMPARE(shown(list), QStringLiteral("Rossi[b.example]"));
        search->setText("ross"); // a group is found with all of it
        QCOMPARE(shown(list), QStringLiteral("Rossi[a.example b.example]"));
        search->clear();
        QCOMPARE(shown(list), QStringLiteral("Rossi[] c.example"));
        list->setFocus();
        list->setCurrentIndex(rowOf(list, "Rossi"));
        QTest::keyClick(list, Qt::Key_Right);
        QCOMPARE(shown(list), QStringLiteral("Rossi[a.example b.example] c.example"));
        QCOMPARE(shown(restart()), QStringLiteral("Rossi[a.example b.example] c.example"));
    }

    void aDomainRemovedComesBackIntoItsGroup()
    {
        put({"a.example"}, "Rossi");
        QTreeView *list = start({"a.example", "b.example"});
        m_window->removeDomain("a.example");
        QCOMPARE(shown(list), QStringLiteral("b.example"));
        QCOMPARE(m_window->chosenDomain(), QStringLiteral("b.example"));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shown(list), QStringLiteral("Rossi[a.example] b.example"));
    }

    void saysWhetherItIsBetterOrWorse()
    {
        keep(seen("better.example", true, 0));
        keep(seen("better.example", false, 1));
        keep(seen("once.example"));
        keep(seen("same.example", false, 0));
        keep(seen("same.example", false, 1));
        keep(seen("worse.example", false, 0));
        keep(seen("worse.example", true, 1));
        const QTreeView *list = start({});
        const auto trend = [&](const QString &domain) { return rowOf(list, domain).data(ui::DomainList::TrendRole); };
        QTRY_COMPARE(trend("worse.example"), QVariant(int(Trend::Worse))); // the last one
        QCOMPARE(trend("better.example"), QVariant(int(Trend::Better)));
        QCOMPARE(trend("same.example"), QVariant(int(Trend::Same)));
        QVERIFY(!trend("once.example").isValid());
        const auto words = [&](const QString &domain) {
            return rowOf(list, domain).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY2(words("worse.example").contains("Worse than at the check of"), qPrintable(words("worse.example")));
        QVERIFY(!words("once.example").contains("check of"));
        m_window->keep(seen("worse.example", false, 2)); // the oldest of the week is as good
        QTRY_COMPARE(trend("worse.example"), QVariant(int(Trend::Same)));
    }

private:
    QTreeView *start(const QStringList &domains)
    {
        for (const QString &domain : domains)
            keep(seen(domain));
        return restart();
    }
    QTreeView *restart()
    {
        m_window.reset();
        m_window = std::make_unique<ui::MainWindow>(*m_thread, noNetwork, io::InspectOptions());
        m_window->show();
        m_window->activateWindow();
        QSignalSpy(m_window.get(), &ui::MainWindow::loaded).wait();
        return m_window->findChild<QTreeView *>(QStringLiteral("domains"));
    }
    QMenu *moveMenu() const
    {
        for (QMenu *menu : m_window->findChildren<QMenu *>())
            if (menu->title() == QStringLiteral("&Move to group")) {
                Q_EMIT menu->aboutToShow();
                return menu;
            }
        return nullptr;
    }
    void moveInto(const QString &item) const
    {
        for (QAction *action : moveMenu()->actions())
            if (action->text() == item)
                return action->trigger();
        QFAIL(qPrintable(item));
    }
    void moveToNew(const QString &domain, const QString &group) const
    {
        auto *list = m_window->findChild<QTreeView *>(QStringLiteral("domains"));
        list->setCurrentIndex(rowOf(list, domain));
        QTimer::singleShot(0, m_window.get(), [this, group] {
            auto *dialog = m_window->findChild<QInputDialog *>();
            dialog->setTextValue(group);
            dialog->accept();
        });
        moveInto("&New group…");
    }
    static void rename(QTreeView *list, const QString &name)
    {
        for (QAction *action : list->actions())
            if (action->shortcut() == QKeySequence(Qt::Key_F2))
                action->trigger();
        auto *editor = list->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, name);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!list->findChild<QLineEdit *>());
    }
    template <class T>
    T run(std::function<archive::Result<T>(archive::Archive &)> work)
    {
        auto future = m_thread->run<T>(std::move(work));
        future.waitForFinished();
        return future.result().value_or(T());
    }
    void keep(const facts::DomainFacts &facts)
    {
        run<int>([facts](archive::Archive &archive) -> archive::Result<int> {
            const auto look = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
            if (const auto done = archive::keepFacts(archive, facts, look); !done)
                return tl::unexpected(done.error());
            return 0;
        });
    }
    void put(const QStringList &domains, const QString &group)
    {
        run<int>([&](archive::Archive &archive) -> archive::Result<int> {
            return archive::DomainGroups(archive).put(domains, group).map([] { return 0; });
        });
    }
    QMap<QString, QString> inArchive()
    {
        return run<QMap<QString, QString>>(
            [](archive::Archive &archive) { return archive::DomainGroups(archive).all(); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::ArchiveThread> m_thread;
    std::unique_ptr<ui::MainWindow> m_window;
};

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-test-domain-list"));
    TestDomainList test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_domain_list.moc"
