"""The three servers: started on one core, asked, and ended whatever happens."""

import contextlib
import ctypes
import os
import pathlib
import pwd
import signal
import socket
import ssl
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)


class Failure(Exception):
    """Why the run cannot go on, for the person who started it."""


def build_rungs():
    build = ["swift", "build", "-c", "release", "--package-path", ROOT]
    print("building rungs (release) …", file=sys.stderr)
    subprocess.run([*build, "--product", "rungs"], check=True, timeout=1800, stdout=sys.stderr)
    path = subprocess.run([*build, "--show-bin-path"], check=True, timeout=120, capture_output=True, text=True)
    return pathlib.Path(path.stdout.strip()) / "rungs"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def connect(port, is_secured):
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    if not is_secured:
        return connection
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(connection, server_hostname="localhost")


def exchange(port, request, is_secured=False):
    """One request on a new connection: (head with its last empty line, body)."""
    with connect(port, is_secured) as connection:
        connection.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            part = connection.recv(65536)
            if not part:
                raise Failure(f"port {port} closed the connection before a whole head: {received!r}")
            received += part
        head, body = received.split(b"\r\n\r\n", 1)
        length = int(field(head, "Content-Length") or 0)
        while len(body) < length:
            part = connection.recv(65536)
            if not part:
                raise Failure(f"port {port} closed the connection before a whole body")
            body += part
        return head + b"\r\n\r\n", body


def fields_of(head):
    lines = head.decode("latin-1").rstrip().split("\r\n")[1:]
    return [tuple(part.strip() for part in line.split(":", 1)) for line in lines]


def field(head, wanted):
    return next((value for name, value in fields_of(head) if name.lower() == wanted.lower()), None)


class Processes(contextlib.AbstractContextManager):
    """Starts programs pinned to one core and ends all of them, however the run ends."""

    def __init__(self, folder):
        self.folder, self.running = folder, []

    def start(self, name, command, core, environment=None):
        def pin():
            os.sched_setaffinity(0, {core})
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

        log = self.folder / f"{name}.log"
        with open(log, "wb") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=pin, env=environment
            )
        self.running.append(process)
        return process, log

    def stop(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.remove(process)

    def __exit__(self, *_):
        for process in list(self.running):
            self.stop(process)


def wait_until(ready, process, log, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise Failure(f"{log.stem} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def accepts(port):
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True


def make_certificate(folder):
    """The paths of a certificate of ECDSA P-256 for localhost and its key, with which both servers are secured."""
    subprocess.run([ROOT / "Tests/TLS/certificates", folder], check=True, timeout=60, capture_output=True)
    return folder / "ecdsa.pem", folder / "ecdsa.key"


def start_rungs(processes, program, core, data, certificate):
    """The ports without TLS and with it."""
    port, secured = free_port(), free_port()
    # The defaults are measured: no setting of the caller's environment, nor of a file in /etc.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RUNGS_") and k != "PORT"}
    empty = data.parent / "empty.json"
    empty.write_text("{}")
    command = [program, "serve", "--data", data, "--port", str(port), "--workers", "1", "--config", empty]
    command += ["--set", f"tls.cert={certificate[0]}", "--set", f"tls.key={certificate[1]}", "--set", f"tls.port={secured}"]
    process, log = processes.start("rungs", command, core, environment)
    ready = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    wait_until(lambda: exchange(port, ready)[0].startswith(b"HTTP/1.1 200 "), process, log)
    return {False: port, True: secured}, process.pid


def start_floor(processes, program, core, answer):
    port = free_port()
    process, log = processes.start("floor", [program, str(port), answer], core)
    wait_until(lambda: accepts(port), process, log)
    return port, process


# nginx writes these fields itself.
NGINX_FIELDS = set("server date content-type content-length last-modified connection etag accept-ranges".split())


def start_nginx(processes, program, core, folder, scenarios, answers, certificate):
    """One worker with a port for each scenario, each with its own root and the fields that rungs sends."""
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    servers, ports = [], []
    for index, (scenario, (head, body)) in enumerate(zip(scenarios, answers)):
        root, port = folder / f"root{index}", free_port()
        file = root / f"v1/frameworks/{scenario.soc}/source"
        file.parent.mkdir(parents=True)
        file.write_bytes(body)
        extra = "\n".join(
            "        add_header %s '%s';" % (name, value.replace("'", "\\'"))
            for name, value in fields_of(head)
            if name.lower() not in NGINX_FIELDS
        )
        servers.append(
            f"""
    server {{
        listen 127.0.0.1:{port}{" ssl" if scenario.is_secured else ""};
        root {root};
        types {{ }}
        default_type '{field(head, "Content-Type")}';
{extra}
    }}"""
        )
        ports.append(port)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"""{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nodelay on;
    open_file_cache max=100 inactive=10m;
    open_file_cache_valid 10m;
    keepalive_requests 1000000000;
    ssl_certificate {certificate[0]};
    ssl_certificate_key {certificate[1]};
    ssl_protocols TLSv1.2 TLSv1.3;
    keepalive_timeout 75s;
    server_tokens off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{"".join(servers)}
}}
"""
    )
    command = [program, "-p", folder, "-c", configuration, "-e", "stderr"]
    process, log = processes.start("nginx", command, core)
    wait_until(lambda: all(map(accepts, ports)), process, log)
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    if len(children) != 1:
        raise Failure(f"nginx has {len(children)} workers instead of one")
    return ports, int(children[0])


def cpu_by_thread(pid):
    """Nanoseconds of user and system time by thread (stat has only steps of 10 ms)."""
    spent = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # the thread has just ended
            spent[task.name] = int((task / "schedstat").read_text().split()[0])
    return spent


def cpu_seconds_since(before, pid):
    return sum(spent - before.get(thread, 0) for thread, spent in cpu_by_thread(pid).items()) / 1e9
