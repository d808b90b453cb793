# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail servers: SMTP, STARTTLS, certificates (RFC 5321, RFC 3207, RFC 8461 §4.2)."""

from generate import addresses
from generate.model import GOOD_MX, Mx, healthy, policy

MODES = {
    "nostarttls": ("no-starttls", "STARTTLS is not offered"),
    "nobanner": ("silent", "TCP opens, no banner ever"),
    "554": ("554", "554 greeting"),
    "421": ("421", "421 greeting"),
    "454": ("starttls-454", "454 to STARTTLS"),
    "501": ("starttls-501", "501 to STARTTLS"),
    "closeatonce": ("close-at-once", "closes before a banner"),
    "notsmtp": ("not-smtp", "greets with something that is not SMTP"),
    "binary": ("binary", "greets with bytes of every value"),
    "endless": ("endless-banner", "a banner without end"),
    "longline": ("long-line", "a banner line of 1 MB"),
    "noehlo": ("ehlo-rejected", "502 to EHLO"),
    "closeatehlo": ("close-at-ehlo", "closes at EHLO"),
    "closeatstarttls": ("close-at-starttls", "closes at STARTTLS"),
    "closetls": ("close-tls", "220 to STARTTLS, then closes"),
    "stalltls": ("stall-tls", "220 to STARTTLS, then nothing"),
    "garbage": ("garbage", "220 to STARTTLS, then no TLS"),
    "inject": ("inject", "replies in plain text behind the 220"),
    "postclose": ("close-after-tls", "closes right after the handshake"),
    "posttls421": ("reject-after-tls", "421 to the EHLO over TLS"),
    "multiline": ("multiline", "banner and EHLO reply of 61 lines"),
    "drip": ("drip", "sends one byte every 10 ms"),
    "slow": ("slow wait=6000", "greets after six seconds"),
}

VERSIONS = {
    "tls10": ("max=1.0", "TLS 1.0 only"),
    "tls11": ("max=1.1", "TLS 1.1 and older only"),
    "tls12": ("min=1.2 max=1.2", "TLS 1.2 only"),
    "tls13": ("min=1.3", "TLS 1.3 only"),
    "oldtoo": ("min=1.0", "TLS 1.0 and 1.1 beside newer ones"),
}

CERTIFICATES = {
    "expired": ("expired", "expired"),
    "notyet": ("not-yet", "not yet valid"),
    "soon": ("soon", "valid for less than a third of its life"),
    "selfsigned": ("self-signed", "self-signed"),
    "wrongname": ("wrong-name", "for another name"),
    "untrusted": ("untrusted", "from an unknown CA"),
    "nochain": ("no-chain", "sent without the intermediate certificate"),
    "cnonly": ("cn-only", "without a subjectAltName, the name is in the CN"),
    "wildcert": ("wildcard", "for *.domain"),
    "partialwildcert": ("partial-wildcard", "for m*.domain"),
    "deepwildcert": ("deep-wildcard", "for *.test, two labels up"),
    "rsa1024": ("rsa1024", "with an RSA key of 1024 bits"),
    "clientonly": ("client-only", "for client authentication only"),
    "nameconstraints": ("name-constraints", "from a CA that may not issue for this name"),
}


def server(name, what, hosts, **changes):
    return healthy(f"smtp-{name}.test", what=what, mx=hosts, **changes)


def both(**options):
    return Mx("mx1", **options), Mx("mx2", 20, **options)


def domains():
    return [*reachability(), *faults(), *in_testing(), *by_address(), *postfix()]


def reachability():
    return [
        server("refused", "port 25 refuses", both(addresses=(addresses.REFUSED,))),
        server("timeout", "port 25 is silent", both(addresses=(addresses.BLACK_HOLE,))),
    ]


def faults():
    modes = [server(name, what, both(options="mode=" + mode)) for name, (mode, what) in MODES.items()]
    versions = [server(name, what, both(options=options)) for name, (options, what) in VERSIONS.items()]
    certificates = [
        server(name, f"certificate {what}", both(certificate=kind)) for name, (kind, what) in CERTIFICATES.items()
    ]
    return modes + versions + certificates


def in_testing():
    testing = policy("testing")
    return [
        server("testing-selfsigned", "self-signed certificate, mode testing", both(certificate="self-signed"), policy=testing),
        server("testing-nostarttls", "no STARTTLS, mode testing", both(options="mode=no-starttls"), policy=testing),
        server("testing-refused", "port 25 refuses, mode testing", both(addresses=(addresses.REFUSED,)), policy=testing),
        server("undeployed-selfsigned", "self-signed certificate, no MTA-STS", both(certificate="self-signed"), sts=()),
        server("onlysecond", "the second MX has an expired certificate", (GOOD_MX[0], Mx("mx2", 20, certificate="expired"))),
    ]


def by_address():
    good = addresses.good_mail(3)
    dual = (addresses.good_mail(4), addresses.good_mail6(4))
    return [
        server("dualstack", "healthy over IPv4 and IPv6", both(addresses=dual)),
        server("v6dead", "A works, AAAA is silent", both(addresses=(good, addresses.BLACK_HOLE6))),
        server("v6refused", "A works, AAAA refuses", both(addresses=(good, addresses.REFUSED6))),
        server("v6badcert", "the IPv6 address shows a self-signed certificate", both(ipv6="cert:self-signed")),
        server("v6only", "the MX hosts have AAAA only", both(addresses=(addresses.good_mail6(5),))),
        server("onedead", "the second address refuses", both(addresses=(good, addresses.REFUSED))),
        server("onebadcert", "the second address shows an expired certificate", both(second="cert:expired")),
        server("onenostarttls", "the second address does not offer STARTTLS", both(second="mode=no-starttls")),
    ]


def postfix():
    one = policy(mx=("mx1.{d}",))
    return [
        healthy("postfix.test", what="healthy, a real Postfix", policy=one, mx=(Mx("mx1", addresses=(addresses.POSTFIX,)),)),
        healthy("postfix-selfsigned.test", what="a real Postfix with a self-signed certificate", policy=one,
                mx=(Mx("mx1", addresses=(addresses.POSTFIX_SELF_SIGNED,), certificate="self-signed"),)),
    ]
