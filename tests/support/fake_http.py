# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of a web interface that a test plays: HTTP on a loopback port that is printed, one function that answers.

The function gets method, path, query, headers and body and returns (status, content type, bytes). GET /steer?WHAT=VALUE
sets STEER: `fail=STATUS` with `nth=N` answers the Nth write with that status; `cut=N` ends the connection instead of
answering the Nth write and all later ones, after they were carried out; `gone=N` before. Clients may send a request
again when a connection ends, so one alone would not be noticed."""
import http.server
import json
import urllib.parse

STEER = {}
LOG = []


def due(what):
    if what not in STEER:
        return False
    STEER[what] = int(STEER[what]) - 1
    return STEER[what] == 0 if what == "nth" else STEER[what] <= 0


def serve(answer, failure):
    """`failure(status)` makes the body of an error that the test asked for."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536  # head and body in one packet

        def handle_any(self):
            url = urllib.parse.urlsplit(self.path)
            query = dict(urllib.parse.parse_qsl(url.query))
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if url.path == "/steer":
                STEER.clear()
                STEER.update(query)
                return self.reply(200, "application/json", json.dumps(LOG).encode())
            LOG.append(self.command + " " + self.path)
            is_write = self.command != "GET"
            if is_write and due("gone"):
                self.close_connection = True
                return None
            if is_write and due("nth"):
                status = int(STEER["fail"])
                return self.reply(status, "application/json", json.dumps(failure(status)).encode())
            result = answer(self.command, url.path, query, self.headers, body)
            if is_write and due("cut"):
                self.close_connection = True
                return None
            return self.reply(*result)

        def reply(self, status, kind, out):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(out)))
            self.end_headers()
            self.wfile.write(out)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
