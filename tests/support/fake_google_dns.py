# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Google Cloud DNS (REST, v1) that publishing needs, with a state, on a loopback port that it prints.

A change happens as a whole or not: a deletion has to match a set exactly, an addition fails where there is one, nothing
stands beside a CNAME, names and targets end in a dot. The token "reader" may not change anything."""
import copy
import http.server
import json
import urllib.parse

BASE = "/dns/v1/projects/my-project/managedZones"
ZONES = [{"name": "inside", "dnsName": "acme.test.", "visibility": "private"},
         {"name": "acme", "dnsName": "acme.test.", "visibility": "public"}]
SETS = {}


class Refused(Exception):
    def __init__(self, status, reason, message):
        super().__init__(message)
        self.status, self.reason = status, reason


def change(body):
    sets = copy.deepcopy(SETS)
    for each in body.get("deletions", []):
        key = (each["name"], each["type"])
        if key not in sets:
            raise Refused(404, "notFound", "The 'entity.change.deletions' resource named '%s' does not exist." % key[0])
        if sets.pop(key) != each:
            raise Refused(412, "conditionNotMet", "Precondition not met for 'entity.change.deletions'")
    for each in body.get("additions", []):
        name, kind = each["name"], each["type"]
        if (name, kind) in sets:
            raise Refused(409, "alreadyExists", "The resource 'entity.change.additions' named '%s' exists" % name)
        if any(n == name and "CNAME" in (k, kind) for n, k in sets):
            raise Refused(400, "cnameResourceRecordSetConflict", "The set would conflict with a CNAME")
        if not name.endswith(".acme.test.") or (kind == "CNAME" and not each["rrdatas"][0].endswith(".")):
            raise Refused(400, "invalid", "Invalid value for 'entity.change.additions'")
        if kind == "TXT" and not all(v.startswith('"') and v.endswith('"') for v in each["rrdatas"]):
            raise Refused(400, "invalid", "Invalid value for 'entity.change.additions.rrdata'")
        sets[(name, kind)] = each
    SETS.clear()
    SETS.update(sets)
    return {"kind": "dns#change", "id": "1", "status": "pending"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def result(self, method, url, raw):
        query = dict(urllib.parse.parse_qsl(url.query))
        token = self.headers.get("Authorization", "")
        if token not in ("Bearer good", "Bearer reader"):
            raise Refused(401, "authError", "Request had invalid authentication credentials: " + token)
        if (method, url.path) == ("GET", BASE):
            return {"managedZones": [z for z in ZONES if z["dnsName"] == query.get("dnsName")]}
        if (method, url.path) == ("GET", BASE + "/acme/rrsets"):
            return {"rrsets": [s for s in SETS.values() if s["name"] == query.get("name", s["name"])]}
        if (method, url.path) == ("POST", BASE + "/acme/changes"):
            if token != "Bearer good":
                raise Refused(403, "forbidden", "The 'dns.changes.create' permission is required")
            return change(json.loads(raw))
        raise Refused(404, "notFound", "no such thing: " + url.path)

    def answer(self, method):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            result, status = self.result(method, urllib.parse.urlsplit(self.path), raw), 200
        except Refused as refused:
            status = refused.status
            result = {"error": {"code": status, "message": str(refused),
                                "errors": [{"message": str(refused), "domain": "global", "reason": refused.reason}]}}
        out = json.dumps(result).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(out)))
        self.end_headers()
        self.wfile.write(out)

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
