"""Valid requests, mutated at random: the server may refuse them, and must go on."""

import re
import selectors
import socket
import time

import messages
from server import get

AT_ONCE = 32
PATIENCE = 8  # seconds for the end of a connection whose client has ended its side
# A refusal that is no fault of the server: not implemented, busy, HTTP of another major version.
ALLOWED_5XX = {501, 503, 505}

BODY = b"POST /v1/frameworks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
VALID = [
    get("/v1/frameworks"),
    get("/v1/frameworks?title=bicycle&sort=-title&limit=2", "Accept: text/csv;q=0.9, application/json;q=0.8"),
    get("/v1/statements?limit=3&offset=2&level=1,emerging", "Accept-Encoding: gzip;q=1.0, identity; q=0.5, *;q=0"),
    get("/v1/frameworks/49-3091.00/levels/emerging", "X-Request-Id: 0123456789abcdef", "User-Agent: mutant/1.0"),
    get("/v1/frameworks/43-4121", 'If-None-Match: "a", W/"b", *', "If-Modified-Since: Tue, 19 May 2026 10:10:00 GMT"),
    get("/v1/frameworks/43-4121.00/versions/v.25.11/source", 'If-Match: "x"', "Range: bytes=0-1", "Connection: close"),
    get("http://127.0.0.1:80/v1?format=json", "Connection: keep-alive, x", "Via: 1.1 a"),
    get("/%76%31/statements?limit=%31&%6Cevel=2", "Cookie: a=b; c=d", "Origin: http://a.example"),
    get("/v1/statements", "Accept: application/x-ndjson", "Accept-Encoding: gzip"),
    get("/v1/frameworks").replace(b"GET", b"HEAD"),
    get("*").replace(b"GET", b"OPTIONS"),
    get("/v1/frameworks").replace(b"HTTP/1.1", b"HTTP/1.0"),
    BODY + b"Content-Length: 13\r\n\r\n{\"text\": \"a\"}",
    BODY + b"Content-Length: 13\r\nExpect: 100-continue\r\n\r\n{\"text\": \"a\"}",
    BODY + b"Transfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\n{\"a\":\r\n3\r\n 1}\r\n0\r\nX-Trailer: a\r\n\r\n",
]
TOKENS = [
    *[b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\0", b"\t", b" ", b"  ", b":", b"%", b"%0", b"%00", b"%zz", b"/", b"//"],
    *[b"?", b"#", b"&", b"=", b";", b",", b'"', b"\\", b"\x7f", b"\x80", b"\xff", b"\xc3\x28", b"*", b"HEAD "],
    *[b"Host: a\r\n", b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip\r\n"],
    *[b"Connection: close\r\n", b"Expect: 100-continue\r\n", b"Upgrade: h2c\r\n", b"Accept: */*;q=1.0001\r\n"],
    *[b"X: " + b"a" * 9000 + b"\r\n", b"X: y\r\n" * 120, b"a" * 9000, b"\0" * 70_000],
]
NUMBERS = [
    *[b"0", b"-1", b"+1", b"00000000000000000013", b"0x10", b"1e9", b"1.0001", b"12", b"14", b"65537", b"4294967296"],
    *[b"9223372036854775807", b"9223372036854775808", b"18446744073709551615", b"18446744073709551629", b"9" * 50],
    *[b"fffffffffff", b"7fffffffffffffff", b"8000000000000000", b"fffffffffffffff", b"10000000000000005"],
]


def mutate(random, request):
    data = bytearray(request)
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(data))
        to = min(len(data), at + random.choice([1, 1, 2, 5, 20, 100]))
        match random.randrange(9):
            case 0 if data:  # one bit
                data[at % len(data)] ^= 1 << random.randrange(8)
            case 1 if data:  # one byte
                data[at % len(data)] = random.randrange(256)
            case 2:
                data[at:at] = random.choice(TOKENS)
            case 3:
                data[at:to] = b""
            case 4:
                data[at:at] = data[at:to] * random.choice([1, 1, 2, 50])
            case 5:
                data = data[:at]
            case 6:  # a line moves
                lines = bytes(data).split(b"\r\n")
                lines.insert(random.randint(0, len(lines)), lines.pop(random.randrange(len(lines))))
                data = bytearray(b"\r\n".join(lines))
            case 7 if numbers := list(re.finditer(rb"[0-9]+", data)):
                number = random.choice(numbers)
                data[number.start() : number.end()] = random.choice(NUMBERS)
            case _:  # another one follows, or begins within
                other = random.choice(VALID)
                data = data[: random.choice([at, len(data)])] + other[random.choice([0, 0, random.randrange(50)]) :]
    return bytes(data)


def pieces(random, data):
    cuts = sorted(random.randint(0, len(data)) for _ in range(random.choice([0, 0, 1, 3])))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)]) if a < b]


class Mutant:
    """One connection with one mutated request, sent in pieces; then its client ends its side."""

    def __init__(self, connection, request, to_send):
        self.connection, self.request = connection, request
        self.to_send = to_send
        self.received, self.ended, self.was_reset = bytearray(), False, False
        self.end = time.monotonic() + PATIENCE

    def send(self):
        """Sends a piece; false when there is no more to send."""
        try:
            if self.to_send:
                sent = self.connection.send(self.to_send[0])
                self.to_send[0] = self.to_send[0][sent:]
                if not self.to_send[0]:
                    self.to_send.pop(0)
                return True
            self.connection.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            return True
        except OSError:
            pass  # The server has ended it before.
        return False

    def receive(self):
        """false at the end."""
        try:
            part = self.connection.recv(1 << 18)
        except BlockingIOError:
            return True
        except ConnectionError:
            part, self.was_reset = b"", True
        self.received += part
        self.ended = not part
        return bool(part)


def attack(case):
    count = case.count(20_000)
    selector = selectors.DefaultSelector()
    left, statuses, resets = count, {}, 0
    while left or selector.get_map():
        while left and len(selector.get_map()) < AT_ONCE:
            request = mutate(case.random, case.random.choice(VALID))
            mutant = Mutant(case.server.connect(), request, pieces(case.random, request))
            mutant.connection.setblocking(False)
            mutant.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(mutant.connection, selectors.EVENT_READ | selectors.EVENT_WRITE, mutant)
            left -= 1
        now = time.monotonic()
        for key, events in selector.select(1):
            mutant = key.data
            if events & selectors.EVENT_WRITE and not mutant.send():
                selector.modify(mutant.connection, selectors.EVENT_READ, mutant)
            if events & selectors.EVENT_READ:
                mutant.receive()
        for key in [*selector.get_map().values()]:
            mutant = key.data
            if mutant.ended or mutant.end < now:
                selector.unregister(mutant.connection)
                mutant.connection.close()
                case.require(mutant.ended, f"no end of the connection {PATIENCE} s after {shown(mutant.request)}")
                resets += mutant.was_reset
                judge(case, mutant, statuses)
    case.require(statuses, "no mutated request was answered")
    told = ", ".join(f"{statuses[status]} × {status}" for status in sorted(statuses))
    case.note(f"{count} mutated requests: {told}; {resets} ended by a reset")


def judge(case, mutant, statuses):
    try:
        responses, is_whole = messages.read_all(
            mutant.received, any_to_head=b"HEAD" in mutant.request, any_to_old=b"HTTP/1.0" in mutant.request
        )
    except messages.Malformed as error:
        case.require(False, f"malformed answer ({error}) to {shown(mutant.request)}")
        return
    case.require(is_whole or mutant.was_reset, f"an answer is cut short after {shown(mutant.request)}")
    for response in responses:
        statuses[response.status] = statuses.get(response.status, 0) + 1
        case.require(
            response.status < 500 or response.status in ALLOWED_5XX,
            f"{response.status} as the answer to {shown(mutant.request)}",
        )


def shown(request):
    return repr(request) if len(request) < 300 else f"{request[:300]!r} and {len(request) - 300} bytes more"
