// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rollout_archive.h"

#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "cli/exit_status.h"
#include "cli/live_check.h"
#include "cli/words.h"

namespace cli {

namespace {

constexpr int reasonLength = 1000;

} // namespace

archive::Result<Standpoint> standpointOf(archive::Archive &archive, const QString &domain, const QDateTime &now)
{
    auto plan = archive::PlanStore(archive).read(domain);
    if (!plan)
        return tl::unexpected(plan.error());
    auto history = archive::historyFor(archive, domain, *plan ? &**plan : nullptr, now);
    if (!history)
        return tl::unexpected(history.error());
    return Standpoint{std::move(history->history), std::move(*plan), now, history->enough};
}

tl::expected<Opened, int> openStandpoint(const Arguments &arguments, const base::DomainName &domain,
                                         const std::optional<QDateTime> &now, ArchiveUse use, const char *command)
{
    auto archive = openArchive(arguments, arguments.has("check") ? ArchiveUse::Write : use, command);
    if (!archive)
        return tl::unexpected(archive.error());
    if (const int status = checkFirst(arguments, {domain}, *archive, command); status != Fine)
        return tl::unexpected(status);
    auto standpoint = standpointOf(*archive, domain.toString(), now.value_or(QDateTime::currentDateTimeUtc()));
    if (!standpoint)
        return tl::unexpected(archiveProblem(standpoint.error()));
    return Opened{*std::move(archive), *std::move(standpoint)};
}

archive::Result<> changePlan(archive::Archive &archive, const Standpoint &standpoint, const PlanChange &change)
{
    const QString &domain = standpoint.history.domain;
    return archive.connection().transaction([&]() -> archive::Result<> {
        auto plan = archive::PlanStore(archive).read(domain);
        if (!plan)
            return tl::unexpected(plan.error());
        Standpoint present = standpoint;
        present.plan = std::move(*plan);
        const std::optional<rollout::Plan> changed = change(present);
        if (!changed)
            return {};
        return archive::PlanStore(archive).save(domain, rollout::toJson(*changed), standpoint.now.toSecsSinceEpoch());
    });
}

std::vector<Option> standpointOptions()
{
    return {archiveOption(),
            {"now", Arity::Value, "MOMENT",
             QT_TRANSLATE_NOOP("Words", "Judge as of this moment (ISO 8601) instead of the present one.")}};
}

Read<std::optional<QDateTime>> nowOf(const Arguments &arguments)
{
    if (!arguments.has("now"))
        return std::nullopt;
    const auto now = readMoment(arguments.value("now"));
    return now ? Read<std::optional<QDateTime>>(*now) : tl::unexpected(now.error());
}

std::vector<Option> forceOptions()
{
    return {{"force", Arity::Flag, "",
             QT_TRANSLATE_NOOP("Words", "Decide although it is refused. Needs --reason; the plan keeps both.")},
            {"reason", Arity::Value, "TEXT",
             QT_TRANSLATE_NOOP("Words", "Why, in your own words; the plan keeps it with the time of the decision.")}};
}

QString strayForce(const Arguments &arguments)
{
    if (arguments.has("reason") && reasonOf(arguments).isEmpty())
        return Words::tr("--reason is empty. Say in words why.");
    if (reasonOf(arguments).size() > reasonLength)
        return Words::tr("--reason takes at most %1 characters.").arg(reasonLength);
    if (arguments.has("force") && !arguments.has("reason"))
        return Words::tr("--force needs --reason TEXT: why the refusal does not count. The plan keeps it.");
    return {};
}

QString reasonOf(const Arguments &arguments)
{
    return arguments.value("reason").trimmed();
}

} // namespace cli
