// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reports_filter.h"

#include "base/enum_names.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "tlsrpt/domain_text.h"
#include "tlsrpt/report.h"

#include <QTimeZone>

#include <limits>

namespace cli {

namespace {

constexpr int usualLimit = 200;
constexpr std::int64_t secondsADay = 86'400;

template <class E>
QStringList namesOf()
{
    QStringList names;
    const QMetaEnum meta = QMetaEnum::fromType<E>();
    for (int i = 0; i < meta.keyCount(); ++i)
        names += base::kebabCase(meta.key(i));
    return names;
}

Read<std::string> wordOf(const Arguments &arguments, const char *option, const QStringList &words)
{
    const QString word = arguments.value(option);
    if (!arguments.has(option) || words.contains(word))
        return word.toStdString();
    return tl::unexpected(Words::tr("--%1 takes one of: %2.").arg(QLatin1String(option), words.join(u", ")));
}

Read<std::optional<std::int64_t>> dayOf(const Arguments &arguments, const char *option)
{
    if (!arguments.has(option))
        return std::nullopt;
    const QString text = arguments.value(option);
    if (const QDate date = QDate::fromString(text, Qt::ISODate); date.isValid())
        return date.startOfDay(Qt::UTC).toSecsSinceEpoch() / secondsADay;
    return tl::unexpected(
        Words::tr("--%1 takes a day such as 2026-03-01, not \"%2\".").arg(QLatin1String(option), text.left(40)));
}

std::string nameOf(const Arguments &arguments, const char *option)
{
    std::string name = arguments.value(option).toStdString();
    tlsrpt::canonicalDomain(name);
    return name;
}

Option limitOption()
{
    return {"limit", Arity::Value, "N",
            QT_TRANSLATE_NOOP("Words", "At most so many rows; 0 is all of them. The default is 200.")};
}

Read<int> limitOf(const Arguments &arguments)
{
    constexpr int most = std::numeric_limits<int>::max();
    if (!arguments.has("limit"))
        return usualLimit;
    const auto limit = readNumber("limit", arguments.value("limit"), 0, most);
    return limit && *limit == 0 ? Read<int>(most) : limit;
}

} // namespace

std::vector<Option> filterOptions()
{
    return {{"domain", Arity::Value, "DOMAIN", QT_TRANSLATE_NOOP("Words", "Only what is about this policy domain.")},
            {"sender", Arity::Value, "NAME",
             QT_TRANSLATE_NOOP("Words", "Only what this sender reported: the domain of its contact, such as "
                                        "google.com, or its name where it has none.")},
            {"since", Arity::Value, "DAY",
             QT_TRANSLATE_NOOP("Words", "Only reports whose range begins on this day (UTC) or later.")},
            {"until", Arity::Value, "DAY",
             QT_TRANSLATE_NOOP("Words", "Only reports whose range begins on this day (UTC) or earlier.")},
            {"result-type", Arity::Value, "WORD",
             QT_TRANSLATE_NOOP("Words", "Only failures of this result type of RFC 8460, or other.")},
            {"mx", Arity::Value, "HOST", QT_TRANSLATE_NOOP("Words", "Only failures at this receiving MX host.")},
            {"policy-type", Arity::Value, "WORD",
             QT_TRANSLATE_NOOP("Words", "Only policies of this type: sts, tlsa, no-policy-found or other.")},
            {"mode", Arity::Value, "MODE",
             QT_TRANSLATE_NOOP("Words", "Only policies that the sender saw in this mode: enforce, testing or none.")}};
}

Read<archive::ReportFilter> filterOf(const Arguments &arguments)
{
    archive::ReportFilter filter;
    filter.domain = nameOf(arguments, "domain");
    filter.sender = arguments.value("sender").toStdString();
    filter.mx = nameOf(arguments, "mx");
    const auto since = dayOf(arguments, "since");
    const auto until = dayOf(arguments, "until");
    for (const auto *day : {&since, &until})
        if (!*day)
            return tl::unexpected(day->error());
    if (*since && *until && **since > **until)
        return tl::unexpected(Words::tr("--since is later than --until."));
    filter.from = *since;
    filter.to = *until;
    const auto result = wordOf(arguments, "result-type", namesOf<tlsrpt::ResultType>());
    const auto type = wordOf(arguments, "policy-type", namesOf<tlsrpt::PolicyType>());
    const auto mode =
        wordOf(arguments, "mode", {QStringLiteral("enforce"), QStringLiteral("testing"), QStringLiteral("none")});
    for (const auto *word : {&result, &type, &mode})
        if (!*word)
            return tl::unexpected(word->error());
    filter.result = *result;
    filter.type = *type;
    filter.mode = *mode;
    return filter;
}

std::vector<Option> rowOptions()
{
    std::vector<Option> options = filterOptions();
    for (const Option &option : {limitOption(), archiveOption(), jsonOption(), helpOption()})
        options.push_back(option);
    return options;
}

base::Result<RowsAsked, int> rowsAsked(const Arguments &arguments, const char *command)
{
    if (!arguments.operands().isEmpty())
        return tl::unexpected(usageProblem(Words::tr("%1 takes options only.").arg(QLatin1String(command)), command));
    const auto filter = filterOf(arguments);
    const auto limit = limitOf(arguments);
    if (!filter || !limit)
        return tl::unexpected(usageProblem(filter ? limit.error() : filter.error(), command));
    auto archive = openArchive(arguments, ArchiveUse::Read, command);
    if (!archive)
        return tl::unexpected(archive.error());
    return RowsAsked{std::move(*archive), *filter, *limit};
}

QString dayText(std::int64_t day)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(day * secondsADay, Qt::UTC);
    const bool isShown = day > -1'000'000 && day < 1'000'000 && moment.isValid();
    return isShown ? moment.date().toString(Qt::ISODate) : QStringLiteral("-");
}

} // namespace cli
