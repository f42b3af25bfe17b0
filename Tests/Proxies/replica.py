"""Rungs as an upstream, and what takes its place to see what a proxy sends."""

import contextlib
import ctypes
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


class Failure(Exception):
    """What is not as it must be."""


def require(condition, what):
    if not condition:
        raise Failure(what)


def die_with_parent():
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def wait_until(ready, what, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if ready():
                return
        time.sleep(0.02)
    raise Failure(what)


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((HOST, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("unix", timeout=10)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Replica:
    """A process of rungs with the samples. `address` is a port of 127.0.0.1, or the path of a Unix domain socket."""

    def __init__(self, program, folder, address, settings):
        self.address, self.log = address, folder / f"rungs-{pathlib.Path(str(address)).name}.log"
        empty = folder / "empty.json"
        empty.write_text("{}")
        where = {"http.socket": address} if isinstance(address, str) else {"http.port": address}
        command = [program, "serve", "--config", empty, "--data", ROOT / "Config/samples"]
        for key, value in (where | settings).items():
            command += ["--set", f"{key}={value}"]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RUNGS_") and k != "PORT"}
        # Added to: the log of a replica goes on with the one that takes its place.
        before = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                preexec_fn=die_with_parent,
            )
        try:
            wait_until(lambda: self.serves(before), "rungs does not serve")
        except Failure:
            self.end(signal.SIGKILL)
            raise
        self.own_sockets = self.sockets()

    def serves(self, before):
        require(self.process.poll() is None, f"rungs ended:\n{self.text()[-2000:]}")
        return b'"message":"serving"' in self.log.read_bytes()[before:]

    def text(self):
        return self.log.read_text(errors="replace")

    def requests(self):
        """The records of the access log."""
        time.sleep(0.05)  # A line is written up to 10 ms after its answer.
        for line in self.text().splitlines():
            with contextlib.suppress(ValueError):
                record = json.loads(line)
                if record.get("message") == "request":
                    yield record

    def connect(self):
        if isinstance(self.address, str):
            return UnixConnection(self.address)
        return http.client.HTTPConnection(HOST, self.address, timeout=10)

    def sockets(self):
        """By what no other one of the system has."""
        names = set()
        for descriptor in pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                names.add(os.readlink(descriptor))
        return {name for name in names if name.startswith("socket:")}

    def connections(self):
        return self.sockets() - self.own_sockets

    def end(self, number):
        """Sends a signal, and returns the exit status and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(60)
        return status, time.monotonic() - began


class Capture:
    """Keeps the heads that come, each with the PROXY header of its connection, and answers 200 to all but one path."""

    UNANSWERED = "/v1/unanswered"

    def __init__(self, address):
        if isinstance(address, str):
            pathlib.Path(address).unlink(missing_ok=True)
            self.listener = socket.socket(socket.AF_UNIX)
            self.listener.bind(address)
            os.chmod(address, 0o666)
        else:
            self.listener = socket.create_server((HOST, address))
        self.listener.listen(64)
        self.heads = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        data, proxy = b"", ""
        with contextlib.suppress(OSError), connection:
            while part := connection.recv(65536):
                data += part
                if data.startswith(b"\r\n\r\n\0") and len(data) >= 16:
                    end = 16 + int.from_bytes(data[14:16], "big")
                    proxy, data = "v2 " + ".".join(map(str, data[16:20])), data[end:]
                if data.startswith(b"PROXY ") and b"\r\n" in data:
                    line, data = data.split(b"\r\n", 1)
                    proxy = "v1 " + line.decode().split()[2] if b"TCP4" in line else "v1"
                while b"\r\n\r\n" in data and not data.startswith(b"\r\n"):
                    head, data = data.split(b"\r\n\r\n", 1)
                    self.heads.append((proxy, head.decode("latin-1")))
                    if self.UNANSWERED.encode() in head:
                        return
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
