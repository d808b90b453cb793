// SPDX-License-Identifier: GPL-3.0-or-later
// A domain whose administrator does what the rollout allows, at random times and in random order, while checks look
// now and then, the policy host fails now and then, and senders send. Nothing but the seed decides what happens.
#pragma once

#include "rollout_histories.h"
#include "sts_sender.h"

#include "rollout/mx_move.h"
#include "rollout/next_step.h"
#include "rollout/withdrawal.h"

#include <functional>
#include <map>
#include <random>

namespace safety {

using namespace rollout;
using sts::Mode;

/// What the administrator does wrong on purpose, to show that the senders notice.
enum class Mistake {
    None,
    RemovesEarly,      ///< max_age after the last sighting, and not after the first look without it
    KeepsId,           ///< publishes the union of a move under the old id
    DoesNotWait,       ///< moves the MX records as soon as the union is out
    TrimsEarly,        ///< takes the old hosts out of the policy with the MX records
    ForgetsUnseen,     ///< counts only what checks have seen, and not what was handed out
    MovesWithoutUnion, ///< changes the MX records alone
    TakesInAtOnce      ///< moves mail to a host that appeared during the move before senders have a policy with it
};

class World
{
public:
    World(unsigned seed, Mistake mistake) : m_random(seed), m_mistake(mistake)
    {
        m_live.mx = {QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")};
        m_live.validTls = {m_live.mx.begin(), m_live.mx.end()};
        m_live.recordTtl = oneOf({60, 300, 3'600, 86'400});
        m_live.mxTtl = oneOf({300, 3'600, 86'400, 172'800});
        m_plan.domain = QStringLiteral("example.com");
        m_plan.rua = {QStringLiteral("mailto:tls@reports.example.net")};
        m_plan.ttl = int(m_live.recordTtl);
        m_plan.thresholds.testingDays = int(between(1, 5));
        m_plan.thresholds.reportDays = 1;
        m_plan.thresholds.rungDays = int(between(1, 4));
        m_plan.maxAgeGoal = oneOf({86'400, 604'800, 2'592'000});
        m_history.domain = m_plan.domain;
        m_checkEvery = oneOf({6, 12, 24, 48, 96}) * hour;
        m_waitsForExpiry = chance(30);
    }

    /// Lets that many days pass.
    void run(int days)
    {
        for (int number = 0; number < 10; ++number)
            addSender();
        at(0, [this] { check(); });
        at(between(hour, 10 * day), [this] { beginOutage(); });
        for (int each = 1; each < days; ++each)
            at(each * day, [this] { report(); });
        while (!m_events.empty() && m_events.begin()->first < days * day) {
            auto event = m_events.extract(m_events.begin());
            m_now = event.key();
            event.mapped()();
        }
    }

    int refused() const { return m_refused; } ///< mails, by an action of the administrator
    int sent() const { return m_sent; }
    const QStringList &deeds() const { return m_deeds; } ///< what was done, with the hour
    const QSet<Action> &actions() const { return m_actions; }

private:
    static constexpr qint64 minute = 60, hour = 3'600, day = 86'400;

    qint64 between(qint64 least, qint64 most) { return std::uniform_int_distribution<qint64>(least, most)(m_random); }
    bool chance(int percent) { return between(1, 100) <= percent; }
    qint64 oneOf(std::initializer_list<qint64> values)
    {
        return *(values.begin() + between(0, qint64(values.size()) - 1));
    }

    void at(qint64 when, std::function<void()> what) { m_events.emplace(when, std::move(what)); }
    void after(qint64 seconds, std::function<void()> what) { at(m_now + seconds, std::move(what)); }
    QDateTime time() const { return histories::noon(0).addSecs(m_now); }

    void note(const QString &what) { m_deeds += QStringLiteral("%1 h %2").arg(m_now / hour).arg(what); }

    // Senders: from hourly to every fortnight; some refresh daily, some only when they send.
    void addSender()
    {
        const auto sender = std::make_shared<StsSender>();
        const qint64 every = oneOf({hour, 6 * hour, day, 3 * day, 14 * day});
        at(between(0, every), [this, sender, every] { send(sender, every); });
        if (chance(40))
            at(between(0, day), [this, sender] { refresh(sender); });
    }

    void send(const std::shared_ptr<StsSender> &sender, qint64 every)
    {
        ++m_sent;
        const StsSender::Outcome outcome = sender->send(m_live, m_now);
        // An outage of the policy host is no action of ours; whoever waits for expiry is safe from it as well.
        if (outcome == StsSender::Outcome::Refused ||
            (outcome == StsSender::Outcome::RefusedInOutage && m_waitsForExpiry)) {
            ++m_refused;
            note(QStringLiteral("REFUSED"));
        }
        after(between(every / 2 + 1, every * 3 / 2), [this, sender, every] { send(sender, every); });
    }

    void refresh(const std::shared_ptr<StsSender> &sender)
    {
        sender->refresh(m_live, m_now);
        after(day, [this, sender] { refresh(sender); });
    }

    void beginOutage()
    {
        m_live.policyHostUp = false;
        after(between(10 * minute, 6 * hour), [this] {
            m_live.policyHostUp = true;
            after(between(2 * hour, 15 * day), [this] { beginOutage(); });
        });
    }

    Observation look()
    {
        Observation seen = histories::plainLook();
        seen.at = time();
        seen.mx = m_live.mx;
        seen.mxTtl = m_live.mxTtl;
        seen.record = m_live.recordId.isEmpty() ? Seen::Absent : Seen::Usable;
        seen.recordId = m_live.recordId;
        seen.recordTtl = seen.record == Seen::Usable ? m_live.recordTtl : 0;
        if (!m_live.policyHostUp || chance(2)) {
            seen.policy = Seen::NotKnown;
        } else if (m_live.policy) {
            seen.policy = Seen::Usable;
            seen.policyRead = *m_live.policy;
            seen.policyText = sts::format(seen.policyRead);
            seen.policyHash = QCryptographicHash::hash(seen.policyText, QCryptographicHash::Sha256);
            for (const QString &host : seen.mx)
                if (seen.policyRead.mode != Mode::None && !sts::matchesAny(seen.policyRead.mx, host))
                    seen.mxNotCovered += host;
        }
        return seen;
    }

    void check()
    {
        const Observation seen = look();
        m_history.observations += seen;
        recordServed(m_history.served, seen);
        decide();
        after(between(m_checkEvery / 2, m_checkEvery * 3 / 2), [this] { check(); });
    }

    /// Clean reports of the large senders about the day before.
    void report()
    {
        if (m_live.recordId.isEmpty() || !m_live.policy || m_live.policy->mode == Mode::None)
            return;
        for (const char *sender : {"google.com", "microsoft.com"}) {
            ReportedPolicy one;
            one.sender = sender;
            one.day = time().date().addDays(-1);
            one.type = tlsrpt::PolicyType::Sts;
            for (const QByteArray &line : sts::format(*m_live.policy).split('\n'))
                if (!line.trimmed().isEmpty())
                    one.policyStrings.push_back(line.trimmed().toStdString());
            one.mode = m_live.policy->mode;
            one.successful = 100;
            one.verified = Verified::Yes;
            m_history.reports.push_back(one);
        }
    }

    // The administrator: one action at a time, the next only when the last is out.

    void decide()
    {
        if (m_publishing || m_over)
            return;
        m_history.issued = m_mistake == Mistake::ForgetsUnseen ? QList<Served>() : m_plan.issuedPolicies();
        if (m_plan.mxMove)
            return goOnMoving();
        if (m_plan.reportingOnly)
            return tryTo(Action::StartTesting);
        switch (m_plan.mode) {
        case Mode::Testing:
            return chance(80) ? tryTo(Action::StartEnforcing) : chance(40) ? beginMove() : tryToWithdraw(40);
        case Mode::Enforce:
            return chance(40)   ? tryTo(Action::RaiseMaxAge)
                   : chance(30) ? beginMove()
                   : chance(15) ? tryTo(Action::RollBack)
                                : tryToWithdraw(40);
        case Mode::None: return chance(5) ? tryTo(Action::StartTesting) : remove();
        }
    }

    void tryToWithdraw(int percent)
    {
        if (chance(percent))
            tryTo(Action::Withdraw);
    }

    void tryTo(Action action)
    {
        if (mayDo(action, m_history, m_plan, time()).allowed)
            take(action);
    }

    void take(Action action, bool sameId = false)
    {
        const QByteArray id = m_plan.id;
        m_plan = rollout::after(action, m_plan, m_history, time());
        if (sameId)
            m_plan.id = id;
        m_actions += action;
        note(base::enumName(action));
        publish();
    }

    /// The file first, then the record (RULES 25); sometimes the next decision comes before the next check.
    void publish()
    {
        m_publishing = true;
        const sts::Policy policy{m_plan.mode, m_plan.mx, m_plan.maxAge, {}};
        after(between(0, hour), [this, policy] {
            m_live.policy = policy;
            after(between(0, 10 * minute), [this] {
                m_live.recordId = m_plan.id;
                m_publishing = false;
                if (chance(35))
                    after(between(minute, 3 * hour), [this] { decide(); });
            });
        });
    }

    void remove()
    {
        bool may = mayDo(Action::Remove, m_history, m_plan, time()).allowed;
        if (m_mistake == Mistake::RemovesEarly) {
            const Withdrawal withdrawal = withdrawalOf(m_history, time());
            may = withdrawal.noneServed;
            for (const Served &served : m_history.served)
                may = may &&
                      (served.policy.mode == Mode::None || served.lastSeen.addSecs(served.policy.maxAge) <= time());
        }
        if (!may)
            return;
        m_plan = rollout::after(Action::Remove, m_plan, m_history, time());
        m_actions += Action::Remove;
        note(QStringLiteral("remove"));
        m_live.recordId.clear();
        m_live.policy.reset();
        m_live.validTls.clear(); // from here on the domain owes senders nothing
        m_over = true;
    }

    void beginMove()
    {
        const bool toGoogle = !m_live.mx.contains(QStringLiteral("smtp.google.com"));
        const QString number = QString::number(++m_moves);
        QStringList to{toGoogle ? QStringLiteral("smtp.google.com") : QStringLiteral("mx") + number + ".new.example"};
        if (chance(30))
            to += m_live.mx.first(); // one stays
        m_live.validTls += QSet<QString>(to.begin(), to.end());
        if (m_mistake == Mistake::MovesWithoutUnion) {
            note(QStringLiteral("moves MX"));
            m_live.mx = to;
            return;
        }
        m_plan.mxMove = MxMove{to, time(), m_waitsForExpiry};
        if (!mayDo(Action::BeginMxMove, m_history, m_plan, time()).allowed) {
            m_plan.mxMove.reset();
            return;
        }
        take(Action::BeginMxMove, m_mistake == Mistake::KeepsId);
    }

    MovePhase phaseOfMove()
    {
        MovePhase phase = moveOf(m_history, m_plan, time()).phase;
        const bool moved = hasMoved();
        if (m_mistake == Mistake::TakesInAtOnce && m_live.mx.size() > 1 && m_live.mx.contains(m_stray)) {
            m_plan.mxMove->to = QStringList{m_stray};
            phase = MovePhase::MoveMx;
        }
        if (m_mistake == Mistake::DoesNotWait && !moved)
            phase = MovePhase::MoveMx;
        // By the dates alone, without asking for a new id.
        if (m_mistake == Mistake::KeepsId && !moved && m_plan.mxMove->startedAt.addDays(3) < time())
            phase = MovePhase::MoveMx;
        if (m_mistake == Mistake::TrimsEarly && moved)
            phase = MovePhase::Trim;
        return phase;
    }

    // A host that is added where others take mail harms nobody, and neither does taking it away again.
    void changeMxBehindTheMove()
    {
        if (!m_live.mx.contains(m_stray)) {
            m_stray = QStringLiteral("stray") + QString::number(++m_strays) + QStringLiteral(".other.example");
            m_live.validTls += m_stray;
            m_live.mx += m_stray;
        } else if (m_live.mx.size() > 1 && !m_plan.mxMove->to.contains(m_stray)) {
            m_live.mx.removeAll(m_stray);
        }
        note(QStringLiteral("MX set is %1").arg(m_live.mx.join(u' ')));
    }

    bool hasMoved() const
    {
        return std::all_of(m_live.mx.begin(), m_live.mx.end(),
                           [this](const QString &host) { return m_plan.mxMove->to.contains(host); });
    }

    /// To the hosts of the plan, or first to one of them: each was promised to be safe.
    void moveMx()
    {
        m_live.mx = m_plan.mxMove->to;
        if (chance(30))
            m_live.mx = {m_plan.mxMove->to.at(between(0, m_plan.mxMove->to.size() - 1))};
        note(QStringLiteral("moves MX to %1").arg(m_live.mx.join(u' ')));
    }

    void goOnMoving()
    {
        if ((m_mistake == Mistake::None || m_mistake == Mistake::TakesInAtOnce) && chance(3))
            changeMxBehindTheMove();
        switch (phaseOfMove()) {
        case MovePhase::PublishUnion:
            if (m_mistake != Mistake::KeepsId)
                tryTo(Action::WidenMxMove);
            return;
        case MovePhase::MoveMx:
            if (!hasMoved())
                moveMx();
            return;
        case MovePhase::Trim:
        case MovePhase::Done:
            if (m_mistake != Mistake::TrimsEarly && !mayDo(Action::FinishMxMove, m_history, m_plan, time()).allowed)
                return;
            m_live.validTls = QSet<QString>(m_plan.mxMove->to.begin(), m_plan.mxMove->to.end()) +
                              QSet<QString>(m_live.mx.begin(), m_live.mx.end());
            return take(Action::FinishMxMove);
        case MovePhase::NotStarted:
        case MovePhase::WaitRefresh:
        case MovePhase::WaitQueues:
            if (chance(5))
                tryTo(Action::CancelMxMove);
            else if (chance(2))
                tryTo(Action::RollBack);
            return;
        }
    }

    std::mt19937 m_random;
    Mistake m_mistake;
    std::multimap<qint64, std::function<void()>> m_events; ///< by second
    qint64 m_now = 0, m_checkEvery = 0;                    ///< seconds
    LiveDomain m_live;
    History m_history;
    Plan m_plan;
    bool m_waitsForExpiry = false, m_publishing = false, m_over = false;
    QString m_stray; ///< an MX host that no move asked for
    int m_moves = 0, m_strays = 0, m_refused = 0, m_sent = 0;
    QStringList m_deeds;
    QSet<Action> m_actions;
};

} // namespace safety
