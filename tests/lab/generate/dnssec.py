# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing with ldns. All zones share one ECDSA P-256 key, under their own names: 1,000 zones sign in seconds."""

import base64
import hashlib
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from . import certificates
from .files import write

ALGORITHM, DIGEST = 13, 2


def wire_name(name):
    labels = [label for label in name.lower().split(".") if label]
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def moment(days):
    return (certificates.NOW + days * certificates.DAY).strftime("%Y%m%d%H%M%S")


VALID = {"good": ("-i", moment(-2), "-e", moment(60)), "expired": ("-i", moment(-60), "-e", moment(-30))}


class Signer:
    def __init__(self):
        os.makedirs("keys", exist_ok=True)
        command = ["ldns-keygen", "-a", "ECDSAP256SHA256", "-k", "-r", "/dev/urandom", "lab."]
        base = subprocess.run(command, cwd="keys", check=True, capture_output=True, text=True).stdout.strip()
        self.tag = int(base.rsplit("+", 1)[1])
        with open(f"keys/{base}.key") as file:
            self.public = file.read().split("DNSKEY", 1)[1].split(";")[0].split()
        with open(f"keys/{base}.private") as file:
            self.private = file.read()

    def ds(self, name):
        flags, protocol, algorithm, *key = self.public
        rdata = int(flags).to_bytes(2, "big") + bytes([int(protocol), int(algorithm)]) + base64.b64decode("".join(key))
        return f"{self.tag} {ALGORITHM} {DIGEST} {hashlib.sha256(wire_name(name) + rdata).hexdigest()}"

    def write_zone(self, zone):
        path = "zones/" + zone.file_name()
        write(path, zone.text())
        if zone.signed:
            self.sign(zone, path)
        for old, new in zone.tampered:
            self.tamper(path, old, new)

    def sign(self, zone, path):
        owner = zone.name if zone.name == "." else zone.name + "."
        key = f"keys/K{owner}+{ALGORITHM:03}+{self.tag:05}"
        write(key + ".key", f"{owner} IN DNSKEY {' '.join(self.public)}\n")
        write(key + ".private", self.private)
        command = ["ldns-signzone", *VALID[zone.signatures], "-o", zone.name, "-f", path + ".signed", path, key]
        subprocess.run(command, check=True, capture_output=True)
        os.replace(path + ".signed", path)

    @staticmethod
    def tamper(path, old, new):
        with open(path) as file:
            text = file.read()
        if old not in text:
            raise ValueError(f"{path}: nothing to tamper with: {old}")
        write(path, text.replace(old, new))

    def write_all(self, zones):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(self.write_zone, zones))
