"""The proxies, each with the very file of Config: only ports, names of files and users are put in place."""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess

from replica import HOST, ROOT, Failure, die_with_parent, free_ports, require

IS_ROOT = os.geteuid() == 0


def substituted(file, replacements):
    """The text of a file of Config with what the patterns match replaced. Each must match."""
    text = (ROOT / "Config" / file).read_text()
    for pattern, replacement in replacements:
        text, count = re.subn(pattern, lambda _: replacement, text, flags=re.MULTILINE)
        require(count, f"Config/{file} has no {pattern}")
    return text


def uncommented(text, start):
    """The text with the lines that begin with `start` behind a comment sign taken in."""
    text, count = re.subn(rf"^(\s*)# ({start})", r"\1\2", text, flags=re.MULTILINE)
    require(count, f"no comment begins with {start}")
    return text


class Proxy:
    """A running proxy. Where it listens is in `http` and `https`."""

    # But for what the certificate of the test has not, and for words of later versions that earlier ones do not know.
    WARNING = re.compile(r"(?i)^(?!.*(OCSP|deprecated)).*warn", re.MULTILINE)

    def __init__(self, folder, certificate, upstreams, **options):
        self.folder, self.certificate, self.upstreams = folder, certificate, upstreams
        self.key = certificate.with_suffix(".key")
        self.http, self.https = free_ports(2)
        self.environment = os.environ | dict.fromkeys(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"], str(folder))
        check, command = self.prepare(**options)
        checked = subprocess.run(check, capture_output=True, text=True, env=self.environment, timeout=30)
        output = checked.stdout + checked.stderr
        require(checked.returncode == 0, f"{check} says:\n{output}")
        require(not self.WARNING.search(output), f"{check} warns:\n{output}")
        self.log = folder / "proxy.log"
        with open(self.log, "wb") as file:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env=self.environment,
                preexec_fn=die_with_parent,
            )

    def port(self, index):
        return f"{HOST}:{self.upstreams[index]}"

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Nginx(Proxy):
    def prepare(self, is_caching=False):
        if isinstance(self.upstreams[0], str):
            upstreams = [
                (r"^    server 127\.0\.0\.1:808[01];\n", ""),
                (r"# server unix:/run/rungs/rungs\.sock;", f"server unix:{self.upstreams[0]};"),
            ]
        else:
            upstreams = [(r"127\.0\.0\.1:8080", self.port(0)), (r"127\.0\.0\.1:8081", self.port(1))]
        text = substituted(
            "nginx/rungs.conf",
            upstreams
            + [
                (r"listen 80\b", f"listen {HOST}:{self.http}"),
                (r"listen 443\b", f"listen {HOST}:{self.https}"),
                (r"/etc/nginx/rungs\.crt", str(self.certificate)),
                (r"/etc/nginx/rungs\.key", str(self.key)),
                (r"/var/cache/nginx/rungs", str(self.folder / "cache")),
            ],
        )
        if is_caching:
            text = uncommented(text, "proxy_")
        (self.folder / "rungs.conf").write_text(text)
        temporary = "".join(
            f"{name}_temp_path {self.folder}/{name};\n" for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        )
        main = self.folder / "nginx.conf"
        main.write_text(
            f"{'user root;' if IS_ROOT else ''}\ndaemon off;\npid {self.folder}/nginx.pid;\nerror_log stderr;\n"
            f"events {{ }}\nhttp {{\naccess_log off;\n{temporary}include {self.folder}/rungs.conf;\n}}\n"
        )
        command = [program("nginx"), "-p", self.folder, "-e", "stderr", "-c", main]
        return [*command, "-t", "-q"], command


class HAProxy(Proxy):
    def prepare(self, backend="rungs", edit=lambda text: text):
        bundle = self.folder / "rungs.pem"
        bundle.write_text(self.certificate.read_text() + self.key.read_text())
        self.stats = self.folder / "admin.sock"
        text = substituted(
            "haproxy/haproxy.cfg",
            [
                (r"127\.0\.0\.1:8080", self.port(0)),
                (r"127\.0\.0\.1:8081", self.port(1)),
                (r"bind :80\b", f"bind {HOST}:{self.http}"),
                (r"bind :443\b", f"bind {HOST}:{self.https}"),
                (r"/etc/haproxy/rungs\.pem", str(bundle)),
                (r"/run/haproxy/admin\.sock", str(self.stats)),
                (r"log /dev/log local0", "log stdout format raw local0 warning"),
                (r"^    (user|group) haproxy\n", ""),
                (r"default_backend rungs$", f"default_backend {backend}"),
            ],
        )
        configuration = self.folder / "haproxy.cfg"
        configuration.write_text(edit(text))
        command = [program("haproxy"), "-db", "-f", configuration]
        return [*command, "-c"], command


class Caddy(Proxy):
    def prepare(self):
        text = substituted(
            "caddy/Caddyfile",
            [
                (r"127\.0\.0\.1:8080", self.port(0)),
                (r"127\.0\.0\.1:8081", self.port(1)),
                (r"# tls /etc/caddy/rungs\.crt /etc/caddy/rungs\.key", f"tls {self.certificate} {self.key}"),
            ],
        )
        configuration = self.folder / "Caddyfile"
        configuration.write_text(
            f"{{\n\tadmin off\n\tskip_install_trust\n\tdefault_bind {HOST}\n\thttp_port {self.http}\n"
            f"\thttps_port {self.https}\n}}\n\n{text}"
        )
        options = ["--adapter", "caddyfile", "--config", configuration]
        return [program("caddy"), "validate", *options], [program("caddy"), "run", *options]


class Apache(Proxy):
    MODULES = (
        "mpm_event authz_core alias env setenvif headers ssl socache_shmcb http2 watchdog slotmem_shm proxy proxy_http"
        " proxy_balancer lbmethod_byrequests proxy_hcheck"
    )

    def prepare(self):
        text = substituted(
            "apache/rungs.conf",
            [
                (r"127\.0\.0\.1:8080", self.port(0)),
                (r"127\.0\.0\.1:8081", self.port(1)),
                (r"\*:80>", f"*:{self.http}>"),
                (r"\*:443>", f"*:{self.https}>"),
                (r"/etc/apache2/rungs\.crt", str(self.certificate)),
                (r"/etc/apache2/rungs\.key", str(self.key)),
            ],
        )
        folder = pathlib.Path("/usr/lib/apache2/modules")
        # What is built in is no file.
        modules = [name for name in self.MODULES.split() if (folder / f"mod_{name}.so").exists()]
        configuration = self.folder / "apache2.conf"
        configuration.write_text(
            f"ServerRoot {self.folder}\nDefaultRuntimeDir {self.folder}\nPidFile {self.folder}/pid\n"
            f"ServerName localhost\nErrorLog /dev/stderr\nListen {HOST}:{self.http}\nListen {HOST}:{self.https}\n"
            + "".join(f"LoadModule {name}_module {folder}/mod_{name}.so\n" for name in modules)
            + ("User www-data\nGroup www-data\n" if IS_ROOT else "")
            + text
        )
        command = [program("apache2"), "-d", self.folder, "-f", configuration]
        return [*command, "-t"], [*command, "-D", "FOREGROUND"]


def program(name):
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not path:
        raise Failure(f"{name} is not installed")
    return path
