// SPDX-License-Identifier: GPL-3.0-or-later
// What the instructions say whatever the place, in each language. The words are part of what is generated, for whoever
// gets the bundle, and do not follow the language of the program.
#pragma once

#include <span>

namespace publish::bundles {

/// Markdown with the placeholders {domain}, {domains}, {made}, {checked}, {host},
/// {place}, {target}, {days}.
struct ReadmeWords
{
    const char *title, *purpose;
    const char *publishTitle, *hostRecords, *look, *records, *check;
    const char *changeTitle;
    std::span<const char *const> change;
    const char *withdrawTitle;
    std::span<const char *const> withdraw;
    const char *trapsTitle;
    std::span<const char *const> traps;
};

const ReadmeWords &englishWords();
const ReadmeWords &italianWords();

} // namespace publish::bundles
