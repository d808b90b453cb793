// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <QtGlobal>
#include <array>

namespace text {
namespace {

using F = findings::FindingId;

constexpr std::array table{
    Entry{F::PolicyNotJudged, QT_TRANSLATE_NOOP("text", "whether senders can use the policy of {domain}"),
          QT_TRANSLATE_NOOP("text",
                            "No fault was found, and yet no complete policy over a trusted connection was seen, "
                            "so the check cannot say that senders get one."),
          QT_TRANSLATE_NOOP("text", "Repeat the check. If this stays, save the facts (--facts FILE) and report them as "
                                    "an error of this program.")},
    Entry{F::PolicyHttpStatus, QT_TRANSLATE_NOOP("text", "The policy host answers with HTTP status {status}"),
          QT_TRANSLATE_NOOP("text",
                            "Only status 200 counts. Senders treat any other answer as a failed fetch: those with a "
                            "cached policy keep applying it until max_age has run out, the others see no policy."),
          QT_TRANSLATE_NOOP("text", "Make the web server answer GET {url} with status 200 and the policy."),
          QT_TRANSLATE_NOOP("text", "The policy host answers with status 200")},
    Entry{F::PolicyRedirect,
          QT_TRANSLATE_NOOP("text", "The policy host answers with a redirect (HTTP status {status})"),
          QT_TRANSLATE_NOOP(
              "text",
              "Senders must not follow redirects; a redirect is a failed fetch, even when its target has the policy."),
          QT_TRANSLATE_NOOP("text", "Serve the file itself, with status 200, at {url}. Exempt this path from rules "
                                    "that send visitors elsewhere.")},
    Entry{F::PolicyBotProtection,
          QT_TRANSLATE_NOOP("text", "Protection against robots keeps senders from the policy (HTTP status {status})"),
          QT_TRANSLATE_NOOP("text", "The server refuses programs that are not browsers. Every sender is such a program "
                                    "and cannot solve a challenge, so the fetch fails for all of them."),
          QT_TRANSLATE_NOOP("text", "Switch protection against robots, challenges and rate limits off for {url}.")},
    Entry{
        F::PolicyMediaType, QT_TRANSLATE_NOOP("text", "The media type of the policy is “{value}”"),
        QT_TRANSLATE_NOOP(
            "text",
            "A policy has the media type text/plain. Several senders refuse any other, postfix-mta-sts-resolver among "
            "them; some, such as mox, do not look. Whether mail is protected must not depend on that."),
        QT_TRANSLATE_NOOP("text", "Let the web server send “Content-Type: text/plain” for {url} instead of “{value}”."),
        QT_TRANSLATE_NOOP("text", "The media type is text/plain")},
    Entry{F::PolicyMediaTypeMissing, QT_TRANSLATE_NOOP("text", "The policy has no media type"),
          QT_TRANSLATE_NOOP(
              "text", "The answer has no Content-Type header. A policy has the media type text/plain; several senders "
                      "refuse it without, postfix-mta-sts-resolver among them; some, such as mox, do not look."),
          QT_TRANSLATE_NOOP("text", "Let the web server send “Content-Type: text/plain” for {url}.")},
    Entry{F::PolicyContentEncoding, QT_TRANSLATE_NOOP("text", "The policy is sent with Content-Encoding “{value}”"),
          QT_TRANSLATE_NOOP("text", "The request did not offer any content coding, and a sender that cannot undo "
                                    "“{value}” reads garbage instead of a policy."),
          QT_TRANSLATE_NOOP("text", "Switch compression off for {url}, or let the server compress only what the "
                                    "request allows by Accept-Encoding.")},
    Entry{F::PolicyTooLong, QT_TRANSLATE_NOOP("text", "The policy is longer than {limit} bytes"),
          QT_TRANSLATE_NOOP("text", "Senders may refuse policies over 64 KiB, and many do. What a sender does not read "
                                    "completely it cannot use."),
          QT_TRANSLATE_NOOP("text", "Shorten the policy at {url} to what senders read: version, mode, max_age and the "
                                    "mx lines; a wildcard replaces many of these.")},
    Entry{F::PolicyNearlyTooLong, QT_TRANSLATE_NOOP("text", "The policy has {bytes} bytes and is close to the limit"),
          QT_TRANSLATE_NOOP("text", "The limit is 64 KiB, {limit} bytes, but some programs count 64,000."),
          QT_TRANSLATE_NOOP("text", "Shorten the policy at {url} to less than 64,000 bytes.")},
    Entry{F::PolicyEmpty, QT_TRANSLATE_NOOP("text", "The policy is empty"),
          QT_TRANSLATE_NOOP("text", "The file has no field. A conforming sender refuses the whole policy and, without "
                                    "a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Put the policy at {url}: the lines “version: STSv1”, “mode: testing”, an “mx:” "
                                    "line for each MX host, and “max_age: 604800”.")},
    Entry{
        F::PolicyHtml, QT_TRANSLATE_NOOP("text", "A web page stands in the place of the policy"),
        QT_TRANSLATE_NOOP("text", "The file at {url} begins with an HTML or XML tag. A conforming sender refuses the "
                                  "whole policy and, without a cached one, delivers as if there were none."),
        QT_TRANSLATE_NOOP(
            "text", "Serve the policy as a plain text file at {url}; a web application must not take over this path.")},
    Entry{F::PolicyByteOrderMark, QT_TRANSLATE_NOOP("text", "The policy begins with a byte order mark"),
          QT_TRANSLATE_NOOP(
              "text",
              "Invisible bytes that some editors write stand before the first line, so its key is not “version”. A "
              "conforming sender refuses the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Save the file as UTF-8 without a byte order mark (“UTF-8” and not “UTF-8 with "
                                    "BOM” or “Unicode”), or as plain ASCII.")},
    Entry{F::PolicyBareCarriageReturn, QT_TRANSLATE_NOOP("text", "Lines end in a carriage return alone"),
          QT_TRANSLATE_NOOP("text",
                            "A line ends in LF or in CRLF. A bare CR is no line end for senders: they read several "
                            "lines as one, or refuse the policy. There are {count} in all, the first in line {line}."),
          QT_TRANSLATE_NOOP("text", "Save the file with Unix (LF) or Windows (CRLF) line ends.")},
    Entry{F::PolicyMixedLineEnds, QT_TRANSLATE_NOOP("text", "Some lines end in LF, some in CRLF"),
          QT_TRANSLATE_NOOP("text", "Each line is free to use either, but some programs expect one kind throughout. "
                                    "Line {line} is the first that differs."),
          QT_TRANSLATE_NOOP("text", "Save the file with one kind of line end throughout.")},
    Entry{F::PolicyBlankLine, QT_TRANSLATE_NOOP("text", "There are blank lines in the policy"),
          QT_TRANSLATE_NOOP("text", "The grammar has no blank lines, neither between fields nor at the end; here are "
                                    "{count} in all, the first is line {line}. A conforming sender refuses the whole "
                                    "policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Delete all blank lines; after the last field at most one line end may follow.")},
    Entry{F::PolicyLeadingBlank, QT_TRANSLATE_NOOP("text", "Line {line} begins with a blank"),
          QT_TRANSLATE_NOOP(
              "text", "Blanks are allowed after the colon and at the end of a line, not at its beginning. A conforming "
                      "sender refuses the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Delete the blanks at the beginning of line {line}.")},
    Entry{F::PolicyComment, QT_TRANSLATE_NOOP("text", "Line {line} is a comment"),
          QT_TRANSLATE_NOOP("text", "The grammar has no comments. A conforming sender refuses the whole policy and, "
                                    "without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Delete line {line}. A remark can be written as a field of its own, for example "
                                    "“comment: …”; senders ignore it.")},
    Entry{F::PolicyMalformedLine, QT_TRANSLATE_NOOP("text", "Line {line} is not “key: value”"),
          QT_TRANSLATE_NOOP("text",
                            "Every line is a key, a colon and a value; “{value}” is not. A conforming sender refuses "
                            "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Correct line {line} to “key: value”, or delete it."),
          QT_TRANSLATE_NOOP("text", "The text is well formed")},
    Entry{F::PolicyNotUtf8, QT_TRANSLATE_NOOP("text", "The policy holds bytes that are not UTF-8"),
          QT_TRANSLATE_NOOP("text", "A policy is ASCII, with UTF-8 allowed in the values of unknown keys. Line {line} "
                                    "holds other bytes, perhaps from an old character set. A conforming sender refuses "
                                    "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text",
                            "Save the file as UTF-8 without a byte order mark, or delete the bytes in line {line}.")},
    Entry{F::PolicyBadKey, QT_TRANSLATE_NOOP("text", "The key “{key}” in line {line} is not allowed"),
          QT_TRANSLATE_NOOP("text",
                            "A key begins with a letter or digit and has up to 31 more letters, digits, “_”, “-” "
                            "or “.”; the colon follows directly, without a blank. A conforming sender refuses "
                            "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Correct the key “{key}” in line {line}, or delete the line.")},
    Entry{F::PolicyBadExtensionValue, QT_TRANSLATE_NOOP("text", "The value of “{key}” in line {line} is not allowed"),
          QT_TRANSLATE_NOOP(
              "text",
              "The value of an unknown key has at least one character and no control character, tabs included. A "
              "conforming sender refuses the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text",
                            "Give “{key}” in line {line} a value without control characters, or delete the line.")},
    Entry{F::PolicyMissingVersion, QT_TRANSLATE_NOOP("text", "The policy has no version"),
          QT_TRANSLATE_NOOP("text",
                            "The field “version: STSv1” is required; keys are lower case. A conforming sender refuses "
                            "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Add the line “version: STSv1” as the first line.")},
    Entry{F::PolicyBadVersion, QT_TRANSLATE_NOOP("text", "The version is “{value}”"),
          QT_TRANSLATE_NOOP("text", "The only version is STSv1, in this spelling and case. A conforming sender refuses "
                                    "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Change line {line} to “version: STSv1”.")},
    Entry{F::PolicyVersionNotFirst, QT_TRANSLATE_NOOP("text", "The version is not on the first line"),
          QT_TRANSLATE_NOOP("text", "The standard allows any order of fields. Google asks for the version on the first "
                                    "line, and so do other readers in the field."),
          QT_TRANSLATE_NOOP("text", "Move the line “version: STSv1” from line {line} to the first line.")},
    Entry{F::PolicyMissingMode, QT_TRANSLATE_NOOP("text", "The policy has no mode"),
          QT_TRANSLATE_NOOP(
              "text", "The field mode is required, with testing, enforce or none; keys are lower case. A conforming "
                      "sender refuses the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Add the line “mode: testing”, or “mode: enforce” when every MX host has been seen "
                                    "to be reachable over TLS with a valid certificate.")},
    Entry{F::PolicyBadMode, QT_TRANSLATE_NOOP("text", "The mode is “{value}”"),
          QT_TRANSLATE_NOOP("text", "The mode is testing, enforce or none, in lower case. A conforming sender refuses "
                                    "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Change line {line} to “mode: testing”, “mode: enforce” or “mode: none”.")},
    Entry{F::PolicyModeReport, QT_TRANSLATE_NOOP("text", "The mode is “report”, from an old draft"),
          QT_TRANSLATE_NOOP(
              "text", "Drafts of the standard called the mode “report”; in RFC 8461 it is “testing”. A conforming "
                      "sender refuses the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Change line {line} to “mode: testing”.")},
    Entry{F::PolicyModeTesting, QT_TRANSLATE_NOOP("text", "The policy is in mode testing"),
          QT_TRANSLATE_NOOP("text", "Senders report failures and deliver all the same, so mail is not protected yet "
                                    "against an attacker who removes TLS."),
          QT_TRANSLATE_NOOP("text", "Read the TLS reports for at least two weeks; when they show no failure of your "
                                    "own making, change line {line} to “mode: enforce” and publish a new id.")},
    Entry{F::PolicyModeNone, QT_TRANSLATE_NOOP("text", "The policy is in mode none"),
          QT_TRANSLATE_NOOP("text", "Mode none withdraws from MTA-STS: senders act as if the domain had no policy. It "
                                    "is the right step before removing MTA-STS, and no protection."),
          QT_TRANSLATE_NOOP("text",
                            "To use MTA-STS, change line {line} to “mode: testing” and publish a new id. To remove it, "
                            "keep serving this policy until the max_age of every earlier policy has run out.")},
    Entry{
        F::PolicyMissingMaxAge, QT_TRANSLATE_NOOP("text", "The policy has no max_age"),
        QT_TRANSLATE_NOOP(
            "text",
            "The field max_age is required: it says for how many seconds senders keep the policy; keys are lower case. "
            "A conforming sender refuses the whole policy and, without a cached one, delivers as if there were none."),
        QT_TRANSLATE_NOOP("text", "Add a line such as “max_age: 604800” (one week).")},
    Entry{
        F::PolicyBadMaxAge, QT_TRANSLATE_NOOP("text", "max_age is “{value}”"),
        QT_TRANSLATE_NOOP("text",
                          "max_age is a number of seconds, 1 to 10 digits and nothing else. A conforming sender "
                          "refuses the whole policy and, without a cached one, delivers as if there were none."),
        QT_TRANSLATE_NOOP(
            "text",
            "Change line {line} to a plain number from 86400 to 31557600, for example “max_age: 604800” (one week).")},
    Entry{F::PolicyMaxAgeTooLarge, QT_TRANSLATE_NOOP("text", "max_age is {value}, over the maximum of 31557600"),
          QT_TRANSLATE_NOOP("text", "The largest value is 31557600 seconds, one year. The standard does not say what a "
                                    "sender does with more; several refuse the policy."),
          QT_TRANSLATE_NOOP("text", "Change line {line} to “max_age: 31557600” or less.")},
    Entry{F::PolicyMaxAgeZero, QT_TRANSLATE_NOOP("text", "max_age is 0"),
          QT_TRANSLATE_NOOP("text", "The value is legal, but the policy expires at once, so an attacker only has to "
                                    "keep a sender from fetching it."),
          QT_TRANSLATE_NOOP(
              "text",
              "Change line {line} to at least “max_age: 86400” (one day), and to weeks once the policy is enforced.")},
    Entry{F::PolicyMaxAgeShort, QT_TRANSLATE_NOOP("text", "max_age is {value} seconds, less than a day"),
          QT_TRANSLATE_NOOP("text",
                            "Senders refresh policies about once a day, and several raise or ignore shorter times. The "
                            "shorter the time, the easier it is for an attacker to let the policy expire."),
          QT_TRANSLATE_NOOP(
              "text",
              "Change line {line} to at least “max_age: 86400” (one day), and to weeks once the policy is enforced."),
          QT_TRANSLATE_NOOP("text", "max_age is at least a day")},
    Entry{F::PolicyMaxAgeModest, QT_TRANSLATE_NOOP("text", "max_age is {value} seconds, less than two weeks"),
          QT_TRANSLATE_NOOP("text", "An enforced policy protects against an attacker only as long as senders remember "
                                    "it. The standard advises weeks or more."),
          QT_TRANSLATE_NOOP("text", "When the deployment has proved stable, change line {line} to “max_age: 1209600” "
                                    "(two weeks) or more, and publish a new id.")},
    Entry{F::PolicyMissingMx, QT_TRANSLATE_NOOP("text", "The policy has no mx line"),
          QT_TRANSLATE_NOOP("text", "At least one mx is required unless the mode is none. A conforming sender refuses "
                                    "the whole policy and, without a cached one, delivers as if there were none."),
          QT_TRANSLATE_NOOP("text", "Add one line “mx: …” for each MX host of the domain.")},
    Entry{F::PolicyNoneWithoutMx, QT_TRANSLATE_NOOP("text", "The policy has no mx line"),
          QT_TRANSLATE_NOOP("text", "With mode none that is legal, but several senders want at least one mx in every "
                                    "policy and may refuse it."),
          QT_TRANSLATE_NOOP("text", "Keep the mx lines of the earlier policy beside “mode: none”.")},
    Entry{F::PolicyBadMx, QT_TRANSLATE_NOOP("text", "The mx value “{value}” in line {line} is not a host name"),
          QT_TRANSLATE_NOOP(
              "text",
              "An mx line holds one host name in ASCII, optionally with “*.” as its whole first label: no port, no "
              "list, no underscore, no dot at the end, no second or partial “*”, no label over 63 and no name over 253 "
              "characters. A strict sender refuses the whole policy, a lax one ignores the line or takes it as it is."),
          QT_TRANSLATE_NOOP("text", "Change line {line} to the name of an MX host as the MX record has it, for example "
                                    "“mx: {suggestion}”; write a line of its own for each host.")},
    Entry{F::PolicyMxIpAddress, QT_TRANSLATE_NOOP("text", "The mx value “{value}” in line {line} is an IP address"),
          QT_TRANSLATE_NOOP("text", "MX records name hosts, and certificates are compared with host names, so an "
                                    "address never matches any MX. Strict senders refuse the policy."),
          QT_TRANSLATE_NOOP("text", "Change line {line} to the host name that the MX record has instead of {value}.")},
    Entry{
        F::PolicyMxUnicode,
        QT_TRANSLATE_NOOP("text", "The mx value “{value}” in line {line} is not written in A-labels"),
        QT_TRANSLATE_NOOP(
            "text",
            "Host names stand in a policy as the DNS has them: in ASCII, international labels in their “xn--” form. A "
            "conforming sender refuses the whole policy and, without a cached one, delivers as if there were none."),
        QT_TRANSLATE_NOOP("text", "Change line {line} to “mx: {suggestion}”.")},
    Entry{F::PolicyDuplicateKey, QT_TRANSLATE_NOOP("text", "The key “{key}” stands there more than once"),
          QT_TRANSLATE_NOOP("text", "Only mx may be repeated. Of every other key senders use the first and ignore line "
                                    "{line}; some software uses the last or refuses the policy."),
          QT_TRANSLATE_NOOP("text",
                            "Delete line {line}, after making sure that the first “{key}” is the one that is meant.")},
    Entry{
        F::PolicyUnknownKey, QT_TRANSLATE_NOOP("text", "The key “{key}” in line {line} is not known"),
        QT_TRANSLATE_NOOP("text",
                          "Senders ignore keys that they do not know. Keys are case-sensitive: “Mode” is not “mode”."),
        QT_TRANSLATE_NOOP("text", "Delete line {line} unless it is meant as a remark or for software that knows it.")},
    Entry{F::PolicyWildcardPublicSuffix,
          QT_TRANSLATE_NOOP("text", "The pattern “{value}” covers names that anyone can register"),
          QT_TRANSLATE_NOOP("text", "Everything directly below {suffix} matches, and anybody can register a name there "
                                    "and get a certificate for it. Such a policy does not keep an attacker out."),
          QT_TRANSLATE_NOOP("text", "Replace “{value}” in line {line} by the names of the MX hosts.")},
    Entry{F::PolicyWildcardOwnDomain,
          QT_TRANSLATE_NOOP("text", "The pattern “{value}” covers every host of the domain"),
          QT_TRANSLATE_NOOP("text", "Whoever controls any host directly below {suffix} and can get a certificate for "
                                    "it, for example a hosted web site, could take the mail."),
          QT_TRANSLATE_NOOP("text", "Replace “{value}” in line {line} by the names of the MX hosts, one line each.")},
    Entry{F::PolicyWildcardTooWide,
          QT_TRANSLATE_NOOP("text", "The pattern “{value}” covers more than the MX hosts of {provider}"),
          QT_TRANSLATE_NOOP(
              "text", "Names below {suffix} serve many purposes and many customers, and most of them are not MX hosts "
                      "of this domain; the hosts that are meant may even have one label more and not match."),
          QT_TRANSLATE_NOOP("text", "Replace “{value}” in line {line} by the MX hosts that the domain has, or by a "
                                    "pattern that fits them, such as “{suggestion}”.")},
};

} // namespace

std::span<const Entry> policyTexts()
{
    return table;
}

} // namespace text
