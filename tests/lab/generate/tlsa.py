# SPDX-License-Identifier: GPL-3.0-or-later
"""TLSA records (RFC 6698), by kind: usage, selector and matching type as three digits, then what is odd about it."""

import hashlib

from . import certificates

WRONG = "00" * 32


def rdata(kind, pem_text, authority):
    """RDATA of a record for the certificate in a file's text."""
    if kind == "malformed":
        return "3 1 1 0011"         # a SHA-256 of two bytes
    digits, _, oddity = kind.partition("-")
    if oddity == "wrong":
        return f"{' '.join(digits)} {WRONG}"
    first = pem_text[pem_text.index("-----BEGIN CERTIFICATE") :]
    leaf = certificates.x509.load_pem_x509_certificate(first.encode())
    certificate = leaf if digits[0] in "13" else authority.certificate
    data = certificates.der(certificate) if digits[1] == "0" else certificates.public_key_der(certificate)
    association = {"0": data.hex(), "1": hashlib.sha256(data).hexdigest(), "2": hashlib.sha512(data).hexdigest()}
    return f"{' '.join(digits)} {association[digits[2]]}"
