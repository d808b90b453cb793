// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/zone_plan.h"

#include "findings/version_likeness.h"
#include "publish/rrset.h"

#include <algorithm>

namespace publish {
namespace {

constexpr const char *stsVersion = "v=STSv1";
constexpr const char *tlsrptVersion = "v=TLSRPTv1";

QStringList namesOf(const rollout::RecordSet &wanted)
{
    QStringList names;
    for (const rollout::Record &record : wanted.records)
        if (!names.contains(record.name))
            names += record.name;
    if (wanted.operation == rollout::Operation::Remove)
        std::reverse(names.begin(), names.end());
    return names;
}

bool isInZone(const QString &name, const QString &zone)
{
    return name == zone || name.endsWith(QLatin1Char('.') + zone);
}

// A record that was meant to be ours, however badly it is written, must not stay beside the right one.
bool isOurs(const QByteArray &text, const char *version)
{
    return text.startsWith(version) || findings::looksLikeVersion(text, version) ||
           findings::isQuotedRecord(text, version);
}

class Planner
{
public:
    Planner(const rollout::RecordSet &wanted, const ZoneState &there) : m_wanted(wanted), m_there(there)
    {
        m_plan.domain = wanted.domain;
        m_plan.there = there;
        if (wanted.operation != rollout::Operation::Remove)
            for (const RrSet &set : rrsetsOf(wanted))
                m_sets += zoneSet(set.name, set.kind, wanted.ttl, set.values);
    }

    base::Result<ZonePlan> plan()
    {
        for (const QString &name : namesOf(m_wanted)) {
            if (!isInZone(name, m_there.zone))
                return base::failure("outside-zone", 0, name.toLatin1());
            if (const QByteArray type = blocker(name); !type.isEmpty())
                return base::failure("cname-blocked", 0, type);
            planName(name);
        }
        return m_plan;
    }

private:
    bool holdsText(const QString &name) const { return name != publishedNames(m_wanted.domain).last(); }

    // What cannot stand beside a CNAME and is not ours to take away (RFC 1034 §3.6.2); signatures may.
    QByteArray blocker(const QString &name) const
    {
        const bool wantsAlias = std::any_of(m_sets.begin(), m_sets.end(), [&name](const ZoneSet &set) {
            return set.name == name && set.type == "CNAME";
        });
        static const QByteArrayList harmless{"A", "AAAA", "CNAME", "RRSIG", "NSEC"};
        for (const ZoneSet &set : m_there.sets)
            if (wantsAlias && set.name == name && !harmless.contains(set.type))
                return set.type;
        return {};
    }

    void planName(const QString &name)
    {
        const QByteArrayList types =
            holdsText(name) ? QByteArrayList{"CNAME", "TXT"} : QByteArrayList{"CNAME", "A", "AAAA"};
        QList<Change> coming;
        for (const QByteArray &type : types) {
            const ZoneSet *before = m_there.find(name, type);
            const std::optional<ZoneSet> wanted = wantedSet(name, type, before);
            if (before ? wanted && *wanted == *before : !wanted)
                continue;
            Change change{name, type, before ? std::optional(*before) : std::nullopt, wanted};
            (wanted ? coming : m_plan.changes) += change; // what goes makes room for what comes
        }
        m_plan.changes += coming;
    }

    std::optional<ZoneSet> wantedSet(const QString &name, const QByteArray &type, const ZoneSet *before)
    {
        ZoneSet set{name, type, m_wanted.ttl, {}};
        for (const ZoneSet &each : std::as_const(m_sets))
            if (each.name == name && each.type == type)
                set = each;
        const bool isNew = set.values.isEmpty();
        if (type == "TXT" && before)
            keepForeign(*before, set);
        if (set.values.isEmpty())
            return std::nullopt;
        if (isNew && before && set.values == before->values)
            return *before; // nothing of ours was there: not even the TTL is touched
        std::sort(set.values.begin(), set.values.end());
        return set;
    }

    void keepForeign(const ZoneSet &before, ZoneSet &set)
    {
        const char *version = set.name.startsWith(QLatin1String("_mta-sts.")) ? stsVersion : tlsrptVersion;
        for (const QByteArray &value : before.values) {
            if (set.values.contains(value) || isOurs(textOf(value), version))
                continue;
            set.values += value;
            m_plan.kept += KeptText{set.name, textOf(value)};
        }
    }

    const rollout::RecordSet &m_wanted;
    const ZoneState &m_there;
    QList<ZoneSet> m_sets;
    ZonePlan m_plan;
};

// A set that was being changed record by record when all stopped: every value is from before or was to come.
bool isHalfway(const Change &change, const ZoneSet *now)
{
    if (!now)
        return false;
    QByteArrayList known = change.before ? change.before->values : QByteArrayList();
    if (change.after)
        known += change.after->values;
    const bool isKnownTtl =
        (change.before && change.before->ttl == now->ttl) || (change.after && change.after->ttl == now->ttl);
    return isKnownTtl && std::all_of(now->values.begin(), now->values.end(),
                                     [&known](const QByteArray &value) { return known.contains(value); });
}

} // namespace

base::Result<ZonePlan> planOf(const rollout::RecordSet &wanted, const ZoneState &there)
{
    return Planner(wanted, there).plan();
}

QString changedSince(const ZonePlan &plan, const ZoneState &now)
{
    for (const Change &change : plan.changes) {
        const ZoneSet *set = now.find(change.name, change.type);
        if (set ? change.before != *set : change.before.has_value())
            return change.name;
    }
    return {};
}

ZoneState after(const ZonePlan &plan)
{
    ZoneState state = plan.there;
    for (const Change &change : plan.changes) {
        state.sets.removeIf(
            [&change](const ZoneSet &set) { return set.name == change.name && set.type == change.type; });
        if (change.after)
            state.add(*change.after);
    }
    return state;
}

base::Result<ZonePlan> planOf(const Undo &undo, const ZoneState &there)
{
    ZonePlan plan{undo.domain, there, {}, {}};
    for (auto change = undo.changes.crbegin(); change != undo.changes.crend(); ++change) {
        const ZoneSet *now = there.find(change->name, change->type);
        const auto is = [now](const std::optional<ZoneSet> &set) { return now ? set && *now == *set : !set; };
        if (is(change->before))
            continue;
        if (!is(change->after) && !isHalfway(*change, now))
            return base::failure("changed-since", 0, change->name.toLatin1());
        plan.changes += Change{change->name, change->type, now ? std::optional(*now) : std::nullopt, change->before};
    }
    return plan;
}

} // namespace publish
