#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads records in one of the formats that `generate` writes, with programs and libraries made by others wherever there is one,
and prints what they mean: a JSON list of [name, type, value], sorted; names absolute without the final dot, values plain.

    read_format.py FORMAT ZONE < TEXT

Without a reader of another maker here: HCL (our own look at the string literals), PowerShell, tinydns-data, the panel's table.
"""
import csv, io, json, os, re, subprocess, sys, tempfile

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


def hcl_literal(text):
    value = json.loads(text)
    if re.search(r"(?<!\$)\$\{|(?<!%)%\{", value):
        sys.exit("interpolation: " + value)
    return value.replace("$${", "${").replace("%%{", "%{")


def terraform(text):
    literal = r'"(?:[^"\\]|\\.)*"'
    for block in re.split(r'^resource ', text.decode(), flags=re.M)[1:]:
        name = hcl_literal(re.search(rf"^  name\s*= ({literal})", block, re.M)[1])
        if FORMAT == "terraform-azure":
            kind = re.match(r'"azurerm_dns_([a-z]+)_record"', block)[1].upper()
            values = re.findall(rf"^ +(?:value|record)\s*= ({literal})", block, re.M)
            values += re.findall(literal, (re.search(r"^  records\s*= \[(.*)\]$", block, re.M) or ["", ""])[1])
            for value in values:
                yield absolute(name), kind, hcl_literal(value)
            continue
        kind = re.search(r'^  type\s*= "(\w+)"', block, re.M)[1]
        line = re.search(r"^  (?:content|rrdatas|records)\s*= (.*)$", block, re.M)[1]
        for value in map(hcl_literal, re.findall(literal, line)):
            if FORMAT == "terraform-aws" and kind == "TXT":
                value = '"' + value + '"'
            yield name.rstrip("."), kind, plain(kind, value)


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


def tinydns(text):
    def octal(field):
        return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), field)
    for line in text.decode().splitlines():
        fields = line[1:].split(":")
        if line[0] == "+":
            yield fields[0], "A", fields[1]
        elif line[0] == "C":
            yield fields[0], "CNAME", fields[1][:-1]
        elif line[0] == "'":
            yield fields[0], "TXT", octal(fields[1])
        elif line[0] == ":":
            import ipaddress
            yield fields[0], "AAAA", str(ipaddress.IPv6Address(octal(fields[2]).encode("latin-1")))


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
