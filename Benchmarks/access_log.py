#!/usr/bin/env python3
"""What the access log costs: access_log.py RUNGS

CPU time per request of three servers that differ in `log.access` alone, which take turns; each writes its log to a file.
Ratios are to the server without a log, within a turn; the median of the turns is printed.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

REQUEST = (
    b"GET /v1/frameworks HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n"
    b"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n\r\n"
)
TURNS, REQUESTS = 9, 10_000


def start(rungs, access, folder):
    path = os.path.join(folder, access)
    settings = ["--set", "log.format=json", "--set", f"log.access={access}"]
    with open(path, "wb") as log:
        server = subprocess.Popen(
            [rungs, "serve", "--port", "0", "--workers", "1", "--data", "Config/samples", *settings], stderr=log
        )
    while True:
        with open(path) as log:
            found = re.search(r'"url":"http://[^:]+:(\d+)"', log.read())
        if found:
            return server, int(found[1])
        time.sleep(0.05)


def load(port, requests):
    """Asks so often on one connection; all answers are of one length."""
    client = socket.create_connection(("127.0.0.1", port))
    length = None
    for _ in range(requests):
        client.sendall(REQUEST)
        received = 0
        while length is None or received < length:
            part = client.recv(65536)
            received += len(part)
            if length is None:
                head = part.split(b"\r\n\r\n", 1)[0]
                length = len(head) + 4 + int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    client.close()


def cpu(server):
    """Nanoseconds that the threads of a server have run."""
    folder = f"/proc/{server.pid}/task"
    return sum(int(open(f"{folder}/{thread}/schedstat").read().split()[0]) for thread in os.listdir(folder))


def main(rungs):
    with tempfile.TemporaryDirectory() as folder:
        servers = {access: start(rungs, access, folder) for access in ("off", "errors", "all")}
        for _, port in servers.values():
            load(port, 2000)
        costs = {access: [] for access in servers}
        for _ in range(TURNS):
            for access, (server, port) in servers.items():
                before = cpu(server)
                load(port, REQUESTS)
                time.sleep(0.05)  # What waits to be written belongs to this turn.
                costs[access].append((cpu(server) - before) / REQUESTS)
        for access, turns in costs.items():
            ratio = statistics.median(mine / off for mine, off in zip(turns, costs["off"]))
            print(f"log.access={access}: {statistics.median(turns) / 1000:.1f} µs of CPU per request, {ratio:.2f} of off")
        for server, _ in servers.values():
            server.terminate()
            server.wait()


main(sys.argv[1])
