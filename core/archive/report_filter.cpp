// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_filter.h"

namespace archive {
namespace {

struct WordCondition
{
    const char *fragment;
    const std::string &text;
};

/// A word that the archive does not know has the number 0, which no row refers to.
Result<> addWords(Condition &condition, Words &words, std::initializer_list<WordCondition> list)
{
    for (const auto &[fragment, text] : list) {
        if (text.empty())
            continue;
        const auto id = words.find(text);
        if (!id)
            return tl::unexpected(id.error());
        condition.add(fragment, qlonglong(*id));
    }
    return {};
}

bool ofFailure(const ReportFilter &filter)
{
    return !filter.mx.empty() || !filter.result.empty() || !filter.reason.empty();
}

void addMarks(Condition &condition, const ReportFilter &filter)
{
    if (filter.from)
        condition.add("day >= ?", qlonglong(*filter.from));
    if (filter.to)
        condition.add("day <= ?", qlonglong(*filter.to));
    if (filter.trust != Trust::Unverified)
        condition.add("trust >= ?", int(filter.trust));
    if (filter.conflicts != Conflicts::Included)
        condition.add("conflict = ?", int(filter.conflicts == Conflicts::Only));
}

} // namespace

void Condition::add(const char *fragment, const QVariant &value)
{
    m_fragments += QString::fromLatin1(fragment);
    m_values += value;
}

void Condition::add(const char *fragment, const Condition &inner)
{
    m_fragments += QString::fromLatin1(fragment).arg(inner.where());
    m_values += inner.m_values;
}

void Condition::add(const char *fragment)
{
    m_fragments += QString::fromLatin1(fragment);
}

QString Condition::where() const
{
    return m_fragments.isEmpty() ? QString() : QStringLiteral(" WHERE ") + m_fragments.join(QLatin1String(" AND "));
}

Result<Condition> failureCondition(Words &words, const ReportFilter &filter)
{
    Condition condition;
    if (auto done = addWords(condition, words,
                             {{"f.domain_id = ?", filter.domain},
                              {"f.sender_id = ?", filter.sender},
                              {"f.mx_id = ?", filter.mx},
                              {"f.result_id = ?", filter.result},
                              {"f.reason_id = ?", filter.reason},
                              {"f.type_id = ?", filter.type},
                              {"f.mode_id = ?", filter.mode}});
        !done)
        return tl::unexpected(done.error());
    addMarks(condition, filter);
    return condition;
}

Result<Condition> policyCondition(Words &words, const ReportFilter &filter)
{
    Condition condition;
    if (auto done = addWords(condition, words,
                             {{"p.domain_id = ?", filter.domain},
                              {"p.sender_id = ?", filter.sender},
                              {"p.type_id = ?", filter.type},
                              {"p.mode_id = ?", filter.mode}});
        !done)
        return tl::unexpected(done.error());
    addMarks(condition, filter);
    if (ofFailure(filter)) {
        const auto failures = failureCondition(words, filter);
        if (!failures)
            return tl::unexpected(failures.error());
        condition.add("p.id IN (SELECT f.policy FROM failures f%1)", *failures);
    }
    return condition;
}

Result<Condition> reportCondition(Words &words, const ReportFilter &filter)
{
    Condition condition;
    if (auto done = addWords(condition, words, {{"r.sender_id = ?", filter.sender}}); !done)
        return tl::unexpected(done.error());
    addMarks(condition, filter);
    const bool ofPolicy = !filter.domain.empty() || !filter.type.empty() || !filter.mode.empty() || ofFailure(filter);
    if (ofPolicy) {
        const auto policies = policyCondition(words, filter);
        if (!policies)
            return tl::unexpected(policies.error());
        condition.add("r.id IN (SELECT p.report FROM policies p%1)", *policies);
    }
    return condition;
}

} // namespace archive
