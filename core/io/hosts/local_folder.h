// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a web site on this machine: what a web server has as its root. The file is written beside the old one,
// brought to the disk and then renamed over it, so a sender gets either whole file. Nothing below the root may be a
// symbolic link: whoever may write there could otherwise lead the write elsewhere. Owner and permissions of the old
// file stay; a new one can be read by everybody, as the web server needs it. Linux, macOS and the BSDs.
#pragma once

#include "io/hosts/policy_host.h"

namespace io {

class LocalFolder : public PolicyHost
{
public:
    explicit LocalFolder(QString root) : m_root(std::move(root)) {}

    QFuture<ProviderResult<publish::HostedPolicy>> look(std::stop_token stop) override;
    QFuture<ProviderResult<void>> put(const publish::PolicyPlan &plan, std::stop_token stop) override;
    QString description() const override;

private:
    QString m_root; ///< may itself be reached through links: the administrator named it
};

} // namespace io
