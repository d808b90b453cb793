// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings_model.h"

#include "base/enum_names.h"
#include "findings/catalogue.h"
#include "text/text.h"
#include "ui/plain_text.h"

#include <algorithm>
#include <map>

namespace ui {

struct FindingsModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    QString title, key;
    Mark mark = Mark::Ok;
    std::optional<findings::Finding> finding;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(QString text, QString name, Mark sign)
    {
        auto child = std::make_unique<Node>();
        child->parent = this;
        child->row = int(children.size());
        child->title = std::move(text);
        child->key = std::move(name);
        child->mark = sign;
        return children.emplace_back(std::move(child)).get();
    }
};

namespace {

// The gravest first: an error, then what is not known, as it may be one.
int rank(Mark mark)
{
    switch (mark) {
    case Mark::Error: return 0;
    case Mark::Unknown: return 1;
    case Mark::Warning: return 2;
    case Mark::Info: return 3;
    case Mark::Ok: break;
    }
    return 4;
}

QString keyOf(const findings::Finding &finding)
{
    return base::enumName(finding.id) + u' ' + finding.evidence.host + u' ' + finding.evidence.address;
}

QString titleOf(const findings::Finding &finding)
{
    const QString title = text::title(finding);
    const QString host = finding.evidence.host;
    return host.isEmpty() || title.contains(host) ? title : host + QStringLiteral(": ") + title;
}

using Group = std::vector<const findings::Finding *>;

int rank(const Group &group)
{
    int least = 4;
    for (const findings::Finding *finding : group)
        least = std::min(least, rank(markOf(*finding)));
    return least;
}

} // namespace

FindingsModel::FindingsModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}
FindingsModel::~FindingsModel() = default;

const FindingsModel::Node *FindingsModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex FindingsModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (column != 0 || row < 0 || std::size_t(row) >= node->children.size())
        return {};
    return createIndex(row, 0, node->children[std::size_t(row)].get());
}

QModelIndex FindingsModel::parent(const QModelIndex &child) const
{
    const Node *parent = child.isValid() ? nodeOf(child)->parent : nullptr;
    return parent && parent != m_root.get() ? createIndex(parent->row, 0, parent) : QModelIndex();
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int FindingsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return plain(node->title, 300);
    case Qt::DecorationRole: return iconOf(node->mark);
    case Qt::ToolTipRole: return asPlainToolTip(node->title);
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(wordOf(node->mark), plain(node->title, 300));
    case MarkRole: return int(node->mark);
    case KeyRole: return node->key;
    default: return {};
    }
}

void FindingsModel::setFindings(const findings::Findings &findings)
{
    std::map<findings::Subject, Group> bySubject;
    for (const findings::Finding &finding : findings)
        bySubject[findings::subjectOf(finding.id)].push_back(&finding);
    std::vector<std::pair<findings::Subject, Group>> groups(bySubject.begin(), bySubject.end());
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto &a, const auto &b) { return rank(a.second) < rank(b.second); });

    beginResetModel();
    m_root = std::make_unique<Node>();
    for (auto &[subject, group] : groups) {
        std::stable_sort(group.begin(), group.end(),
                         [](const auto *a, const auto *b) { return rank(markOf(*a)) < rank(markOf(*b)); });
        Node *node = m_root->add(text::subjectTitle(subject), base::enumName(subject), markOf(*group.front()));
        Group passed;
        for (const findings::Finding *finding : group)
            if (markOf(*finding) == Mark::Ok)
                passed.push_back(finding);
            else
                node->add(titleOf(*finding), keyOf(*finding), markOf(*finding))->finding = *finding;
        if (passed.empty())
            continue;
        Node *good = node->add(tr("Checks passed: %1").arg(passed.size()), node->key + QStringLiteral(" ok"), Mark::Ok);
        for (const findings::Finding *finding : passed)
            good->add(titleOf(*finding), keyOf(*finding), Mark::Ok)->finding = *finding;
    }
    endResetModel();
}

const findings::Finding *FindingsModel::findingAt(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    return node->finding ? &*node->finding : nullptr;
}

QModelIndex FindingsModel::find(const QString &key) const
{
    const QModelIndexList found =
        match(index(0, 0), KeyRole, key, 1, Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive);
    return found.isEmpty() ? QModelIndex() : found.first();
}

} // namespace ui
