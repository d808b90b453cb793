# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates, good and bad. A kind of certificate is a method of Authority; a file holds key, certificate and chain."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)
DAY = datetime.timedelta(days=1)


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


def key_pem(key):
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def der(certificate):
    return certificate.public_bytes(serialization.Encoding.DER)


def public_key_der(owner):
    """Of a key or a certificate."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return owner.public_key().public_bytes(serialization.Encoding.DER, form)


def common_name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def make(key, subject, issuer, issuer_key, extensions, start=NOW - 30 * DAY, end=NOW + 60 * DAY):
    builder = (
        x509.CertificateBuilder()
        .subject_name(common_name(subject))
        .issuer_name(common_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def authority_extensions(path_length):
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    return [(x509.BasicConstraints(True, path_length), True), (usage, True)]


def leaf_extensions(names, usage=ExtendedKeyUsageOID.SERVER_AUTH):
    extensions = [(x509.BasicConstraints(False, None), True), (x509.ExtendedKeyUsage([usage]), False)]
    if names:
        extensions.append((x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), False))
    return extensions


class Authority:
    """A root and an issuing CA under it."""

    def __init__(self, label, more_extensions=(), root=None):
        self.label = label
        self.key, self.leaf_key = new_key(), new_key()
        self.root_key = root.root_key if root else new_key()
        self.root_name = root.root_name if root else label + " Root"
        years = 3650 * DAY
        self.root = root.root if root else make(
            self.root_key, self.root_name, self.root_name, self.root_key, authority_extensions(1), NOW - years, NOW + years)
        self.name = label + " Issuing CA"
        self.certificate = make(
            self.key, self.name, self.root_name, self.root_key, [*authority_extensions(0), *more_extensions],
            NOW - years, NOW + years)

    def issue(self, names, key=None, chain=True, subject=None, extensions=None, **dates):
        """The text of a certificate file for these names."""
        key = key or self.leaf_key
        extensions = leaf_extensions(names) if extensions is None else extensions
        leaf = make(key, subject or names[0], self.name, self.key, extensions, **dates)
        return key_pem(key) + pem(leaf) + (pem(self.certificate) if chain else "")


class Kinds:
    """Every kind of certificate that the lab's servers show, by the names that they should be for."""

    def __init__(self):
        self.lab = Authority("Lab")
        self.unknown = Authority("Unknown")
        permitted = x509.NameConstraints([x509.DNSName("elsewhere.invalid")], None)
        self.constrained = Authority("Constrained", [(permitted, True)], self.lab)

    def make(self, kind, names):
        return getattr(self, kind.replace("-", "_"))(names)

    def good(self, names):
        return self.lab.issue(names)

    def expired(self, names):
        return self.lab.issue(names, start=NOW - 100 * DAY, end=NOW - 10 * DAY)

    def not_yet(self, names):
        return self.lab.issue(names, start=NOW + 10 * DAY, end=NOW + 100 * DAY)

    def soon(self, names):
        """Ten of its ninety days are left: less than a third of its life."""
        return self.lab.issue(names, start=NOW - 80 * DAY, end=NOW + 10 * DAY)

    def self_signed(self, names):
        key = new_key()
        return key_pem(key) + pem(make(key, names[0], names[0], key, leaf_extensions(names)))

    def wrong_name(self, names):
        return self.lab.issue(["wrong.name.invalid"])

    def untrusted(self, names):
        return self.unknown.issue(names)

    def no_chain(self, names):
        return self.lab.issue(names, chain=False)

    def cn_only(self, names):
        return self.lab.issue(names, extensions=leaf_extensions([]))

    def wildcard(self, names):
        return self.lab.issue(["*." + names[0].split(".", 1)[1]])

    def partial_wildcard(self, names):
        first, rest = names[0].split(".", 1)
        return self.lab.issue([f"{first[0]}*.{rest}"], subject="partial")

    def deep_wildcard(self, names):
        """One `*` for two labels, which no rule allows."""
        return self.lab.issue(["*." + names[0].split(".", 2)[2]])

    def rsa1024(self, names):
        return self.lab.issue(names, key=rsa.generate_private_key(65537, 1024))

    def rsa2048(self, names):
        return self.lab.issue(names, key=rsa.generate_private_key(65537, 2048))

    def client_only(self, names):
        return self.lab.issue(names, extensions=leaf_extensions(names, ExtendedKeyUsageOID.CLIENT_AUTH))

    def name_constraints(self, names):
        return self.constrained.issue(names)
