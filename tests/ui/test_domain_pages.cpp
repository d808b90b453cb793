// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of one domain beside the overview: what is live and planned, what changed, and the posture.
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "archive/stored_text.h"
#include "facts_builder.h"
#include "rollout/observation.h"
#include "ui/finding_pane.h"
#include "ui/history_page.h"
#include "ui/posture_page.h"
#include "ui/records_page.h"
#include "ui/value_box.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

namespace {

const QString domain = QStringLiteral("example.com");

facts::DomainFacts lookAt(int day, const QByteArray &record)
{
    facts::DomainFacts facts = support::healthyFacts(domain);
    facts.observedAt = facts.observedAt.addDays(day);
    facts.stsTxt.rdata = {support::txtRdata(record)};
    return facts;
}

QStringList labelsOf(const QWidget &page)
{
    QStringList texts;
    for (const QLabel *label : page.findChildren<QLabel *>())
        if (label->isVisibleTo(&page))
            texts += label->text();
    return texts;
}

bool says(const QWidget &page, const QString &words)
{
    return labelsOf(page).join(u'\n').contains(words);
}

} // namespace

class TestDomainPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<ui::ArchiveThread>(m_folder->filePath(QStringLiteral("archive.db")));
    }
    void cleanup()
    {
        m_thread.reset();
        m_folder.reset();
    }
    void saysThatFactsAreOfANewerProgram();
    void recordsWithoutAPlan();
    void recordsBesideThePlan();
    void valuesAreCopiedAsTheyAre();
    void historyTellsWhatChanged();
    void historyLeadsToTheChange();
    void historyBegins();
    void postureStandsApart();

private:
    void keep(const facts::DomainFacts &facts);
    ui::DomainStanding standing();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::ArchiveThread> m_thread;
};

void TestDomainPages::keep(const facts::DomainFacts &facts)
{
    auto kept = m_thread->run<int>([facts](archive::Archive &archive) -> archive::Result<int> {
        const auto look = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
        if (const auto done = archive::keepFacts(archive, facts, look); !done)
            return tl::unexpected(done.error());
        return 0;
    });
    kept.waitForFinished();
    QVERIFY(kept.result());
}

ui::DomainStanding TestDomainPages::standing()
{
    auto read = m_thread->run<ui::DomainStanding>(
        [](archive::Archive &archive) { return ui::standingOf(archive, domain, support::observedAt()); });
    read.waitForFinished();
    return read.result().value_or(ui::DomainStanding());
}

// Of one domain and of all: not that they are damaged.
void TestDomainPages::saysThatFactsAreOfANewerProgram()
{
    keep(lookAt(0, "v=STSv1; id=1;"));
    auto codes = m_thread->run<QList<archive::ErrorCode>>([](archive::Archive &archive) {
        const std::string newer = R"({"sigillo_facts": 99})";
        const auto done =
            archive.connection().run(QStringLiteral("UPDATE facts_snapshots SET packed = ?"), {archive::packed(newer)});
        const auto one = ui::standingOf(archive, domain, support::observedAt());
        const auto all = ui::allStandings(archive, support::observedAt());
        QList<archive::ErrorCode> both;
        if (done && !one && !all)
            both = {one.error().code, all.error().code};
        return archive::Result<QList<archive::ErrorCode>>(both);
    });
    codes.waitForFinished();
    const QList<archive::ErrorCode> newer(2, archive::ErrorCode::NewerSchema);
    QCOMPARE(codes.result().value_or(QList<archive::ErrorCode>()), newer);
}

void TestDomainPages::recordsWithoutAPlan()
{
    ui::RecordsPage page;
    page.show(standing());
    QVERIFY(says(page, QStringLiteral("It could not be seen.")));
    keep(lookAt(0, "v=STSv1; id=1;"));
    page.show(standing());
    QVERIFY(says(page, QStringLiteral("There is no plan for this domain yet")));
    QVERIFY(says(page, QStringLiteral("v=STSv1; id=1;")));
    QVERIFY(!says(page, QStringLiteral("The plan has nothing here.")));
}

void TestDomainPages::recordsBesideThePlan()
{
    rollout::Plan plan;
    plan.domain = domain;
    plan.reportingOnly = false;
    plan.mx = {QStringLiteral("mx1.example.com")};
    plan.rua = {QStringLiteral("mailto:tls@example.com")};
    plan.id = "2";
    auto saved = m_thread->run<int>([plan](archive::Archive &archive) -> archive::Result<int> {
        if (const auto done = archive::PlanStore(archive).save(domain, rollout::toJson(plan), 1); !done)
            return tl::unexpected(done.error());
        return 0;
    });
    saved.waitForFinished();
    QVERIFY(saved.result());
    keep(lookAt(0, "v=STSv1; id=1;"));
    ui::RecordsPage page;
    page.show(standing());
    QVERIFY(says(page, QStringLiteral("v=STSv1; id=1;")));
    QVERIFY(says(page, QStringLiteral("v=STSv1; id=2;")));
    QVERIFY(says(page, QStringLiteral("differs from the plan")));
}

void TestDomainPages::valuesAreCopiedAsTheyAre()
{
    ui::ValueBox box(QStringLiteral("value"));
    box.setValue("<b>a\x1b[31m\r\nb\r\n", QStringLiteral("nothing"));
    QCOMPARE(box.findChild<QLabel *>()->text(), QStringLiteral("<b>a\\u001b[31m\nb"));
    QCOMPARE(box.findChild<QLabel *>()->textFormat(), Qt::PlainText);
    auto *copy = box.findChild<QToolButton *>();
    copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), QByteArray("<b>a\x1b[31m\r\nb\r\n"));
    box.setValue({}, QStringLiteral("nothing"));
    QCOMPARE(box.findChild<QLabel *>()->text(), QStringLiteral("nothing"));
    QVERIFY(copy->isHidden());
}

void TestDomainPages::historyTellsWhatChanged()
{
    for (int day = 0; day < 3; ++day)
        keep(lookAt(day, day < 2 ? "v=STSv1; id=1;" : "v=STSv1; id=<b>2</b>;"));
    keep(lookAt(3, "v=STSv1; id=3;"));
    ui::HistoryPage page(*m_thread);
    QSignalSpy read(&page, &ui::HistoryPage::read);
    page.show(domain);
    QTest::qWait(10);
    QVERIFY(read.isEmpty()); // nobody looks yet
    static_cast<QWidget &>(page).show();
    QTRY_COMPARE(read.size(), 1); // which may have been at once
    const auto *list = page.findChild<QTreeView *>();
    const QAbstractItemModelTester tester(page.findChild<ui::HistoryModel *>());
    QVERIFY(list->model()->rowCount() >= 2);
    QVERIFY2(says(page, QStringLiteral("Checks in the archive: 4.")), qPrintable(labelsOf(page).join(u'\n')));
    const auto texts = page.findChildren<QPlainTextEdit *>();
    QCOMPARE(texts.size(), 2);
    QTRY_VERIFY(texts[0]->toPlainText().contains(QStringLiteral("2026")) || texts[0]->toPlainText().contains(domain));
    QTRY_VERIFY(texts[1]->toPlainText().contains(domain));
    QVERIFY(texts[0]->toPlainText() != texts[1]->toPlainText());
}

void TestDomainPages::historyLeadsToTheChange()
{
    keep(lookAt(0, "v=STSv1; id=1;"));
    facts::DomainFacts later = lookAt(1, "v=STSv1; id=2;");
    later.elapsedMs += 1'000;
    for (facts::MxHostFacts &host : later.mxHosts)
        for (facts::SmtpProbe &probe : host.probes)
            probe.totalMs += 500;
    const QByteArray policy = later.policyHost.fetches.first().body;
    for (facts::PolicyFetch &fetch : later.policyHost.fetches)
        fetch.body = QByteArray(policy).replace("max_age: ", "max_age: 1");
    keep(later);
    ui::HistoryPage page(*m_thread);
    page.resize(900, 600);
    static_cast<QWidget &>(page).show();
    QSignalSpy read(&page, &ui::HistoryPage::factsRead);
    page.show(domain);
    QTRY_VERIFY(!read.isEmpty());
    auto *list = page.findChild<QTreeView *>();
    auto *facts = page.findChild<ui::FactsPair *>();
    const QList<QPlainTextEdit *> texts{facts->widget(0)->findChild<QPlainTextEdit *>(),
                                        facts->widget(1)->findChild<QPlainTextEdit *>()}; // before and after
    const auto line = [&texts](int side) { return texts[side]->textCursor().block().text(); };
    const auto choose = [&](rollout::ChangeKind kind) {
        const QModelIndexList rows = list->model()->match(list->model()->index(0, 0), ui::HistoryModel::KindRole,
                                                          int(kind), 1, Qt::MatchExactly);
        QVERIFY(!rows.isEmpty());
        list->setCurrentIndex(rows.first());
    };
    choose(rollout::ChangeKind::PolicyId);
    QVERIFY2(facts->place().startsWith("sts_txt."), qPrintable(facts->place()));
    QVERIFY(line(0).contains("id=1") || !line(0).contains("id=2"));
    QCOMPARE(texts[0]->extraSelections().size(), texts[1]->extraSelections().size());
    for (const QTextEdit::ExtraSelection &mark : texts[1]->extraSelections())
        QVERIFY2(!mark.cursor.selectedText().contains("_ms"), qPrintable(mark.cursor.selectedText()));
    choose(rollout::ChangeKind::MaxAge);
    QVERIFY2(facts->place().startsWith("policy_host."), qPrintable(facts->place()));
    QVERIFY2(line(0).contains("max_age") && line(1).contains("max_age: 1"),
             qPrintable(facts->place() + line(0) + line(1)));
    QVERIFY(line(0) != line(1));
    Q_EMIT list->activated(list->currentIndex()); // Enter
    QVERIFY(texts[1]->hasFocus() || page.focusWidget() == texts[1]);
    facts->step(-1'000);
    facts->step(1'000);
    const QString last = facts->place();
    facts->step(1);
    QCOMPARE(facts->place(), last);
    facts->step(-1'000);
    QVERIFY(facts->place() != last);
}

void TestDomainPages::historyBegins()
{
    ui::HistoryPage page(*m_thread);
    static_cast<QWidget &>(page).show();
    QSignalSpy read(&page, &ui::HistoryPage::read);
    page.show(domain);
    QVERIFY(read.wait());
    QVERIFY(says(page, QStringLiteral("Changes appear here from the second check on.")));
}

void TestDomainPages::postureStandsApart()
{
    facts::DomainFacts facts = lookAt(0, "v=STSv1; id=1;");
    facts.posture.dmarc.rdata = {support::txtRdata("v=DMARC1; p=none")};
    keep(facts);
    const ui::DomainStanding all = standing();
    QVERIFY(!all.postureFindings().isEmpty());
    QCOMPARE(all.postureFindings().size() + all.ownFindings().size(), all.findings.size());
    ui::PosturePage page;
    page.show(all);
    const QString words = page.findChild<ui::FindingPane *>()->asText();
    QVERIFY2(words.contains(QStringLiteral("does not bear on MTA-STS")), qPrintable(words));
}

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sigillo-test"));
    TestDomainPages test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_domain_pages.moc"
