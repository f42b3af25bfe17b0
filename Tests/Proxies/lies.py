"""What clients say of themselves, of other clients and of proxies."""

from client import SOURCE, raw_exchange
from replica import require, wait_until

EVIL = [
    ("Forwarded", "for=6.6.6.6;host=evil.example;proto=http"),
    ("X-Forwarded-For", "6.6.6.6"),
    ("X-Forwarded-Proto", "http"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Prefix", "/evil"),
    ("X-Forwarded-Port", "666"),
]
NAMES = ", ".join(name for name, _ in EVIL)
ATTACKS = {
    "its own fields": EVIL,
    "its own fields twice": EVIL + EVIL,
    "its own fields in lower case": [(name.lower(), value) for name, value in EVIL],
    "its own fields with underscores": [(name.replace("-", "_"), value) for name, value in EVIL],
    "empty fields": [(name, "") for name, _ in EVIL],
    # What a proxy sets may not be taken off again as fields of the connection (RFC 9110 section 7.6.1).
    "its own fields, named in Connection": [*EVIL, ("Connection", f"keep-alive, {NAMES}")],
    "fields that other servers believe": [
        ("X-Real-IP", "6.6.6.6"),
        ("X-Original-URL", "/metrics"),
        ("X-Rewrite-URL", "/metrics"),
        ("X-HTTP-Method-Override", "POST"),
        ("Via", "1.1 evil.example"),
    ],
}
PROXY_HEADERS = [
    b"PROXY TCP4 6.6.6.6 6.6.6.6 666 666\r\n",
    b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + bytes([6] * 8) + b"\x02\x9a\x02\x9a",
]
PATHS = ["/v1", "/v1/frameworks?limit=1", "/v1/frameworks/?limit=1"]


def lies(case):
    """What a client says of itself changes nothing. `addresses` looks at these requests in the log."""
    for site in case.sites:
        client = case.client(site)
        for path in PATHS:
            expected = client.ask(path).text
            for name, fields in ATTACKS.items():
                text = client.ask(path, *fields, case.identified()).text
                require(text == expected, f"{path} with {name}:\n{text[:600]}")
        check_authorities(case, site)
        check_proxy_headers(case, site)


def check_authorities(case, site):
    """Of another authority in the target, or in Host, nothing is answered."""
    unported = lambda text: text.replace(f":{site.port}", "")
    expected = case.client(site).ask("/v1").text
    for target, host in [
        (f"https://{site.authority}{site.prefix}/v1", "evil.example"),
        (f"https://evil.example{site.prefix}/v1", site.authority),
        (f"{site.prefix}/v1", "evil.example"),
        (f"{site.prefix}/v1", f"{site.authority}, evil.example"),
    ]:
        answer = case.client(site).ask_raw(target, ("Host", host))
        # A port may be lost with the Host that it stands in. Caddy answers other names with nothing.
        is_nothing = answer.status in (400, 403, 404, 421) or not answer.body
        is_same = unported(answer.text) == unported(expected)
        require(is_nothing or is_same, f"{target} with Host: {host}:\n{answer.text[:600]}")


def check_proxy_headers(case, site):
    """A PROXY header of a client is no request, before the handshake or after it."""
    request = f"GET {site.prefix}/v1 HTTP/1.1\r\nHost: {site.authority}\r\nConnection: close\r\n\r\n".encode()
    way = (case.proxy.https, case.proxy.certificate, site.name)
    require(raw_exchange(*way, request).startswith(b"HTTP/1.1 200 "), "the request itself fails")
    for header in PROXY_HEADERS:
        for received in [raw_exchange(*way, header + request), raw_exchange(*way, request, before=header)]:
            require(b" 200 " not in received[:20], f"a PROXY header is taken: {received[:80]}")


def addresses(case):
    """The log has the addresses of the clients, and none that one of them made up."""
    for site in case.sites:
        for source in [SOURCE, "127.0.0.77"]:
            require(case.client(site, source).ask("/v1", case.identified(source)).status == 200, "no answer")
    wait_until(lambda: len(case.logged()) == len(case.asked), "not all requests are in the log")
    logged = case.logged()
    for name, source in case.asked.items():
        require(logged[name] == source, f"{name} of {source} is logged as of {logged[name]}")
    for record in case.requests():
        told = f"{record['client.address']} {record.get('server.address')}"
        require("6.6.6.6" not in told and "evil" not in told, f"a lie is in the log: {record}")
    return f"{len(case.asked)} requests in the log"


def heads(case, captures):
    """What reaches the server: each forwarded field set by the proxy, or removed."""
    for site in case.sites:
        for name, fields in ATTACKS.items():
            path = f"/v1/probe-{next(case.ids)}"
            require(case.client(site).ask(path, *fields).status == 200, "no answer")
            received = [each for capture in captures for each in capture.heads]
            header, head = next((header, head) for header, head in received if path in head)
            lines = [(key.lower(), value) for key, value in (line.split(": ", 1) for line in head.split("\r\n")[1:])]
            said = [line for line in lines if line[0].startswith(("forwarded", "x-forwarded")) and line[1]]
            require(sorted(said) == sorted(case.forwarded(site)), f"with {name}:\n{head}")
            require(("host", site.authority) in lines, f"not the Host of the client:\n{head}")
            require(header == (f"{case.proxy_header} {SOURCE}" if case.proxy_header else ""), f"{header!r}")
