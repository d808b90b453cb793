#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads records in one of the formats that `generate` writes, with programs and libraries made by others wherever there is one,
and prints what they mean: a JSON list of [name, type, value], sorted; names absolute without the final dot, values plain.

    read_format.py FORMAT ZONE < TEXT

HCL is read by the program that $HCL_READER names (read_hcl.go). Without a reader of another maker here: the panel's table, and
PowerShell, which tests/npm/read_powershell.mjs reads with one.
"""
import csv, io, ipaddress, json, os, re, struct, subprocess, sys, tempfile

FORMAT, ZONE = sys.argv[1], sys.argv[2]
TEXT = sys.stdin.buffer.read()


def run(command, **options):
    done = subprocess.run(command, capture_output=True, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr.decode(errors='replace')}{done.stdout.decode(errors='replace')}")
    return done.stdout


def absolute(name):
    if name in ("@", ""):
        return ZONE
    return name[:-1] if name.endswith(".") else f"{name}.{ZONE}"


def unquoted(text):
    """TXT in presentation form to its bytes (RFC 1035 §5.1)."""
    out, at = [], 0
    for part in re.findall(r'"((?:[^"\\]|\\.)*)"', text):
        out.append(re.sub(r"\\(\d{3}|.)", lambda m: chr(int(m[1])) if len(m[1]) == 3 else m[1], part))
    if re.sub(r'"(?:[^"\\]|\\.)*"|[\s()]', "", text):
        sys.exit("text outside quotes: " + text)
    for part in out:
        if len(part) > 255:
            sys.exit("a character-string over 255 bytes")
    return "".join(out)


def plain(kind, value):
    return unquoted(value) if kind == "TXT" else value[:-1] if kind == "CNAME" and value.endswith(".") else value


def zone_file(text):
    soa = f"{ZONE}. 60 IN SOA ns.{ZONE}. root.{ZONE}. 1 60 60 60 60\n{ZONE}. 60 IN NS ns.{ZONE}.\nns.{ZONE}. 60 IN A 192.0.2.53\n"
    with tempfile.NamedTemporaryFile(suffix=".zone") as file:
        file.write(soa.encode() + text)
        file.flush()
        run(["named-checkzone", ZONE, file.name])
        run(["nsd-checkzone", ZONE, file.name])
        canonical = run(["named-compilezone", "-s", "full", "-o", "-", ZONE, file.name]).decode()
    for line in canonical.splitlines():
        found = re.match(r"(\S+)\s+\d+\s+IN\s+(TXT|CNAME|A|AAAA)\s+(.*)$", line)
        if found and found[1] != f"ns.{ZONE}.":
            yield found[1][:-1], found[2], plain(found[2], found[3])


def nsupdate(text):
    for line in text.decode().splitlines():
        words = line.split(" ", 5)
        if words[:2] == ["update", "add"]:
            yield words[2][:-1], words[4], plain(words[4], words[5])


def dnscontrol(text):
    stub = """const out = [], zone = process.argv[2];
const TTL = () => null;
const name = n => n === '@' ? zone : n.endsWith('.') ? n.slice(0, -1) : n + '.' + zone;
const put = kind => (n, v) => out.push([name(n), kind, kind === 'CNAME' ? v.replace(/\\.$/, '') : v]);
const TXT = put('TXT'), A = put('A'), AAAA = put('AAAA'), CNAME = put('CNAME');
const D_EXTEND = zoneName => { if (zoneName !== zone) throw zoneName; };
"""
    with tempfile.NamedTemporaryFile(suffix=".js") as file:
        file.write(stub.encode() + text + b"\nconsole.log(JSON.stringify(out));\n")
        file.flush()
        run(["node", "--check", file.name])
        yield from map(tuple, json.loads(run(["node", file.name, ZONE])))


def octodns(text):
    import yaml
    for name, entries in yaml.safe_load(text).items():
        for entry in entries if isinstance(entries, list) else [entries]:
            for value in entry.get("values", [entry.get("value")]):
                value = str(value)
                if entry["type"] == "TXT":
                    if re.search(r"(?<!\\);", value):
                        sys.exit("a semicolon that octoDNS 1 refuses")
                    value = value.replace("\\;", ";")
                yield absolute(name), entry["type"], value[:-1] if entry["type"] == "CNAME" else value


def terraform(text):
    for resource in json.loads(run([os.environ["HCL_READER"]], input=text)):
        if resource["type"] != "resource":
            continue
        own = resource["attributes"]
        kind = own.get("type") or re.match("azurerm_dns_([a-z]+)_record", resource["labels"][0])[1].upper()
        values = own.get("rrdatas") or own.get("records") or [own[key] for key in ("content", "record") if key in own]
        for value in values + [block["attributes"]["value"] for block in resource["blocks"]]:
            if FORMAT == "terraform-azure":
                yield absolute(own["name"]), kind, value
            else:
                quoted = '"' + value + '"' if FORMAT == "terraform-aws" and kind == "TXT" else value
                yield own["name"].rstrip("."), kind, plain(kind, quoted)


def route53(text):
    for change in json.loads(text)["Changes"]:
        record = change["ResourceRecordSet"]
        for value in record["ResourceRecords"]:
            yield record["Name"][:-1], record["Type"], plain(record["Type"], value["Value"])


def powerdns(text):
    for record in json.loads(text)["rrsets"]:
        for value in record["records"]:
            yield record["name"][:-1], record["type"], plain(record["type"], value["content"])


def shell_calls(text):
    """Runs the script with the tool replaced by one that writes its arguments down."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "script.sh")
        with open(script, "wb") as file:
            file.write(text)
        run(["shellcheck", "-S", "warning", "-s", "sh", script])  # hints about a "$" in single quotes are meant so
        log = os.path.join(folder, "log")
        for tool in ("gcloud", "az", "lexicon"):
            path = os.path.join(folder, tool)
            with open(path, "w") as file:
                file.write('#!/bin/sh\nfor word; do printf "%s\\0" "$word" >>"$LOG"; done\nprintf "\\n\\0" >>"$LOG"\n')
            os.chmod(path, 0o755)
        run(["sh", script], env={"PATH": folder + ":/usr/bin:/bin", "LOG": log, "MANAGED_ZONE": "z", "RESOURCE_GROUP": "g",
                                 "PROVIDER": "p"})
        with open(log, "rb") as file:
            return [call.split("\0")[:-1] for call in file.read().decode("latin-1").split("\n\0")[:-1]]


def gcloud(text):
    for call in shell_calls(text):
        options = dict(word[2:].split("=", 1) for word in call if word.startswith("--"))
        data = options["rrdatas"]
        delimiter = ","
        if data.startswith("^"):
            _, delimiter, data = data.split("^", 2)
        for value in data.split(delimiter):
            yield call[3][:-1], options["type"], plain(options["type"], value)


def after(call, option):
    return call[call.index(option) + 1]


def azure(text):
    for call in shell_calls(text):
        for option in ("--value", "--cname", "--ipv4-address", "--ipv6-address"):
            if option in call:
                yield absolute(after(call, "--record-set-name")), call[3].upper(), after(call, option)


def lexicon(text):
    for call in shell_calls(text):
        if call[1] == "create":
            yield after(call, "--name")[:-1], call[3], re.sub(r"\.$", "", after(call, "--content")) if call[3] == "CNAME" else \
                after(call, "--content")


def powershell(text):
    kinds = {"-DescriptiveText": "TXT", "-HostNameAlias": "CNAME", "-IPv4Address": "A", "-IPv6Address": "AAAA"}
    for line in text.decode().splitlines():
        words = re.findall(r"'((?:[^']|'')*)'|(\S+)", line)
        words = [bare or quoted.replace("''", "'") for quoted, bare in words]
        if words and words[0] == "Add-DnsServerResourceRecord":
            for option, kind in kinds.items():
                if option in words:
                    value = words[words.index(option) + 1]
                    yield absolute(words[words.index("-Name") + 1]), kind, value[:-1] if kind == "CNAME" else value


def cdb_entries(data):
    """Keys and values of a constant database (cr.yp.to/cdb): they lie one after the other behind 256 table pointers."""
    at, end = 2048, min(struct.unpack_from("<512I", data)[::2])
    while at < end:
        key, value = struct.unpack_from("<II", data, at)
        yield data[at + 8:at + 8 + key], data[at + 8 + key:at + 8 + key + value]
        at += 8 + key + value


def wire_name(data):
    labels = []
    while data[0]:
        labels.append(data[1:1 + data[0]].decode())
        data = data[1 + data[0]:]
    return ".".join(labels)


def wire_value(kind, data):
    if kind == "TXT":
        out = b""
        while data:
            out, data = out + data[1:1 + data[0]], data[1 + data[0]:]
        return out.decode("latin-1")
    return wire_name(data) if kind == "CNAME" else str(ipaddress.ip_address(data))


def tinydns(text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "data"), "wb") as file:
            file.write(text)
        run(["tinydns-data"], cwd=folder)
        with open(os.path.join(folder, "data.cdb"), "rb") as file:
            data = file.read()
    kinds = {1: "A", 5: "CNAME", 16: "TXT", 28: "AAAA"}
    for key, value in cdb_entries(data):
        kind = kinds[struct.unpack_from(">H", value)[0]]
        yield wire_name(key), kind, wire_value(kind, value[15:])  # behind type, wildcard mark, TTL and time to die


def table(text):
    for row in csv.DictReader(io.StringIO(text.decode(), newline="")):
        yield row["fqdn"], row["type"], row["value"]


def panel(text):
    for line in text.decode().splitlines():
        found = re.match(r"(\S+) +(TXT|CNAME|A|AAAA) +(.*?) +\d+$", line)
        if found:
            yield absolute(found[1]), found[2], found[3]


def records(text):
    for record in json.loads(text)["records"]:
        yield record["name"], record["type"], record["value"]


READERS = {"bind": zone_file, "cloudflare": zone_file, "nsupdate": nsupdate, "dnscontrol": dnscontrol, "octodns": octodns,
           "terraform-cloudflare": terraform, "terraform-google": terraform, "terraform-aws": terraform,
           "terraform-azure": terraform, "route53": route53, "gcloud": gcloud, "azure-cli": azure, "powershell": powershell,
           "powerdns": powerdns, "tinydns": tinydns, "lexicon": lexicon, "panel": panel, "csv": table, "json": records}
print(json.dumps(sorted(set(READERS[FORMAT](TEXT)))))
