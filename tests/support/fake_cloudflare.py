# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Cloudflare's API (v4) that publishing needs, with a state, on a loopback port that it prints.

It is as strict as the real one where a client can go wrong: the bearer token, names without a final dot, TXT contents
as quoted character-strings, TTLs of 1 or 60 to 86400, nothing beside a CNAME, a batch that happens as a whole or not.
The token "read-only" may not change anything."""
import copy
import http.server
import json
import re
import sys
import urllib.parse

ZONE = {"id": "023e105f4ecef8ad9ca31a8372d0c353", "name": "acme.test"}
RECORDS = {}
SERIAL = [0]


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def add(records, record):
    content, kind, name = record["content"], record["type"], record["name"]
    old = record.get("comment") == "made before quotation marks were asked for"
    if kind == "TXT" and not old and not re.fullmatch(r'("([^"\\]|\\.){0,255}"\s*)+', content):
        raise Refused(400, 9207, "Content for TXT record must consist of quoted character strings")
    if record["ttl"] != 1 and not 60 <= record["ttl"] <= 86400:
        raise Refused(400, 9021, "Invalid TTL")
    if name.endswith(".") or (kind == "CNAME" and content.endswith(".")):
        raise Refused(400, 9000, "DNS name is invalid")
    for other in records.values():
        if other["name"] == name and (other["type"], other["content"]) == (kind, content):
            raise Refused(400, 81058, "An identical record already exists.")
        if other["name"] == name and (kind == "CNAME" or other["type"] == "CNAME"):
            raise Refused(400, 81053, "An A, AAAA, or CNAME record with that host already exists.")
    SERIAL[0] += 1
    identifier = "%032x" % SERIAL[0]
    records[identifier] = dict(record, id=identifier)
    return records[identifier]


def batch(body):
    records = copy.deepcopy(RECORDS)
    for each in body.get("deletes", []):
        if each["id"] not in records:
            raise Refused(404, 81044, "Record does not exist.")
        del records[each["id"]]
    for each in body.get("patches", []):
        if each["id"] not in records:
            raise Refused(404, 81044, "Record does not exist.")
        records[each["id"]].update(each)
    posts = [add(records, each) for each in body.get("posts", [])]
    RECORDS.clear()
    RECORDS.update(records)
    return {"deletes": body.get("deletes", []), "patches": body.get("patches", []), "posts": posts}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, method):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            result, status, errors = self.result(method, url.path, query, raw), 200, []
        except Refused as refused:
            result, status = None, refused.status
            errors = [{"code": refused.code, "message": str(refused)}]
        out = json.dumps({"success": not errors, "errors": errors, "messages": [], "result": result}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(out)))
        self.end_headers()
        self.wfile.write(out)

    def result(self, method, path, query, raw):
        token = self.headers.get("Authorization", "")
        if token not in ("Bearer good", "Bearer read-only"):
            raise Refused(403, 10000, "Authentication error with " + token)
        if method == "GET" and int(query.get("page", 1)) > 1:
            return []
        zone = "/client/v4/zones/" + ZONE["id"] + "/dns_records"
        if (method, path) == ("GET", "/client/v4/zones"):
            return [ZONE] if query.get("name") == ZONE["name"] else []
        if (method, path) == ("GET", zone):
            return [r for r in RECORDS.values() if r["name"] == query.get("name.exact", r["name"])]
        if token != "Bearer good":
            raise Refused(403, 9109, "Unauthorized to access requested resource")
        if (method, path) == ("POST", zone):
            return add(RECORDS, json.loads(raw))
        if (method, path) == ("POST", zone + "/batch"):
            return batch(json.loads(raw))
        raise Refused(404, 7003, "Could not route to " + path)

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
