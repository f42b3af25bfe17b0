"""What must hold through every proxy. A check raises Failure, or returns what there is to tell."""

import collections
import gzip
import re
import signal
import subprocess
import time

from case import REFERENCE_BASE, Site, unnamed
from client import SOURCE, Client
from replica import HOST, Capture, require, wait_until

# Each has links, in its body or in a field.
LINKED = [
    ("/", None),
    ("/v1", None),
    ("/v1/frameworks?limit=1&offset=1", None),
    ("/v1/frameworks/43-4121.00", None),
    ("/v1/frameworks/43-4121.00/levels/developing", None),
    ("/v1/statements?format=csv&limit=1", None),
    ("/v1/statements", "application/x-ndjson"),
    ("/v1/frameworks/43-4121.00?format=md", None),
    ("/v1/changes.atom", None),
    ("/.well-known/api-catalog", None),
    ("/openapi.json", None),
    # 308 and 307.
    ("/v1/frameworks/?limit=1", None),
    ("/v1/frameworks/43-4121/levels", None),
    # Problems, one of a name with a slash in it.
    ("/v1/statements?levl=a", None),
    ("/v1/frameworks/43-4121.99", None),
    ("/frameworks", None),
    ("/v1/frameworks/43-4121.00%2Flevels", None),
    ("/v1/frameworks?title=a%26b%2Bc%20d", None),
]


def links(case):
    """All answers are those that Rungs gives without a proxy, but for what their links begin with."""
    count = 0
    for path, accept in LINKED:
        fields = [("Accept", accept)] if accept else []
        expected = unnamed(case.direct(path, *fields).text)
        require(REFERENCE_BASE in expected, f"{path} has no link")
        for site in case.sites:
            text = unnamed(case.client(site).ask(path, *fields).text)
            wanted = expected.replace(REFERENCE_BASE, site.base)
            require(text == wanted, f"{site.base}{path}:\n{text[:600]}\ninstead of\n{wanted[:600]}")
            count += wanted.count(site.base)
    return f"{count} links"


def exchanges(case):
    """HEAD, codings, conditional requests, methods and limits come through as they are."""
    path = "/v1/frameworks/43-4121.00"
    for site in case.sites:
        client = case.client(site)
        plain = client.ask(path)
        tag = plain["etag"]
        require(plain.status == 200 and tag[0] == '"', f"{plain.status} with the tag {tag}")
        require("content-encoding" not in plain.fields, "compressed without being asked for")
        head = client.ask(path, method="HEAD")
        require(head.status == 200 and head.body == b"" and head["etag"] == tag, f"HEAD: {head.status} {head['etag']}")
        zipped = client.ask(path, ("Accept-Encoding", "gzip"))
        require(zipped["content-encoding"] == "gzip", f"gzip: {zipped.fields}")
        require(gzip.decompress(zipped.body) == plain.body, "gzip: another body")
        require(zipped["etag"] == tag[:-1] + '-gzip"', f"the tags are {tag}, compressed {zipped['etag']}")
        for coding, known in [("identity", tag), ("gzip", zipped["etag"])]:
            same = client.ask(path, ("If-None-Match", known), ("Accept-Encoding", coding))
            is_bare = same.status == 304 and same.body == b""
            require(is_bare and same["etag"] == known, f"304: {same.status} {same.fields}")
        other = client.ask(path, ("If-None-Match", '"other"'))
        require(other.status == 200 and other.body == plain.body, f"another tag: {other.status}")
        for name in ["vary", "cache-control", "content-type", "x-content-type-options", "access-control-allow-origin"]:
            # Spaces are the proxy's, the age is a setting.
            values = [re.sub(r", *|\bmax-age=\d+", ",", answer[name]) for answer in (plain, case.direct(path))]
            require(values[0] == values[1], f"{name}: {values}")
        post = client.ask("/v1/frameworks", method="POST", body=b"{}")
        require(post.status == 405 and "GET" in post["allow"], f"POST: {post.status} {post['allow']}")
        asked = [("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET")]
        preflight = client.ask("/v1", *asked, method="OPTIONS")
        require(preflight.status == 204, f"preflight: {preflight.status}")
        # A proxy may refuse them itself, and not all know 431.
        long = case.client(site).ask("/v1/frameworks?title=" + "a" * 9000)
        require(long.status == 414, f"a long target: {long.status}")
        large = case.client(site).ask("/v1", ("X-Large", "a" * 15000), ("X-More", "a" * 3000))
        require(large.status in (400, 431), f"a large head: {large.status}")


def streams(case):
    """A stream arrives whole, byte for byte."""
    for site in case.sites:
        for form in ["ndjson", "csv", "json"]:
            path = f"/v1/export?format={form}"
            expected = case.direct(path).body.replace(REFERENCE_BASE.encode(), site.base.encode())
            answer = case.client(site).ask(path)
            require(answer.status == 200 and answer.body == expected, f"{path}: another body")
            zipped = case.client(site).ask(path, ("Accept-Encoding", "gzip"))
            require(gzip.decompress(zipped.body) == expected, f"{path}: another body, compressed")


def http2(case):
    """By curl, since the Python library has none."""
    for site in case.sites:
        command = ["curl", "-sS", "--http2", "--cacert", case.proxy.certificate, "--interface", SOURCE]
        command += ["--connect-to", f"{site.name}:{site.port or 443}:{HOST}:{case.proxy.https}"]
        command += ["-H", ": ".join(case.identified()), "-w", "\n%{http_version}", f"{site.base}/v1"]
        result = subprocess.run(command, capture_output=True, timeout=20)
        require(result.returncode == 0, f"{result.stderr}")
        body, version = result.stdout.rsplit(b"\n", 1)
        require(version == b"2", f"HTTP/{version}")
        require(body == case.client(site).ask("/v1").body, "another body by HTTP/2")


def redirects(case):
    """Who comes by http is sent to https, and who leaves out the slash of a prefix to the prefix."""
    for site in case.sites:
        client = Client(case.proxy.http, None, Site(site.name, "", None))
        answer = client.ask("/v1/frameworks?limit=1")
        targets = [f"https://{site.name}{port}/v1/frameworks?limit=1" for port in ("", f":{case.proxy.https}")]
        require(answer.status == 308 and answer["location"] in targets, f"{answer.status} {answer['location']}")
        if site.prefix:
            answer = case.client(site).ask("")
            is_right = answer.status == 308 and answer["location"] in (f"{site.base}/", f"{site.prefix}/")
            require(is_right, f"{site.prefix}: {answer.status} {answer['location']}")


def internals(case):
    """Nobody from outside sees metrics and health, however the path is written."""
    for name in ["metrics", "livez", "readyz", "healthz"]:
        escaped = f"%{ord(name[0]):02x}{name[1:]}"
        spellings = [name, f"{name}/", f"{name}?a=b", f"{name}%2f", f"{name};a", escaped]
        before = ["/", "./", "x/../", "../", "%2e%2e/", "rungs/", "rungs/rungs/", "%72ungs/", "rungs//", "../rungs/"]
        for spelling in spellings + [part + name for part in before]:
            for site in case.sites:
                answer = case.client(site).ask("/" + spelling)
                require(answer.status in (400, 403, 404, 421), f"{site.prefix}/{spelling}: {answer.status}")


REQUESTS = 60


def keep_alive(case):
    """Many requests of one client, and one of each of many, use few connections to the servers."""
    site, told = case.sites[0], []
    for is_each_new in [False] if case.proxy_header else [False, True]:
        client, before, seen = case.client(site), case.connections(), collections.Counter()
        for _ in range(REQUESTS):
            if is_each_new:
                client.close()
                client = case.client(site)
            require(client.ask("/v1").status == 200, "no answer")
            seen.update(case.connections())
        opened = [each for each in seen if each not in before]
        # One that brought the header of another client is of no use to this one.
        useful = opened if case.proxy_header else seen
        require(any(seen[each] >= REQUESTS / 2 for each in useful), "no connection to the server stays open")
        # Now and then that of a health check is among them.
        require(len(opened) <= REQUESTS / 3, f"{len(opened)} connections are opened for {REQUESTS} requests")
        told.append(str(len(opened)))
    return f"{REQUESTS} requests opened {' and '.join(told)} connections"


def retries(case, captures):
    """A request whose connection ends without an answer is sent again if it is safe to, and only then."""
    for method in ["POST", "GET"]:
        # A server that has failed may be left out afterwards, so POST comes first, and only once.
        client = case.client(case.sites[0])
        answer = client.ask(Capture.UNANSWERED, method=method, body=b"{}" if method == "POST" else None)
        require(answer.status in (502, 503), f"{method} is answered {answer.status}")
        heads = [head for capture in captures for _, head in capture.heads if Capture.UNANSWERED in head]
        count = sum(head.startswith(method) for head in heads)
        require(count == 1 if method == "POST" else count >= 1, f"{method} is sent {count} times")
    return f"GET sent {count} times, POST once"


def cache(case):
    """A shared cache keeps answers, asks anew for what is old, and keeps apart what `Vary` and hosts tell apart."""
    path = "/v1/frameworks/49-3091.00/levels"
    statuses = lambda: [each["http.response.status_code"] for each in case.requests() if each["url.path"] == path]
    site, other = case.sites[0], case.sites[1]
    client = case.client(site)
    plain = client.ask(path, case.identified())
    require(plain["x-request-id"] is None, "the name of one request is kept for others")
    for _ in range(5):
        require(client.ask(path).text == plain.text, "another answer")
    require(client.ask(path, method="HEAD")["etag"] == plain["etag"], "another tag")
    same = client.ask(path, ("If-None-Match", plain["etag"]))
    require(same.status == 304 and same["etag"] == plain["etag"], f"{same.status} for what is the same")
    require(statuses() == [200], f"one request came to the servers as {statuses()}")
    zipped = client.ask(path, ("Accept-Encoding", "gzip"))
    require(gzip.decompress(zipped.body) == plain.body and zipped["etag"] != plain["etag"], "not compressed")
    same = client.ask(path, ("Accept-Encoding", "gzip"), ("If-None-Match", zipped["etag"]))
    require(same.status == 304 and same["etag"] == zipped["etag"], f"{same.status} for what is the same, compressed")
    require("text/csv" in client.ask(path, ("Accept", "text/csv"))["content-type"], "no CSV")
    require(client.ask(path).text == plain.text, "what Vary tells apart is mixed up")
    require(case.client(other).ask(path).text == plain.text.replace(site.base, other.base), "hosts are mixed up")
    require(statuses() == [200] * 4, f"four representations came as {statuses()}")
    # What is old is given at once (stale-while-revalidate) and asked for again meanwhile.
    time.sleep(2.2)
    require(client.ask(path).text == plain.text, "another answer")
    wait_until(lambda: 304 in statuses(), "it is not asked for again with its entity tag")
    # And goes on when nobody is there to be asked (stale-if-error).
    for replica in case.replicas:
        replica.end(signal.SIGKILL)
    time.sleep(2.2)
    for _ in range(3):
        require(client.ask(path).text == plain.text, "nothing while the servers are away")
