"""Responses read strictly (RFC 9112): what is not well-formed is an error and never guessed at."""

import re
from dataclasses import dataclass

STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5]\d\d) [\t -~]*")
FIELD_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t -~\x80-\xff]*?)[ \t]*")
CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
LONGEST_HEAD = 16_384


class Malformed(Exception):
    """What is wrong with the bytes that came."""


@dataclass
class Response:
    status: int
    fields: list
    body: bytes
    end: int  # where the next one begins

    def field(self, name):
        return next((value for key, value in self.fields if key == name.lower()), None)

    @property
    def ends_connection(self):
        return (self.field("connection") or "").lower() == "close"


def read(data, start=0, to_head=False, to_old=False):
    """The response that begins at `start`, or None where the bytes end within it.

    `to_old`: the request may have been HTTP/1.0; then the end of the connection may be that of a stream (RFC 9112
    section 6.3).
    """
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        if len(data) - start > LONGEST_HEAD or not b"HTTP/1.1 ".startswith(data[start : start + 9]):
            raise Malformed(f"no head: {bytes(data[start : start + 60])!r}")
        return None
    status_line, *lines = bytes(data[start:end]).split(b"\r\n")
    match = STATUS_LINE.fullmatch(status_line)
    if not match:
        raise Malformed(f"status line {status_line[:60]!r}")
    status, fields = int(match[1]), [field(line) for line in lines]
    names = [name for name, _ in fields]
    position = end + 4
    if status < 200:
        return Response(status, fields, b"", position)
    if names.count("date") != 1:
        raise Malformed(f"{status} with {names.count('date')} Date fields")
    lengths = [value for name, value in fields if name == "content-length"]
    codings = [value for name, value in fields if name == "transfer-encoding"]
    if status in (204, 304) or to_head:
        return Response(status, fields, b"", position)
    if to_old and not lengths and not codings and ("connection", "close") in fields:
        return Response(status, fields, bytes(data[position:]), len(data))
    if len(lengths) + len(codings) != 1:
        raise Malformed(f"{status} with {len(lengths)} lengths and {len(codings)} transfer codings")
    if codings:
        if codings != ["chunked"]:
            raise Malformed(f"transfer coding {codings}")
        return chunked(data, position, status, fields)
    if not lengths[0].isdigit():
        raise Malformed(f"Content-Length {lengths[0]!r}")
    end = position + int(lengths[0])
    return Response(status, fields, bytes(data[position:end]), end) if len(data) >= end else None


def field(line):
    match = FIELD_LINE.fullmatch(line)
    if not match:
        raise Malformed(f"field line {line[:60]!r}")
    return match[1].decode().lower(), match[2].decode("latin-1")


def chunked(data, position, status, fields):
    body = bytearray()
    while True:
        end = data.find(b"\r\n", position)
        if end < 0:
            return None
        if not CHUNK_SIZE.fullmatch(data[position:end]):
            raise Malformed(f"chunk size {bytes(data[position:end][:20])!r}")
        size = int(data[position:end], 16)
        position = end + 2 + size
        if len(data) < position + 2:
            return None
        if data[position : position + 2] != b"\r\n":
            raise Malformed("a chunk does not end where its size says")
        body += data[end + 2 : position]
        position += 2
        if size == 0:
            return Response(status, fields, bytes(body), position)


def read_all(data, any_to_head=False, any_to_old=False):
    """All responses in what a connection gave, and whether the last one is whole.

    `any_to_head`: the requests may have been HEAD; then a response has no body where the next one begins at once.
    `any_to_old`: they may have been HTTP/1.0.
    """
    responses, start = [], 0
    while start < len(data):
        response = None
        if any_to_head:
            bare = read(data, start, to_head=True)
            if bare and (bare.end == len(data) or data.startswith(b"HTTP/1.1 ", bare.end)):
                response = bare
        response = response or read(data, start, to_old=any_to_old)
        if response is None:
            return responses, False
        responses.append(response)
        start = response.end
    return responses, True
