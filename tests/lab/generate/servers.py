# SPDX-License-Identifier: GPL-3.0-or-later
"""The configurations of nsd, unbound, lab_smtpd and Postfix."""

from . import addresses
from .files import write

NSD = """\
server:
  ip-address: {address}
  username: ""
  chroot: ""
  zonesdir: "{state}/zones"
  database: ""
  pidfile: ""
  logfile: "{state}/log/nsd-{who}.log"
  zonelistfile: "{state}/nsd-{who}/zone.list"
  xfrdfile: ""
  xfrdir: "{state}/nsd-{who}"
  server-count: 1
  receive-buffer-size: 4194304
  send-buffer-size: 4194304
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  tcp-count: 200
  ip-freebind: yes
remote-control:
  control-enable: no
"""

UNBOUND = """\
server:
  interface: {address}
  ip-freebind: yes
  access-control: 0.0.0.0/0 allow
  do-ip6: no
  username: ""
  chroot: ""
  directory: "{state}"
  pidfile: ""
  use-syslog: no
  logfile: "{state}/log/unbound-{who}.log"
  root-hints: "{state}/root.hints"
  trust-anchor-file: "{state}/trust-anchor.ds"
  module-config: "validator iterator"
  num-threads: 1
  outgoing-range: 8192
  num-queries-per-thread: 4096
  so-rcvbuf: 4m
  so-sndbuf: 4m
  msg-cache-size: 64m
  rrset-cache-size: 128m
  edns-buffer-size: 1232
  local-zone: "test." nodefault
  val-log-level: 1
remote-control:
  control-enable: no
"""

POSTFIX_MAIN = """\
compatibility_level = 3.6
queue_directory = {state}/postfix/queue
data_directory = {state}/postfix/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = all
inet_protocols = ipv4
myhostname = mx1.postfix.test
mydestination =
mynetworks =
alias_maps =
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_chain_files = {state}/certs/postfix.test.pem
smtpd_tls_session_cache_database =
maillog_file = {state}/log/postfix.log
maillog_file_prefixes = {state}
"""

POSTFIX_MASTER = """\
{healthy}:25 inet n - n - - smtpd
{self_signed}:25 inet n - n - - smtpd
  -o smtpd_tls_chain_files={state}/certs/mx1.postfix-selfsigned.test.pem
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
rewrite unix - - n - - trivial-rewrite
cleanup unix n - n - 0 cleanup
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


def write_nsd(state, zones):
    """Four servers: root, top-level domains, leaves, and the lame one, which serves nothing that it should."""
    places = {"root": addresses.ROOT_NS, "tld": addresses.TLD_NS, "leaf": addresses.LEAF_NS, "lame": addresses.LAME_NS}
    for who, address in places.items():
        text = NSD.format(state=state, who=who, address=address)
        for zone in zones:
            if zone.name_server == address != addresses.LAME_NS:
                text += f'zone:\n  name: "{zone.name}"\n  zonefile: "{zone.file_name()}"\n'
        if who == "lame":
            text += 'zone:\n  name: "dns-servfail.test"\n  zonefile: "does-not-exist.zone"\n'
        write(f"nsd-{who}/.keep", "")
        write(f"conf/nsd-{who}.conf", text)


def write_unbound(state):
    """remote: one round trip from the client, as a provider's resolver is. local: on the client itself."""
    for who, address in (("remote", addresses.RESOLVER), ("local", "127.0.0.1")):
        write(f"conf/unbound-{who}.conf", UNBOUND.format(state=state, who=who, address=address))
    write("root.hints", f". 3600000 NS a.root.\na.root. 3600000 A {addresses.ROOT_NS}\n")


def write_smtpd(state, faulty):
    fallback = f"default={state}/certs/default.pem"
    good = [addresses.good_mail(n) for n in range(addresses.GOOD_SERVERS)]
    good += [addresses.good_mail6(n) for n in range(addresses.GOOD_SERVERS)]
    good.append(addresses.CONTROL_MX)
    lines = [f"{address} {fallback}" for address in good]
    lines += [f"{address} {fallback} {options}" for address, options in faulty.listeners()]
    lines.append(f"{addresses.SILENT_NS} port=53 mode=udp-sink")
    write("conf/smtpd.conf", "".join(line + "\n" for line in lines))
    # Where Postfix cannot run (an ordinary user has but one user id), lab_smtpd takes its place.
    stand_in = [f"{addresses.POSTFIX} {fallback}", f"{addresses.POSTFIX_SELF_SIGNED} {fallback}"]
    write("conf/smtpd-without-postfix.conf", "".join(line + "\n" for line in lines + stand_in))


def write_postfix(state):
    names = {"state": state, "healthy": addresses.POSTFIX, "self_signed": addresses.POSTFIX_SELF_SIGNED}
    write("postfix/conf/main.cf", POSTFIX_MAIN.format(**names))
    write("postfix/conf/master.cf", POSTFIX_MASTER.format(**names))

# The system's default of Debian refuses weak keys; here they are faults to be shown.
OPENSSL = """\
openssl_conf = start
[start]
ssl_conf = ssl
[ssl]
system_default = weak
[weak]
CipherString = DEFAULT@SECLEVEL=0
"""


def write_openssl():
    write("conf/openssl.cnf", OPENSSL)
