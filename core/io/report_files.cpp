// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_files.h"

#include <algorithm>
#include <vector>

namespace io {
namespace {

namespace fs = std::filesystem;

using OnFile = std::function<bool(ReportFile)>;
using OnSkipped = std::function<void(const fs::path &, SkipReason)>;

struct Listed
{
    fs::path path;
    fs::file_type type = fs::file_type::none;
};

bool isHidden(const fs::path &path)
{
    const fs::path name = path.filename(); // kept: native() refers into it
    return !name.empty() && name.native()[0] == '.';
}

// Most folders tell the kind of an entry with its name; only for a link, and where they do not, is it asked for.
fs::file_type typeOf(const fs::directory_entry &entry)
{
    std::error_code ignored;
    if (!entry.is_symlink(ignored) && entry.is_regular_file(ignored))
        return fs::file_type::regular;
    return entry.symlink_status(ignored).type();
}

/// The entries of one folder by name. False when it cannot be read to its end.
bool list(const fs::path &folder, std::vector<Listed> &entries)
{
    std::error_code error;
    fs::directory_iterator at(folder, error);
    while (!error && at != fs::directory_iterator()) {
        entries.push_back({at->path(), typeOf(*at)});
        at.increment(error);
    }
    std::ranges::sort(entries, {}, [](const Listed &l) -> const fs::path::string_type & { return l.path.native(); });
    return !error;
}

bool isMaildir(const std::vector<Listed> &entries)
{
    const auto has = [&](const char *name) {
        return std::ranges::any_of(
            entries, [&](const Listed &l) { return l.type == fs::file_type::directory && l.path.filename() == name; });
    };
    return has("cur") && has("new");
}

/// Whether an entry of a folder is of any interest.
bool isWanted(const Listed &entry, bool maildir)
{
    if (!maildir)
        return !isHidden(entry.path);
    const fs::path name = entry.path.filename();
    return entry.type == fs::file_type::directory && (name == "cur" || name == "new" || isHidden(entry.path));
}

class Search
{
public:
    Search(const FileLimits &limits, const OnFile &onFile, const OnSkipped &onSkipped)
        : m_limits(limits), m_onFile(onFile), m_onSkipped(onSkipped)
    {
    }

    void visit(const fs::path &path, fs::file_type type, int depth)
    {
        if (type == fs::file_type::directory)
            return visitFolder(path, depth);
        if (type == fs::file_type::regular)
            return visitFile(path, depth == 0);
        m_onSkipped(path, reasonFor(type));
    }

private:
    static SkipReason reasonFor(fs::file_type type)
    {
        if (type == fs::file_type::symlink)
            return SkipReason::Link;
        if (type == fs::file_type::not_found)
            return SkipReason::NotFound;
        return type == fs::file_type::none || type == fs::file_type::unknown ? SkipReason::Unreadable
                                                                             : SkipReason::Special;
    }

    void visitFile(const fs::path &path, bool named)
    {
        if (++m_files > m_limits.files) {
            m_onSkipped(path, SkipReason::TooMany);
            m_stopped = true;
        } else {
            m_stopped = !m_onFile({path, named});
        }
    }

    void visitFolder(const fs::path &path, int depth)
    {
        if (depth >= m_limits.depth)
            return m_onSkipped(path, SkipReason::TooDeep);
        std::vector<Listed> entries;
        if (!list(path, entries))
            m_onSkipped(path, SkipReason::Unreadable);
        const bool maildir = isMaildir(entries);
        for (const Listed &entry : entries) {
            if (m_stopped)
                return;
            if (isWanted(entry, maildir))
                visit(entry.path, entry.type, depth + 1);
        }
    }

    const FileLimits &m_limits;
    const OnFile &m_onFile;
    const OnSkipped &m_onSkipped;
    int m_files = 0;
    bool m_stopped = false;
};

} // namespace

const char *wordOf(SkipReason reason)
{
    switch (reason) {
    case SkipReason::NotFound: return "not-found";
    case SkipReason::Unreadable: return "unreadable";
    case SkipReason::Link: return "link";
    case SkipReason::Special: return "special";
    case SkipReason::TooLarge: return "too-large";
    case SkipReason::TooDeep: return "too-deep";
    case SkipReason::TooMany: return "too-many";
    }
    return "";
}

void findReportFiles(const fs::path &root, const FileLimits &limits, const OnFile &onFile, const OnSkipped &onSkipped)
{
    std::error_code error;
    const fs::file_type type = fs::status(root, error).type();
    const bool deadLink = type == fs::file_type::none && error == std::errc::too_many_symbolic_link_levels;
    std::error_code ignored;
    if (deadLink || (type == fs::file_type::not_found && fs::is_symlink(fs::symlink_status(root, ignored))))
        return onSkipped(root, SkipReason::Link);
    Search(limits, onFile, onSkipped).visit(root, type, 0);
}

} // namespace io
