"""The server under attack: started, asked, weighed and ended."""

import contextlib
import ctypes
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import time

import messages
from servers import PR_SET_PDEATHSIG, Failure, cpu_by_thread, cpu_seconds_since

libc = ctypes.CDLL(None)
HOST = "127.0.0.1"


class Server(contextlib.AbstractContextManager):
    """One process of rungs with the default settings, but those that are named."""

    def __init__(self, program, folder, data, settings, descriptors=None):
        self.log = folder / "rungs.log"
        empty = folder / "empty.json"
        empty.write_text("{}")
        command = [program, "serve", "--port", "0", "--config", empty]
        for folder in data:
            command += ["--data", folder]
        for key, value in settings.items():
            command += ["--set", f"{key}={value}"]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RUNGS_") and k != "PORT"}
        # A crash is seen by the exit status; to draw its stack would take longer than the test.
        environment["SWIFT_BACKTRACE"] = "enable=no"

        def prepare():
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=prepare, env=environment
            )
        self.pid = self.process.pid
        try:
            self.port = self.wait_for_port()
        except Failure:
            self.process.kill()
            self.process.wait()
            raise

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait_for_port(self):
        end = time.monotonic() + 15
        while time.monotonic() < end and self.process.poll() is None:
            for record in self.records():
                if record.get("message") == "serving":
                    return int(record["url"].rsplit(":", 1)[1])
            time.sleep(0.02)
        raise Failure(f"rungs does not serve:\n{self.log.read_text(errors='replace')[-2000:]}")

    # What it says

    def lines(self):
        return self.log.read_text(errors="replace").splitlines()

    def records(self):
        for line in self.lines():
            with contextlib.suppress(ValueError):
                if isinstance(record := json.loads(line), dict):
                    yield record

    def complaints(self):
        """Lines of the log that are errors, or no records at all, as those of a crash."""
        for line in self.lines():
            try:
                if json.loads(line)["level"] not in ("error", "critical"):
                    continue
            except (ValueError, KeyError, TypeError):
                pass
            yield line

    # What it takes

    def memory(self):
        """Bytes of its own: neither the program's file nor the kernel's socket buffers."""
        with self.told_if_it_ended():
            status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
            return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("RssAnon:"))

    def descriptors(self):
        with self.told_if_it_ended():
            return len(os.listdir(f"/proc/{self.pid}/fd"))

    def share_of_a_core(self, seconds):
        """What it spends of one core in the next seconds."""
        with self.told_if_it_ended():
            before, start = cpu_by_thread(self.pid), time.monotonic()
            time.sleep(seconds)
            return cpu_seconds_since(before, self.pid) / (time.monotonic() - start)

    @contextlib.contextmanager
    def told_if_it_ended(self):
        try:
            yield
        except (OSError, StopIteration):
            raise Failure(self.end() or "the server is gone") from None

    def limit_descriptors(self, count):
        resource.prlimit(self.pid, resource.RLIMIT_NOFILE, (count, count))

    # Asking it

    def connect(self, source=HOST, options=()):
        """A connection whose calls fail after ten seconds."""
        connection = socket.socket()
        connection.settimeout(10)
        for option in options:
            connection.setsockopt(*option)
        if source != HOST:
            # The port is chosen when the other side is known, so that each address has all of them.
            connection.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
            connection.bind((source, 0))
        try:
            connection.connect((HOST, self.port))
        except OSError:
            connection.close()
            raise
        return connection

    def exchange(self, requests):
        """One request after the other on a new connection."""
        with self.connect() as connection:
            for request in requests:
                connection.sendall(request)
                yield receive(connection)

    # Its end

    def end(self):
        """How it ended, where it has."""
        code = self.process.poll()
        if code is None:
            return None
        return f"the server was ended by {signal.Signals(-code).name}" if code < 0 else f"the server exited with {code}"

    def stop(self, seconds=12):
        """Asks it to end, where it has not, and says what is wrong with how it did."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.wait_for_end(seconds)

    def wait_for_end(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return f"the server runs on {seconds} s after SIGTERM"
        return None if self.process.returncode == 0 else self.end()


IP_BIND_ADDRESS_NO_PORT = 24  # socket has no name for it before Python 3.12


def receive(connection, pending=None):
    """The next response; `pending` is a bytearray that keeps what came after it."""
    data = bytearray() if pending is None else pending
    while (response := messages.read(data)) is None or response.status < 200:
        if response:
            del data[: response.end]
            continue
        part = connection.recv(1 << 18)
        if not part:
            raise ConnectionResetError(f"the connection ended after {len(data)} bytes of an answer")
        data += part
    del data[: response.end]
    return response


def receive_to_end(connection):
    """All bytes that come until the other side ends the connection, and what is wrong with that end."""
    data = bytearray()
    try:
        while part := connection.recv(1 << 18):
            data += part
    except ConnectionError:
        return data, "the connection was reset"
    except TimeoutError:
        return data, "the connection has no end"
    return data, None


def get(target, *fields):
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: 127.0.0.1", *fields, "", ""]).encode()
