// SPDX-License-Identifier: GPL-3.0-or-later
// How the DKIM signatures of report mails are judged: --dkim asks DNS for the keys; without it nothing goes to the
// network. --own-provider names whose Authentication-Results may be believed.
#pragma once

#include "cli/network_options.h"
#include "io/dkim_keys.h"
#include "io/report_reading.h"

namespace cli {

std::vector<Option> dkimOptions();

class DkimJudging
{
public:
    static Read<DkimJudging> from(const Arguments &arguments, std::stop_token stop);
    /// Valid as long as this is.
    const io::ReadingOptions &reading() const { return m_reading; }

private:
    std::unique_ptr<wiring::Adapters> m_adapters;
    std::unique_ptr<io::DkimKeys> m_keys;
    io::ReadingOptions m_reading;
};

} // namespace cli
