"""Garbage between good requests of one pipeline: what comes before it is answered, and nothing after it."""

import time

import messages
from server import get, receive_to_end

GARBAGE = [
    b"\0\1\2\3\4\5\6\7" * 16,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xa5" * 200,  # how TLS begins
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",  # how HTTP/2 begins
    b"G@RBAGE\r\n\r\n",
    b"\r\n\r\n\r\n",
    b"\n",
    b" GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET  /v1 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /v1 HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    b"{}\r\n\r\n",
]
STATUSES = {2: {505}}  # by place; all others are 400
# Around what is answered in one call, and more than is read in one.
BEFORE = [1, 2, 31, 32, 33, 64, 65, 1000]
AFTER = 5


def good(number):
    return get("/livez", f"X-Request-Id: good-{number}")


def attack(case):
    pipelines = case.count(400)
    for number in range(pipelines):
        kind = number % len(GARBAGE)
        before = case.random.choice(BEFORE)
        requests = [good(index) for index in range(before + AFTER)]
        data = b"".join(requests[:before]) + GARBAGE[kind] + b"".join(requests[before:])
        # At once, or cut anywhere, with time for the server to read what is before the cut.
        cut = case.random.choice([0, case.random.randrange(len(data)), len(b"".join(requests[:before])) + 1])
        what = f"{before} requests, {GARBAGE[kind][:12]!r} and {AFTER} more, cut after {cut} bytes"
        with case.server.connect() as connection:
            try:
                if cut:
                    connection.sendall(data[:cut])
                    time.sleep(0.005)
                connection.sendall(data[cut:])
            except ConnectionError:
                pass  # It may have been refused already.
            received, wrong = receive_to_end(connection)
        if not case.require(not wrong, f"{wrong} after {what}"):
            break  # The next ones would take as long.
        judge(case, what, received, before, STATUSES.get(kind, {400}))
    case.note(f"{pipelines} pipelines with garbage")


def judge(case, what, received, before, refusals):
    try:
        responses, is_whole = messages.read_all(received)
    except messages.Malformed as error:
        case.require(False, f"malformed answer ({error}) to {what}")
        return
    case.require(is_whole, f"an answer is cut short after {what}")
    answered = [response.field("x-request-id") for response in responses if response.status == 200]
    wanted = [f"good-{index}" for index in range(before)]
    case.require(answered == wanted, f"{len(answered)} good answers, the last {answered[-1:]}, to {what}")
    last = responses[-1] if responses else None
    case.require(
        last and last.status in refusals and last.ends_connection and len(responses) == before + 1,
        f"no {refusals} with Connection: close as the last answer to {what}",
    )
