# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of the policy (RFC 8461 §3.2)."""

from generate.model import healthy, policy

GOOD = policy()
BAD_MX = {
    "port": ("mx1.{d}:25", "a port"),
    "list": ("mx1.{d}, mx2.{d}", "two hosts on one line"),
    "ip": ("192.0.2.25", "an IP address"),
    "underscore": ("bad_name.{d}", "an underscore"),
    "trailingdot": ("mx1.{d}.", "a trailing dot"),
    "twostars": ("*.*.{d}", "two wildcards"),
    "partialstar": ("mx*.{d}", "a wildcard for a part of a label"),
    "innerstar": ("mx1.*.test", "a wildcard that is not left-most"),
    "unicode": ("b\u00fccher.test", "a U-label"),
    "draft": (".{d}", "the draft's suffix form"),
    "emptymx": ("", "nothing"),
    "longlabel": ("m" * 64 + ".{d}", "a label of 64 characters"),
}


def text(name, what, body):
    return healthy(f"pol-{name}.test", what=what, policy=body)


def domains():
    return [*lines(), *fields(), *keys(), *mx_lines(), *extensions()]


def lines():
    return [
        text("lf", "LF line ends", policy(eol="\n")),
        text("mixed", "LF and CRLF line ends mixed", GOOD.replace("\r\n", "\n", 1)),
        text("noeol", "the last line has no end", GOOD.removesuffix("\r\n")),
        text("cr", "CR line ends", policy(eol="\r")),
        text("empty", "empty body", ""),
        text("bom", "byte order mark", "\ufeff" + GOOD),
        text("blank", "blank line between", GOOD.replace("\r\n", "\r\n\r\n", 1)),
        text("blankend", "blank line at the end", GOOD + "\r\n"),
        text("leading", "a blank before a key", GOOD.replace("mode", " mode")),
        text("comment", "a comment", "# our policy\r\n" + GOOD),
        text("nocolon", "a line without a colon", GOOD + "nonsense\r\n"),
        text("blanks", "tabs and blanks around values", GOOD.replace(": ", ":\t ").replace("\r\n", " \r\n")),
        text("keycase", "Mode instead of mode", GOOD.replace("mode", "Mode")),
        text("blankkey", "a blank between key and colon", GOOD.replace("mode:", "mode :")),
    ]


def fields():
    return [
        text("nover", "no version", GOOD.replace("version: STSv1\r\n", "")),
        text("badver", "version: STSv2", GOOD.replace("STSv1", "STSv2")),
        text("verlast", "version is not the first line", GOOD.replace("version: STSv1\r\n", "") + "version: STSv1\r\n"),
        text("nomode", "no mode", GOOD.replace("mode: enforce\r\n", "")),
        text("badmode", "unknown mode", policy("joking")),
        text("modecase", "mode: Enforce", policy("Enforce")),
        text("report", "mode: report, of an old draft", policy("report")),
        text("testing", "mode: testing", policy("testing")),
        text("none", "mode: none", policy("none")),
        text("none-nomx", "mode: none without mx", policy("none", mx=())),
        text("nomx", "enforce without any mx", policy(mx=())),
        text("nomaxage", "no max_age", GOOD.replace("max_age: 1209600\r\n", "")),
        text("bigmaxage", "max_age above 31557600", policy(max_age=31557601)),
        text("maxmaxage", "max_age of 31557600", policy(max_age=31557600)),
        text("negmaxage", "negative max_age", policy(max_age=-1)),
        text("longmaxage", "max_age of eleven digits", policy(max_age="00001209600")),
        text("wordmaxage", "max_age in words", policy(max_age="2 weeks")),
        text("zeromaxage", "max_age 0", policy(max_age=0)),
        text("shortage", "max_age of one minute", policy(max_age=60)),
        text("modestage", "enforce for one week", policy(max_age=604800)),
    ]


def keys():
    return [
        text("dupmode", "mode twice: the first counts", policy(more=("mode: none",))),
        text("dupmaxage", "max_age twice: the first counts", policy(more=("max_age: 60",))),
        text("dupversion", "version twice", policy(more=("version: STSv1",))),
        text("unknown", "unknown key", policy(more=("x-note: hello",))),
    ]


def mx_lines():
    bad = [
        text(f"mx-{name}", f"an mx line with {what} beside good ones", policy(mx=("mx1.{d}", "mx2.{d}", pattern)))
        for name, (pattern, what) in BAD_MX.items()
    ]
    return bad + [
        text("mx-allbad", "no mx line is good", policy(mx=("bad_name.{d}",))),
        text("mx-upper", "an mx line in capitals", policy(mx=("MX1.{d}", "MX2.{d}"))),
        text("mx-notindns", "an mx line for a host that is no MX", policy(mx=("mx1.{d}", "mx2.{d}", "mx3.{d}"))),
        text("mx-suffix", "a wildcard above a public suffix", policy(mx=("mx1.{d}", "mx2.{d}", "*.com"))),
    ]


def extensions():
    return [
        text("ext-utf8", "extension value with UTF-8, blanks, colons", policy(more=("comment: caf\u00e9 au lait: yes",))),
        text("ext-tab", "extension value with a TAB inside", policy(more=("comment: a\tb",))),
        text("ext-badname", "extension name with a character that is not allowed", policy(more=("x/note: hello",))),
        healthy("pol-ext-latin1.test", what="extension value that is not UTF-8",
                policy=policy(more=("comment: caf\u00e9",)).replace("{d}", "pol-ext-latin1.test").encode("latin-1")),
        text("ext-empty", "extension without a value", policy(more=("comment:",))),
    ]
