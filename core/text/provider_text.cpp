// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/provider_text.h"

#include "text/coded_sentence.h"

#include <array>

namespace text {
namespace {

using Row = CodedSentence;

constexpr std::array rows{
    Row{"unreachable", QT_TRANSLATE_NOOP("text", "The server cannot be reached. Nothing was changed. Check its address "
                                                 "and port, and whether a firewall stands between.")},
    Row{"timeout", QT_TRANSLATE_NOOP("text", "The server did not answer in time. Nothing was changed.")},
    Row{"cancelled", QT_TRANSLATE_NOOP("text", "Stopped before anything was changed.")},
    Row{"tls", QT_TRANSLATE_NOOP("text", "The server's certificate cannot be trusted, or TLS failed. Nothing was sent. "
                                         "--ca-file names a private authority.")},
    Row{"cut", QT_TRANSLATE_NOOP("text", "The connection ended before the answer came, so whether the change was made "
                                         "is not known from it.")},
    Row{"bad-key", QT_TRANSLATE_NOOP("text", "The server does not know this key, or not with this algorithm. Check the "
                                             "key's name, its algorithm and that its secret is base64.")},
    Row{"bad-signature", QT_TRANSLATE_NOOP("text", "The server knows the key by name and has another secret for it. "
                                                   "Check the secret.")},
    Row{"bad-time", QT_TRANSLATE_NOOP("text", "The clocks of this machine and of the server are more than five minutes "
                                              "apart, so signatures do not count. Set the clock that is wrong.")},
    Row{"unsigned-answer", QT_TRANSLATE_NOOP("text", "The answer is not signed with the key, so it may come from "
                                                     "anybody. It was not believed.")},
    Row{"bad-answer", QT_TRANSLATE_NOOP("text", "What came back is no answer to what was sent.")},
    Row{"refused", QT_TRANSLATE_NOOP("text", "The server refuses this to the key. Allow the key to update the zone at "
                                             "these names.")},
    Row{"unauthorized", QT_TRANSLATE_NOOP("text", "The key or token is not accepted. Make a new one, or check that it "
                                                  "was copied whole.")},
    Row{"forbidden", QT_TRANSLATE_NOOP("text", "The key or token is known and may not do this. It needs the right to "
                                               "read and edit the records of this zone.")},
    Row{"not-zone", QT_TRANSLATE_NOOP("text", "The server has no zone of this name. --zone names the zone when it lies "
                                              "above the domain.")},
    Row{"not-authoritative", QT_TRANSLATE_NOOP("text", "The server does not answer for these names itself: it is not "
                                                       "one of the zone's, or they are delegated further.")},
    Row{"changed-meanwhile", QT_TRANSLATE_NOOP("text", "The zone is no longer as the plan saw it, so nothing was "
                                                       "changed. Somebody else is at work, or a wildcard answers at "
                                                       "one of the names. Look at the plan again.")},
    Row{"rejected", QT_TRANSLATE_NOOP("text", "The records were not accepted. Nothing was changed.")},
    Row{"not-taken", QT_TRANSLATE_NOOP("text", "The provider said yes, and what it holds now is not what was wanted. "
                                               "Look at the plan again; the undo file has what stood there before.")},
    Row{"policy-not-live",
        QT_TRANSLATE_NOOP("text",
                          "The policy cannot be fetched as senders fetch it, so the new id would send them to "
                          "nothing. Nothing was changed. Put the policy on its host first, then the id; or go on "
                          "with --skip-policy-check.")},
    Row{"policy-differs",
        QT_TRANSLATE_NOOP("text",
                          "What the policy host serves is not the policy that the new id would announce; senders "
                          "would keep the old one until the next id. Nothing was changed. Put the new policy on "
                          "every address of its host first, or go on with --skip-policy-check.")},
    Row{"half-made",
        QT_TRANSLATE_NOOP("text", "A part of the change was made, then the provider refused the rest and also "
                                  "the way back. Run --undo with the undo file.")},
    Row{"rate-limited", QT_TRANSLATE_NOOP("text", "Too many requests were made with this key. Wait some minutes.")},
    Row{"server-failure", QT_TRANSLATE_NOOP("text", "The server failed. Look at its log.")},
    Row{"outside-zone", QT_TRANSLATE_NOOP("text", "A name does not lie in the zone.")},
    Row{"cname-blocked", QT_TRANSLATE_NOOP("text", "The policy host cannot become an alias: other records stand at its "
                                                   "name, and a CNAME stands alone (RFC 1034 §3.6.2). Remove them "
                                                   "first, or give addresses instead.")},
    Row{"changed-since", QT_TRANSLATE_NOOP("text", "A record is neither as it was before nor as it was made then, so "
                                                   "undoing would destroy somebody's work. Nothing was changed.")},
};

} // namespace

QString providerSentence(const QString &code)
{
    const QString sentence = sentenceIn(rows, code);
    return sentence.isEmpty() ? code : sentence;
}

bool hasProviderSentence(const QString &code)
{
    return !sentenceIn(rows, code).isEmpty();
}

} // namespace text
