// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a web site on a server that takes SFTP. The file is uploaded under another name and renamed. Many
// servers rename over no file that exists (SFTP version 3, draft-ietf-secsh-filexfer-02 §6.5), so the old one is then
// moved aside first, and moved back when the new one cannot take its place: for one round trip there is none, and never
// a part of one.
#pragma once

#include "io/hosts/policy_host.h"
#include "io/hosts/sftp_session.h"

namespace io {

class SftpFolder : public PolicyHost
{
public:
    explicit SftpFolder(SftpOptions options) : m_session(std::make_shared<SftpSession>(std::move(options))) {}

    QFuture<ProviderResult<publish::HostedPolicy>> look(std::stop_token stop) override;
    QFuture<ProviderResult<void>> put(const publish::PolicyPlan &plan, std::stop_token stop) override;
    QString description() const override { return m_session->place().description(); }

private:
    std::shared_ptr<SftpSession> m_session; ///< a call that is under way outlives this
};

} // namespace io
