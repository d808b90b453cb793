# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Firebase Hosting's API (v1beta1) that publishing needs, with a state, and the site itself.

As strict as the real one where a client can go wrong: the bearer token, files by the SHA-256 of their gzip form, only
what was asked for is uploaded, only a whole version is finalized, only a finalized one is released, and a version is
never changed afterwards. The token "reader" may not change anything. GET /other releases a version of somebody else."""
import gzip
import hashlib
import json

import fake_http

SITE = "sites/acme-policy"
BLOBS, VERSIONS, RELEASES = {}, {}, []


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def failure(status):
    return {"error": {"code": status, "message": "as the test wishes", "status": "X"}}


def add_version(body):
    name = "%s/versions/%016x" % (SITE, len(VERSIONS) + 1)
    VERSIONS[name] = {"name": name, "status": "CREATED", "config": body.get("config", {}),
                      "labels": body.get("labels", {}), "files": {}}
    return shown(VERSIONS[name])


def shown(version):
    return {k: v for k, v in version.items() if k != "files"}


def open_version(name):
    if name not in VERSIONS:
        raise Refused(404, "Requested entity was not found.")
    if VERSIONS[name]["status"] != "CREATED":
        raise Refused(400, "Version is not in the CREATED state.")
    return VERSIONS[name]


def release(name):
    if name not in VERSIONS or VERSIONS[name]["status"] != "FINALIZED":
        raise Refused(400, "Version must be FINALIZED.")
    RELEASES.insert(0, {"type": "DEPLOY", "version": shown(VERSIONS[name])})
    return RELEASES[0]


def keep(data):
    digest = hashlib.sha256(data).hexdigest()
    BLOBS[digest] = data
    return digest


def publish_other():
    live = VERSIONS[RELEASES[0]["version"]["name"]]["files"] if RELEASES else {}
    version = VERSIONS[add_version({"config": {"cleanUrls": True}})["name"]]
    version["files"] = dict(live, **{"/page.html": keep(gzip.compress(b"a page"))})
    version["status"] = "FINALIZED"
    release(version["name"])


def write(method, path, query, body, host):
    if (method, path) == ("POST", SITE + "/versions"):
        return add_version(json.loads(body))
    if method == "POST" and path.endswith(":populateFiles"):
        version = open_version(path[:-len(":populateFiles")])
        version["files"].update(json.loads(body)["files"])
        missing = sorted({h for h in version["files"].values() if h not in BLOBS})
        return {"uploadRequiredHashes": missing, "uploadUrl": "http://%s/upload/%s/files" % (host, version["name"])}
    if method == "PATCH" and query.get("update_mask") == "status":
        version = open_version(path)
        if any(h not in BLOBS for h in version["files"].values()):
            raise Refused(400, "Files are missing.")
        version["status"] = json.loads(body)["status"]
        return shown(version)
    if (method, path) == ("POST", SITE + "/releases"):
        if json.loads(body).get("type") == "SITE_DISABLE":
            RELEASES.insert(0, {"type": "SITE_DISABLE"})
            return RELEASES[0]
        return release(query.get("versionName"))
    raise Refused(404, "Requested entity was not found.")


def upload(path, body):
    name, digest = path[len("/upload/"):].rsplit("/files/", 1)
    if digest not in open_version(name)["files"].values() or hashlib.sha256(body).hexdigest() != digest:
        raise Refused(400, "The hash does not match")
    gzip.decompress(body)
    BLOBS[digest] = body


def served(path):
    if not RELEASES or RELEASES[0]["type"] == "SITE_DISABLE":
        return 404, "text/html", b"Site Not Found"
    digest = VERSIONS[RELEASES[0]["version"]["name"]]["files"].get(path)
    return (200, "text/plain", gzip.decompress(BLOBS[digest])) if digest else (404, "text/html", b"Not Found")


def result(method, path, query, headers, body):
    token = headers.get("Authorization", "")
    if token not in ("Bearer good", "Bearer reader"):
        raise Refused(401, "Request had invalid authentication credentials: " + token)
    if method != "GET" and token != "Bearer good":
        raise Refused(403, "The caller does not have permission")
    if path.startswith("/upload/"):
        upload(path, body)
        return {}
    path = path[len("/v1beta1/"):]
    if (method, path) == ("GET", SITE + "/releases"):
        return {"releases": RELEASES[:int(query["pageSize"])]} if RELEASES else {}
    if method == "GET" and path.endswith("/files") and path[:-len("/files")] in VERSIONS:
        files = sorted(VERSIONS[path[:-len("/files")]]["files"].items())
        at = int(query.get("pageToken") or 0)  # one a page, so that pages are turned
        page = {"files": [{"path": p, "hash": h, "status": "ACTIVE"} for p, h in files[at:at + 1]]}
        return dict(page, nextPageToken=str(at + 1)) if at + 1 < len(files) else page
    return write(method, path, query, body, headers["Host"])


def answer(method, path, query, headers, body):
    if path == "/other":
        publish_other()
        return 200, "application/json", b"{}"
    if not path.startswith(("/v1beta1/", "/upload/")):
        return served(path)
    try:
        return 200, "application/json", json.dumps(result(method, path, query, headers, body)).encode()
    except Refused as refused:
        error = {"error": {"code": refused.status, "message": str(refused), "status": "X"}}
        return refused.status, "application/json", json.dumps(error).encode()


fake_http.serve(answer, failure)
