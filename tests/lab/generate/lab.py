# SPDX-License-Identifier: GPL-3.0-or-later
"""From domains (model.py) to what servers read: zones, certificates, policies, configurations."""

import os

from . import addresses, servers, tlsa, zones
from .certificates import Kinds, pem
from .dnssec import Signer
from .files import write
from .nginx import Servers
from .zones import Zone, quoted


class Lab:
    def __init__(self):
        self.state = os.getcwd()
        self.kinds = Kinds()
        self.signer = Signer()
        self.faulty = addresses.Faulty()
        self.nginx = Servers(self.state)
        self.zones = {}
        self.counter = 0

    # -- zones

    def zone_of(self, domain):
        name = domain.origin or domain.name
        if name not in self.zones:
            self.zones[name] = Zone(name, domain.nameserver, domain.signed, domain.signatures, domain.tampered)
        return self.zones[name]

    def add(self, domain):
        if not domain.exists:
            return
        self.counter += 1
        self.write_domain_certificate(domain)
        zone = self.zone_of(domain)
        zone.add(*self.text_records(domain))
        for host in domain.mx:
            self.add_mx(domain, host, zone)
        self.add_web(domain, zone)
        zone.add(*[domain.text(line) for line in domain.records])

    def text_records(self, domain):
        owner = f"{domain.name}."
        for record in domain.sts:
            yield f"_mta-sts.{owner} TXT {quoted(self.filled(domain, record))}"
        for record in domain.tlsrpt:
            yield f"_smtp._tls.{owner} TXT {quoted(self.filled(domain, record))}"
        yield f'{owner} TXT "v=spf1 mx -all"'
        yield f'_dmarc.{owner} TXT "v=DMARC1; p=reject; rua=mailto:dmarc@reports.test"'

    @staticmethod
    def filled(domain, record):
        return tuple(map(domain.text, record)) if isinstance(record, tuple) else domain.text(record)

    # -- mail servers

    def add_mx(self, domain, host, zone):
        name = domain.under(host.name)
        if host.listed:
            zone.add(f"{domain.name}. MX {host.preference} {name}.")
        if host.name.endswith(".") and not name.endswith("." + domain.name):
            return
        if host.certificate != "good":
            write(f"certs/{name}.pem", self.kinds.make(host.certificate, [name]))
        for address in self.addresses_of(domain, host):
            zone.add(f"{name}. {'AAAA' if ':' in address else 'A'} {address}")
        for kind in host.tlsa:
            zone.add(f"_25._tcp.{name}. TLSA {tlsa.rdata(kind, self.certificate_text(domain, name), self.kinds.lab)}")

    def addresses_of(self, domain, host):
        if host.addresses is not None:
            found = list(host.addresses)
        elif host.options:
            found = [self.faulty.mail_address(self.listener_options(domain, host, host.options))]
        else:
            found = [addresses.good_mail(self.counter * 3 + host.preference // 10)]
        if host.second is not None:
            found.append(self.faulty.mail_address(self.listener_options(domain, host, host.second)))
        if host.ipv6 is not None:
            number = self.counter * 3 + host.preference // 10
            options = self.listener_options(domain, host, host.ipv6)
            found.append(self.faulty.mail_address6(options) if options else addresses.good_mail6(number))
        return found

    def listener_options(self, domain, host, options):
        """`cert:KIND` stands for a certificate of that kind, for this host only."""
        words = []
        for word in options.split():
            if word.startswith("cert:"):
                name = domain.under(host.name)
                path = f"certs/fixed/{name}-{word[5:]}.pem"
                write(path, self.kinds.make(word[5:], [name]))
                word = f"cert={self.state}/{path}"
            words.append(word)
        return " ".join(words)

    # -- certificates

    def write_domain_certificate(self, domain):
        names = [f"mta-sts.{domain.name}", *[domain.under(host.name) for host in domain.mx], domain.name]
        write(f"certs/{domain.name}.pem", self.kinds.good(list(dict.fromkeys(names))))

    def certificate_text(self, domain, name):
        own = f"certs/{name}.pem"
        with open(own if os.path.exists(own) else f"certs/{domain.name}.pem") as file:
            return file.read()

    # -- policy hosts

    def add_web(self, domain, zone):
        web, host = domain.web, f"mta-sts.{domain.name}"
        if web.alias:
            zone.add(f"{host}. CNAME {domain.text(web.alias)}")
        body = domain.text(domain.policy) if isinstance(domain.policy, str) else domain.policy
        write(f"policy/{domain.name}.txt", body.encode() if isinstance(body, str) else body)
        certificate = f"certs/{domain.name}.pem"
        if web.certificate != "good":
            certificate = f"certs/{host}.pem"
            write(certificate, self.kinds.make(web.certificate, [host]))
        found = list(web.addresses)
        if web.raw is not None or web.raw_options:
            found = [self.raw_web_address(domain)]
        if not web.alias:
            zone.add(*[f"{host}. {'AAAA' if ':' in address else 'A'} {address}" for address in found])
        self.add_nginx(domain, host, certificate)

    def add_nginx(self, domain, host, certificate):
        web = domain.web
        policy = f"policy/{domain.name}.txt"
        places = [addresses.OLD_WEB] if addresses.OLD_WEB in web.addresses else [addresses.WEB, addresses.WEB6]
        self.nginx.add(host, certificate, policy, places, domain.text(web.server), domain.text(web.location))
        if web.other_policy is None and web.other_certificate is None:
            return
        if web.other_policy is not None:
            policy = f"policy/{domain.name}.other.txt"
            write(policy, domain.text(web.other_policy))
        if web.other_certificate is not None:
            certificate = f"certs/fixed/{host}-other.pem"
            write(certificate, self.kinds.make(web.other_certificate, [host]))
        self.nginx.add(host, certificate, policy, [addresses.OTHER_WEB, addresses.OTHER_WEB6])

    def raw_web_address(self, domain):
        web = domain.web
        options = web.raw_options or "mode=raw-https"
        if web.raw is not None:
            path = f"policy/{domain.name}.raw"
            write(path, web.raw.replace(b"{d}", domain.name.encode()))
            options += f" file={self.state}/{path}"
        return self.faulty.web_address(options)

    # -- all of it

    def write(self):
        write("ca.pem", pem(self.kinds.lab.root))
        write("certs/default.pem", self.kinds.good(["default.cert.invalid"]))
        leaves = [zone for zone in self.zones.values()]
        everything = leaves + zones.top_level_zones(leaves, self.signer.ds)
        self.signer.write_all(everything)
        write("trust-anchor.ds", f". IN DS {self.signer.ds('')}\n")
        write("conf/nginx.conf", self.nginx.text())
        os.makedirs("nginx-tmp", exist_ok=True)
        servers.write_nsd(self.state, everything)
        servers.write_unbound(self.state)
        servers.write_smtpd(self.state, self.faulty)
        servers.write_postfix(self.state)
        servers.write_openssl()
