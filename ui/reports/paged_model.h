// SPDX-License-Identifier: GPL-3.0-or-later
// A table over more rows than anybody should load: the archive's thread puts them in order and hands out their numbers;
// the rows come a page at a time, where the view looks, and the pages that were not looked at for longest are
// forgotten. The first rows are asked for alone, so that something is there at once. A row that is on its way shows
// dots.
#pragma once

#include "archive/report_order.h"
#include "ui/archive_thread.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>

namespace ui {

/// What views need of such a model, whatever its rows are.
class LongTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    enum class State { Empty, Loading, Ready, Failed };
    State state() const { return m_state; }
    /// What went wrong and what to do; with State::Failed.
    const QString &problem() const { return m_problem; }

    virtual void show(const archive::ListFilter &filter) = 0;

Q_SIGNALS:
    void stateChanged(); ///< or the number of rows
    void pageCame();     ///< rows that were on their way are there

protected:
    void setState(State state, const QString &problem = {})
    {
        m_state = state;
        m_problem = problem;
        Q_EMIT stateChanged();
    }

private:
    State m_state = State::Empty;
    QString m_problem;
};

/// `Place` names a row, `Column` a column to sort by.
template <class Row, class Place, class Column>
class PagedModel : public LongTable
{
public:
    explicit PagedModel(ArchiveThread &archive, QObject *parent = nullptr) : LongTable(parent), m_archive(archive) {}
    ~PagedModel() override { ++*m_generation; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_places.size()); }
    void show(const archive::ListFilter &filter) override
    {
        m_filter = filter;
        load();
    }
    void sort(int column, Qt::SortOrder order) override
    {
        const auto by = columnAt(column);
        if (!by)
            return;
        m_sort = {*by, order == Qt::DescendingOrder};
        if (state() != State::Empty)
            load();
    }

    /// Null while it is on its way, which asks for it.
    const Row *rowAt(int row) const
    {
        const int page = row / pageRows;
        if (const auto found = m_pages.find(page); found != m_pages.end()) {
            found->second.lastLook = ++m_looks;
            return &found->second.rows[std::size_t(row % pageRows)];
        }
        m_wanted = page;
        if (!m_isFetching)
            const_cast<PagedModel *>(this)->fetchLater();
        return nullptr;
    }
    const Place *placeAt(int row) const
    {
        return row >= 0 && std::size_t(row) < m_places.size() ? &m_places[std::size_t(row)] : nullptr;
    }
    const archive::ListFilter &filter() const { return m_filter; }
    archive::SortBy<Column> sorting() const { return m_sort; }
    std::size_t pagesKept() const { return m_pages.size(); }

    static constexpr int pageRows = 200, firstRows = 400;
    static constexpr std::size_t mostPages = 30;

protected:
    using Places = std::vector<Place>;
    virtual std::optional<Column> columnAt(int column) const = 0;
    using Order = archive::Result<Places> (*)(archive::Archive &, const archive::ListFilter &, archive::SortBy<Column>,
                                              int limit);
    using Read = archive::Result<std::vector<Row>> (*)(archive::Archive &, const Places &);
    void setQueries(Order orderQuery, Read readQuery)
    {
        m_order = orderQuery;
        m_read = readQuery;
    }

private:
    struct PageOfRows
    {
        std::vector<Row> rows;
        mutable std::uint64_t lastLook = 0;
    };

    void load()
    {
        const int generation = ++*m_generation;
        setState(State::Loading);
        ask(generation, firstRows, [this, generation](Places places) {
            const bool isAll = places.size() < std::size_t(firstRows);
            reset(std::move(places));
            if (isAll)
                return setState(m_places.empty() ? State::Empty : State::Ready);
            Q_EMIT stateChanged();
            ask(generation, std::numeric_limits<int>::max(), [this](Places all) { extend(std::move(all)); });
        });
    }

    template <class Then>
    void ask(int generation, int limit, Then then)
    {
        m_archive
            .run<Places>([query = m_order, filter = m_filter, sort = m_sort, limit, generation,
                          current = m_generation](archive::Archive &archive) -> archive::Result<Places> {
                return generation == *current ? query(archive, filter, sort, limit) : Places();
            })
            .then(this, [this, generation, then](archive::Result<Places> places) {
                if (generation != *m_generation)
                    return;
                if (!places) {
                    reset({});
                    return setState(State::Failed,
                                    archive::message(places.error()) + u' ' + archive::advice(places.error()));
                }
                then(std::move(*places));
            });
    }

    void reset(Places places)
    {
        beginResetModel();
        m_pages.clear();
        beginEdition();
        m_places = std::move(places);
        endResetModel();
    }

    // The first rows stay as they are shown, unless somebody wrote in between.
    void extend(Places all)
    {
        const std::size_t before = m_places.size();
        if (all.size() > before && std::equal(m_places.begin(), m_places.end(), all.begin())) {
            beginInsertRows({}, int(before), int(all.size()) - 1);
            beginEdition();
            m_places = std::move(all);
            m_pages.erase(int(before) / pageRows); // it may have ended early
            endInsertRows();
        } else if (all != m_places) {
            reset(std::move(all));
        }
        setState(State::Ready);
    }

    // Rows that are on their way belong to the places of before.
    void beginEdition()
    {
        ++m_edition;
        m_isFetching = false;
    }

    void fetchLater()
    {
        m_isFetching = true;
        QMetaObject::invokeMethod(
            this,
            [this, edition = m_edition] {
                if (edition == m_edition)
                    fetch();
            },
            Qt::QueuedConnection);
    }

    // One page at a time, always the one that was looked at last: what was passed over in between is never read.
    void fetch()
    {
        const int page = m_wanted;
        const auto begin = std::min(std::size_t(page) * pageRows, m_places.size());
        const auto end = std::min(begin + pageRows, m_places.size());
        Places places(m_places.begin() + std::ptrdiff_t(begin), m_places.begin() + std::ptrdiff_t(end));
        m_archive
            .run<std::vector<Row>>([read = m_read, places = std::move(places)](archive::Archive &archive) {
                return read(archive, places);
            })
            .then(this, [this, edition = m_edition, page](archive::Result<std::vector<Row>> rows) {
                if (edition == m_edition)
                    take(page, std::move(rows));
            });
    }

    void take(int page, archive::Result<std::vector<Row>> rows)
    {
        m_isFetching = false;
        if (!rows) {
            reset({});
            return setState(State::Failed, archive::message(rows.error()) + u' ' + archive::advice(rows.error()));
        }
        const int first = page * pageRows;
        const int last = std::min<int>(first + int(rows->size()), rowCount()) - 1;
        m_pages[page] = {std::move(*rows), ++m_looks};
        forgetOld();
        if (last >= first)
            Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
        Q_EMIT pageCame();
    }

    void forgetOld()
    {
        while (m_pages.size() > mostPages)
            m_pages.erase(std::min_element(m_pages.begin(), m_pages.end(), [](const auto &a, const auto &b) {
                return a.second.lastLook < b.second.lastLook;
            }));
    }

    ArchiveThread &m_archive;
    archive::ListFilter m_filter;
    archive::SortBy<Column> m_sort;
    Order m_order = nullptr;
    Read m_read = nullptr;
    Places m_places;
    std::map<int, PageOfRows> m_pages;
    mutable std::uint64_t m_looks = 0;
    mutable int m_wanted = 0;
    bool m_isFetching = false;
    int m_edition = 0; ///< of m_places
    /// Raised by every new question; answers to older ones are dropped, and such work is not begun.
    std::shared_ptr<std::atomic_int> m_generation = std::make_shared<std::atomic_int>(0);
};

} // namespace ui
