// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rollout_text.h"

#include <QtGlobal>

#include <array>

namespace text {

namespace {

struct Row
{
    const char *code;
    const char *pattern;
};

constexpr std::array rows{
    Row{"already-enforcing", QT_TRANSLATE_NOOP("text", "The policy is in mode enforce already.")},
    Row{"already-removed", QT_TRANSLATE_NOOP("text", "Record and policy are gone already.")},
    Row{"bottom-rung", QT_TRANSLATE_NOOP("text", "max_age is {max-age} seconds, the least that the ladder has.")},
    Row{"certificates-end",
        QT_TRANSLATE_NOOP(
            "text",
            "The certificate of {host} ends on {day}, in {days} days; {needed} are asked for. Renew it first.")},
    Row{"certificates-last", QT_TRANSLATE_NOOP("text", "The first certificate to end is that of {host}, on {day}.")},
    Row{"certificates-unknown",
        QT_TRANSLATE_NOOP("text", "No check has seen a certificate of the mail servers or the policy host.")},
    Row{"days-enough",
        QT_TRANSLATE_NOOP(
            "text", "The present mx lines have been live since {since}, for {days} days; {needed} are asked for.")},
    Row{"days-too-few",
        QT_TRANSLATE_NOOP("text", "The present mx lines have been live since {since}, for {days} of {needed} days.")},
    Row{"days-too-few-since-rollback",
        QT_TRANSLATE_NOOP("text",
                          "The policy went back from enforce to testing on {since}, {days} of {needed} days ago. "
                          "What was seen and reported before does not count: the reason for going back has to "
                          "be outlived.")},
    Row{"domain-not-found",
        QT_TRANSLATE_NOOP("text", "The DNS said on {day} that {domain} does not exist. Is the name right, and is it "
                                  "registered and delegated? Nothing can be planned for it until then.")},
    Row{"enforce-skips-hosts",
        QT_TRANSLATE_NOOP("text", "Senders may not deliver to {hosts}: the policy does not cover these hosts, or their "
                                  "TLS fails. Mail waits for the other MX hosts.")},
    Row{"enforce-still-held", QT_TRANSLATE_NOOP("text", "Senders may hold the policy in mode enforce until {until}.")},
    Row{"enforce-stops-all-mail",
        QT_TRANSLATE_NOOP("text",
                          "Senders that obey the policy cannot deliver to any MX host: {hosts} are not covered, or "
                          "their TLS fails. Go back to mode testing with a new id, or mend the hosts now.")},
    Row{"failures-all-explained", QT_TRANSLATE_NOOP("text", "Every failure that was reported has a known cause.")},
    Row{"failures-none-own", QT_TRANSLATE_NOOP("text", "No failure on the receiving side was reported.")},
    Row{"failures-own", QT_TRANSLATE_NOOP("text", "{sender} reported {sessions} sessions that failed with \"{type}\" "
                                                  "at {mx}, last on {day}. The cause is on the receiving side.")},
    Row{"failures-own-over",
        QT_TRANSLATE_NOOP(
            "text", "{sender} reported sessions that failed with \"{type}\" at {mx}, last on {day}. This is over.")},
    Row{"failures-own-settling",
        QT_TRANSLATE_NOOP("text", "{sender} reported {sessions} sessions that failed with \"{type}\" at {mx}, last on "
                                  "{day}, and none since. If it stays so, this is over on {until}.")},
    Row{"failures-unexplained",
        QT_TRANSLATE_NOOP("text", "{sender} reported {sessions} sessions that failed, last on {day}, and the report "
                                  "does not say why (\"{type}\" {reason}).")},
    Row{"failures-unexplained-over",
        QT_TRANSLATE_NOOP("text", "{sender} reported failures without a known cause, last on {day}, and none since.")},
    Row{"failures-unexplained-settling",
        QT_TRANSLATE_NOOP("text", "{sender} reported {sessions} failures without a known cause, last on {day}, and "
                                  "none since. If it stays so, this is over on {until}.")},
    Row{"forecast-lines-not-named",
        QT_TRANSLATE_NOOP("text", "{sessions} sessions come from reports that name no policy lines; they are counted "
                                  "as if under the present policy.")},
    Row{"forecast-no-sessions",
        QT_TRANSLATE_NOOP("text", "No session under the present policy was reported, so nothing can be forecast.")},
    Row{"forecast-older-lines",
        QT_TRANSLATE_NOOP("text",
                          "{sessions} sessions were judged by an older policy and say nothing about this one.")},
    Row{"forecast-other-sessions",
        QT_TRANSLATE_NOOP(
            "text",
            "{sessions} sessions were under DANE or without a policy; mode enforce would not have decided them.")},
    Row{"forecast-silent-senders",
        QT_TRANSLATE_NOOP("text", "Senders that send no TLS reports are not in these numbers.")},
    Row{"forecast-tried-again",
        QT_TRANSLATE_NOOP("text", "A session that fails is tried again: not every one is a mail that is lost.")},
    Row{"forecast-uncounted", QT_TRANSLATE_NOOP("text", "{sessions} sessions are in reports that do not count, because "
                                                        "they are not verified or are contradicted.")},
    Row{"goal-reached", QT_TRANSLATE_NOOP("text", "The domain stands where the plan wants it.")},
    Row{"held-policy-refuses", QT_TRANSLATE_NOOP("text", "Senders that still hold an older policy, until {until} at "
                                                         "most, cannot deliver to any MX host of today: {hosts}.")},
    Row{"held-policy-skips-hosts",
        QT_TRANSLATE_NOOP(
            "text", "Senders that still hold an older policy, until {until} at most, may not deliver to {hosts}.")},
    Row{"is-enforcing", QT_TRANSLATE_NOOP("text", "The policy is in mode enforce. To test again, go back to testing.")},
    Row{"large-senders-seen",
        QT_TRANSLATE_NOOP("text", "Google and Microsoft reported sessions under the present policy.")},
    Row{"large-senders-seen-without-lines",
        QT_TRANSLATE_NOOP("text", "Google and Microsoft reported sessions under MTA-STS. A report that names no policy "
                                  "lines counts from the second day after publication.")},
    Row{"last-look-cannot-tell",
        QT_TRANSLATE_NOOP("text", "The last check, on {day}, could not tell; what was seen before it still stands.")},
    Row{"lines-miss-mx",
        QT_TRANSLATE_NOOP("text", "The planned mx lines do not cover {hosts}, where mail is delivered now.")},
    Row{"lines-miss-recent-mx", QT_TRANSLATE_NOOP("text", "The planned mx lines do not cover {hosts}, which was an MX "
                                                          "host a few days ago. Senders may still use it.")},
    Row{"look-old", QT_TRANSLATE_NOOP("text", "The last check that could tell is of {day}. Check the domain again.")},
    Row{"look-too-old", QT_TRANSLATE_NOOP("text", "The last check is too old to decide on. Check the domain first.")},
    Row{"looks-cannot-tell", QT_TRANSLATE_NOOP("text", "No check could tell whether there is a policy.")},
    Row{"mailbox-apart", QT_TRANSLATE_NOOP("text", "Reports go to an address outside the domain.")},
    Row{"mailbox-inside", QT_TRANSLATE_NOOP("text", "Reports go to an address inside the domain. If its mail servers "
                                                    "fail, the reports about that may be lost.")},
    Row{"mailbox-none", QT_TRANSLATE_NOOP("text", "There is no usable TLS reporting record.")},
    Row{"mailbox-unknown", QT_TRANSLATE_NOOP("text", "No check could read the TLS reporting record.")},
    Row{"move-hosts-covered",
        QT_TRANSLATE_NOOP("text",
                          "The policy of the move covers every MX host that was seen; there is nothing to add.")},
    Row{"move-hosts-found",
        QT_TRANSLATE_NOOP("text",
                          "The MX set changed during the move: mail goes to {hosts}, or may by older MX data, and "
                          "the planned policy does not cover this. To go on, the policy takes it in, and every "
                          "wait begins anew; or cancel the move.")},
    Row{"move-mx-moved", QT_TRANSLATE_NOOP("text", "Mail goes to {hosts} already, and the policy would no longer cover "
                                                   "that. Move the MX records back first.")},
    Row{"move-not-over", QT_TRANSLATE_NOOP("text", "Senders may still use the old hosts.")},
    Row{"move-running", QT_TRANSLATE_NOOP("text", "A move to {hosts} is under way.")},
    Row{"move-under-way", QT_TRANSLATE_NOOP("text", "A move of MX hosts is under way. Finish or cancel it first.")},
    Row{"move-without-hosts", QT_TRANSLATE_NOOP("text", "The plan names no MX hosts to move to.")},
    Row{"mx-covered", QT_TRANSLATE_NOOP("text", "The policy covers every MX host that was seen in this period.")},
    Row{"mx-not-covered",
        QT_TRANSLATE_NOOP("text", "The policy does not cover {hosts}. Add an mx line for each, with a new id.")},
    Row{"mx-unknown", QT_TRANSLATE_NOOP("text", "The MX records could not be looked up.")},
    Row{"mx-was-not-covered",
        QT_TRANSLATE_NOOP("text", "On {day} the policy did not cover {hosts}; now it covers every MX host.")},
    Row{"no-look", QT_TRANSLATE_NOOP("text", "The domain was not checked yet.")},
    Row{"no-mail", QT_TRANSLATE_NOOP("text", "The domain takes no mail (null MX), so a policy does nothing.")},
    Row{"no-line-for-policy", QT_TRANSLATE_NOOP("text", "No MX host of today belongs in a policy: they only proved "
                                                        "ownership, or belong to consumer Gmail. Replace the MX "
                                                        "records first.")},
    Row{"no-move", QT_TRANSLATE_NOOP("text", "The plan has no move of MX hosts.")},
    Row{"no-period", QT_TRANSLATE_NOOP("text", "No usable policy is live, so there is nothing to judge.")},
    Row{"no-policy-planned", QT_TRANSLATE_NOOP("text", "The plan has no policy yet that could be published.")},
    Row{"no-report-address", QT_TRANSLATE_NOOP("text", "The plan names no address for TLS reports.")},
    Row{"no-report-counts", QT_TRANSLATE_NOOP("text", "No report that counts has come in this period.")},
    Row{"none-not-served",
        QT_TRANSLATE_NOOP(
            "text", "Mode none was never served. Senders may hold the policy until {until}: serve mode none first.")},
    Row{"not-enforcing", QT_TRANSLATE_NOOP("text", "The policy is not in mode enforce.")},
    Row{"not-in-testing", QT_TRANSLATE_NOOP("text", "The policy has to be in mode testing first.")},
    Row{"nothing-to-withdraw", QT_TRANSLATE_NOOP("text", "No policy was served, so there is nothing to withdraw.")},
    Row{"plan-not-published",
        QT_TRANSLATE_NOOP(
            "text", "The planned policy (mode {planned-mode}, max_age {planned-max-age}, id {id}) is not live yet.")},
    Row{"policy-changed-same-id",
        QT_TRANSLATE_NOOP("text", "The policy was changed and the record still has the id {id}. Senders that hold the "
                                  "old policy do not learn of it: publish a new id.")},
    Row{"policy-host-failures",
        QT_TRANSLATE_NOOP(
            "text",
            "{sender} could not use the policy in {sessions} sessions (\"{type}\" {reason}), last on {day}. Mode "
            "enforce would not stop this mail, but it would not protect it either. Mend the policy host.")},
    Row{"policy-host-mended",
        QT_TRANSLATE_NOOP("text", "{sender} could not use the policy (\"{type}\"), last on {day}. This is over.")},
    Row{"policy-host-reliable", QT_TRANSLATE_NOOP("text", "No sender reported that it could not use the policy.")},
    Row{"policy-host-settling",
        QT_TRANSLATE_NOOP("text", "{sender} could not use the policy (\"{type}\"), last on {day}, and could since. If "
                                  "it stays so, this is over on {until}.")},
    Row{"policy-invalid",
        QT_TRANSLATE_NOOP("text", "The record announces a policy, and no sender can use what is served.")},
    Row{"policy-lines-not-planned", QT_TRANSLATE_NOOP("text", "The policy lists {lines}; the plan has {planned}.")},
    Row{"policy-live", QT_TRANSLATE_NOOP("text", "A usable policy is live, and record and file agree.")},
    Row{"policy-missing", QT_TRANSLATE_NOOP("text", "The record announces a policy, and there is none.")},
    Row{"policy-mode-none", QT_TRANSLATE_NOOP("text", "The policy is in mode none.")},
    Row{"policy-none", QT_TRANSLATE_NOOP("text", "There is no MTA-STS record.")},
    Row{"policy-not-as-planned",
        QT_TRANSLATE_NOOP(
            "text",
            "The policy is withdrawn although the plan wants one. Publish the planned policy again, with a new id.")},
    Row{"policy-not-in-plan",
        QT_TRANSLATE_NOOP("text", "The domain serves a policy that the plan knows nothing of. Take "
                                  "it over into the plan first.")},
    Row{"policy-other-than-planned",
        QT_TRANSLATE_NOOP("text", "The planned policy was live, and somebody has changed it since: mode {mode}, "
                                  "max_age {max-age}; planned are {planned-mode} and {planned-max-age}.")},
    Row{"policy-unusable", QT_TRANSLATE_NOOP("text", "Record or policy cannot be used by senders.")},
    Row{"policy-weaker-than-planned",
        QT_TRANSLATE_NOOP("text", "The planned policy was live, and somebody has weakened it since: mode {mode}, "
                                  "max_age {max-age}; planned are {planned-mode} and {planned-max-age}.")},
    Row{"probes-clean", QT_TRANSLATE_NOOP("text", "The check of {day} found no error at any mail server.")},
    Row{"probes-failed",
        QT_TRANSLATE_NOOP("text",
                          "The check of {day} found errors at {host} that would stop a sender under mode enforce.")},
    Row{"probes-google-only", QT_TRANSLATE_NOOP("text", "The mail servers could not be reached from here. All of them "
                                                        "are Google's, so the reports of large senders stand in.")},
    Row{"probes-none", QT_TRANSLATE_NOOP("text", "The mail servers could never be reached from here, perhaps because "
                                                 "port 25 is blocked. Run the check from another network.")},
    Row{"probes-old", QT_TRANSLATE_NOOP("text", "The mail servers were last reached on {day}. Check them again.")},
    Row{"publish-none", QT_TRANSLATE_NOOP("text", "Publish the policy in mode none with a new id.")},
    Row{"ready", QT_TRANSLATE_NOOP("text", "The evidence has been enough since {since}.")},
    Row{"ready-overdue",
        QT_TRANSLATE_NOOP("text",
                          "The evidence has been enough since {since}. In testing, the policy protects no mail.")},
    Row{"record-gone-enforce-held",
        QT_TRANSLATE_NOOP("text", "The record is gone, and senders may hold the policy in mode enforce until {until}. "
                                  "A missing record is not an off switch: publish it again.")},
    Row{"record-gone-testing-held",
        QT_TRANSLATE_NOOP(
            "text", "The record is gone. Senders may hold a policy until {until}; in mode testing it stops no mail.")},
    Row{"record-gone-too-early", QT_TRANSLATE_NOOP("text", "The record was removed before every sender had to drop the "
                                                           "policy in mode enforce, which may be held until {until}.")},
    Row{"record-invalid", QT_TRANSLATE_NOOP("text", "The _mta-sts record cannot be used by senders.")},
    Row{"report-days-enough",
        QT_TRANSLATE_NOOP("text", "Reports that count came for {days} days; {needed} are asked for.")},
    Row{"report-days-too-few", QT_TRANSLATE_NOOP("text", "Reports that count came for {days} of {needed} days.")},
    Row{"reporting-first",
        QT_TRANSLATE_NOOP("text",
                          "The TLS reporting record comes first: without it no sender reports what testing shows.")},
    Row{"reporting-missing",
        QT_TRANSLATE_NOOP("text", "The TLS reporting record is missing or unusable, so nobody reports failures.")},
    Row{"reports-coming", QT_TRANSLATE_NOOP("text", "The last report that counts is about {day}.")},
    Row{"reports-no-policy", QT_TRANSLATE_NOOP("text", "Senders report that they found no policy.")},
    Row{"reports-none", QT_TRANSLATE_NOOP("text", "No report has come in this period.")},
    Row{"reports-older-lines", QT_TRANSLATE_NOOP("text", "Senders still report an older policy.")},
    Row{"reports-only-dane",
        QT_TRANSLATE_NOOP("text",
                          "Only senders that use DANE have reported; the policy decides none of their sessions.")},
    Row{"reports-stopped",
        QT_TRANSLATE_NOOP("text", "The last report that counts is about {day}, {days} days without one since. Look at "
                                  "the report mailbox and at the reporting record.")},
    Row{"reports-too-early",
        QT_TRANSLATE_NOOP("text", "Reports have come, but too early to be about the present policy.")},
    Row{"reports-uncounted",
        QT_TRANSLATE_NOOP("text", "Reports have come, and none counts: they are not verified, or contradicted.")},
    Row{"rung-not-over",
        QT_TRANSLATE_NOOP(
            "text",
            "max_age is {max-age} seconds since {since}. If all stays well, it can be raised to {next} on {until}.")},
    Row{"rung-over",
        QT_TRANSLATE_NOOP("text", "max_age has been {max-age} seconds since {since}. It can be raised to {next}.")},
    Row{"sender-never", QT_TRANSLATE_NOOP("text", "{sender} has not reported yet. Small domains may get no mail from "
                                                  "there: after {until} this no longer holds up.")},
    Row{"sender-older-lines", QT_TRANSLATE_NOOP("text", "{sender} still reports an older policy.")},
    Row{"sender-only-dane",
        QT_TRANSLATE_NOOP("text", "{sender} reports only under DANE. After {until} this no longer holds up.")},
    Row{"sender-passed-over",
        QT_TRANSLATE_NOOP("text", "{sender} has not reported under the policy in {days} days of testing, which is long "
                                  "enough for a domain that gets little mail from there.")},
    Row{"sender-seen", QT_TRANSLATE_NOOP("text", "{sender} reported sessions under the present policy.")},
    Row{"sender-seen-without-lines",
        QT_TRANSLATE_NOOP("text", "{sender} reported sessions under MTA-STS and names no policy lines.")},
    Row{"sender-trouble",
        QT_TRANSLATE_NOOP("text", "{sender} reports, and none of its sessions was under a policy that it could use.")},
    Row{"sender-uncounted",
        QT_TRANSLATE_NOOP("text",
                          "{sender} reports, and none of its reports counts: they are not verified, or contradicted.")},
    Row{"stage-enforcing",
        QT_TRANSLATE_NOOP("text", "The policy is in mode enforce, with a max_age of {max-age} seconds.")},
    Row{"stage-not-started",
        QT_TRANSLATE_NOOP("text", "There is neither a TLS reporting record nor an MTA-STS record.")},
    Row{"stage-only-none", QT_TRANSLATE_NOOP("text", "The policy is in mode none, and no other was ever seen.")},
    Row{"stage-ready", QT_TRANSLATE_NOOP("text", "Every condition for mode enforce is met.")},
    Row{"stage-reporting", QT_TRANSLATE_NOOP("text", "There is a TLS reporting record and no MTA-STS record.")},
    Row{"stage-testing", QT_TRANSLATE_NOOP("text", "The policy is in mode testing.")},
    Row{"stage-withdrawing",
        QT_TRANSLATE_NOOP("text", "The policy is in mode none. Senders may hold an older one until {until}.")},
    Row{"stage-withdrawn-gone",
        QT_TRANSLATE_NOOP("text", "The record is gone, and since {until} no sender can hold a policy.")},
    Row{"stage-withdrawn-none", QT_TRANSLATE_NOOP("text", "The policy is in mode none, and since {until} no sender can "
                                                          "hold an older one. Record and policy host can go.")},
    Row{"start-again", QT_TRANSLATE_NOOP("text", "The domain is without MTA-STS although the plan wants a policy.")},
    Row{"still-held", QT_TRANSLATE_NOOP("text", "Senders may hold an older policy until {until}.")},
    Row{"testing-next", QT_TRANSLATE_NOOP("text", "Reports are asked for; a policy in mode testing is next.")},
    Row{"top-rung", QT_TRANSLATE_NOOP("text", "max_age is {max-age} seconds and need not be raised.")},
    Row{"verified-enough", QT_TRANSLATE_NOOP("text", "{percent} per cent of the sessions come from verified reports.")},
    Row{"verified-too-few", QT_TRANSLATE_NOOP("text", "{percent} per cent of the sessions come from verified reports; "
                                                      "{needed} are asked for. The others are left out.")},
    Row{"wait-evidence", QT_TRANSLATE_NOOP("text", "The evidence is not enough yet.")},
    Row{"withdrawn", QT_TRANSLATE_NOOP("text", "The withdrawal is over.")},
};

} // namespace

const char *reasonPattern(const QByteArray &code)
{
    for (const Row &row : rows)
        if (code == row.code)
            return row.pattern;
    return nullptr;
}

} // namespace text
