"""Clients that ask for a hundred large answers at once and read nothing."""

import select
import socket
import time

from exports import LARGE
from server import get

DEPTH = 100
SLACK = 5  # seconds that a timeout may be late on a busy machine, beyond a quarter of it
# Kept and not, bytes and streams, plain and compressed.
REQUESTS = [
    get(f"/v1/frameworks/{LARGE[0]}/source"),
    get(f"/v1/frameworks/{LARGE[0]}/source", "Accept-Encoding: gzip"),
    get("/v1/statements", "Accept: application/x-ndjson"),
    get("/v1/statements", "Accept: text/csv", "Accept-Encoding: gzip"),
]
# A small window, and segments as on a network: the kernel takes little of an answer, the rest stays with the server.
OPTIONS = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096), (socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1448)]


def attack(case):
    timeout = case.settings["timeout.write"]
    before = case.server.memory()
    connections = []
    for number in range(case.count(200)):
        connection = case.server.connect(options=OPTIONS)
        connection.sendall(REQUESTS[number % len(REQUESTS)] * DEPTH)
        connections.append(connection)
    started = time.monotonic()
    resets = wait_for_resets(case, connections, before, started, timeout)
    case.require(
        len(resets) == len(connections),
        f"{len(connections) - len(resets)} of {len(connections)} stalled readers were not reset "
        f"{timeout * 1.25 + SLACK:.1f} s after they asked",
    )
    if resets:
        case.note(f"{len(connections)} readers reset after {min(resets):.1f}–{max(resets):.1f} s")
        case.require(
            min(resets) > 0.9 * timeout, f"a stalled reader was reset after {min(resets):.1f} s of {timeout:.1f}"
        )
    for connection in connections:
        connection.close()


def wait_for_resets(case, connections, before, started, timeout):
    """After how many seconds each was reset. Their memory is weighed shortly before."""
    poller = select.epoll()
    for connection in connections:
        poller.register(connection, 0)  # Errors and hang-ups are told of in any case.
    resets, is_weighed = [], False
    while len(resets) < len(connections) and (now := time.monotonic()) < started + timeout * 1.25 + SLACK:
        if not is_weighed and now > started + timeout * 0.8:
            is_weighed = True
            case.weigh(before, len(connections), 1 << 20)
        for descriptor, _ in poller.poll(0.1):
            poller.unregister(descriptor)
            resets.append(time.monotonic() - started)
    poller.close()
    return resets
