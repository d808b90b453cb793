#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves a bundle with the program that it is made for, on loopback, and says what came back.

    serve_bundle.py TARGET FOLDER < REQUESTS

REQUESTS is a JSON list of [method, host, path]; the answer a JSON list of [status, content type, body as Latin-1]. Only what no
test machine has is replaced in the configuration: ports, /var/www, the certificates of certbot, and where logs go. Exit status 77:
the program is not installed.
"""
import json, os, re, shutil, socket, ssl, subprocess, sys, tempfile, time
from http.client import HTTPConnection


NPM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build", "npm", "node_modules")
ELSEWHERE = ["/usr/sbin", "/sbin", *(os.path.join(NPM, "@cloudflare", "workerd-linux-" + kind, "bin") for kind in ("64", "arm64"))]


def program(*names):
    for name in names:
        found = shutil.which(name, path=":".join([os.environ.get("PATH", ""), *ELSEWHERE]))
        if found:
            return found
    print(f"{names[0]} is not installed", file=sys.stderr)
    sys.exit(77)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def write(path, text):
    with open(path, "w") as file:
        file.write(text)
    return path


class Place:
    """A folder that every user may read: the servers leave root behind. `addresses`, `port` and `certificate` say where to serve."""

    def __init__(self, folder):
        self.path = tempfile.mkdtemp(prefix="bundle-")
        self.bundle = os.path.join(self.path, "bundle")
        shutil.copytree(folder, self.bundle)
        subprocess.run(["chmod", "-R", "a+rX", self.path], check=True)
        self.addresses, self.port, self.plain_port = ["127.0.0.1"], free_port(), free_port()
        self.certificate, self.key = os.path.join(self.path, "cert.pem"), os.path.join(self.path, "key.pem")

    def sign(self, hosts):
        names = ",".join("DNS:" + host for host in hosts)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=bundle", "-addext", "subjectAltName=" + names, "-keyout", self.key, "-out", self.certificate],
                       check=True, capture_output=True)
        os.chmod(self.key, 0o644)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)

    def places(self, port):
        return [f"[{address}]:{port}" if ":" in address else f"{address}:{port}" for address in self.addresses]

    def read(self, name):
        with open(os.path.join(self.bundle, name)) as file:
            return file.read()

    def localised(self, text):
        text = re.sub(r"/etc/letsencrypt/live/[^/]+/fullchain\.pem", self.certificate, text)
        text = re.sub(r"/etc/letsencrypt/live/[^/]+/privkey\.pem", self.key, text)
        return text.replace("/var/www/", self.bundle + "/www/")


NGINX_TEMPORARY = "".join(f"    {kind}_temp_path {{0}}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


def nginx_command(place, main):
    path = write(os.path.join(place.path, "nginx.conf"), main)
    user = "user root root; " if os.geteuid() == 0 else ""  # a lab of an ordinary user has no other
    return [program("nginx"), "-c", path, "-p", place.path, "-e", os.path.join(place.path, "error.log"),
            "-g", f"{user}daemon off; pid {place.path}/nginx.pid;"]


def nginx(place):
    sites = place.localised(place.read("mta-sts.conf"))
    sites = re.sub(r"listen \[::\]:\d+( ssl)?;", "", sites)
    sites = sites.replace("listen 443 ssl;", " ".join(f"listen {where} ssl;" for where in place.places(place.port)))
    sites = sites.replace("listen 80;", " ".join(f"listen {where};" for where in place.places(place.plain_port)))
    default = "server { " + " ".join(f"listen {where} ssl default_server;" for where in place.places(place.port)) + \
              f" ssl_certificate {place.certificate}; " \
              f"ssl_certificate_key {place.key}; return 301 https://www.invalid/; }}\n"
    return nginx_command(place, "events { }\nhttp {\n    access_log off;\n    gzip on;\n    gzip_types text/plain;\n    gzip_min_length 1;\n"
                         + NGINX_TEMPORARY.format(place.path) + default + sites + "}\n"), True


def cloud_run(place):
    main = place.read("nginx.conf").replace("listen 8080", f"listen 127.0.0.1:{place.port}")
    main = main.replace("/usr/share/nginx/html", place.bundle + "/public")
    main = main.replace("http {\n", "http {\n    access_log off;\n" + NGINX_TEMPORARY.format(place.path), 1)
    return nginx_command(place, main), False


def apache(place):
    binary = program("apache2", "httpd")
    modules = "/usr/lib/apache2/modules"
    loads = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n"
                    for name in ("mpm_event", "authz_core", "mime", "env", "deflate", "filter", "socache_shmcb", "ssl", "rewrite"))
    sites = place.localised(place.read("mta-sts.conf"))
    sites = sites.replace("*:443>", f"*:{place.port}>").replace("*:80>", f"*:{place.plain_port}>")
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    listen = "".join(f"Listen {where}\n" for where in place.places(place.port) + place.places(place.plain_port))
    path = write(os.path.join(place.path, "apache.conf"), f"""ServerRoot {place.path}
ServerName localhost
PidFile {place.path}/apache.pid
DefaultRuntimeDir {place.path}
ErrorLog {place.path}/error.log
{loads}{user}Mutex file:{place.path}
TypesConfig /dev/null
AddOutputFilterByType DEFLATE text/plain
{listen}<VirtualHost *:{place.port}>
    ServerName default.invalid
    SSLEngine on
    SSLCertificateFile {place.certificate}
    SSLCertificateKeyFile {place.key}
    RewriteEngine On
    RewriteRule ^ https://www.invalid/ [R=301]
</VirtualHost>
{sites}""")
    return [binary, "-f", path, "-DFOREGROUND"], True


def caddy(place):
    binary = program("caddy")
    sites = place.localised(place.read("Caddyfile"))
    sites = re.sub(r"^(mta-sts\.[a-z0-9.-]+)(,| \{)$", rf"https://\1:{place.port}\2", sites, flags=re.M)
    sites = re.sub(r"^(https://.*) \{$", rf"\1 {{\n\ttls {place.certificate} {place.key}\n\tbind {' '.join(place.addresses)}", sites, flags=re.M)
    options = "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n"
    path = write(os.path.join(place.path, "Caddyfile"), options + sites)
    return [binary, "run", "--config", path, "--adapter", "caddyfile"], True


def superstatic(place):
    """Firebase Hosting's own server for local use, in the clear."""
    script = os.path.join(NPM, "superstatic", "lib", "bin", "server.js")
    if not os.path.exists(script):
        print("superstatic is not installed (scripts/install_npm.sh)", file=sys.stderr)
        sys.exit(77)
    return ["env", "NO_UPDATE_NOTIFIER=1", program("node"), script, "serve", ".", "--host", "127.0.0.1", "--port", str(place.port),
            "--config", "firebase.json"], False


def pem_blocks(path, word):
    with open(path) as file:
        return "".join(re.findall(rf"-----BEGIN [A-Z ]*{word}-----.*?-----END [A-Z ]*{word}-----\n", file.read(), re.S))


def workerd(place):
    binary = program("workerd")
    write(os.path.join(place.bundle, "key.pem"), pem_blocks(place.key, "PRIVATE KEY"))
    write(os.path.join(place.bundle, "chain.pem"), pem_blocks(place.certificate, "CERTIFICATE"))
    sockets = ",\n".join(f"""    (name = "{where}", address = "{where}", service = "main", https = (options = (), tlsOptions = (
        keypair = (privateKey = embed "key.pem", certificateChain = embed "chain.pem"))))""" for where in place.places(place.port))
    date = json.loads(place.read("wrangler.json"))["compatibility_date"]
    path = write(os.path.join(place.bundle, "workerd.capnp"), f"""using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "index.js", esModule = embed "src/index.js")],
                                        compatibilityDate = "{date}"))],
  sockets = [
{sockets}]
);
""")
    return [binary, "serve", path], True


def ask(place, method, host, path, encrypted):
    connection = HTTPConnection("127.0.0.1", place.port, timeout=20)
    connection.connect()
    if encrypted:
        context = ssl.create_default_context(cafile=place.certificate)
        connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    connection.request(method, path, headers={"Host": host, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read().decode("latin-1")
    if response.getheader("Content-Encoding"):
        body = "encoded: " + response.getheader("Content-Encoding")
    connection.close()
    return [response.status, response.getheader("Content-Type", ""), body]


class Running:
    """A started server; `prefix` are words before its command."""

    def __init__(self, place, command, prefix=(), folder=None):
        self.place = place
        with open(os.path.join(place.path, "out"), "wb") as out:
            self.server = subprocess.Popen([*prefix, *command], stdout=out, stderr=out, cwd=folder or place.path, env={
                **os.environ, "HOME": place.path, "XDG_DATA_HOME": place.path, "XDG_CONFIG_HOME": place.path})

    def __enter__(self):
        for _ in range(200):
            with socket.socket() as probe:
                if self.server.poll() is not None or probe.connect_ex((self.place.addresses[0], self.place.port)) == 0:
                    break
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.server.terminate()
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    def log(self):
        text = b""
        for name in ("out", "error.log"):
            if os.path.exists(os.path.join(self.place.path, name)):
                with open(os.path.join(self.place.path, name), "rb") as file:
                    text += file.read()[-2000:]
        return text.decode(errors="replace")


def serve(place, start, requests):
    command, encrypted = start(place)
    with Running(place, command, folder=place.bundle) as running:
        try:
            return [ask(place, *request, encrypted) for request in requests]
        except OSError as error:
            sys.exit(f"{error}: {running.log()}")


def node(place, requests):
    """The Worker's module in Node, whose Request and Response follow the same standard."""
    script = """const worker = (await import(process.argv[1])).default, out = [];
for (const [method, host, path] of JSON.parse(process.argv[2])) {
  const response = await worker.fetch(new Request('https://' + host + path, { method }));
  out.push([response.status, response.headers.get('content-type'), Buffer.from(await response.arrayBuffer()).toString('latin1')]);
}
console.log(JSON.stringify(out));"""
    done = subprocess.run([program("node"), "--input-type=module", "--no-warnings", "-e", script,
                           os.path.join(place.bundle, "src/index.js"), json.dumps(requests)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


STARTS = {"nginx": nginx, "apache": apache, "caddy": caddy, "many-domains": caddy, "workerd": workerd, "superstatic": superstatic,
          "cloudflare-worker": workerd, "cloud-run": cloud_run}


def main(target, folder):
    requests = json.load(sys.stdin)
    place = Place(folder)
    try:
        place.sign(sorted({host for _, host, _ in requests}))
        print(json.dumps(node(place, requests) if target == "node" else serve(place, STARTS[target], requests)))
    finally:
        place.remove()


if __name__ == "__main__":
    main(*sys.argv[1:])
