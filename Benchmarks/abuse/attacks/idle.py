"""Connections that are open and say nothing, each after one answered request."""

import time

from server import get, receive

AT_ONCE = 100
# One address has 28,000 ports to connect from, and those of closed connections rest for a minute.
SOURCES = [f"127.0.0.{number}" for number in range(2, 10)]


def ask_all(case, connections):
    """How many are answered."""
    answered = 0
    for first in range(0, len(connections), AT_ONCE):
        group = connections[first : first + AT_ONCE]
        asked = []
        for connection in group:
            try:
                connection.sendall(get("/livez"))
                asked.append(connection)
            except ConnectionError:
                pass
        for connection in asked:
            try:
                answered += receive(connection).status == 200
            except OSError:
                pass
    return answered


def attack(case):
    count = case.count(10_000)
    before = case.server.memory()
    connections = [case.server.connect(SOURCES[number % len(SOURCES)]) for number in range(count)]
    try:
        first = ask_all(case, connections)
        case.require(first == count, f"{count - first} of {count} connections got no first answer")
        time.sleep(case.seconds(5))
        case.weigh(before, count, 1024)
        second = ask_all(case, connections)
        case.require(second == count, f"{count - second} of {count} idle connections got no second answer")
        case.note(f"{count} idle connections")
    finally:
        for connection in connections:
            connection.close()
