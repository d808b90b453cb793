// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/sftp_folder.h"

#include "base/limits.h"

#include <QRandomGenerator>
#include <QThreadPool>

namespace io {
namespace {

using Look = ProviderResult<publish::HostedPolicy>;
using Done = ProviderResult<void>;

template <class T>
QFuture<T> onThread(std::function<T()> work)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

/// The commands of one change. What the server may have done is said as it is: `cut` when the answer is missing.
class Change
{
public:
    Change(SftpSession &session, const publish::PolicyPlan &plan, std::stop_token stop)
        : m_session(session), m_plan(plan), m_stop(std::move(stop))
    {
        const QByteArray mark = QByteArray::number(QRandomGenerator::system()->generate64(), 36);
        m_draft = m_folder + "/." + policyFileName + ".new-" + mark;
        m_aside = m_folder + "/." + policyFileName + ".before-" + mark;
    }

    Done run()
    {
        if (!m_plan.wanted.bytes)
            return afterWriting(command({"rm " + SftpSession::quoted(m_file)}));
        makeFolder();
        Done done = m_session.upload(m_draft, *m_plan.wanted.bytes, m_stop);
        if (!done)
            return done;
        command({"chmod 644 " + SftpSession::quoted(m_draft)}); // the server's mask may be strict
        done = takePlace();
        if (!done)
            command({"rm " + SftpSession::quoted(m_draft)});
        return done;
    }

private:
    Done command(const QByteArrayList &commands) { return m_session.command(commands, m_stop); }
    Done rename(const QByteArray &from, const QByteArray &to)
    {
        return command({"rename " + SftpSession::quoted(from) + ' ' + SftpSession::quoted(to)});
    }
    static Done afterWriting(Done done) { return done ? done : tl::unexpected(afterSending(done.error())); }
    static bool isRefusal(const Done &done) { return !done && done.error().code == QLatin1String("failed"); }

    // It fails when there is one; then its permissions are somebody's choice.
    void makeFolder()
    {
        command({"mkdir " + SftpSession::quoted(m_folder), "chmod 755 " + SftpSession::quoted(m_folder)});
    }

    Done takePlace()
    {
        const Done done = rename(m_draft, m_file);
        if (done || !isRefusal(done))
            return afterWriting(done);
        if (!m_plan.there.bytes) // somebody was faster
            return providerFailure("changed-meanwhile", done.error().detail);
        if (const Done moved = rename(m_file, m_aside); !moved)
            return giveBack(moved);
        if (const Done placed = rename(m_draft, m_file); !placed)
            return giveBack(placed);
        command({"rm " + SftpSession::quoted(m_aside)});
        return {};
    }

    // A new connection is made when the old one ended. No stop counts here: without this there may be no policy. The
    // rename fails when there is one, and what it says tells nothing more.
    Done giveBack(const Done &failed)
    {
        m_session.command({"rename " + SftpSession::quoted(m_aside) + ' ' + SftpSession::quoted(m_file)}, {});
        const auto now = m_session.download(m_file, limits::policyBytes, {});
        if (now && *now)
            return *now == m_plan.wanted.bytes ? Done() : failed;
        return providerFailure("moved-aside",
                               QString::fromUtf8(m_aside) + QStringLiteral(": ") + failed.error().detail);
    }

    SftpSession &m_session;
    const publish::PolicyPlan &m_plan;
    std::stop_token m_stop;
    QByteArray m_folder = m_session.place().folder + '/' + wellKnownFolder;
    QByteArray m_file = m_folder + '/' + policyFileName;
    QByteArray m_draft, m_aside;
};

Look lookAt(SftpSession &session, const std::stop_token &stop)
{
    const auto bytes = session.download(session.place().folder + '/' + wellKnownFolder + '/' + policyFileName,
                                        limits::policyBytes, stop);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return publish::HostedPolicy{*bytes};
}

} // namespace

QFuture<Look> SftpFolder::look(std::stop_token stop)
{
    return onThread<Look>([session = m_session, stop] { return lookAt(*session, stop); });
}

// All of it on one thread: QFuture::unwrap() of Qt 6.4 has a race when the inner future ends on another.
QFuture<Done> SftpFolder::put(const publish::PolicyPlan &plan, std::stop_token stop)
{
    return onThread<Done>([session = m_session, plan, stop] {
        const Done unchanged = plan.isEmpty() ? Done() : unchangedSince(plan, lookAt(*session, stop));
        return !unchanged || plan.isEmpty() ? unchanged : Change(*session, plan, stop).run();
    });
}

} // namespace io
