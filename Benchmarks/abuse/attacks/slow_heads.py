"""Connections that send a head a few bytes at a time, for ever."""

import collections
import selectors
import time

import messages

ENDLESS_HEAD = b"GET /v1/frameworks HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Slow: and slower\r\n" * 1000
BYTES_AT_A_TIME = 3
SLACK = 5  # seconds that a timeout may be late on a busy machine, beyond a quarter of it


class SlowHead:
    def __init__(self, connection):
        self.connection, self.position = connection, 0
        self.started = self.ended = None
        self.received = bytearray()
        self.was_reset = False

    def trickle(self):
        self.started = self.started or time.monotonic()
        piece = ENDLESS_HEAD[self.position : self.position + BYTES_AT_A_TIME]
        try:
            self.position += self.connection.send(piece)
        except OSError:
            pass  # What has happened to it is seen by reading.

    def read(self):
        try:
            part = self.connection.recv(65536)
        except ConnectionError:
            part, self.was_reset = b"", True
        self.received += part
        if not part:
            self.ended = time.monotonic()
            self.connection.close()
        return bool(part)

    def was_told(self):
        try:
            responses, is_whole = messages.read_all(self.received)
        except messages.Malformed:
            return False
        return is_whole and [response.status for response in responses] == [408]


def attack(case):
    timeout = case.settings["timeout.head"]
    pace = timeout / 20
    before = case.server.memory()
    selector = selectors.DefaultSelector()
    heads, due, to_open = [], collections.deque(), case.count(2000)
    is_weighed, end = False, None
    while to_open or due:
        now = time.monotonic()
        if to_open:
            # All within the first quarter, so that they are open together.
            for _ in range(min(20, to_open)):
                head = SlowHead(case.server.connect())
                head.connection.setblocking(False)
                selector.register(head.connection, selectors.EVENT_READ, head)
                heads.append(head)
                due.append((now, head))
                to_open -= 1
            if not to_open:
                end = now + timeout * 1.25 + SLACK
        while due and due[0][0] <= now:
            _, head = due.popleft()
            if not head.ended:
                head.trickle()
                due.append((now + pace, head))
        if not to_open and not is_weighed and now > heads[0].started + timeout / 2:
            is_weighed = True
            case.weigh(before, len(heads), 4096)
        if end and now > end:
            break
        for key, _ in selector.select(0 if to_open else max(0, min(due[0][0] - now, 0.05)) if due else 0):
            if not key.data.ended and not key.data.read():
                # Its socket is closed, and so no longer in the set of epoll.
                selector.unregister(key.data.connection)
    for head in heads:
        head.connection.close()
    open_still = sum(not head.ended for head in heads)
    case.require(not open_still, f"{open_still} slow heads are open {timeout * 1.25 + SLACK:.1f} s after they began")
    untold = sum(bool(head.ended) and not head.was_told() for head in heads)
    resets = sum(head.was_reset for head in heads)
    case.require(not untold, f"{untold} slow heads ended without a whole 408, {resets} by a reset")
    lives = [head.ended - head.started for head in heads if head.ended]
    if lives:
        case.note(f"{len(heads)} slow heads ended after {min(lives):.1f}–{max(lives):.1f} s")
        case.require(min(lives) > 0.9 * timeout, f"a slow head was ended after {min(lives):.1f} s of {timeout:.1f}")
