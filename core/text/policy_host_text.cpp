// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/policy_host_text.h"

#include "text/coded_sentence.h"
#include "text/provider_text.h"

#include <array>

namespace text {
namespace {

using Row = CodedSentence;

constexpr std::array rows{
    Row{"changed-meanwhile", QT_TRANSLATE_NOOP("text", "The policy is no longer as the plan saw it, so nothing was "
                                                       "changed. Somebody else is at work. Look at the plan again.")},
    Row{"changed-since", QT_TRANSLATE_NOOP("text", "The policy is neither as it was before nor as it was made then, so "
                                                   "undoing would destroy somebody's work. Nothing was changed.")},
    Row{"not-taken", QT_TRANSLATE_NOOP("text", "The place said yes, and what it holds now is not what was wanted. Look "
                                               "at the plan again; the undo file has what stood there before.")},
    Row{"half-made", QT_TRANSLATE_NOOP("text", "A part of the change was made, then the rest was refused. Run --undo "
                                               "with the undo file, or --apply again.")},
    Row{"absent-place", QT_TRANSLATE_NOOP("text", "The place does not exist. Nothing was changed. Check the folder, "
                                                  "account or site after --policy-host; a folder is never made, only "
                                                  ".well-known in it.")},
    Row{"no-permission", QT_TRANSLATE_NOOP("text", "The folder or the file may not be read or written by this user. "
                                                   "Nothing was changed. Allow it, or name another user.")},
    Row{"link", QT_TRANSLATE_NOOP("text", "A symbolic link stands there, and links below the root are not followed. "
                                          "Nothing was changed. Name the folder that it leads to, or remove it.")},
    Row{"not-a-file", QT_TRANSLATE_NOOP("text", "Something that is neither a folder nor a file stands in the way. "
                                                "Nothing was changed. Remove it.")},
    Row{"too-long", QT_TRANSLATE_NOOP("text", "What stands there is longer than a policy may be (64 KiB), so it is "
                                              "something else. Nothing was changed. Move it away.")},
    Row{"lost-owner", QT_TRANSLATE_NOOP("text", "This user cannot keep the owner of the file, and others may not read "
                                                "it, so the web server could lose it. Nothing was changed. Run this as "
                                                "its owner, or let everybody read the file.")},
    Row{"no-space", QT_TRANSLATE_NOOP("text", "The disk, or the user's share of it, is full. Nothing was changed.")},
    Row{"failed", QT_TRANSLATE_NOOP("text", "The place refused. Nothing was changed.")},
    Row{"host-key-unknown",
        QT_TRANSLATE_NOOP("text", "The key of the server is not in the list of known hosts, so it may be anybody's. "
                                  "Nothing was sent. Compare the fingerprint with the one on the server, then add the "
                                  "key (ssh asks on the first connection), or name the list with --known-hosts.")},
    Row{"host-key-changed",
        QT_TRANSLATE_NOOP("text", "The server shows another key than the one in the list of known hosts: it was set up "
                                  "anew, or somebody stands between. Nothing was sent. Ask who runs it before the old "
                                  "key is removed from the list.")},
    Row{"bad-known-hosts",
        QT_TRANSLATE_NOOP("text", "The list of known hosts cannot be read, so the server cannot be told from another. "
                                  "Nothing was sent. --known-hosts names the list.")},
    Row{"bad-login", QT_TRANSLATE_NOOP("text", "The server accepts neither this key nor this password for this user. "
                                               "Nothing was changed. Check the user's name, and that the key is among "
                                               "the authorised ones; a key with a passphrase has to be in the agent.")},
    Row{"moved-aside",
        QT_TRANSLATE_NOOP("text", "The connection ended while the old file was moved aside, and the server cannot be "
                                  "reached again, so there may be no policy at this moment; the old file is then "
                                  "beside its place under the name shown. Run --apply again as soon as the server "
                                  "answers, or --undo with the undo file.")},
    Row{"occupied", QT_TRANSLATE_NOOP("text", "Something that this program did not make stands there, so it was left "
                                              "alone. Nothing was changed. Name another place, or remove it first.")},
    Row{"no-zone", QT_TRANSLATE_NOOP("text", "The account has no zone that the policy host lies in, or the token may "
                                             "not see it. Nothing was changed.")},
    Row{"forbidden", QT_TRANSLATE_NOOP("text", "The token is known and may not do this. Nothing more was changed. See "
                                               "publish --help for the rights that it needs.")},
    Row{"rejected", QT_TRANSLATE_NOOP("text", "The place did not accept the policy. Nothing was changed.")},
    Row{"not-live", QT_TRANSLATE_NOOP("text", "The policy cannot be fetched as senders fetch it yet. Give the policy "
                                              "host its DNS record and certificate before the id.")},
    Row{"differs", QT_TRANSLATE_NOOP("text", "The policy host serves another policy to senders than this place holds: "
                                             "a cache is late, or its name leads elsewhere.")},
};

} // namespace

QString policyHostSentence(const QString &code)
{
    const QString sentence = sentenceIn(rows, code);
    return sentence.isEmpty() ? providerSentence(code) : sentence;
}

bool hasPolicyHostSentence(const QString &code)
{
    return !sentenceIn(rows, code).isEmpty() || hasProviderSentence(code);
}

} // namespace text
