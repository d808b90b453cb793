// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that the window shows of one domain, derived from the archive at one moment. A plain value: it is made on
// the archive's thread and only read on the window's.
#pragma once

#include "archive/archive.h"
#include "facts/domain_facts.h"
#include "findings/evaluate.h"
#include "rollout/alarms.h"
#include "rollout/comparison.h"
#include "rollout/next_step.h"

namespace ui {

struct DomainStanding
{
    QString domain;
    std::optional<QDateTime> checkedAt; ///< UTC; nothing: never checked
    QByteArray stored;                  ///< the facts of that check, packed: hundreds of domains are shown at once
    findings::Findings findings;        ///< of these facts, judged at the moment of asking
    rollout::StageVerdict stage;
    rollout::NextStep next;
    rollout::Readiness readiness;
    QList<rollout::Comparison> comparisons; ///< of what is live with the plan, one a part
    QList<rollout::Alarm> alarms;           ///< that are not cleared, waiting ones included
    bool hasPlan = false;

    std::optional<facts::DomainFacts> facts() const; ///< read anew each time
    findings::Verdict verdict() const { return findings::verdictOf(findings); }
    /// The gravest finding that failed; null when there is none above an info.
    const findings::Finding *worst() const;
    /// The findings about the domain's wider posture, which are context only, and all others.
    findings::Findings postureFindings() const;
    findings::Findings ownFindings() const;
    /// The most useful sentence of all: the worst finding, else the stage.
    QString sentence() const;
};

archive::Result<DomainStanding> standingOf(archive::Archive &archive, const QString &domain, const QDateTime &now);
/// Of every domain with a plan or a snapshot, by name.
archive::Result<QList<DomainStanding>> allStandings(archive::Archive &archive, const QDateTime &now);

} // namespace ui
