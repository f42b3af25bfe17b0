"""Good clients: in a process of their own, so that what they wait for is the server and not the attackers."""

import collections
import gc
import multiprocessing
import selectors
import socket
import time
from dataclasses import dataclass, field

import messages
from server import HOST, get
from servers import Failure

TARGETS = ["/v1/frameworks/49-3091.00/source", "/v1/statements?limit=5", "/v1/frameworks/43-4121.00", "/livez"]
PATIENCE = 10  # seconds for an answer
KEPT_FAILURES = 3


@dataclass
class Plan:
    keep_alive: int = 4  # clients that keep their connection
    single: int = 2  # clients that make a connection for each request
    depth: int = 1  # requests that are sent at once on a kept connection
    pause: float = 0.008  # seconds from an answer to the next request of a client
    until_close: bool = False  # a client is done when the server announces the end of its connection


@dataclass
class Report:
    answered: int = 0
    failed: int = 0
    failures: list = field(default_factory=list)
    latencies: list = field(default_factory=list)

    def __add__(self, other):
        return Report(
            self.answered + other.answered,
            self.failed + other.failed,
            (self.failures + other.failures)[:KEPT_FAILURES],
            self.latencies + other.latencies,
        )

    def percentile(self, share):
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class GoodClients:
    """Asks until the block is left; `report` is there afterwards."""

    def __init__(self, port, expected, plan):
        context = multiprocessing.get_context("fork")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=ask, args=(other, self.pipe, port, expected, plan), daemon=True)
        self.process.start()
        other.close()
        self.report = None

    def __enter__(self):
        if not self.pipe.poll(2 * PATIENCE):
            raise Failure("the good clients did not start")
        self.pipe.recv()
        return self

    def __exit__(self, *_):
        self.pipe.send("stop")
        if not self.pipe.poll(2 * PATIENCE):
            self.process.kill()
            raise Failure("the good clients did not end")
        self.report = self.pipe.recv()
        self.process.join()


def ask(pipe, other, port, expected, plan):
    """The main function of the process."""
    other.close()
    gc.disable()
    report, selector = Report(), selectors.DefaultSelector()
    count = plan.keep_alive + plan.single
    clients = [
        Client(selector, report, (HOST, port), expected, plan, number, number < plan.keep_alive)
        for number in range(count)
    ]
    selector.register(pipe, selectors.EVENT_READ)
    is_ready = is_stopping = False
    while True:
        now = time.monotonic()
        for client in clients:
            client.advance(now, is_stopping)
        if not is_ready and all(client.has_tried for client in clients):
            is_ready = True
            pipe.send("ready")
        if all(client.is_done or is_stopping and not client.outstanding for client in clients):
            break
        wait = min((client.due - now for client in clients if not client.is_done), default=0)
        for key, _ in selector.select(max(0.001, min(wait, 0.1))):
            if key.fileobj is pipe:
                selector.unregister(pipe)
                is_stopping = True
            else:
                key.data.handle()
    for client in clients:
        client.close()
    if not is_stopping:
        pipe.recv()
    pipe.send(report)


class Client:
    def __init__(self, selector, report, address, expected, plan, number, keeps):
        self.selector, self.report, self.address, self.expected = selector, report, address, expected
        self.plan, self.keeps = plan, keeps
        self.turn = number
        self.due = time.monotonic() + number * plan.pause / max(1, plan.keep_alive + plan.single)
        self.connection, self.received = None, bytearray()
        self.outstanding = collections.deque()  # targets and when they were asked for
        self.to_send = b""
        self.has_tried = self.is_done = False

    def advance(self, now, is_stopping):
        if self.is_done:
            return
        if self.outstanding:
            if now - self.outstanding[0][1] > PATIENCE:
                self.fail(f"no answer within {PATIENCE} s")
        elif now >= self.due and not is_stopping:
            self.start(now)

    def start(self, now):
        fields = [] if self.keeps else ["Connection: close"]
        self.to_send = b""
        for _ in range(self.plan.depth if self.keeps else 1):
            target = TARGETS[self.turn % len(TARGETS)]
            self.turn += 1
            self.outstanding.append((target, now))
            self.to_send += get(target, *fields)
        self.due = now + PATIENCE
        if self.connection:
            return self.send()
        self.connection = socket.socket()
        self.connection.setblocking(False)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.connect_ex(self.address)
        self.selector.register(self.connection, selectors.EVENT_WRITE, self)

    def send(self):
        try:
            sent = self.connection.send(self.to_send)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            return self.fail(f"cannot send: {error}")
        self.to_send = self.to_send[sent:]
        self.selector.modify(self.connection, selectors.EVENT_WRITE if self.to_send else selectors.EVENT_READ, self)

    def handle(self):
        if self.to_send:
            error = self.connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            return self.fail(f"cannot connect: errno {error}") if error else self.send()
        try:
            part = self.connection.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError as error:
            return self.fail(f"{error} after {len(self.received)} bytes of an answer")
        if not part:
            return self.fail(
                f"the connection was closed after {len(self.received)} bytes of an answer, {len(self.outstanding)} due"
                if self.outstanding
                else "a connection was closed without an announcement"
            )
        self.received += part
        try:
            self.take_answers()
        except messages.Malformed as error:
            self.fail(f"malformed answer: {error}")

    def take_answers(self):
        while self.received and (response := messages.read(self.received)):
            del self.received[: response.end]
            if not self.outstanding:
                return self.fail("an answer that nobody asked for")
            target, asked = self.outstanding.popleft()
            if response.status != 200 or response.body != self.expected[target]:
                return self.fail(f"{response.status} with {len(response.body)} bytes for {target}")
            now = time.monotonic()
            self.report.answered += 1
            self.report.latencies.append(now - asked)
            self.has_tried = True
            if response.ends_connection:
                return self.end(now)
        if not self.outstanding:
            self.due = time.monotonic() + self.plan.pause

    def end(self, now):
        """The server announced the end of the connection."""
        if self.outstanding:
            return self.fail(f"an end was announced before {len(self.outstanding)} requests were answered")
        if self.keeps and not self.plan.until_close:
            return self.fail("the end of a kept connection was announced")
        self.is_done = self.keeps
        self.close()
        self.due = now + self.plan.pause

    def fail(self, reason):
        self.report.failed += 1
        if len(self.report.failures) < KEPT_FAILURES:
            self.report.failures.append(reason)
        self.has_tried = True
        self.close()
        self.is_done = self.plan.until_close
        self.due = time.monotonic() + 0.05

    def close(self):
        self.outstanding.clear()
        self.received.clear()
        if self.connection:
            self.selector.unregister(self.connection)
            self.connection.close()
            self.connection = None
