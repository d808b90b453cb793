# SPDX-License-Identifier: GPL-3.0-or-later
"""Zone texts: a leaf zone for each domain, the top-level domains that delegate to them, and the root."""

from . import addresses

NAME_SERVER = "ns1.leaf.test."
HEAD = "$ORIGIN {origin}\n$TTL 3600\n@ SOA {primary} hostmaster.leaf.test. 1 7200 900 1209600 60\n@ NS {primary}\n"


class Zone:
    def __init__(self, name, name_server=addresses.LEAF_NS, signed=False, signatures="good", tampered=()):
        self.name = name
        self.name_server = name_server
        self.signed = signed
        self.signatures = signatures
        self.tampered = tampered
        self.lines = []

    def add(self, *lines):
        self.lines.extend(lines)

    def text(self):
        origin = self.name + "." if self.name != "." else "."
        primary = {".": "a.root.", **{tld: f"ns1.nic.{tld}." for tld in TOP_LEVEL}}.get(self.name, NAME_SERVER)
        return HEAD.format(origin=origin, primary=primary) + "".join(line + "\n" for line in self.lines)

    def file_name(self):
        return ("root" if self.name == "." else self.name) + ".zone"


TOP_LEVEL = ("test", "com", "goog")


def quoted(record):
    """One TXT record: a text, or a tuple of character-strings; 255 bytes at most go into one."""
    strings = record if isinstance(record, tuple) else [record[at : at + 255] for at in range(0, len(record), 255)]
    return " ".join('"%s"' % escaped(string) for string in strings)


def escaped(string):
    out = ""
    for byte in string.encode("utf-8", "surrogateescape"):
        plain = 0x20 <= byte < 0x7F and byte not in b'"\\'
        out += chr(byte) if plain else f"\\{byte:03}"
    return out


def delegation(zone, ds):
    """What the parent says about a zone; ds is its DS record, None for an unsigned one."""
    name_server = NAME_SERVER if zone.name_server == addresses.LEAF_NS else f"ns1.{zone.name}."
    lines = [f"{zone.name}. NS {name_server}"]
    if zone.name_server != addresses.LEAF_NS:
        lines.append(f"ns1.{zone.name}. A {zone.name_server}")
    if ds:
        lines.append(f"{zone.name}. DS {ds}")
    return lines


def top_level_zones(leaves, ds_of):
    """The zones of TOP_LEVEL and the root, all signed."""
    root = Zone(".", addresses.ROOT_NS, signed=True)
    root.add(f"a.root. A {addresses.ROOT_NS}")
    zones = [root]
    for name in TOP_LEVEL:
        zone = Zone(name, addresses.TLD_NS, signed=True)
        zone.add(f"ns1.nic A {addresses.TLD_NS}", *([f"ns1.leaf A {addresses.LEAF_NS}"] if name == "test" else []))
        for leaf in leaves:
            if leaf.name.endswith("." + name):
                zone.add(*delegation(leaf, ds_of(leaf.name) if leaf.signed else None))
        root.add(f"{name}. NS ns1.nic.{name}.", f"ns1.nic.{name}. A {addresses.TLD_NS}", f"{name}. DS {ds_of(name)}")
        zones.append(zone)
    return zones
