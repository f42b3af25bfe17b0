"""Clients that connect and reset: before they ask, while they ask, before the answer and within it."""

import socket
import struct

from exports import LARGE
from server import get

AT_ONCE = 64
# Segments as on a network, so that the kernel does not take the whole of a large answer.
OPTIONS = [
    (socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)),  # close(2) resets
    (socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1448),
]
WHOLE = get("/v1/frameworks")
UNANSWERED = [
    b"",
    WHOLE[:20],
    b"POST /v1/frameworks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nbegun",
]
ANSWERED = [
    WHOLE,
    WHOLE * 8 + WHOLE[:-2],
    get(f"/v1/frameworks/{LARGE[0]}/source"),
    get("/v1/statements", "Accept: application/x-ndjson"),
    get("/v1/statements", "Accept: text/csv", "Accept-Encoding: gzip"),
]
# The large answers are dear, for the server and so for the time of the test.
SHARES = [20] * len(UNANSWERED) + [20, 20, 1, 0.5, 0.5]


def attack(case):
    count = case.count(100_000)
    for first in range(0, count, AT_ONCE):
        connections = []
        for sent in case.random.choices(UNANSWERED + ANSWERED, SHARES, k=min(AT_ONCE, count - first)):
            connection = case.server.connect(options=OPTIONS)
            if sent:
                connection.sendall(sent)
            connections.append((connection, sent))
        # Every other one of the answered waits for the first byte of its answer.
        for number, (connection, sent) in enumerate(connections):
            if number % 2 and sent in ANSWERED:
                case.require(connection.recv(1), "a connection ended before its answer began")
            connection.close()
    case.note(f"{count} connections reset")
