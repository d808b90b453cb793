// SPDX-License-Identifier: GPL-3.0-or-later
// Findings as a tree: the subjects, the gravest first, and under each its findings, severity first. What passed is one
// line a subject that opens.
#pragma once

#include "ui/severity_look.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace ui {

class FindingsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        MarkRole = Qt::UserRole + 1, ///< int of Mark
        KeyRole,                     ///< what names the same row after a new check
    };

    explicit FindingsModel(QObject *parent = nullptr);
    ~FindingsModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setFindings(const findings::Findings &findings);
    /// Null for a subject or a line of passed checks.
    const findings::Finding *findingAt(const QModelIndex &index) const;
    /// The row with this key; invalid when it is gone.
    QModelIndex find(const QString &key) const;

private:
    struct Node;
    const Node *nodeOf(const QModelIndex &index) const;

    std::unique_ptr<Node> m_root;
};

} // namespace ui
