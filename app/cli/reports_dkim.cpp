// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reports_dkim.h"

#include "cli/words.h"

namespace cli {

std::vector<Option> dkimOptions()
{
    std::vector<Option> options{
        {"dkim", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words", "Look up the DKIM keys of report mails in DNS, to verify their signatures. Without "
                                    "it nothing is asked, and the verdict is key-not-looked-up at best.")},
        {"own-provider", Arity::Values, "ID…",
         QT_TRANSLATE_NOOP("Words", "The mails come from mailboxes of this provider: its own topmost "
                                    "Authentication-Results (mx.google.com for Google) is believed where the key is "
                                    "gone, and with --dkim its own sealed ARC chain where a group or a forwarder "
                                    "changed the mail.")}};
    for (const Option &option : resolverOptions())
        options.push_back(option);
    return options;
}

Read<DkimJudging> DkimJudging::from(const Arguments &arguments, std::stop_token stop)
{
    DkimJudging judging;
    for (const QString &provider : arguments.values("own-provider"))
        judging.m_reading.ownProviders.push_back(provider.toLower().toStdString());
    if (!arguments.has("dkim")) {
        for (const Option &option : resolverOptions())
            if (arguments.has(option.name))
                return tl::unexpected(Words::tr("--%1 means nothing without --dkim.").arg(QLatin1String(option.name)));
        return judging;
    }
    auto adapters = adaptersFor(arguments);
    if (!adapters)
        return tl::unexpected(adapters.error());
    judging.m_adapters = std::move(*adapters);
    judging.m_keys = std::make_unique<io::DkimKeys>(judging.m_adapters->resolver(), std::move(stop));
    judging.m_reading.dkimKey = [keys = judging.m_keys.get()](const std::string &name) { return keys->at(name); };
    return judging;
}

} // namespace cli
