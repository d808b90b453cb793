# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy host and its HTTPS (RFC 8461 §3.3)."""

from generate import addresses
from generate.model import Web, healthy, policy

PLAIN = ("Content-Type: text/plain",)


def response(body, *headers, status="HTTP/1.1 200 OK", length=None):
    """A whole HTTP response; `length` is what Content-Length claims, -1 for none."""
    lines = [status, *headers]
    if length != -1:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def body(name):
    return policy().replace("{d}", name).encode()


def host(name, what, web, **changes):
    return healthy(f"web-{name}.test", what=what, web=web, **changes)


def raw(name, what, *headers, options="mode=raw-https", content=None, **how):
    content = body(f"web-{name}.test") if content is None else content
    return host(name, what, Web(raw=response(content, *headers, **how), raw_options=options))


def sized(name, size):
    """A policy of exactly this many bytes."""
    start = body(f"web-{name}.test") + b"x-padding: "
    return host(name, f"policy of {size} bytes", Web(), policy=start + b"y" * (size - len(start) - 2) + b"\r\n")


def chunked(content):
    middle = len(content) // 2
    parts = [content[:middle], content[middle:], b""]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


def domains():
    return [*reachability(), *certificates(), *answers(), *sizes(), *private_addresses(), *several_addresses()]


def reachability():
    return [
        host("nohost", "mta-sts host has no address", Web(())),
        host("dangling", "mta-sts is a CNAME to a name that does not exist", Web(alias="gone.prov2.test.")),
        host("alias", "mta-sts is a CNAME to a provider", Web(alias="mta-sts.prov1.test.")),
        host("refused", "port 443 refuses", Web((addresses.REFUSED,))),
        host("timeout", "port 443 is silent", Web((addresses.BLACK_HOLE,))),
        host("v6only", "policy host has AAAA only", Web((addresses.WEB6,))),
        host("lame", "the policy host's name servers do not answer properly", Web(alias="mta-sts.dns-servfail.test.")),
        host("notls", "port 443 speaks no TLS", Web(raw_options="mode=not-smtp")),
        host("stalltls", "accepts the connection, never answers the handshake", Web(raw_options="mode=silent")),
        host("closetls", "closes the connection during the handshake", Web(raw_options="mode=close-at-once")),
        host("tls11", "TLS 1.1 and older only", Web((addresses.OLD_WEB,))),
    ]


def certificates():
    kinds = {
        "expired": "expired",
        "notyet": "not yet valid",
        "soon": "valid for less than a third of its life",
        "selfsigned": "self-signed",
        "wrongname": "for another name",
        "untrusted": "from an unknown CA",
        "nochain": "sent without the intermediate certificate",
        "cnonly": "without a subjectAltName, the name is in the CN",
        "wildcard": "for *.domain",
        "partialwildcard": "for m*.domain",
        "deepwildcard": "for *.test, two labels up",
        "rsa1024": "with an RSA key of 1024 bits",
        "rsa2048": "with an RSA key of 2048 bits",
        "clientonly": "for client authentication only",
        "nameconstraints": "from a CA that may not issue for this name",
    }
    spelled = {
        "notyet": "not-yet", "selfsigned": "self-signed", "wrongname": "wrong-name", "nochain": "no-chain", "cnonly": "cn-only",
        "partialwildcard": "partial-wildcard", "deepwildcard": "deep-wildcard", "clientonly": "client-only",
        "nameconstraints": "name-constraints",
    }
    return [host(name, f"certificate {what}", Web(certificate=spelled.get(name, name))) for name, what in kinds.items()]


def answers():
    return [
        host("404", "404", Web(location="return 404;")),
        host("500", "500", Web(location="return 500;")),
        host("403", "403 for everyone", Web(location="return 403;")),
        host("bot", "403 for what is not a browser", Web(server='if ($http_user_agent !~ "Mozilla") { return 403; }')),
        host("redirect", "301 to another host that has the policy",
             Web(location="return 301 https://mta-sts.prov1.test/.well-known/mta-sts.txt;")),
        host("redirect-http", "301 to plain HTTP", Web(location="return 301 http://mta-sts.{d}/.well-known/mta-sts.txt;")),
        host("redirect-same", "302 to another path of the same host", Web(location="return 302 /mta-sts.txt;")),
        host("ctype", "Content-Type text/html", Web(location="types { } default_type text/html;")),
        host("octets", "Content-Type application/octet-stream",
             Web(location="types { } default_type application/octet-stream;")),
        host("charset", "Content-Type TEXT/PLAIN with a parameter",
             Web(location='types { } default_type "TEXT/PLAIN; charset=US-ASCII";')),
        raw("noctype", "no Content-Type"),
        host("html", "an HTML page with status 200", Web(), policy="<html><body>It works!</body></html>\n"),
        raw("gzip", "Content-Encoding that was not asked for", *PLAIN, "Content-Encoding: identity, gzip"),
        raw("chunked", "chunked transfer", *PLAIN, "Transfer-Encoding: chunked", length=-1,
            content=chunked(body("web-chunked.test"))),
        raw("http10", "HTTP/1.0, the end is the close", *PLAIN, status="HTTP/1.0 200 OK", length=-1),
        raw("incomplete", "closes before all announced bytes", *PLAIN, length=5000),
        raw("drip", "one byte every 10 ms", *PLAIN, options="mode=raw-https pace=1"),
        raw("trickle", "one byte every 10 ms, for a minute", *PLAIN, options="mode=raw-https pace=1",
            content=body("web-trickle.test") + b"x-padding: " + b"y" * 6000 + b"\r\n"),
        host("stall", "never answers the request", Web(raw=b"", raw_options="mode=raw-https hold=yes")),
        host("nothttp", "answers with something that is not HTTP",
             Web(raw=b"220 mail.web-nothttp.test ESMTP\r\n", raw_options="mode=raw-https")),
        raw("headers", "64 KiB of headers", *PLAIN, *[f"X-Filler-{number}: {'z' * 1000}" for number in range(64)]),
    ]


def sizes():
    huge = host("huge", "policy of 1 MiB", Web(), policy=body("web-huge.test") + b"x: " + b"y" * (1 << 20) + b"\r\n")
    return [sized("64500", 64500), sized("65536", 65536), sized("65537", 65537), huge]


def private_addresses():
    places = {
        "10": "10.1.2.3", "127": "127.0.0.1", "192168": "192.168.1.1", "linklocal": "169.254.1.1", "cgn": "100.64.0.1",
        "zero": "0.0.0.0", "loopback6": "::1", "ula": "fd00::1", "mapped": "::ffff:10.1.2.3", "nat64": "64:ff9b::a01:203",
    }
    return [
        host(f"private-{name}", f"policy host at {address}", Web((address,))) for name, address in places.items()
    ] + [host("private-mixed", "one public and one private address", Web((addresses.WEB, "10.1.2.3")))]


def several_addresses():
    return [
        host("dualstack", "healthy over IPv4 and IPv6", Web((addresses.WEB, addresses.WEB6))),
        host("v6refused", "A works, AAAA refuses", Web((addresses.WEB, addresses.REFUSED6))),
        host("onewrongcert", "the second address shows a self-signed certificate",
             Web((addresses.WEB, addresses.OTHER_WEB), other_certificate="self-signed")),
        host("differ", "two addresses serve different policies",
             Web((addresses.WEB, addresses.OTHER_WEB), other_policy=policy("testing"))),
    ]
