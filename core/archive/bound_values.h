// SPDX-License-Identifier: GPL-3.0-or-later
// The list of values that a prepared QSqlQuery is bound to. QSqlQuery::bindValue() formats and looks up a name for each
// value (":17"), which costs more than SQLite needs to store it: half of an import. QSqlResult keeps the list for its
// drivers in a protected member; naming it through a derived class is the one legal way to reach it.
#pragma once

#include <QSqlQuery>
#include <QSqlResult>
#include <QVariantList>

namespace archive {

class BoundValues : public QSqlResult
{
public:
    /// For a statement whose every place was bound once with bindValue().
    static QVariantList &of(QSqlQuery &query)
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
        constexpr QVariantList &(QSqlResult::*list)(Qt::Disambiguated_t) = &BoundValues::boundValues;
        return (const_cast<QSqlResult *>(query.result())->*list)(Qt::Disambiguated);
#else
        constexpr auto list = &BoundValues::boundValues;
        return (query.result()->*list)();
#endif
    }

private:
    BoundValues() = delete;
};

} // namespace archive
