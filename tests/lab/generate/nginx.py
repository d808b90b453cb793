# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration of nginx: one server a policy host, chosen by SNI."""

from . import addresses

HEAD = """\
user root root;
worker_processes 1;
daemon off;
pid {state}/nginx.pid;
error_log {state}/log/nginx-error.log crit;
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
access_log off;
server_tokens off;
default_type text/plain;
server_names_hash_max_size 16384;
server_names_hash_bucket_size 256;
ssl_protocols TLSv1.2 TLSv1.3;
keepalive_timeout 15s;
client_body_temp_path {state}/nginx-tmp;
proxy_temp_path {state}/nginx-tmp;
fastcgi_temp_path {state}/nginx-tmp;
uwsgi_temp_path {state}/nginx-tmp;
scgi_temp_path {state}/nginx-tmp;
"""

DEFAULT = """\
server {{
    {listen}
    ssl_certificate {state}/certs/default.pem;
    ssl_certificate_key {state}/certs/default.pem;
    return 404;
}}
"""

SERVER = """\
server {{
    {listen}
    server_name {host};
    ssl_certificate {certificate};
    ssl_certificate_key {certificate};
    {server}
    location = /.well-known/mta-sts.txt {{ alias {policy}; {location} }}
}}
"""

OLD_TLS = "ssl_protocols TLSv1 TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;"


def listen(*places, options=""):
    return " ".join(f"listen {'[%s]' % place if ':' in place else place}:443 ssl{options};" for place in places)


class Servers:
    def __init__(self, state):
        self.state = state
        self.blocks = []
        backlog = " default_server backlog=4096"
        for pair in ((addresses.WEB, addresses.WEB6), (addresses.OTHER_WEB, addresses.OTHER_WEB6)):
            self.blocks.append(DEFAULT.format(state=state, listen=listen(*pair, options=backlog)))
        old = listen(addresses.OLD_WEB, options=" default_server") + " " + OLD_TLS
        self.blocks.append(DEFAULT.format(state=state, listen=old))

    def add(self, host, certificate, policy, places=(addresses.WEB, addresses.WEB6), server="", location=""):
        self.blocks.append(SERVER.format(
            listen=listen(*places), host=host, server=server, location=location,
            certificate=f"{self.state}/{certificate}", policy=f"{self.state}/{policy}"))

    def text(self):
        return HEAD.format(state=self.state) + "".join(self.blocks) + "}\n"
