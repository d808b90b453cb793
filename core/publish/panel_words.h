// SPDX-License-Identifier: GPL-3.0-or-later
// How the web panels of DNS providers call the fields of a record, in English and in Italian, and in which form they
// want the name. Whoever types at a panel looks for its words, not for those of the RFCs.
#pragma once

#include <QString>

#include <span>

namespace publish {

enum class Language { English, Italian };

enum class HostForm {
    Short, ///< below the zone: "_mta-sts"
    Full,  ///< with the zone, no final dot: "_mta-sts.example.com"
};

struct PanelColumns
{
    const char *name, *type, *value, *ttl;
    const char *advice; ///< where the form is and what it wants; may be empty
};

struct PanelWords
{
    const char *name;     ///< what the command line takes: "aruba"
    const char *provider; ///< a proper name; empty for the one that fits every panel
    HostForm hostForm;
    PanelColumns english, italian;

    const PanelColumns &columns(Language language) const { return language == Language::Italian ? italian : english; }
};

/// The first is "generic", in the words of Google's instructions.
std::span<const PanelWords> panelWords();
/// Null when there are none of that name.
const PanelWords *panelWordsNamed(const QString &name);

} // namespace publish
