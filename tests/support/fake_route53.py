# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Route 53's API (2013-04-01) that publishing needs, with a state, on a loopback port that it prints.

It checks the signature by itself (hmac of the standard library), lists sets from a name on as the real one does, and
takes a change batch as a whole or not: DELETE has to name a set exactly, CREATE fails when there is one, nothing stands
beside a CNAME."""
import copy
import hashlib
import hmac
import http.server
import urllib.parse
import xml.etree.ElementTree as tree
from xml.sax.saxutils import escape

SPACE = "https://route53.amazonaws.com/doc/2013-04-01/"
ZONE = "Z1PA6795UKMFR9"
SETS = {("acme.test.", "SOA"): (900, ["ns. host. 1 2 3 4 5"]), ("www.acme.test.", "ALIAS"): None}
KEYS = {"AKIDGOOD": "wJalrXUtnFEMI/K7MDENG", "AKIDREADER": "reader-secret-12345"}


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def sign(secret, scope, text):
    key = ("AWS4" + secret).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def change(sets, action, name, kind, ttl, values):
    there = sets.get((name, kind))
    if action == "DELETE":
        if there is None:
            raise Refused(400, "InvalidChangeBatch", "Tried to delete resource record set but it was not found")
        if there != (ttl, values):
            raise Refused(400, "InvalidChangeBatch", "but the values provided do not match the current values")
        del sets[(name, kind)]
        return
    if there is not None:
        raise Refused(400, "InvalidChangeBatch", "Tried to create resource record set but it already exists")
    if any(n == name and "CNAME" in (k, kind) for n, k in sets):
        raise Refused(400, "InvalidChangeBatch", "RRSet of type CNAME is not permitted beside other types")
    if kind == "TXT" and not all(v.startswith('"') and v.endswith('"') for v in values):
        raise Refused(400, "InvalidChangeBatch", "Invalid Resource Record: InvalidCharacterString")
    sets[(name, kind)] = (ttl, values)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def user(self, method, url, body):
        fields = dict(f.split("=", 1) for f in self.headers["Authorization"].split(" ", 1)[1].split(", "))
        user, scope = fields["Credential"].split("/", 1)
        if user not in KEYS:
            raise Refused(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
        pairs = sorted(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        query = "&".join(urllib.parse.quote(n, "-_.~") + "=" + urllib.parse.quote(v, "-_.~") for n, v in pairs)
        signed = "".join(h + ":" + self.headers[h].strip() + "\n" for h in fields["SignedHeaders"].split(";"))
        request = "\n".join([method, url.path, query, signed, fields["SignedHeaders"], hashlib.sha256(body).hexdigest()])
        text = "\n".join(["AWS4-HMAC-SHA256", self.headers["x-amz-date"], scope,
                          hashlib.sha256(request.encode()).hexdigest()])
        if sign(KEYS[user], scope, text) != fields["Signature"] or not scope.endswith("/us-east-1/route53/aws4_request"):
            raise Refused(403, "SignatureDoesNotMatch", "The request signature we calculated does not match")
        return user

    def result(self, method, url, body):
        user = self.user(method, url, body)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/2013-04-01/hostedzonesbyname":
            zone = "<HostedZone><Id>/hostedzone/%s</Id><Name>acme.test.</Name><CallerReference>x</CallerReference>" \
                "<Config><PrivateZone>%s</PrivateZone></Config></HostedZone>"
            return "<ListHostedZonesByNameResponse xmlns='%s'><HostedZones>%s</HostedZones>" \
                "</ListHostedZonesByNameResponse>" % (SPACE, zone % ("ZPRIVATE", "true") + zone % (ZONE, "false"))
        if url.path != "/2013-04-01/hostedzone/%s/rrset" % ZONE:
            raise Refused(404, "NoSuchHostedZone", "No hosted zone found")
        if method == "GET":
            return self.listing(query["name"])
        if user != "AKIDGOOD":
            raise Refused(403, "AccessDenied", "User is not authorized to perform: route53:ChangeResourceRecordSets")
        sets = copy.deepcopy(SETS)
        for each in tree.fromstring(body).iter("{%s}Change" % SPACE):
            def word(tag):
                return each.find(".//{%s}%s" % (SPACE, tag)).text
            values = [v.text for v in each.iter("{%s}Value" % SPACE)]
            change(sets, word("Action"), word("Name"), word("Type"), int(word("TTL")), values)
        SETS.clear()
        SETS.update(sets)
        return "<ChangeResourceRecordSetsResponse xmlns='%s'><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status>" \
            "</ChangeInfo></ChangeResourceRecordSetsResponse>" % SPACE

    @staticmethod
    def listing(first):
        out = []
        for (name, kind), data in sorted(SETS.items(), key=lambda item: item[0][0].split(".")[::-1]):
            if name.split(".")[::-1] < first.split(".")[::-1]:
                continue
            inner = "<AliasTarget><HostedZoneId>Z2</HostedZoneId><DNSName>d1.cloudfront.net.</DNSName></AliasTarget>"
            if data:
                inner = "<TTL>%d</TTL><ResourceRecords>%s</ResourceRecords>" % (
                    data[0], "".join("<ResourceRecord><Value>%s</Value></ResourceRecord>" % escape(v) for v in data[1]))
            out.append("<ResourceRecordSet><Name>%s</Name><Type>%s</Type>%s</ResourceRecordSet>"
                       % (name, kind if data else "A", inner))
        return "<ListResourceRecordSetsResponse xmlns='%s'><ResourceRecordSets>%s</ResourceRecordSets>" \
            "</ListResourceRecordSetsResponse>" % (SPACE, "".join(out))

    def answer(self, method):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            out, status = self.result(method, urllib.parse.urlsplit(self.path), body), 200
        except Refused as refused:
            status = refused.status
            out = "<ErrorResponse xmlns='%s'><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>" \
                "</ErrorResponse>" % (SPACE, refused.code, escape(str(refused)))
            if refused.code == "InvalidChangeBatch":
                out = "<InvalidChangeBatch xmlns='%s'><Messages><Message>%s</Message></Messages></InvalidChangeBatch>" \
                    % (SPACE, escape(str(refused)))
        raw = ("<?xml version='1.0' encoding='UTF-8'?>\n" + out).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
