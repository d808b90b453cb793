# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Cloudflare's API (v4) that a Worker with a custom domain needs, with a state.

As strict as the real one where a client can go wrong: the bearer token, a module upload as multipart/form-data whose
metadata names the main module, a zone of the account around the host name, one Worker for a host name, no deletion of a
Worker that a domain leads to. The token "read-only" may not change anything."""
import email
import email.policy
import json

import fake_http

ACCOUNT = "/client/v4/accounts/acc1/workers"
ZONES = [{"id": "zone1", "name": "acme.test"}]
SCRIPTS = {"theirs": "export default {};\n"}
DOMAINS = {"dom0": {"id": "dom0", "hostname": "mta-sts.taken.acme.test", "service": "theirs", "zone_id": "zone1"}}
SERIAL = [0]


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


def failure(status):
    return {"success": False, "errors": [{"code": 1000, "message": "as the test wishes"}], "result": None}


def parts_of(headers, body):
    head = b"Content-Type: " + headers["Content-Type"].encode() + b"\r\nMIME-Version: 1.0\r\n\r\n"
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    if not message.is_multipart() or message.defects:
        raise Refused(400, 10068, "The uploaded script is no multipart/form-data")
    return {p.get_param("name", header="Content-Disposition"): p for p in message.iter_parts()}


def upload(name, headers, body):
    parts = parts_of(headers, body)
    metadata = json.loads(parts["metadata"].get_payload(decode=True))
    main = parts.get(metadata.get("main_module"))
    if main is None or main.get_content_type() != "application/javascript+module":
        raise Refused(400, 10021, "No such module: " + str(metadata.get("main_module")))
    SCRIPTS[name] = main.get_payload(decode=True).decode()
    return {"id": name}


def attach(body):
    host, service = body["hostname"], body["service"]
    zone = next((z for z in ZONES if z["id"] == body["zone_id"]), None)
    if zone is None or not host.endswith("." + zone["name"]):
        raise Refused(400, 100116, "Invalid zone")
    if service not in SCRIPTS:
        raise Refused(404, 10007, "This Worker does not exist on your account.")
    if any(d["hostname"] == host and d["service"] != service for d in DOMAINS.values()):
        raise Refused(409, 100117, "Hostname already has externally managed DNS records")
    old = [d for d in DOMAINS.values() if d["hostname"] == host]
    SERIAL[0] += 1
    domain = dict(body, id=old[0]["id"] if old else "dom%d" % SERIAL[0])
    DOMAINS[domain["id"]] = domain
    return domain


def module_of(name):
    if name not in SCRIPTS:
        raise Refused(404, 10007, "This Worker does not exist on your account.")
    mark = "8c5d0d6f"
    text = '--%s\r\nContent-Disposition: form-data; name="worker.js"\r\n\r\n%s\r\n--%s--\r\n' % (mark, SCRIPTS[name], mark)
    return 200, "multipart/form-data; boundary=" + mark, text.encode()


def change(method, path, headers, body):
    kind, name = (path + "/").split("/")[1:3]
    if (method, kind, bool(name)) == ("PUT", "scripts", True):
        return upload(name, headers, body)
    if (method, kind, bool(name)) == ("PUT", "domains", False):
        return attach(json.loads(body))
    if (method, kind, name in SCRIPTS) == ("DELETE", "scripts", True):
        if any(d["service"] == name for d in DOMAINS.values()):
            raise Refused(400, 10064, "A custom domain leads to this Worker")
        del SCRIPTS[name]
        return None
    if (method, kind, name in DOMAINS) == ("DELETE", "domains", True):
        del DOMAINS[name]
        return None
    raise Refused(404, 7003, "Could not route to " + path)


def result(method, path, query, headers, body):
    token = headers.get("Authorization", "")
    if token not in ("Bearer good", "Bearer read-only"):
        raise Refused(403, 10000, "Authentication error with " + token)
    if (method, path) == ("GET", "/client/v4/zones"):
        return [z for z in ZONES if z["name"] == query.get("name")]
    if not path.startswith(ACCOUNT + "/"):
        raise Refused(404, 7003, "Could not route to " + path)
    path = path[len(ACCOUNT):]
    if (method, path) == ("GET", "/domains"):
        return [d for d in DOMAINS.values() if d["hostname"] == query.get("hostname", d["hostname"])]
    if method == "GET" and path.startswith("/scripts/") and path.endswith("/content/v2"):
        return module_of(path.split("/")[2])
    if token != "Bearer good":
        raise Refused(403, 9109, "Unauthorized to access requested resource")
    return change(method, path, headers, body)


def answer(method, path, query, headers, body):
    try:
        out, status, errors = result(method, path, query, headers, body), 200, []
    except Refused as refused:
        out, status = None, refused.status
        errors = [{"code": refused.code, "message": str(refused)}]
    if isinstance(out, tuple):
        return out
    text = json.dumps({"success": not errors, "errors": errors, "messages": [], "result": out})
    return status, "application/json", text.encode()


fake_http.serve(answer, failure)
