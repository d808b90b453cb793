// SPDX-License-Identifier: GPL-3.0-or-later
// Where `check --facts` puts what it saw: FILE, or DOMAIN.json in a directory. Written whole or not at all, readable by
// the user alone, because a transcript may hold what others should not see.
#pragma once

#include "cli/input.h"
#include "facts/domain_facts.h"

namespace cli {

class FactsFiles
{
public:
    /// `path` is a directory when it exists as one or ends in "/"; several domains need a directory.
    static Read<FactsFiles> at(const QString &path, qsizetype domains);
    /// Empty when written, else the sentence that says why not.
    QString write(const facts::DomainFacts &facts) const;

private:
    QString m_path;
    bool m_isDirectory = false;
};

} // namespace cli
