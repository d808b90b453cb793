#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the configuration of a bundle with parsers of others and checks what the place requires of it; prints the policy that the
configuration leads to (its bytes, in a JSON string of Latin-1).

    read_bundle.py TARGET FOLDER HOST
"""
import json, os, re, subprocess, sys
import xml.etree.ElementTree as xml

TARGET, FOLDER, HOST = sys.argv[1:4]
PATH = ".well-known/mta-sts.txt"


def read(*parts):
    with open(os.path.join(FOLDER, *parts), "rb") as file:
        return file.read()


def require(truth, what):
    if not truth:
        sys.exit(f"{TARGET}: {what}")


def keys(value, wanted, what):
    require(isinstance(value, dict) and set(value) == set(wanted.split()), f"{what} has {sorted(value)}")


def headers_of(rules):
    """Netlify apart, the providers want the same list."""
    require(len(rules) == 1 and rules[0]["source"] == "/" + PATH, "source")
    for header in rules[0]["headers"]:
        keys(header, "key value", "header")
    return {header["key"]: header["value"] for header in rules[0]["headers"]}


def plain_text(headers):
    require(headers.get("Content-Type") == "text/plain; charset=utf-8", f"headers {headers}")


def project_name(name):
    require(re.fullmatch(r"[a-z][a-z0-9-]{0,47}[a-z0-9]", name), f"project name {name}")


def script(name):
    require(os.access(os.path.join(FOLDER, name), os.X_OK), f"{name} is not executable")
    done = subprocess.run(["shellcheck", "-s", "sh", os.path.join(FOLDER, name)], capture_output=True, text=True)
    require(done.returncode == 0, done.stdout + done.stderr)


def calls(name, environment, tools, answer):
    """The commands that a script gives, from stand-ins for its tools that say `answer`."""
    import shutil, tempfile
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        for tool in tools:
            with open(os.path.join(folder, tool), "w") as file:
                file.write(f'#!/bin/sh\nprintf "%s\\0" "{tool}" "$@" >>"$LOG"; printf "\\n\\0" >>"$LOG"\necho {answer}\n')
            os.chmod(os.path.join(folder, tool), 0o755)
        done = subprocess.run(["/bin/sh", os.path.join(FOLDER, name)], capture_output=True, text=True,
                              env={"PATH": folder + ":/usr/bin:/bin", "LOG": log, **environment}, cwd=FOLDER)
        require(done.returncode == 0, done.stderr)
        with open(log) as file:
            return [call.split("\0")[:-1] for call in file.read().split("\n\0")[:-1]], done.stdout


def iis():
    root = xml.fromstring(read("site", "web.config"))
    server = root.find("system.webServer")
    maps = server.findall("staticContent/*")
    require([element.tag for element in maps] == ["remove", "mimeMap"], "a type that exists has to be removed first")
    require(maps[1].attrib == {"fileExtension": ".txt", "mimeType": "text/plain"}, "mimeMap")
    require(server.find("httpRedirect").get("enabled") == "false", "httpRedirect")
    require(server.find("rewrite") is None, "a section of a module that may be missing")
    return read("site", PATH)


def worker():
    config = json.loads(read("wrangler.json"))
    keys(config, "name main compatibility_date workers_dev preview_urls routes", "wrangler.json")
    project_name(config["name"])
    require({"pattern": HOST, "custom_domain": True} in config["routes"], "routes")
    require(json.loads(read("package.json"))["type"] == "module", "package.json")
    source = read(config["main"]).decode("ascii")
    require(subprocess.run(["node", "--check", os.path.join(FOLDER, config["main"])]).returncode == 0, "syntax")
    lines = re.search(rf'^  "{re.escape(HOST)}": \[\n((?:    .*\n)*)  \],$', source, re.M)[1]
    return "".join(json.loads(line.strip()[:-1]) + "\r\n" for line in lines.splitlines()).encode()


def pages():
    config = json.loads(read("wrangler.json"))
    keys(config, "name pages_build_output_dir compatibility_date", "wrangler.json")
    project_name(config["name"])
    public = config["pages_build_output_dir"]
    rules = read(public, "_headers").decode().splitlines()
    require(rules[0] == "/" + PATH and all(rule.startswith("  ") for rule in rules[1:]), "_headers")
    plain_text(dict(rule.strip().split(": ", 1) for rule in rules[1:]))
    require(b"<html" in read(public, "404.html"), "404.html")
    return read(public, PATH)


def github():
    import yaml
    require(yaml.safe_load(read("_config.yml")) == {"include": [".well-known"]}, "_config.yml")
    require(read(".nojekyll") == b"", ".nojekyll")
    require(read("CNAME").decode() == HOST + "\n", "CNAME")
    return read(PATH)


def netlify():
    import tomllib
    config = tomllib.loads(read("netlify.toml").decode())
    keys(config, "build headers", "netlify.toml")
    require(len(config["headers"]) == 1 and config["headers"][0]["for"] == "/" + PATH, "headers")
    plain_text(config["headers"][0]["values"])
    return read(config["build"]["publish"], PATH)


def vercel():
    config = json.loads(read("vercel.json"))
    keys(config, "$schema framework buildCommand outputDirectory headers", "vercel.json")
    require(config["framework"] is None and config["buildCommand"] is None, "nothing is to be built")
    plain_text(headers_of(config["headers"]))
    return read(config["outputDirectory"], PATH)


def firebase():
    hosting = json.loads(read("firebase.json"))["hosting"]
    keys(hosting, "public ignore headers", "hosting")
    require(not any("**/." in pattern for pattern in hosting["ignore"]), "ignore leaves out folders that begin with a dot")
    plain_text(headers_of(hosting["headers"]))
    return read(hosting["public"], PATH)


def cloudfront():
    template = json.loads(read("template.json"))
    require(template["AWSTemplateFormatVersion"] == "2010-09-09", "version")
    require({resource["Type"] for resource in template["Resources"].values()} ==
            {"AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::CloudFront::OriginAccessControl", "AWS::CloudFront::Distribution"},
            "resources")
    known = set(template["Resources"]) | set(template["Parameters"]) | {"AWS::StackName"}
    text = json.dumps(template)
    for name in re.findall(r'"Ref": "([^"]+)"', text) + re.findall(r'"Fn::GetAtt": \["([^"]+)"', text):
        require(name in known, f"reference to {name}")
    distribution = template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    require(distribution["Aliases"] == [HOST] and distribution["DefaultCacheBehavior"]["Compress"] is False, "distribution")
    script("deploy.sh")
    made, said = calls("deploy.sh", {"CERTIFICATE": "arn:aws:acm:us-east-1:1:certificate/x"}, ["aws"], "answer")
    require(made[0][1:4] == ["cloudformation", "deploy", "--stack-name"], str(made[0]))
    project_name(made[0][4])
    upload = next(call for call in made if call[1:3] == ["s3", "cp"])
    require(upload[4] == "s3://answer/" + PATH and upload[5:7] == ["--content-type", "text/plain"], str(upload))
    require(any(call[1:3] == ["cloudfront", "create-invalidation"] and call[-1] == "/" + PATH for call in made), "invalidation")
    require(said.endswith(f"{HOST} CNAME answer\n"), said)
    return read(upload[3])


def azure():
    config = json.loads(read("public", "staticwebapp.config.json"))
    keys(config, "routes mimeTypes", "staticwebapp.config.json")
    require(config["mimeTypes"] == {".txt": "text/plain"}, "mimeTypes")
    keys(config["routes"][0], "route methods headers", "route")
    require(config["routes"][0]["route"] == "/" + PATH, "route")
    plain_text(config["routes"][0]["headers"])
    require(b"<html" in read("public", "index.html"), "index.html")
    return read("public", PATH)


def cloud_run():
    copies = dict(line.split()[1:] for line in read("Dockerfile").decode().splitlines() if line.startswith("COPY "))
    for source in copies:
        require(os.path.exists(os.path.join(FOLDER, source)), f"COPY {source}")
    served = next(source for source, place in copies.items() if f"root {place};" in read("nginx.conf").decode())
    script("deploy.sh")
    made, _ = calls("deploy.sh", {"PROJECT": "p", "REGION": "europe-west1"}, ["gcloud"], "answer")
    require(made[0][1:3] == ["run", "deploy"] and "--allow-unauthenticated" in made[0], str(made[0]))
    project_name(made[0][3])
    require("--domain=" + HOST in made[1], str(made[1]))
    return read(served, PATH)


def servers():
    return read("www", HOST, PATH)


READERS = {"iis": iis, "cloudflare-worker": worker, "cloudflare-pages": pages, "github-pages": github, "netlify": netlify,
           "vercel": vercel, "firebase": firebase, "s3-cloudfront": cloudfront, "azure-static-web-apps": azure,
           "cloud-run": cloud_run, "nginx": servers, "apache": servers, "caddy": servers, "many-domains": servers}
print(json.dumps(READERS[TARGET]().decode("latin-1")))
