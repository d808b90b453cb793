// SPDX-License-Identifier: GPL-3.0-or-later
// The XML of Route 53, read and written.
#pragma once

#include "publish/zone_plan.h"

namespace io {

/// The ids of the public hosted zones of this name, without "/hostedzone/".
QStringList route53ZoneIds(const QByteArray &xml, const QString &zone);
/// The sets of one name in a ListResourceRecordSetsResponse; an alias has "-ALIAS" behind its type.
QList<publish::ZoneSet> route53Sets(const QByteArray &xml, const QString &name);
/// A ChangeResourceRecordSetsRequest: DELETE what was there, CREATE what is to be there.
QByteArray route53Batch(const publish::ZonePlan &plan);

struct Route53Fault
{
    QString code, message;
};
Route53Fault route53Fault(const QByteArray &xml);

} // namespace io
