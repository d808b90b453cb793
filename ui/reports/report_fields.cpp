// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/report_fields.h"

#include "text/report_explanations.h"
#include "ui/plain_text.h"
#include "ui/reports/report_words.h"

#include <QCoreApplication>
#include <QTreeWidget>

namespace ui {

namespace {

constexpr qsizetype mostShown = 500;
constexpr std::size_t mostRows = 200;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ReportFields)
};

QTreeWidgetItem *add(QTreeWidgetItem *parent, const QString &name, const QString &value)
{
    auto *item = new QTreeWidgetItem(parent, {plain(name, 100), plain(value, mostShown)});
    item->setToolTip(1, asPlainToolTip(value));
    return item;
}

void addSome(QTreeWidgetItem *parent, const QString &name, const std::string &value)
{
    if (!value.empty())
        add(parent, name, text(value));
}

/// Calls `one` for each up to the bound, and says how many are left out.
template <class List, class One>
void addEach(QTreeWidgetItem *parent, const List &list, One one)
{
    for (std::size_t i = 0; i < std::min(list.size(), mostRows); ++i)
        one(list[i]);
    if (list.size() > mostRows)
        add(parent, Words::tr("and %1 more").arg(list.size() - mostRows), Words::tr("see the list of failures"));
}

void addFailure(QTreeWidgetItem *parent, const tlsrpt::FailureDetails &failure)
{
    auto *item = add(parent, wordOrNone(failure.resultTypeWord), countText(failure.failedSessionCount));
    addSome(item, Words::tr("Receiving MX"), failure.receivingMxHostname);
    addSome(item, Words::tr("Its greeting name"), failure.receivingMxHelo);
    addSome(item, Words::tr("Receiving address"), failure.receivingIp);
    addSome(item, Words::tr("Sending address"), failure.sendingMtaIp);
    addSome(item, Words::tr("Reason"), failure.failureReasonCode);
    addSome(item, Words::tr("More information"), failure.additionalInformation);
}

void addPolicy(QTreeWidget *tree, const tlsrpt::PolicyResult &policy)
{
    auto *item = add(tree->invisibleRootItem(), Words::tr("Policy %1").arg(wordOrNone(policy.policyTypeWord)),
                     text(policy.policyDomain));
    add(item, Words::tr("Sessions"),
        Words::tr("%1 ok, %2 failed").arg(countText(policy.successfulSessions), countText(policy.failedSessions)));
    addEach(item, policy.policyStrings,
            [item](const std::string &line) { add(item, Words::tr("Policy text"), text(line)); });
    addEach(item, policy.mxHosts, [item](const std::string &host) { add(item, Words::tr("MX pattern"), text(host)); });
    if (policy.failures.empty())
        return;
    auto *failures = add(item, Words::tr("Failures"), countText(std::int64_t(policy.failures.size())));
    addEach(failures, policy.failures,
            [failures](const tlsrpt::FailureDetails &failure) { addFailure(failures, failure); });
    item->setExpanded(true);
}

void addHeader(QTreeWidgetItem *root, const archive::ArchivedReport &archived)
{
    const archive::StoredReport &stored = archived.stored;
    add(root, Words::tr("Organization"), wordOrNone(stored.report.organizationName));
    add(root, Words::tr("Contact"), wordOrNone(stored.report.contactInfo));
    add(root, Words::tr("Report id"), wordOrNone(stored.report.reportId));
    add(root, Words::tr("From"), momentText(stored.report.start));
    add(root, Words::tr("To"), momentText(stored.report.end));
    add(root, Words::tr("Received"), momentText(stored.receivedAt));
    add(root, Words::tr("Came from"), stored.source);
    add(root, Words::tr("DKIM"),
        stored.dkim.isEmpty() ? trustText(stored.trust) : stored.dkim + QStringLiteral(": ") + trustText(stored.trust));
    if (archived.conflict)
        add(root, Words::tr("Conflict"),
            Words::tr("Another report claims to be the same one and says something else."));
}

void addDeviations(QTreeWidgetItem *root, const tlsrpt::Report &report)
{
    if (report.deviations.empty())
        return;
    auto *all = add(root, Words::tr("Departures from the standard"), countText(std::int64_t(report.deviations.size())));
    addEach(all, report.deviations, [all](const tlsrpt::Deviation &deviation) {
        const tlsrpt::DeviationSource source = tlsrpt::sourceOf(deviation.code);
        auto *item = add(all, text(deviation.where), text::deviationWords(deviation.code));
        addSome(item, Words::tr("What stood there"), deviation.value);
        add(item, Words::tr("Clause"), QString::fromUtf8(source.clause));
        addSome(item, Words::tr("Known senders"), source.knownSenders);
    });
}

} // namespace

void showFields(QTreeWidget *tree, const archive::ArchivedReport &archived)
{
    tree->clear();
    QTreeWidgetItem *root = tree->invisibleRootItem();
    addHeader(root, archived);
    addEach(root, archived.stored.report.policies,
            [tree](const tlsrpt::PolicyResult &policy) { addPolicy(tree, policy); });
    addDeviations(root, archived.stored.report);
    if (archived.stored.report.unknown.empty())
        return;
    auto *unknown = add(root, Words::tr("Members that no standard names"), {});
    addEach(unknown, archived.stored.report.unknown,
            [unknown](const tlsrpt::UnknownMember &member) { add(unknown, text(member.path), text(member.json)); });
}

} // namespace ui
