# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of OVHcloud's API (version 1) that publishing needs, with a state, on a loopback port that it prints.

Its clock is an hour ahead of this machine's, and signatures have to be by that clock. It checks the signature by
itself, keeps what was changed apart from what was refreshed, has ids instead of sets, and takes no CNAME beside other
records. The test's own words steer it: GET /refuse?nth=N refuses the Nth write from now on, GET /clock?lie=SECONDS lets
/auth/time lie, GET /served says what the name servers would answer."""
import hashlib
import http.server
import json
import re
import time
import urllib.parse

AHEAD = 3600
ZONE = "acme.test"
KEYS = {"consumer-good": "all", "consumer-reader": "GET", "consumer-revoked": None}
SECRET = "application-secret-77"
RECORDS, SERVED = {}, {}
STATE = {"serial": 5000000, "refuse": 0, "lie": 0}


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def check(record, own):
    kind, target = record["fieldType"], record["target"]
    if kind == "TXT" and not re.fullmatch(r'("([^"\\]|\\.){0,255}"\s*)+', target) and record.get("old") is None:
        raise Refused(400, "INVALID_ARGUMENT", "Invalid TXT target")
    if record["ttl"] != 0 and record["ttl"] < 60:
        raise Refused(400, "INVALID_ARGUMENT", "[ttl] Given data is below 60")
    for number, other in RECORDS.items():
        if number == own or other["subDomain"] != record["subDomain"]:
            continue
        if kind == "CNAME" or other["fieldType"] == "CNAME":
            raise Refused(409, "CONFLICT", "A CNAME record stands alone")
        if (other["fieldType"], other["target"]) == (kind, target):
            raise Refused(409, "CONFLICT", "This record exists already")


def signed(headers, method, url, body):
    if headers["X-Ovh-Application"] != "application-key-1":
        raise Refused(403, "INVALID_KEY", "This application key is invalid")
    consumer = headers["X-Ovh-Consumer"]
    if KEYS.get(consumer) is None:
        raise Refused(403, "INVALID_CREDENTIAL", "This credential is not valid: " + consumer)
    stamp = headers["X-Ovh-Timestamp"]
    text = "+".join([SECRET, consumer, method, url, body.decode(), stamp])
    if headers["X-Ovh-Signature"] != "$1$" + hashlib.sha1(text.encode()).hexdigest():
        raise Refused(400, "INVALID_SIGNATURE", "Invalid signature")
    if abs(int(stamp) - time.time() - AHEAD) > 60:
        raise Refused(400, "QUERY_TIME_OUT", "Query out of time")
    if KEYS[consumer] not in ("all", method):
        raise Refused(403, "NOT_GRANTED_CALL", "This call has not been granted")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # head and body in one packet

    def steered(self, path, query):
        if path == "/refuse":
            STATE["refuse"] = int(query["nth"])
        elif path == "/clock":
            STATE["lie"] = int(query["lie"])
        elif path == "/served":
            return sorted(r["subDomain"] + " " + r["fieldType"] + " " + r["target"] for r in SERVED.values())
        elif path == "/old":  # as it was made years ago
            STATE["serial"] += 1
            RECORDS[STATE["serial"]] = {"fieldType": "TXT", "subDomain": "_mta-sts", "target": query["text"], "ttl": 0}
        return None

    def result(self, method, url, body):
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/1.0/auth/time":
            return int(time.time()) + AHEAD + STATE["lie"]
        if not url.path.startswith("/1.0/"):
            return self.steered(url.path, query)
        scheme = self.headers.get("X-Forwarded-Proto", "http")
        signed(self.headers, method, scheme + "://" + self.headers["Host"] + self.path, body)
        base = "/1.0/domain/zone/" + ZONE
        if not url.path.startswith(base + "/"):
            raise Refused(404, "OBJECT_NOT_FOUND", "This service does not exist")
        if method != "GET":
            STATE["refuse"] -= 1
            if STATE["refuse"] == 0:
                raise Refused(400, "INVALID_ARGUMENT", "Refused as the test wishes")
        return self.zone(method, url.path[len(base):], query, json.loads(body) if body else {})

    def zone(self, method, path, query, body):
        if (method, path) == ("POST", "/refresh"):
            SERVED.clear()
            SERVED.update({n: dict(r) for n, r in RECORDS.items()})
            return None
        if (method, path) == ("GET", "/record"):
            return [n for n, r in RECORDS.items() if r["subDomain"] == query.get("subDomain", r["subDomain"])]
        if (method, path) == ("POST", "/record"):
            record = {k: body[k] for k in ("fieldType", "subDomain", "target", "ttl")}
            check(record, None)
            STATE["serial"] += 1
            RECORDS[STATE["serial"]] = record
            return dict(record, id=STATE["serial"], zone=ZONE)
        number = int(path.rsplit("/", 1)[1])
        if number not in RECORDS:
            raise Refused(404, "OBJECT_NOT_FOUND", "The requested object does not exist")
        if method == "GET":
            return dict(RECORDS[number], id=number, zone=ZONE)
        if method == "DELETE":
            del RECORDS[number]
            return None
        if method == "PUT" and set(body) <= {"subDomain", "target", "ttl"}:
            record = dict(RECORDS[number], **body)
            check(record, number)
            RECORDS[number] = record
            return None
        raise Refused(400, "INVALID_ARGUMENT", "Received not described parameters")

    def answer(self, method):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            out, status = self.result(method, urllib.parse.urlsplit(self.path), body), 200
        except Refused as refused:
            status = refused.status
            out = {"class": "Client::BadRequest", "message": str(refused), "errorCode": refused.code,
                   "httpCode": "%d" % status}
        raw = json.dumps(out).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_PUT(self):
        self.answer("PUT")

    def do_DELETE(self):
        self.answer("DELETE")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
