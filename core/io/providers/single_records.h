// SPDX-License-Identifier: GPL-3.0-or-later
// Companies that keep every record by itself, under an id of its own, instead of whole record sets: how their records
// make the sets that plans speak of, and which records have to go, to change or to come for a plan.
#pragma once

#include "publish/zone_plan.h"

namespace io {

struct SingleRecord
{
    QString id, name;       ///< the name absolute, no final dot
    QByteArray type, value; ///< the value as singleValue() gives it
    qint64 ttl = 0;
    bool operator==(const SingleRecord &) const = default;
};

/// The canonical value; a text without the quotation marks that the interface asks for today is taken as a whole.
QByteArray singleValue(const QByteArray &type, const QByteArray &content);
publish::ZoneState stateOf(const QString &zone, const QList<SingleRecord> &records);

/// One record that has to be different: it comes (no id), goes (no value), or is replaced in its place.
struct SingleEdit
{
    QString id;
    QString name;
    QByteArray type, value;
    qint64 ttl = 0;
    bool comes() const { return id.isEmpty(); }
    bool goes() const { return value.isEmpty(); }
};

/// In the order of the plan. Within a set, records that go give their place to those that come as far as there are
/// any, so that at no moment two stand where one must.
QList<SingleEdit> editsOf(const publish::ZonePlan &plan, const QList<SingleRecord> &records);

} // namespace io
